import { z } from 'zod';
import { duration } from './duration.ts';
import { instant } from './values.ts';

const channel = z.enum(['odata', 'enet']);

/** What every stream may say. Schedules outside 5 to 15 minutes are allowed with a warning. */
const streamSettings = {
  every: duration.optional().meta({ description: 'How often to poll; 5 to 15 minutes is usual' }),
  cron: z.string().optional().meta({ description: 'Instead of every: a cron expression, in UTC' }),
  goLive: instant.optional().meta({ description: 'Overrides the company’s go-live for this stream' }),
  poll: channel.default('odata').meta({
    description: 'How records are found: OData, or the e.net generic reader COMFND',
  }),
  fetch: channel.default('odata').meta({
    description: 'How a document is read again before it is sent: OData, or the e.net business object of its kind',
  }),
  settle: duration
    .prefault('60s')
    .meta({ description: 'The time between the two equal readings a record needs before its first send' }),
  dateColumn: z.string().optional().meta({
    description: 'The column polls filter on. Absent: PostDate where the service has it, else the table’s own',
  }),
  overlap: duration.prefault('3d').meta({ description: 'How far behind the watermark each poll reads again' }),
  deep: z
    .strictObject({
      every: duration.prefault('24h').meta({ description: 'How often' }),
      overlap: duration.prefault('45d').meta({ description: 'How far behind the watermark it reads again' }),
    })
    .prefault({})
    .meta({
      description: 'The deep poll: the long overlap, records without a date, and again everything open in SYSPRO',
    }),
  reconcile: z
    .strictObject({
      every: duration.prefault('24h').meta({ description: 'How often' }),
      since: duration.optional().meta({ description: 'How far back. Absent: to go-live' }),
    })
    .prefault({})
    .meta({ description: 'The recount of SYSPRO’s keys against the ledger' }),
  stopAbove: z
    .int()
    .min(1)
    .default(500)
    .meta({ description: 'A cycle that would start more documents than this stops and asks' }),
  paused: z.boolean().default(false),
} as const;

const ahead = (usual: string, what: string) =>
  duration.prefault(usual).meta({ description: `How far in the future a record’s date may lie: ${what}` });
const statuses = (usual: string[]): z.ZodDefault<z.ZodArray<z.ZodString>> =>
  z.array(z.string().length(1)).min(1).default(usual);
const oneOfEveryAndCron = { error: 'needs exactly one of every and cron' };
const hasOneOfEveryAndCron = (s: { every?: unknown; cron?: unknown }): boolean =>
  (s.every === undefined) !== (s.cron === undefined);

const purchaseOrders = z
  .strictObject({
    ...streamSettings,
    releasedStatuses: statuses(['4']),
    ahead: ahead('1d', 'beyond it, the date is a slip and may still be corrected'),
  })
  .refine(hasOneOfEveryAndCron, oneOfEveryAndCron);

/** Where a site keeps what SYSPRO has no column for. */
const fieldSource = z.union(
  [
    z.strictObject({ column: z.string().min(1) }),
    z.strictObject({ form: z.string().min(1).meta({ description: 'A custom form field, read by e.net' }) }),
  ],
  { error: 'is { column: NAME } or { form: NAME }' },
);

const invoices = z
  .strictObject({
    ...streamSettings,
    ahead: ahead('1d', 'beyond it, the date is a slip and may still be corrected'),
    fiscalYearStart: z.int().min(1).max(12).default(1).meta({
      description: 'The month that is period 1, so that invoices posted now and dated long ago are found',
    }),
    fiscalYearNamed: z.enum(['by-end', 'by-start']).default('by-end').meta({
      description: 'Whether InvoiceYear is the calendar year a fiscal year ends in, or the one it begins in',
    }),
    creditValues: z.enum(['negative', 'positive']).default('negative').meta({
      description: 'How the values of credit notes (type C) are stored: negative, as what is given back, or positive',
    }),
    foreignLineValue: z.enum(['post-value', 'share']).default('post-value').meta({
      description:
        'The value of a line in a foreign currency: ArTrnDetail.PostValue, or its share of the foreign total by NetSalesValue',
    }),
    customerOrderLine: fieldSource.optional().meta({
      description:
        'The column of SorDetail, or field of its custom form, with the line of the customer’s purchase order',
    }),
  })
  .refine(hasOneOfEveryAndCron, oneOfEveryAndCron);

const shipments = z
  .strictObject({
    ...streamSettings,
    releasedStatuses: statuses(['5', '7', '9']),
    ahead: ahead('60d', 'a dispatch note is dated by its planned delivery'),
    fields: z
      .strictObject({
        carrier: fieldSource.prefault({ column: 'ShippingInstrsCod' }),
        trackingNumber: fieldSource.optional(),
        billOfLading: fieldSource.optional(),
        proNumber: fieldSource.optional(),
        trailer: fieldSource.optional(),
        seal: fieldSource.optional(),
        packageCount: fieldSource.optional(),
        weight: fieldSource.optional(),
        volume: fieldSource.optional(),
      })
      .prefault({})
      .meta({ description: 'Columns or custom form fields of the dispatch note. SYSPRO has none of its own for most' }),
    customerOrderLine: fieldSource
      .optional()
      .meta({ description: 'The column of SorDetail with the line of the customer’s purchase order' }),
    lots: z
      .union(
        [
          z.literal('none'),
          z.strictObject({
            key: z
              .array(z.string().min(1))
              .min(1)
              .default(['DispatchNote', 'DispatchNoteLine', 'Lot'])
              .meta({ description: 'Its full primary key' }),
            quantity: z.string().min(1).default('StockQtyToShip').meta({ description: 'In the stocking unit' }),
            expiry: z.string().min(1).default('ExpiryDate').meta({ description: 'Read where the table has it' }),
          }),
        ],
        { error: 'is none, or the columns of MdnDetailLot' },
      )
      .prefault({})
      .meta({ description: 'The columns of MdnDetailLot, which are not published; none where the site has no lots' }),
    cartons: z
      .strictObject({
        table: z.string().min(1),
        key: z.array(z.string().min(1)).min(1).meta({ description: 'Its full primary key' }),
        dispatchNote: z.string().min(1).default('DispatchNote'),
        line: z.string().min(1).default('DispatchNoteLine'),
        quantity: z.string().min(1).default('Quantity'),
        sscc: z.string().min(1).default('Sscc'),
        pallet: z.string().optional(),
        kind: z.string().optional(),
        trackingNumber: z.string().optional(),
        weight: z.string().optional(),
        weightOf: z.enum(['row', 'carton']).default('row').meta({
          description: 'Whose weight it is: the row’s own, to be added up, or the whole carton’s, on each of its rows',
        }),
      })
      .optional()
      .meta({ description: 'The site’s own table of cartons: one row per carton and line, and its columns' }),
  })
  .refine(hasOneOfEveryAndCron, oneOfEveryAndCron);

/** What is polled of a company. A stream that is not named is not polled. */
export const streams = z.strictObject({
  'purchase-orders': purchaseOrders.optional(),
  invoices: invoices.optional(),
  shipments: shipments.optional(),
});
