import { z } from 'zod';
import { commonSettings } from './common.ts';
import { echoedLineNumber } from './goods.ts';
import { parties, references } from './parties.ts';
import { sharedShape } from './shared.ts';
import { code, codeFormat, codeMap, textOf, whenMissing, words } from './values.ts';

const texts = [
  'dispatchNote',
  'customer',
  'branch',
  'billOfLading',
  'proNumber',
  'trackingNumber',
  'carrier',
  'trailer',
  'seal',
  'shippingInstructions',
  'shippingInstructionsCode',
  'specialInstructions',
  'company',
  'shipTo.code',
  'shipTo.name',
  'shipTo.store',
  'shipFrom.code',
  'shipFrom.name',
  'soldTo.code',
  'soldTo.name',
  'soldTo.store',
  'partner.code',
  'partner.name',
] as const;
const text = textOf(texts);
const orderText = textOf([...texts, 'salesOrder', 'customerPurchaseOrder', 'storeNumber']);
const addresses = ['shipTo', 'shipFrom', 'soldTo'] as const;

const structureCode = z.union([z.literal('omit'), code], { error: 'is omit or a code such as "0001"' });

/** Everything a profile may say of the ship notices (856) a partner gets, once all its files are merged. */
export const shipNoticeSettings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses,
    items: ['customerItem', 'stockCode', 'gtin', 'alternateKey1', 'alternateKey2'],
    dates: ['shipDate', 'plannedDeliveryDate'],
  }),

  purpose: code.default('00').meta({ description: 'BSN01 of a first send' }),
  shipmentNumber: codeFormat.prefault({}).meta({ description: 'How BSN02, the dispatch note’s number, is written' }),
  structure: z.enum(['auto', 'pack', 'pack-first', 'item']).default('auto').meta({
    description:
      'pack: shipment, order, pack, item. pack-first: shipment, pack, order, item, so that a carton may hold several orders. Both refuse a notice without cartons. item: shipment, order, item. auto: pack where there are cartons, else item',
  }),
  structureCodes: z
    .strictObject({
      pack: structureCode.default('0001'),
      'pack-first': structureCode.default('0003'),
      item: structureCode.default('0004'),
    })
    .prefault({})
    .meta({ description: 'BSN05 of the structures, such as ZZZZ for one of your own, or omit' }),
  pallets: z.boolean().default(false).meta({ description: 'Send pallets as tare levels (HL03 T) above their cartons' }),
  childCodes: z.boolean().default(false).meta({ description: 'Send HL04' }),

  lading: z
    .strictObject({
      kinds: codeMap.default({}).meta({ description: 'The site’s kind of packaging → TD101, such as CTN25' }),
      kind: code.optional().meta({ description: 'TD101 where the kind is not known or not mapped' }),
      count: whenMissing.meta({ description: 'TD102, the number of packages, where nobody knows it' }),
      weight: whenMissing.meta({ description: 'TD107, the gross weight, where nobody knows it' }),
      weightUnit: code.default('LB').meta({ description: 'TD108, the company’s unit of mass' }),
      volumeUnit: code
        .optional()
        .meta({ description: 'TD110, the company’s unit of volume. Absent: no volume is sent' }),
      perPackage: z.boolean().default(false).meta({ description: 'A TD1 of each carton’s own kind and weight' }),
    })
    .optional()
    .meta({ description: 'TD1. Absent: none' }),
  carrier: z
    .strictObject({
      codes: z
        .record(words, z.strictObject({ scac: code, mode: code.optional() }))
        .default({})
        .meta({ description: 'Carrier, shipping instructions code or shipping instructions → TD503 (SCAC) and TD504' }),
      mode: code.optional().meta({ description: 'TD504 of a carrier that is not mapped' }),
      routing: z.boolean().default(true).meta({ description: 'Send the shipping instructions as TD505' }),
      whenMissing: whenMissing.meta({ description: 'What happens to a notice without a SCAC' }),
    })
    .optional()
    .meta({ description: 'TD5. Absent: none' }),
  equipment: z
    .strictObject({ type: code.default('TL'), whenMissing })
    .optional()
    .meta({ description: 'TD3: the trailer and its seal. Absent: none' }),

  orderNumber: codeFormat.prefault({}).meta({ description: 'How PRF01, the customer’s order number, is written' }),
  orderDate: z.boolean().default(true).meta({ description: 'Send PRF04, the order’s date, where it is known' }),
  orderReferences: references(orderText).meta({ description: 'REF segments of each order, in order' }),
  orderParties: parties(orderText, addresses).meta({
    description: 'N1 loops of each order, such as the buying store',
  }),

  marks: z
    .strictObject({
      sscc: code.default('GM').meta({ description: 'MAN01 of an SSCC' }),
      applicationIdentifier: z.boolean().default(true).meta({ description: 'Write the SSCC with 00 in front' }),
      tracking: code
        .optional()
        .meta({ description: 'MAN01 of a carton’s tracking number, such as CP. Absent: not sent' }),
      whenMissing: z.enum(['omit', 'refuse']).default('refuse').meta({ description: 'A carton without an SSCC' }),
    })
    .prefault({})
    .meta({ description: 'MAN of each carton and pallet' }),

  lineNumber: echoedLineNumber('LIN01 and SN101'),
  ordered: z.boolean().default(false).meta({ description: 'Send SN105 and SN106, the quantity ordered' }),
  status: z
    .strictObject({ complete: code.optional(), partial: code.optional() })
    .optional()
    .meta({ description: 'SN108 of a line shipped in full, and of one that is not, such as AC and BP' }),
  lots: z
    .union(
      [
        z.literal('omit'),
        z.strictObject({
          as: z.enum(['reference', 'item-id']),
          qualifier: code.default('LT'),
          expiry: code.optional().meta({ description: 'DTM01 of the lots’ expiry, with as: reference' }),
        }),
      ],
      { error: 'is omit or { as: reference, qualifier: LT }' },
    )
    .default('omit')
    .meta({ description: 'Lot numbers of a line: a REF each, or a pair of LIN' }),
  notes: z
    .strictObject({
      line: z.enum(['omit', 'refuse', 'pid']).default('omit').meta({ description: 'Comments of a line: PID*F' }),
    })
    .prefault({}),
  totals: z
    .strictObject({
      levels: z.boolean().default(true).meta({ description: 'Send CTT01, the number of HL segments' }),
      quantityHash: z.boolean().default(false).meta({ description: 'Send CTT02, the sum of the quantities' }),
    })
    .prefault({}),
});

/** The merged settings of ship notices, before the usage has chosen identities and mailbox. */
export type ShipNoticeSettings = z.output<typeof shipNoticeSettings>;
