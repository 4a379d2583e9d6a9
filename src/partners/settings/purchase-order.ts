import { z } from 'zod';
import { changes } from './changes.ts';
import { commonSettings } from './common.ts';
import { lineReferences, packSettings, scheduleSettings, totalShape } from './goods.ts';
import { n9Note, pidNotes, standardNote } from './notes.ts';
import { chargeCode, priceShape } from './prices.ts';
import { sharedShape } from './shared.ts';
import { taxCodes } from './taxes.ts';
import { termsShape } from './terms.ts';
import { code, codeFormat, codeMap, listOf, textOf, whenMissing, words } from './values.ts';
import { variants } from './variants.ts';

const texts = [
  'purchaseOrder',
  'supplier',
  'buyer',
  'customer',
  'customerPurchaseOrder',
  'paymentTerms',
  'shippingInstructions',
  'currency',
  'company',
  'shipTo.code',
  'shipTo.name',
  'supplier.name',
  'supplier.contact',
  'supplier.telephone',
  'supplier.email',
  'partner.code',
  'partner.name',
] as const;
const text = textOf(texts);

const note = z.union([z.literal('omit'), z.literal('refuse'), n9Note], {
  error: 'is omit, refuse or { n9: L1, reference: NOTES }',
});

const charge = z.union([z.literal('omit'), z.literal('refuse'), chargeCode], {
  error: 'is omit, refuse or { code: D240 }',
});

const settings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses: ['shipTo', 'supplier'],
    items: [
      'supplierItem',
      'stockCode',
      'gtin',
      'alternateKey1',
      'alternateKey2',
      'countryOfOrigin',
      'version',
      'release',
    ],
    dates: ['orderDate', 'dueDate', 'created'],
  }),

  purpose: code.default('00').meta({ description: 'BEG01 of a first send' }),
  orderType: code.meta({ description: 'BEG02: SA stand-alone, NE new, DS drop ship' }),
  changes: changes('BEG01'),
  releaseNumber: text.optional().meta({
    description: 'BEG04, the release of a blanket order: only where orderType is one of releases (RL, BK, RO …)',
  }),
  contract: text.optional().meta({ description: 'BEG06, our contract with the supplier' }),
  acknowledgementType: code.optional().meta({
    description: 'BEG07, the acknowledgement (855) we ask for: AC with detail and change, AK without detail, NA none',
  }),
  orderNumber: codeFormat.prefault({}).meta({ description: 'How BEG03 is written' }),
  currency: code.optional().meta({ description: 'CUR01, usually BY. Absent: no CUR' }),
  tax: z
    .strictObject({
      id: words.meta({ description: 'TAX01, our tax identification number' }),
      codes: codeMap.meta({ description: 'SYSPRO tax status → TAX12, such as E: "1" for exempt' }),
    })
    .optional()
    .meta({ description: 'TAX, for the tax statuses named. Absent: none' }),
  terms: z.strictObject(termsShape).optional().meta({ description: 'SYSPRO payment terms → ITD. Absent: no ITD' }),
  salesRequirements: listOf(code, 5).meta({
    description:
      'CSH01, in order: N no back order, Y back order, SC ship complete, SP ship partial, cancel the balance',
  }),
  routing: text.optional().meta({ description: 'TD505, such as the shipping instructions' }),
  carrier: z
    .strictObject({
      codes: z
        .record(words, z.strictObject({ scac: code.optional(), mode: code.optional(), service: code.optional() }))
        .default({})
        .meta({ description: 'Shipping instructions → TD503 (SCAC), TD504 and TD512, the level of service' }),
      sequence: code.optional().meta({ description: 'TD501: O origin carrier, B any' }),
      mode: code.optional().meta({ description: 'TD504 of shipping instructions that are not mapped' }),
      whenMissing: whenMissing.meta({
        description: 'What happens to an order whose shipping instructions have no SCAC',
      }),
    })
    .optional()
    .meta({ description: 'TD501 to TD504 of the routing. Absent: TD505 alone' }),
  specialHandling: listOf(
    z
      .strictObject({ code: code.optional(), description: words.optional() })
      .refine((one) => one.code !== undefined || one.description !== undefined, 'needs a code or a description'),
    5,
  ).meta({ description: 'TD4: special handling, with TD401 and TD404' }),
  marks: listOf(z.strictObject({ qualifier: code, text }), 10).meta({
    description: 'MAN, in order: what the supplier writes on its packages',
  }),

  lineNumber: codeFormat.prefault({}).meta({ description: 'How PO101 is written' }),
  lineReferences: lineReferences([
    'line',
    'stockCode',
    'supplierItem',
    'warehouse',
    'taxCode',
    'version',
    'release',
    'purchaseOrder',
    'customerPurchaseOrder',
  ]),
  packs: packSettings,
  lineTaxes: taxCodes.optional().meta({
    description: 'SYSPRO tax code of a line → TXI of the line, with a percent or an exemption. Absent: none',
  }),
  price: z
    .strictObject({
      ...priceShape('PO1'),
      roundTo: z.int().min(2).max(6).optional().meta({
        description:
          'A price that was converted to the unit sent, or that discounts were taken off, and that has more decimals, is rounded half up to so many. Absent: refused',
      }),
    })
    .prefault({}),
  lineDates: z
    .array(z.strictObject({ qualifier: code, source: z.enum(['dueDate']), whenMissing }))
    .max(10)
    .default([])
    .meta({ description: 'DTM segments of each line' }),
  schedule: scheduleSettings.meta({ description: 'SCH of each line: all of it on its date. Absent: none' }),
  otherWarehouses: z
    .union(
      [
        z.literal('refuse'),
        z.literal('omit'),
        z.strictObject({ as: z.enum(['n1', 'sdq']), entity: code.default('ST'), qualifier: code }),
      ],
      { error: 'is refuse, omit or { as: n1, qualifier: "92" }' },
    )
    .default('refuse')
    .meta({ description: 'Lines for another warehouse than the order’s: refused, or told by N1 or SDQ of the line' }),
  notes: z
    .strictObject({
      order: note.default('omit').meta({ description: 'Comments of the whole order: N9 and MSG' }),
      standard: listOf(standardNote).meta({ description: 'Texts every order has, before its own: N9 and MSG' }),
      line: z
        .union([z.literal('pid'), note], { error: 'is omit, refuse, pid or { n9: L1 }' })
        .default('omit')
        .meta({ description: 'Comments of a line: N9 and MSG, or PID*F' }),
      pid: pidNotes,
    })
    .prefault({}),
  charges: z
    .strictObject({ freight: charge.default('refuse'), miscellaneous: charge.default('refuse') })
    .prefault({})
    .meta({ description: 'Freight and miscellaneous charge lines: SAC' }),
  totals: z
    .strictObject({
      ...totalShape('PO1'),
      amount: z
        .enum(['omit', 'lines', 'lines-and-charges'])
        .default('omit')
        .meta({ description: 'Send AMT*TT, with what in it' }),
      roundPer: z
        .enum(['total', 'line'])
        .default('total')
        .meta({ description: 'Where AMT*TT is rounded to cents, half up' }),
    })
    .prefault({}),
});

/** Everything a profile may say of the purchase orders (850) a partner gets, once all its files are merged. */
export const purchaseOrderSettings = settings.extend({
  variants: variants(settings, [...texts, 'shipTo.country', 'shipTo.state']),
});

/** The merged settings of purchase orders, before the usage has chosen identities and mailbox. */
export type PurchaseOrderSettings = z.output<typeof purchaseOrderSettings>;
