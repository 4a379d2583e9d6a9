import type { Client } from '@temporalio/client';
import type { z } from 'zod';
import type { DocumentDependencies, SysproDependencies } from '../src/activities/dependencies.ts';
import type { Config } from '../src/config.ts';
import { configSchema } from '../src/config/schema.ts';
import { openDatabase, type Database } from '../src/ledger/database.ts';
import { migrate } from '../src/ledger/migrate.ts';
import { createLog } from '../src/log.ts';
import { parsePartnerFiles } from '../src/partners/directory.ts';
import { openOperator } from '../src/worker/open-operator.ts';
import { operatorsOf } from '../src/worker/operators.ts';
import { partnerProfiles } from '../local/partner-profiles.ts';
import { stackAddress, stackHabits, stackMasters, stackStreams } from '../local/stack-streams.ts';
import type { NumberStyle } from '../sandbox/syspro/numbering.ts';
import { startSysproSandbox, type SysproSandbox } from '../sandbox/syspro/start-syspro-sandbox.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** A company of the simulated site. */
export interface SimulatedCompany {
  readonly code: string;
  readonly operator: string;
  readonly numberStyle: NumberStyle;
  readonly poll: 'odata' | 'enet';
  readonly fetch: 'odata' | 'enet';
}

/**
 * Three companies that between them use every channel and number style; two of them share an operator, whose session they
 * take in turns.
 */
export const simulatedCompanies: readonly SimulatedCompany[] = [
  { code: 'A', operator: 'EDIBOT', numberStyle: '15-digit', poll: 'odata', fetch: 'odata' },
  { code: 'B', operator: 'EDIBOT2', numberStyle: '6-digit-blank', poll: 'enet', fetch: 'enet' },
  { code: 'C', operator: 'EDIBOT2', numberStyle: 'alphanumeric', poll: 'odata', fetch: 'enet' },
];

/** What the SYSPRO stand-in is like. */
export interface SimulatedSysproOptions {
  readonly companies: readonly SimulatedCompany[];
  readonly clock: SimulatedClock;
  /** An empty database, by connection URL. */
  readonly sysproUrl: string;
  /** Purchase orders each company starts with, and invoices and dispatch notes: in proportion, unless told. */
  readonly orders: number;
  readonly sales?: number;
  readonly seed: number;
  /** Rows it gives at most at a time, and whether it says so. */
  readonly pageCap: number;
  readonly paging: 'next-link' | 'truncate';
}

/** The stand-in, all by the simulated clock. */
export function startSimulatedSyspro(options: SimulatedSysproOptions): Promise<SysproSandbox> {
  const { companies, sales } = options;
  const operators = [...new Set(companies.map(({ operator }) => operator))];
  return startSysproSandbox({
    port: 0,
    databaseUrl: options.sysproUrl,
    orders: options.orders,
    ...(sales !== undefined && { invoices: sales, dispatchNotes: sales }),
    seed: options.seed,
    pageCap: options.pageCap,
    paging: options.paging,
    now: options.clock.now,
    // Simulated days pass in seconds: a session must not idle away between two polls of one day.
    idleTimeout: 48 * 3_600_000,
    companies: companies.map(({ code, numberStyle }) => ({ id: code, name: code, password: '', numberStyle })),
    operators: operators.map((code) => ({ code, password: passwords.enet, odataPassword: passwords.odata })),
  });
}

/** What our side is like. */
export interface ConnectorOptions {
  readonly companies: readonly SimulatedCompany[];
  readonly clock: SimulatedClock;
  readonly goLive: Date;
  readonly timeZone: string;
  readonly syspro: Pick<SysproSandbox, 'enetUrl' | 'odataUrl'>;
  /** An empty database, by connection URL. */
  readonly ledgerUrl: string;
  /** Rows asked for at a time, and records in a page. */
  readonly pageSize: number;
  /** The Sterling to post to; nowhere if not given. */
  readonly sterling?: SimulatedSterling;
}

/** How the Sterling stand-in is reached. */
export interface SimulatedSterling {
  readonly url: string;
  readonly caFile: string;
  readonly username: string;
  readonly password: string;
}

/** Masters flow both ways: to SYSPRO what people keep up in Sterling. */
const masterData = {
  ...stackMasters,
  create: { community: 'EDI_PARTNERS', password: { env: 'NEW_PARTNER' } },
} satisfies z.input<typeof configSchema>['masterData'];

/** Our side of the simulated site: a ledger, and what the activities need. */
export interface Connector {
  readonly config: Config;
  readonly db: Database;
  readonly deps: SysproDependencies & DocumentDependencies;
  close(): Promise<void>;
}

const passwords = { enet: 'edibot-enet', odata: 'edibot-odata' };
// An answer that does not come within a second does not come; a person at the site waits minutes.
const patience = { connectTimeout: '1s', requestTimeout: '1s', serverTimeout: '50ms' } as const;

export async function openConnector(options: ConnectorOptions): Promise<Connector> {
  const { clock, companies, goLive } = options;
  await migrate({ connectionString: options.ledgerUrl }, new URL(options.ledgerUrl).username);
  const db = openDatabase({ connectionString: options.ledgerUrl }, 8, () => undefined);
  const config = configurationOf(options);
  const codes = companies.map(({ code }) => code);
  const directory = parsePartnerFiles(
    [...partnerProfiles(goLive, codes, false)].map(([path, text]) => ({ path, text })),
  );
  const opened = operatorsOf(config).map((operator) => ({
    operator,
    open: openOperator(config, operator, { mayLogOn: async () => undefined }),
  }));
  const openOf = new Map(
    opened.flatMap(({ operator, open }) => operator.companies.map(({ code }): [string, typeof open] => [code, open])),
  );
  return {
    config,
    db,
    deps: {
      config,
      db,
      log: createLog({ level: 'error', format: 'json' }),
      now: clock.now,
      worker: 'simulation',
      profiles: { current: async () => directory },
      // No simulated step asks Temporal anything.
      client: undefined as unknown as Client,
      company(code) {
        const open = openOf.get(code);
        if (!open) throw new RangeError(`the simulated site has no company ${code}`);
        return open.company(code);
      },
    },
    async close() {
      await Promise.all(opened.map(({ open }) => open.close()));
      await db.end();
    },
  };
}

function configurationOf({ companies, goLive, timeZone, pageSize, syspro, sterling }: ConnectorOptions): Config {
  const parsed = configSchema.parse({
    partners: './partners',
    sterling: {
      url: sterling?.url ?? 'https://sterling.invalid/B2BAPIs/svc/',
      username: sterling?.username ?? 'nobody',
      password: { env: 'STERLING' },
      ...(sterling && { caFile: sterling.caFile }),
      ...patience,
    },
    masterData,
    companies: companies.map(({ code, operator, poll, fetch }) => {
      const streams = stackStreams('1m');
      const channels = { poll, fetch } as const;
      return {
        code,
        name: `Company ${code}`,
        usage: 'production',
        goLive: goLive.toISOString(),
        timeZone,
        address: stackAddress,
        syspro: {
          enet: { url: syspro.enetUrl, operator, password: { env: 'ENET' }, companyId: code, idleLogoff: '1h' },
          odata: { url: syspro.odataUrl, company: code, username: operator, password: { env: 'ODATA' }, pageSize },
          ...stackHabits,
        },
        streams: {
          'purchase-orders': { ...streams['purchase-orders'], ...channels },
          invoices: { ...streams.invoices, ...channels },
          shipments: { ...streams.shipments, ...channels },
        },
      };
    }),
  });
  const secrets: Readonly<Record<string, string>> = {
    ENET: passwords.enet,
    STERLING: sterling?.password ?? '',
    NEW_PARTNER: 'first-password',
  };
  return {
    ...parsed,
    file: 'the simulated site',
    secret: (reference) => secrets['env' in reference ? reference.env : ''] ?? passwords.odata,
    path: (relative) => relative,
  };
}
