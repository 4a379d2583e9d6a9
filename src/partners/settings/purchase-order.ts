import { z } from 'zod';
import { commonSettings } from './common.ts';
import { chargeCode, priceShape } from './prices.ts';
import { sharedShape } from './shared.ts';
import { termsShape } from './terms.ts';
import { code, codeFormat, codeMap, textOf, whenMissing, words } from './values.ts';

const text = textOf([
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
]);

const note = z.union(
  [z.literal('omit'), z.literal('refuse'), z.strictObject({ n9: code, reference: words.optional() })],
  {
    error: 'is omit, refuse or { n9: L1, reference: NOTES }',
  },
);

const charge = z.union([z.literal('omit'), z.literal('refuse'), chargeCode], {
  error: 'is omit, refuse or { code: D240 }',
});

/** Everything a profile may say of the purchase orders (850) a partner gets, once all its files are merged. */
export const purchaseOrderSettings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses: ['shipTo', 'supplier'],
    items: ['supplierItem', 'stockCode', 'gtin', 'alternateKey1', 'alternateKey2', 'version', 'release'],
    dates: ['orderDate', 'dueDate'],
  }),

  purpose: code.default('00').meta({ description: 'BEG01 of a first send' }),
  orderType: code.meta({ description: 'BEG02: SA stand-alone, NE new, DS drop ship' }),
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
  routing: text.optional().meta({ description: 'TD505, such as the shipping instructions' }),

  lineNumber: codeFormat.prefault({}).meta({ description: 'How PO101 is written' }),
  price: z
    .strictObject({
      ...priceShape('PO1'),
      roundTo: z.int().min(2).max(6).optional().meta({
        description:
          'A price that was converted to the ordered unit, or that discounts were taken off, and that has more decimals, is rounded half up to so many. Absent: refused',
      }),
    })
    .prefault({}),
  lineDates: z
    .array(z.strictObject({ qualifier: code, source: z.enum(['dueDate']), whenMissing }))
    .max(10)
    .default([])
    .meta({ description: 'DTM segments of each line' }),
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
      line: z
        .union([z.literal('pid'), note], { error: 'is omit, refuse, pid or { n9: L1 }' })
        .default('omit')
        .meta({ description: 'Comments of a line: N9 and MSG, or PID*F' }),
    })
    .prefault({}),
  charges: z
    .strictObject({ freight: charge.default('refuse'), miscellaneous: charge.default('refuse') })
    .prefault({})
    .meta({ description: 'Freight and miscellaneous charge lines: SAC' }),
  totals: z
    .strictObject({
      lineCount: z.boolean().default(true).meta({ description: 'Send CTT01' }),
      quantityHash: z.boolean().default(false).meta({ description: 'Send CTT02, the sum of the quantities' }),
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

/** The merged settings of purchase orders, before the usage has chosen identities and mailbox. */
export type PurchaseOrderSettings = z.output<typeof purchaseOrderSettings>;
