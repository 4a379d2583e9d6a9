import { z } from 'zod';
import { duration } from './duration.ts';
import { secretReference } from './secret.ts';
import { httpUrl, partyAddress } from './values.ts';

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
  blankDate: z.enum(['0000-00-00', '']).default('0000-00-00').meta({
    description: 'What the generic reader COMFND compares an absent date with',
  }),
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

/** How a company’s SYSPRO is reached, and what this site does its own way in it. */
export const syspro = z.strictObject({
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
