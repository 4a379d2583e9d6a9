import { z } from 'zod';
import { duration } from './duration.ts';
import { secretReference } from './secret.ts';

/** Whether what is sent is meant: production needs the company *and* the partner's document to say so. */
export const usage = z
  .enum(['test', 'production'])
  .meta({ description: 'test forces ISA15 = T, test identifiers and the test mailbox' });
export type Usage = z.infer<typeof usage>;

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .meta({ description: 'An instant with its offset, such as 2026-11-01T00:00:00Z' });
const withoutCredentials = (address: string): boolean => {
  const url = URL.parse(address);
  return url === null || (url.username === '' && url.password === '');
};
const noCredentials = {
  error: 'holds no user name and password: they are settings of their own, the password by reference',
};
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is an http:// or https:// address' })
  .refine(withoutCredentials, noCredentials);
const httpsUrl = z
  .url({ protocol: /^https$/, error: 'is an https:// address: documents and passwords never travel in the clear' })
  .refine(withoutCredentials, noCredentials);
// Codes become part of workflow IDs, message names and search attributes.
const code = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/, 'is 1 to 24 letters, digits, _ or -');

const postgres = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: z.int().default(5432),
  database: z.string().default('syspro_sterling'),
  user: z.string().default('syspro_sterling').meta({
    description:
      'The role the application works with. It must not own the tables: it may not change or delete the trail',
  }),
  password: secretReference.optional(),
  owner: z
    .strictObject({ user: z.string(), password: secretReference.optional() })
    .optional()
    .meta({ description: 'The role that owns the tables; only `migrate` uses it' }),
  tls: z
    .strictObject({ caFile: z.string().optional() })
    .optional()
    .meta({ description: 'Verified TLS; with caFile, by that authority' }),
  maxConnections: z.int().min(2).default(20),
});

const temporal = z.strictObject({
  address: z.string().default('127.0.0.1:7233'),
  namespace: z.string().default('default'),
  apiKey: secretReference.optional(),
  tls: z
    .strictObject({
      caFile: z.string().optional(),
      certificateFile: z.string().optional(),
      keyFile: z.string().optional(),
      serverName: z.string().optional(),
    })
    .optional(),
  ui: httpUrl.optional().meta({ description: 'The address of the Temporal UI, for the links we print' }),
});

const sterling = z.strictObject({
  url: httpsUrl.meta({
    description: 'The base of the B2B REST API, such as https://b2b.example.com:5075/B2BAPIs/svc/',
  }),
  username: z.string().min(1),
  password: secretReference,
  caFile: z.string().optional().meta({
    description: 'The certificate authority that signed Sterling’s certificate, where it is not a public one',
  }),
  connectTimeout: duration.prefault('15s'),
  requestTimeout: duration.prefault('120s').meta({
    description:
      'A whole request. After one without an answer, the look-up waits until both sides have surely given up',
  }),
  serverTimeout: duration
    .prefault('180s')
    .meta({ description: 'How long Sterling itself may still work on a request whose connection is gone' }),
});

const enet = z.strictObject({
  url: httpUrl.meta({
    description: 'The REST base of the e.net service, such as http://syspro:31002/SYSPROWCFService/Rest',
  }),
  operator: z
    .string()
    .min(1)
    .meta({ description: 'A SYSPRO operator kept for this product alone: a second logon evicts the first' }),
  password: secretReference,
  companyId: z.string().min(1),
  companyPassword: secretReference.optional(),
  requestTimeout: duration.prefault('60s'),
  idleLogoff: duration.prefault('10m').meta({ description: 'The session is logged off after so long without a call' }),
});

const odata = z
  .strictObject({
    url: httpUrl.meta({
      description: 'The base of the OData service, such as https://syspro/SYSPRO8Odata/SYSPROOData',
    }),
    company: z.string().min(1).meta({ description: 'The company’s segment in the address' }),
    authentication: z.enum(['basic', 'session']).default('basic').meta({
      description: 'basic: HTTP Basic, as SYSPRO documents it. session: the operator’s e.net session token in a header',
    }),
    username: z.string().min(1).optional().meta({ description: 'For basic' }),
    password: secretReference
      .optional()
      .meta({ description: 'For basic: the OData password of Operator Maintenance, not the e.net password' }),
    sessionHeader: z
      .strictObject({ name: z.string().min(1).default('Authorization'), prefix: z.string().default('Bearer ') })
      .prefault({})
      .meta({ description: 'For session: the header that takes the token, and what stands before it' }),
    caFile: z.string().optional(),
    requestTimeout: duration.prefault('60s'),
    pageSize: z.int().min(1).max(5000).default(500),
  })
  .refine((o) => o.authentication === 'session' || (o.username !== undefined && o.password !== undefined), {
    error: 'needs username and password, or authentication: session',
  });

const addressColumn = z.enum(['addr1', 'addr2', 'addr3', 'addr3Loc', 'addr4', 'addr5']);

const addressLines = z.strictObject({
  city: addressColumn.default('addr3Loc'),
  state: addressColumn.default('addr4'),
  country: addressColumn.default('addr5'),
});

/** A postal address in the configuration. */
const partyAddress = z.strictObject({
  name: z.string().optional(),
  street: z.array(z.string()).max(4).default([]),
  city: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
});

const syspro = z.strictObject({
  enet,
  odata,
  localCurrency: z
    .string()
    .length(3)
    .default('USD')
    .meta({ description: 'ISO 4217 code of the company’s own currency, which SYSPRO may show as a symbol' }),
  currencies: z
    .record(z.string(), z.string().length(3))
    .default({})
    .meta({ description: 'SYSPRO currency code → ISO 4217, where they differ' }),
  priceFactor: z.enum(['order-to-price', 'price-to-stocking']).default('order-to-price').meta({
    description:
      'What MConvFactPrcUm and MMulDivPrc convert: the order unit to the price unit, as SYSPRO’s help says, or the price unit to the stocking unit',
  }),
  address: addressLines.prefault({}).meta({
    description: 'Which of SYSPRO’s free address lines holds what, by this site’s habit. The others are street lines',
  }),
  terms: z
    .record(
      z.string(),
      z.strictObject({
        description: z.string().optional(),
        netDays: z.int().min(0).optional(),
        discountPercent: z
          .string()
          .regex(/^\d+(\.\d+)?$/, 'is a percentage such as 2 or 1.5')
          .optional(),
        discountDays: z.int().min(0).optional(),
      }),
    )
    .default({})
    .meta({ description: 'Terms code → what it means. Due dates and discounts of invoices come from it' }),
  items: z
    .strictObject({
      gtin: z.enum(['none', 'AlternateKey1', 'AlternateKey2', 'UserField1']).default('none').meta({
        description: 'The column of InvMaster that holds the GTIN or UPC: SYSPRO has none of its own for it',
      }),
    })
    .prefault({}),
  warehouses: z
    .record(z.string(), partyAddress)
    .default({})
    .meta({ description: 'Warehouse → its address, where InvWhControl does not hold it' }),
});

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
      })
      .optional()
      .meta({ description: 'The site’s own table of cartons: one row per carton and line, and its columns' }),
  })
  .refine(hasOneOfEveryAndCron, oneOfEveryAndCron);

const company = z.strictObject({
  code,
  name: z.string().min(1),
  usage,
  goLive: instant,
  timeZone: z
    .string()
    .refine((zone) => isTimeZone(zone), { error: 'is an IANA time zone such as America/Chicago' })
    .default('UTC'),
  syspro,
  address: partyAddress
    .optional()
    .meta({ description: 'Where the company is, and is paid, for documents that say so' }),
  streams: z.strictObject({
    'purchase-orders': purchaseOrders.optional(),
    invoices: invoices.optional(),
    shipments: shipments.optional(),
  }),
});

/** The whole configuration file. Its JSON Schema for editors is config/syspro-sterling.schema.json. */
export const configSchema = z
  .strictObject({
    postgres: postgres.prefault({}),
    temporal: temporal.prefault({}),
    sterling,
    partners: z.string().meta({ description: 'The folder of partner profiles' }),
    companies: z.array(company).min(1),
    followFor: duration
      .prefault('30d')
      .meta({ description: 'How long a document stays open for its partner’s answer and for re-sends' }),
    log: z
      .strictObject({
        level: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
        format: z.enum(['json', 'pretty']).default('json'),
      })
      .prefault({}),
  })
  // Without case: message names hold the code, and a Global Mailbox takes two that differ in case for one.
  .refine((config) => new Set(config.companies.map((c) => c.code.toLowerCase())).size === config.companies.length, {
    path: ['companies'],
    error: 'has two companies with one code; case does not tell them apart',
  })
  // Companies of one operator share its session, one after the other: they must mean the same operator.
  .refine((config) => config.companies.every((one) => config.companies.every((other) => agree(one, other))), {
    path: ['companies'],
    error: 'has two companies with one operator, but another spelling of it, e.net address or password',
  });

function agree(
  { syspro: { enet: one } }: z.output<typeof company>,
  { syspro: { enet: other } }: z.output<typeof company>,
): boolean {
  // Without case, as SYSPRO takes it: two spellings would be two sessions that evict each other.
  if (one.operator.toUpperCase() !== other.operator.toUpperCase()) return true;
  return (
    one.operator === other.operator &&
    one.url === other.url &&
    JSON.stringify(one.password) === JSON.stringify(other.password)
  );
}

function isTimeZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}
