import { z } from 'zod';
import { masterFields } from '../documents/party-record.ts';
import { isTimeZone } from '../documents/time-zone.ts';
import { isSterlingTimeZone } from '../partners/master-data/time-zones.ts';
import { duration } from './duration.ts';
import { secretReference } from './secret.ts';
import { streams } from './stream-schema.ts';
import { syspro } from './syspro-schema.ts';
import { code, httpsUrl, httpUrl, instant, mailboxPath, partyAddress } from './values.ts';

/** Whether what is sent is meant: production needs the company *and* the partner's document to say so. */
export const usage = z
  .enum(['test', 'production'])
  .meta({ description: 'test forces ISA15 = T, test identifiers and the test mailbox' });
export type Usage = z.infer<typeof usage>;

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

const sterling = z
  .strictObject({
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
    pinnedCertificateFile: z.string().optional().meta({
      description:
        'Instead of an authority: the one certificate (PEM) Sterling must show, whatever name it is made out to',
    }),
    batchesAbove: z.int().min(1).default(4_000_000).meta({
      description: 'Interchanges of more bytes are posted by messagebatches where the profile leaves the way open',
    }),
    sweep: z
      .strictObject({
        every: duration.prefault('5m').meta({ description: 'How often mailboxes are looked into' }),
        mailboxes: z.array(mailboxPath).default([]).meta({
          description: 'Mailboxes answers come to besides those the partners’ profiles name',
        }),
        paused: z.boolean().default(false),
      })
      .prefault({})
      .meta({ description: 'The sweep: what came in, and what became of what was posted' }),
    provision: z
      .strictObject({
        process: z.string().min(1).max(100).meta({ description: 'The business process new routing rules start' }),
        runAs: z.string().min(1).meta({ description: 'The Sterling user it runs as' }),
      })
      .optional()
      .meta({ description: 'What `partners provision` makes routing rules of. Absent: it makes mailboxes only' }),
  })
  .refine(({ caFile, pinnedCertificateFile }) => caFile === undefined || pinnedCertificateFile === undefined, {
    path: ['pinnedCertificateFile'],
    error: 'cannot stand beside caFile: either an authority is trusted, or one certificate',
  });

/** Master data of suppliers and customers, kept aligned with Sterling’s trading partners. */
const masterData = z
  .strictObject({
    every: duration.prefault('15m').meta({ description: 'How often both sides are compared' }),
    paused: z.boolean().default(false),
    owners: z
      .partialRecord(z.enum(masterFields), z.enum(['syspro', 'sterling']))
      .default({})
      .meta({
        description: 'Which side’s word counts for a field, where it is not the usual one',
      }),
    toSyspro: z.array(z.enum(masterFields)).default([]).meta({
      description: 'The fields a sync may write to SYSPRO. None unless named',
    }),
    create: z
      .strictObject({
        community: z.string().min(1),
        authentication: z.enum(['Local', 'External']).default('Local'),
        authenticationHost: z.string().optional(),
        password: secretReference.optional().meta({
          description: 'What a new partner’s user begins with (Local); used at creation and never again',
        }),
        timeZone: z
          .string()
          .refine(isSterlingTimeZone, { error: 'is not one of Sterling’s own time zone codes, such as -05' })
          .optional()
          .meta({ description: 'Sterling’s own code, such as -05' }),
        connections: z
          .array(z.enum(['initiates-consumer', 'initiates-producer', 'listens-consumer', 'listens-producer']))
          .default(['initiates-consumer', 'initiates-producer']),
      })
      .refine(({ authentication, password }) => authentication !== 'Local' || password !== undefined, {
        path: ['password'],
        error: 'is missing: a partner that Sterling itself authenticates (Local) begins with one',
      })
      .refine(({ authentication, password }) => authentication === 'Local' || password === undefined, {
        path: ['password'],
        error: 'is of no use: an External partner’s password is not Sterling’s',
      })
      .refine(({ authentication, authenticationHost }) => authentication === 'External' || !authenticationHost, {
        path: ['authenticationHost'],
        error: 'is only for External partners',
      })
      .optional()
      .meta({
        description: 'What a new trading partner is made with. Absent: creations are shown, and cannot be confirmed',
      }),
  })
  .refine(({ owners }) => owners.timeZone !== 'syspro', {
    path: ['owners', 'timeZone'],
    error: 'cannot be syspro: SYSPRO has no time zone of a party',
  })
  .refine(({ toSyspro }) => !toSyspro.includes('timeZone'), {
    path: ['toSyspro'],
    error: 'names timeZone, for which SYSPRO has no column',
  });

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
  streams,
});

/** The whole configuration file. Its JSON Schema for editors is config/syspro-sterling.schema.json. */
export const configSchema = z
  .strictObject({
    postgres: postgres.prefault({}),
    temporal: temporal.prefault({}),
    sterling,
    partners: z.string().meta({ description: 'The folder of partner profiles' }),
    companies: z.array(company).min(1),
    masterData: masterData.optional().meta({ description: 'Absent: masters are not compared' }),
    followFor: duration
      .prefault('30d')
      .meta({ description: 'How long a document stays open at most for its partner’s answer and for re-sends' }),
    resendWindow: duration
      .prefault('7d')
      .meta({ description: 'How long a document stays open for re-sends once the partner has received it' }),
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
