import { z } from 'zod';
import { commonSettings } from './common-settings.ts';
import { code, codeFormat, decimal, elementReference, segmentId, text, textOf, words } from './values.ts';

const codes = z.record(words, code);

const address = z.strictObject({
  street: z.array(words).max(4).default([]),
  city: words.optional(),
  state: words.optional(),
  postalCode: words.optional(),
  country: words.optional(),
});

const terms = z.strictObject({
  type: code.optional().meta({ description: 'ITD01: 01 basic, 05 discount not applicable, 08 basic discount offered' }),
  basis: code.optional().meta({ description: 'ITD02: 1 ship date, 3 invoice date' }),
  discountPercent: decimal.optional().meta({ description: 'ITD03, in percent' }),
  discountDays: z.int().min(0).max(999).optional().meta({ description: 'ITD05' }),
  netDays: z.int().min(0).max(999).optional().meta({ description: 'ITD07' }),
  description: words.optional().meta({ description: 'ITD12' }),
});

const note = z.union(
  [z.literal('omit'), z.literal('refuse'), z.strictObject({ n9: code, reference: words.optional() })],
  {
    error: 'is omit, refuse or { n9: L1, reference: NOTES }',
  },
);

const charge = z.union(
  [
    z.literal('omit'),
    z.literal('refuse'),
    z.strictObject({
      code: code.meta({ description: 'SAC02' }),
      handling: code.optional().meta({ description: 'SAC12' }),
      description: z.boolean().default(true).meta({ description: 'Send SYSPRO’s text as SAC15' }),
    }),
  ],
  { error: 'is omit, refuse or { code: D240 }' },
);

/** Everything a profile may say of the purchase orders (850) a partner gets, once all its files are merged. */
export const purchaseOrderSettings = commonSettings.extend({
  send: z.boolean().default(false).meta({ description: 'Sending is opt-in' }),

  purpose: code.default('00').meta({ description: 'BEG01 of a first send' }),
  changedAfterSend: z
    .strictObject({
      changed: z
        .enum(['hold', '04', '05'])
        .default('hold')
        .meta({ description: 'A changed order: hold, or send it whole with purpose 04 or 05' }),
      cancelled: z
        .enum(['hold', '01'])
        .default('hold')
        .meta({ description: 'A cancelled order: hold, or send it with purpose 01' }),
    })
    .prefault({}),
  orderType: code.meta({ description: 'BEG02: SA stand-alone, NE new, DS drop ship' }),
  orderNumber: codeFormat.prefault({}).meta({ description: 'How BEG03 is written' }),
  currency: code.optional().meta({ description: 'CUR01, usually BY. Absent: no CUR' }),
  references: z
    .array(z.strictObject({ qualifier: code, text: textOf, description: words.optional() }))
    .default([])
    .meta({ description: 'REF segments, in order' }),
  contacts: z
    .array(
      z.strictObject({
        function: code,
        name: textOf.optional(),
        numbers: z
          .array(z.strictObject({ qualifier: code, number: words }))
          .max(3)
          .default([]),
      }),
    )
    .max(3)
    .default([])
    .meta({ description: 'PER segments, in order' }),
  fob: z
    .strictObject({ payment: code, location: code.optional(), description: words.optional() })
    .optional()
    .meta({ description: 'FOB01, FOB02 and FOB03' }),
  terms: z
    .strictObject({ codes: z.record(words, terms).default({}), unmapped: z.enum(['omit', 'refuse']).default('refuse') })
    .optional()
    .meta({ description: 'SYSPRO payment terms → ITD. Absent: no ITD' }),
  dates: z
    .array(
      z.strictObject({
        qualifier: code,
        source: z.enum(['orderDate', 'dueDate']),
        whenMissing: z.enum(['omit', 'refuse']).default('omit'),
      }),
    )
    .max(10)
    .default([])
    .meta({ description: 'DTM segments, in order' }),
  routing: textOf.optional().meta({ description: 'TD505, such as the shipping instructions' }),
  parties: z
    .array(
      z.strictObject({
        entity: code.meta({ description: 'N101: BY buyer, ST ship-to, BT bill-to, VN vendor' }),
        name: textOf.optional().meta({ description: 'N102' }),
        identification: z
          .strictObject({ qualifier: code, code: textOf })
          .optional()
          .meta({ description: 'N103 and N104' }),
        address: z
          .union([z.literal('shipTo'), address], { error: 'is shipTo or an address' })
          .optional()
          .meta({ description: 'N3 and N4' }),
      }),
    )
    .default([])
    .meta({ description: 'N1 loops, in order' }),
  address: z
    .strictObject({
      states: codes
        .default({})
        .meta({ description: 'SYSPRO state → N402, where it is not the two-letter code already' }),
      countries: codes.default({}).meta({ description: 'SYSPRO country → N404, where it is not the code already' }),
      omitCountries: z.array(code).default([]).meta({ description: 'Countries that N404 is left out for' }),
      unmapped: z
        .enum(['refuse', 'omit'])
        .default('refuse')
        .meta({ description: 'What happens to a state or country that is no code and not mapped' }),
    })
    .prefault({}),

  lineNumber: codeFormat.prefault({}).meta({ description: 'How PO101 is written' }),
  units: codes.meta({ description: 'SYSPRO unit of measure → X12 unit (355)' }),
  price: z
    .strictObject({
      per: z
        .enum(['order-unit', 'price-unit'])
        .default('order-unit')
        .meta({ description: 'PO104 is per ordered unit, or per SYSPRO price unit with its basis' }),
      basis: code
        .optional()
        .meta({ description: 'PO105 when the price is per ordered unit, such as PE. Absent: not sent' }),
      bases: codes.default({}).meta({ description: 'SYSPRO price unit → PO105, for per: price-unit' }),
      maxDecimals: z
        .int()
        .min(0)
        .max(6)
        .optional()
        .meta({ description: 'A price with more decimals is refused, never rounded' }),
      roundTo: z.int().min(2).max(6).optional().meta({
        description:
          'A price per ordered unit that SYSPRO keeps per another unit, and that has more decimals, is rounded half up to so many. Absent: refused',
      }),
    })
    .prefault({}),
  quantity: z
    .strictObject({
      maxDecimals: z.int().min(0).max(6).optional().meta({ description: 'A quantity with more decimals is refused' }),
    })
    .prefault({}),
  itemIds: z
    .array(
      z.strictObject({
        qualifier: code,
        source: z.enum(['supplierItem', 'stockCode']),
        whenMissing: z.enum(['omit', 'refuse']).default('omit'),
      }),
    )
    .min(1)
    .max(10)
    .meta({ description: 'PO106 to PO125, in order' }),
  description: z
    .strictObject({ type: code.optional().meta({ description: 'PID02, such as 08 product' }) })
    .optional()
    .meta({ description: 'PID of each line. Absent: none' }),
  lineDates: z
    .array(
      z.strictObject({
        qualifier: code,
        source: z.enum(['dueDate']),
        whenMissing: z.enum(['omit', 'refuse']).default('omit'),
      }),
    )
    .max(10)
    .default([])
    .meta({ description: 'DTM segments of each line' }),
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

  lengths: z
    .record(
      elementReference,
      z.strictObject({ max: z.int().min(1), overflow: z.enum(['fail', 'truncate']).default('fail') }),
    )
    .default({})
    .meta({
      description: 'Shorter maximum lengths than the release’s. Only descriptions, names and addresses may be cut',
    }),
  codeLists: z
    .record(elementReference, z.array(text(/^\S{1,10}$/, 'is a code')).min(1))
    .default({})
    .meta({ description: 'The only codes the partner takes in an element' }),
  required: z
    .array(z.union([segmentId, elementReference]))
    .default([])
    .meta({ description: 'Segments, or elements of segments sent, the partner insists on' }),
});

/** The merged settings of purchase orders, before the usage has chosen identities and mailbox. */
export type PurchaseOrderSettings = z.output<typeof purchaseOrderSettings>;
