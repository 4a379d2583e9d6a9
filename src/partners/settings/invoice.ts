import { z } from 'zod';
import type { Trait } from '../../documents/disposition.ts';
import { commonSettings } from './common.ts';
import { echoedLineNumber } from './goods.ts';
import { chargeCode, priceShape } from './prices.ts';
import { sharedShape } from './shared.ts';
import { termsShape } from './terms.ts';
import { code, codeFormat, codeMap, textOf, whenMissing, words } from './values.ts';

const text = textOf([
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
]);

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

/** Everything a profile may say of the invoices (810) a partner gets, once all its files are merged. */
export const invoiceSettings = commonSettings.extend({
  ...sharedShape({
    text,
    addresses: ['shipTo', 'soldTo'],
    items: ['customerItem', 'stockCode', 'gtin', 'alternateKey1', 'alternateKey2'],
    dates: ['invoiceDate', 'shipDate', 'dueDate', 'orderDate'],
  }),

  policies: invoicePolicies
    .default({})
    .meta({ description: 'send, hold or never per kind of invoice, where it is not what is usual' }),
  afterShipNotices: z.boolean().default(false).meta({
    description: 'An invoice waits until the 856 of each of its dispatch notes was posted',
  }),

  purpose: code.optional().meta({ description: 'BIG08. Absent: not sent' }),
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
    .strictObject({
      ...termsShape,
      dueDate: z.boolean().default(false).meta({ description: 'Send the due date as ITD06' }),
    })
    .optional()
    .meta({ description: 'SYSPRO payment terms → ITD. Absent: no ITD' }),

  lineNumber: echoedLineNumber('IT101'),
  price: z.strictObject(priceShape('IT1')).prefault({}),
  notes: z
    .strictObject({
      invoice: z
        .union([z.literal('omit'), z.literal('refuse'), z.strictObject({ nte: code })], {
          error: 'is omit, refuse or { nte: GEN }',
        })
        .default('omit')
        .meta({ description: 'Comments of the whole invoice: NTE, with NTE01' }),
      line: z.enum(['omit', 'refuse', 'pid']).default('omit').meta({ description: 'Comments of a line: PID*F' }),
    })
    .prefault({}),
  taxes: z
    .strictObject({
      type: code.default('TX').meta({ description: 'TXI01 of a tax code that is not mapped' }),
      codes: codeMap.default({}).meta({ description: 'SYSPRO tax code → TXI01' }),
      per: z
        .enum(['code', 'invoice'])
        .default('code')
        .meta({ description: 'A TXI for each tax code, or one for all of them' }),
      zero: z.enum(['omit', 'send']).default('omit').meta({ description: 'Taxes of nothing' }),
    })
    .prefault({})
    .meta({ description: 'TXI segments after TDS' }),
  carrier: z
    .strictObject({
      codes: z
        .record(words, z.strictObject({ scac: code.optional(), mode: code.optional() }))
        .default({})
        .meta({ description: 'Shipping instructions → CAD04 (SCAC) and CAD01' }),
      routing: z.boolean().default(true).meta({ description: 'Send the shipping instructions as CAD05' }),
      whenMissing,
    })
    .optional()
    .meta({ description: 'CAD. Absent: none' }),
  charges: z
    .strictObject({ freight: charge, miscellaneous: charge })
    .prefault({})
    .meta({ description: 'Freight and miscellaneous charges: SAC after TDS' }),
  totals: z
    .strictObject({
      lineCount: z.boolean().default(true).meta({ description: 'Send CTT01' }),
      quantityHash: z.boolean().default(false).meta({ description: 'Send CTT02, the sum of the quantities' }),
      roundPer: z
        .enum(['line', 'total'])
        .default('line')
        .meta({ description: 'Where the partner rounds to cents when it adds up TDS01' }),
    })
    .prefault({}),
});

/** The merged settings of invoices, before the usage has chosen identities and mailbox. */
export type InvoiceSettings = z.output<typeof invoiceSettings>;
