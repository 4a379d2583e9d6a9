import { z } from 'zod';
import type { Trait } from '../../documents/disposition.ts';
import { invoiceChanges } from './changes.ts';
import { commonSettings } from './common.ts';
import { echoedLineNumber, lineReferences, packSettings, totalMeasure, totalShape } from './goods.ts';
import { nteNote, pidNotes } from './notes.ts';
import { chargeCode, priceShape } from './prices.ts';
import { sharedShape } from './shared.ts';
import { taxSettings } from './taxes.ts';
import { invoiceTermsShape } from './terms.ts';
import { code, codeFormat, listOf, textOf, whenMissing, words } from './values.ts';
import { variants } from './variants.ts';

const texts = [
  'invoice',
  'customer',
  'masterAccount',
  'salesOrder',
  'customerPurchaseOrder',
  'creditedInvoice',
  'dispatchNotes',
  'branch',
  'salesperson',
  'paymentTerms',
  'shippingInstructions',
  'currency',
  'company',
  'shipTo.code',
  'shipTo.name',
  'shipTo.store',
  'soldTo.code',
  'soldTo.name',
  'soldTo.contact',
  'soldTo.telephone',
  'soldTo.email',
  'partner.code',
  'partner.name',
] as const;
const text = textOf(texts);

const policy = z.enum(['send', 'hold', 'never']);

/** Whether invoices of a kind are sent, wait for a person, or are none of the partner's business. */
export const invoicePolicies = z.strictObject({
  invoice: policy.optional(),
  credit: policy.optional(),
  debit: policy.optional(),
  deposit: policy.optional(),
  'zero-value': policy.optional(),
  'without-sales-order': policy.optional(),
} satisfies Record<Trait, z.ZodType>);

const charge = z.union([z.literal('refuse'), chargeCode], { error: 'is refuse or { code: D240 }' }).default('refuse');

const settings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses: ['shipTo', 'soldTo'],
    items: ['customerItem', 'stockCode', 'gtin', 'alternateKey1', 'alternateKey2', 'countryOfOrigin'],
    dates: ['invoiceDate', 'shipDate', 'dueDate', 'orderDate', 'created'],
  }),

  policies: invoicePolicies
    .default({})
    .meta({ description: 'send, hold or never per kind of invoice, where it is not what is usual' }),
  afterShipNotices: z.boolean().default(false).meta({
    description: 'An invoice waits until the 856 of each of its dispatch notes was posted',
  }),

  purpose: code.optional().meta({ description: 'BIG08. Absent: not sent' }),
  changes: invoiceChanges,
  types: z
    .strictObject({ invoice: code.default('DI'), credit: code.default('CR'), debit: code.default('DR') })
    .prefault({})
    .meta({ description: 'BIG07 of each kind of invoice' }),
  invoiceNumber: codeFormat.prefault({}).meta({ description: 'How BIG02 is written' }),
  orderNumber: z
    .strictObject({
      ...codeFormat.shape,
      whenMissing: z.enum(['omit', 'refuse']).default('refuse').meta({
        description: 'What happens to an invoice without the customer’s order number',
      }),
    })
    .prefault({})
    .meta({ description: 'How BIG04 is written' }),
  currency: z
    .strictObject({
      entity: code.default('SE').meta({ description: 'CUR01' }),
      when: z
        .enum(['foreign', 'always', 'never'])
        .default('foreign')
        .meta({ description: 'Send CUR for invoices in a currency that is not the company’s, for all, or for none' }),
    })
    .prefault({}),
  credits: z
    .strictObject({
      sign: z.enum(['positive', 'negative']).default('positive').meta({
        description: 'Quantities and amounts of a credit note: positive, as BIG07 says which way they go, or negative',
      }),
    })
    .prefault({}),
  terms: z
    .strictObject(invoiceTermsShape)
    .optional()
    .meta({ description: 'SYSPRO payment terms → ITD. Absent: no ITD' }),

  lineNumber: echoedLineNumber('IT101'),
  lineReferences: lineReferences([
    'line',
    'stockCode',
    'customerItem',
    'salesOrder',
    'salesOrderLine',
    'customerOrderLine',
    'warehouse',
    'taxCode',
    'invoice',
    'customerPurchaseOrder',
  ]),
  packs: packSettings,
  severalOrders: z
    .union([z.enum(['refuse', 'send']), z.strictObject({ type: code.meta({ description: 'BIG07, such as CI' }) })], {
      error: 'is refuse, send or { type: CI }',
    })
    .default('refuse')
    .meta({
      description:
        'An invoice whose lines bill several sales orders, of which BIG04 names one: refused, sent as any other, or as one of another type; lineReferences can name each line’s order',
    }),
  price: z.strictObject(priceShape('IT1')).prefault({}),
  notes: z
    .strictObject({
      invoice: z
        .union([z.literal('omit'), z.literal('refuse'), nteNote], {
          error: 'is omit, refuse or { nte: GEN }',
        })
        .default('omit')
        .meta({ description: 'Comments of the whole invoice: NTE, with NTE01' }),
      line: z.enum(['omit', 'refuse', 'pid']).default('omit').meta({ description: 'Comments of a line: PID*F' }),
      pid: pidNotes,
    })
    .prefault({}),
  taxes: taxSettings,
  carrier: z
    .strictObject({
      codes: z
        .record(words, z.strictObject({ scac: code.optional(), mode: code.optional() }))
        .default({})
        .meta({ description: 'Shipping instructions → CAD04 (SCAC) and CAD01' }),
      routing: z.boolean().default(true).meta({ description: 'Send the shipping instructions as CAD05' }),
      reference: z
        .strictObject({ qualifier: code, text })
        .optional()
        .meta({ description: 'CAD07 and CAD08, such as SI and the dispatch note' }),
      whenMissing,
    })
    .optional()
    .meta({ description: 'CAD. Absent: none' }),
  charges: z
    .strictObject({ freight: charge, miscellaneous: charge })
    .prefault({})
    .meta({ description: 'Freight and miscellaneous charges: SAC after TDS' }),
  shipment: z
    .strictObject({
      units: z.boolean().default(true).meta({ description: 'ISS01 and ISS02, where all lines are in one unit' }),
      weight: totalMeasure.optional().meta({ description: 'ISS03 and ISS04, the items’ masses times quantities' }),
      volume: totalMeasure.optional().meta({ description: 'ISS05 and ISS06, the items’ volumes likewise' }),
      whenMissing: whenMissing.meta({ description: 'What happens where lines are in several units' }),
    })
    .optional()
    .meta({ description: 'ISS, a summary of what the invoice bills. Absent: none' }),
  totals: z
    .strictObject({
      ...totalShape('IT1'),
      zero: z.enum(['0', '000']).default('0').meta({ description: 'How TDS01 of nothing is written' }),
      termsDiscount: z.enum(['omit', 'merchandise', 'total']).default('omit').meta({
        description:
          'TDS02 to TDS04, for terms with a discount: what it is of, what is due when it is taken, and the discount, in cents half up',
      }),
      amounts: listOf(
        z.strictObject({
          qualifier: code,
          of: z.enum(['merchandise', 'freight', 'miscellaneous', 'charges', 'tax', 'total']),
        }),
      ).meta({ description: 'AMT after TDS, in order' }),
      roundPer: z
        .enum(['line', 'total'])
        .default('line')
        .meta({ description: 'Where the partner rounds to cents when it adds up TDS01' }),
    })
    .prefault({}),
});

/** Everything a profile may say of the invoices (810) a partner gets, once all its files are merged. */
export const invoiceSettings = settings.extend({
  variants: variants(settings, [...texts, 'kind', 'shipTo.country', 'shipTo.state']),
});

/** The merged settings of invoices, before the usage has chosen identities and mailbox. */
export type InvoiceSettings = z.output<typeof invoiceSettings>;
