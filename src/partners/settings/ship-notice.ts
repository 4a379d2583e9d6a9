import { z } from 'zod';
import { changes } from './changes.ts';
import { commonSettings } from './common.ts';
import { shipmentDeadline } from './deadline.ts';
import { echoedLineNumber, packSettings } from './goods.ts';
import { likeCartons, palletSettings, structure, structureCodes } from './hierarchy.ts';
import { cartonMarks, palletMarks } from './marks.ts';
import { parties, references } from './parties.ts';
import { sharedShape } from './shared.ts';
import { carrierSettings, equipmentSettings, handlingSettings, ladingSettings, measures } from './transport.ts';
import { code, codeFormat, textOf, words } from './values.ts';
import { variants } from './variants.ts';

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
const orderTexts = [...texts, 'salesOrder', 'customerPurchaseOrder', 'orderRelease', 'storeNumber'] as const;
const orderText = textOf(orderTexts);
const packageText = textOf([...orderTexts, 'package.sscc', 'package.trackingNumber', 'package.kind', 'package.pallet']);
const itemText = textOf([
  ...orderTexts,
  'line',
  'salesOrderLine',
  'customerOrderLine',
  'stockCode',
  'customerItem',
  'warehouse',
  'countryOfOrigin',
]);
const addresses = ['shipTo', 'shipFrom', 'soldTo'] as const;

const settings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses,
    items: [
      'customerItem',
      'stockCode',
      'gtin',
      'alternateKey1',
      'alternateKey2',
      'countryOfOrigin',
      'customerPurchaseOrder',
      'orderRelease',
    ],
    dates: ['shipDate', 'plannedDeliveryDate', 'created'],
  }),

  purpose: code.default('00').meta({ description: 'BSN01 of a first send' }),
  changes: changes('BSN01'),
  deadline: shipmentDeadline,
  shipmentNumber: codeFormat.prefault({}).meta({ description: 'How BSN02, the dispatch note’s number, is written' }),
  transactionType: code.optional().meta({ description: 'BSN06. Absent: none' }),
  statusReason: code.optional().meta({ description: 'BSN07, with transactionType. Absent: none' }),
  structure,
  structureCodes,
  childCodes: z.boolean().default(false).meta({ description: 'Send HL04' }),
  likeCartons,
  pallets: palletSettings,

  lading: ladingSettings.optional().meta({ description: 'TD1. Absent: none' }),
  carrier: carrierSettings.optional().meta({ description: 'TD5. Absent: none' }),
  equipment: equipmentSettings.optional().meta({ description: 'TD3: the trailer and its seal. Absent: none' }),
  specialHandling: handlingSettings(text).meta({ description: 'TD4 segments, in order' }),
  measures: measures(['weight', 'netWeight', 'volume', 'packageCount']).meta({
    description: 'MEA of the shipment, in order; weights as lading writes them',
  }),
  packageMeasures: measures(['weight', 'netWeight']).meta({ description: 'MEA of each carton, in order' }),
  itemMeasures: measures(['mass', 'volume', 'netWeight']).meta({
    description:
      'MEA of each item, in order: the mass or volume of one stocking unit, or the net weight of what is shipped',
  }),

  orderNumber: codeFormat
    .extend({
      releaseAfter: words.optional().meta({
        description: 'What parts the order from its release, such as -: 4500012-07 is PRF01 4500012, PRF02 07',
      }),
    })
    .prefault({})
    .meta({ description: 'How PRF01, the customer’s order number, is written' }),
  orderType: code.optional().meta({ description: 'PRF07, such as SA or DS. Absent: none' }),
  orderOfItem: z.enum(['prf', 'item-id']).default('prf').meta({
    description:
      'In structures without order levels, where the order is told: PRF of each item, or as a number of the item (itemIds with customerPurchaseOrder)',
  }),
  orderDate: z.boolean().default(true).meta({ description: 'Send PRF04, the order’s date, where it is known' }),
  orderReferences: references(orderText).meta({ description: 'REF segments of each order, in order' }),
  orderParties: parties(orderText, addresses).meta({
    description: 'N1 loops of each order, such as the buying store',
  }),

  marks: cartonMarks,
  palletMarks,
  packageReferences: references(packageText).meta({ description: 'REF segments of each carton, in order' }),
  packageParties: parties(packageText, addresses).meta({
    description: 'N1 loops of each carton, such as the store it is marked for',
  }),
  packQuantity: z.enum(['omit', 'pack', 'item']).default('omit').meta({
    description: 'PO401, how much of its one item a carton holds: not sent, on the pack level or on the item',
  }),

  packs: packSettings,
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
          expiry: code.optional().meta({ description: 'DTM01 of the lots’ expiry' }),
          split: z
            .boolean()
            .default(false)
            .meta({ description: 'An item level for each lot of a line, with the quantity of the lot' }),
        }),
      ],
      { error: 'is omit or { as: reference, qualifier: LT }' },
    )
    .default('omit')
    .meta({ description: 'Lot numbers of a line: a REF each, or a pair of LIN' }),
  lineReferences: references(itemText).meta({ description: 'REF of each item, in order' }),
  notes: z
    .strictObject({
      line: z.enum(['omit', 'refuse', 'pid']).default('omit').meta({ description: 'Comments of a line: PID*F' }),
    })
    .prefault({}),
  totals: z
    .strictObject({
      levels: z.boolean().default(true).meta({ description: 'Send CTT01, the number of HL segments' }),
      quantityHash: z.boolean().default(false).meta({ description: 'Send CTT02, the sum of the quantities' }),
      weight: z.boolean().default(false).meta({ description: 'Send CTT03 and CTT04, the gross weight' }),
      volume: z.boolean().default(false).meta({ description: 'Send CTT05 and CTT06, the volume' }),
    })
    .prefault({}),
});

/** Everything a profile may say of the ship notices (856) a partner gets, once all its files are merged. */
export const shipNoticeSettings = settings.extend({
  variants: variants(settings, [...texts, 'customerPurchaseOrder', 'shipTo.country', 'shipTo.state']),
});

/** The merged settings of ship notices, before the usage has chosen identities and mailbox. */
export type ShipNoticeSettings = z.output<typeof shipNoticeSettings>;
