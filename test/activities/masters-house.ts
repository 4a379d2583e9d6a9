import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type {
  DocumentDependencies,
  SterlingDependencies,
  SysproDependencies,
} from '../../src/activities/dependencies.ts';
import type { MasterWork } from '../../src/activities/index.ts';
import {
  createPartnerSyncLedger,
  createPartnerSyncSterling,
  createPartnerSyncSyspro,
} from '../../src/activities/partner-sync/index.ts';
import type { Config } from '../../src/config.ts';
import type { Database } from '../../src/ledger/database.ts';
import type { MasterDataMapping } from '../../src/partners/schema.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import type { NewTradingPartner, TradingPartner, TradingPartnerUpdate } from '../../src/sterling/trading-partners.ts';
import { SysproError } from '../../src/syspro/syspro-error.ts';
import { parseXml } from '../../src/syspro/xml-element.ts';

/** What happens to the next request that changes something. */
export type Fault = 'none' | 'failed' | 'answer-lost';

/** The supplier master by its columns; blank ones are absent. */
export type SupplierRow = Record<string, string>;

/** Both sides made up in memory, as forgetful as the real ones, around the real steps and a real ledger. */
export interface MastersHouse {
  readonly suppliers: Map<string, SupplierRow>;
  readonly parties: Map<string, TradingPartner>;
  /** What was sent to Sterling, in order. */
  readonly sent: { readonly name: string; readonly put?: TradingPartnerUpdate; readonly create?: NewTradingPartner }[];
  /** Set-up calls to SYSPRO. */
  readonly setups: string[];
  /** For the requests to come that change something, one each. */
  readonly faults: Fault[];
  settings: Partial<NonNullable<Config['masterData']>>;
  mappings: Record<string, Partial<MasterDataMapping>>;
  /** Trading partners, by name, that no list shows. */
  readonly unlisted: Set<string>;
  /** The real client, of a server of the test's own; absent: Sterling is made up. */
  client: SterlingClient | undefined;
  /** Called before each read of a table of SYSPRO's. */
  beforeRead: (() => void) | undefined;
  /** What somebody does in Sterling between a sync’s first look at a trading partner and the next. */
  beforePut: (() => void) | undefined;
  /** Sterling says that it is done, and does nothing. */
  deaf: boolean;
  /** Sides that give no answer to reads. */
  readonly down: Set<'syspro' | 'sterling'>;
  /** All steps, by name, as workers have them. */
  steps(): ReturnType<typeof createPartnerSyncLedger> &
    ReturnType<typeof createPartnerSyncSyspro> &
    ReturnType<typeof createPartnerSyncSterling>;
  /** Sync ids that Temporal takes for running. */
  readonly running: Set<string>;
  /** Runs a sync as the workflow does; a step is tried three times. */
  sync(options?: { readonly partners?: readonly string[]; readonly id?: string }): Promise<SyncResult>;
}

export interface SyncResult {
  readonly id: string;
  readonly work: readonly MasterWork[];
  readonly cause?: string;
  readonly written: number;
  readonly refused: number;
  readonly made: number;
  readonly failed: number;
}

export const password = 'canary-of-new-partners';

export function mastersHouse(db: Database): MastersHouse {
  let syncs = 0;
  const suppliers = new Map<string, SupplierRow>();
  const parties = new Map<string, TradingPartner>();
  const sent: MastersHouse['sent'] = [];
  const setups: string[] = [];
  const faults: Fault[] = [];
  const running = new Set<string>();
  const unlisted = new Set<string>();
  const down = new Set<'syspro' | 'sterling'>();

  const unknown = (): SterlingError =>
    new SterlingError({ code: 'STERLING-NO-ANSWER', outcome: 'unknown', message: 'no answer', fix: 'Look.' });
  const refuse = (message: string): SterlingError =>
    new SterlingError({ code: 'STERLING-REFUSED', outcome: 'refused', message, fix: 'Correct it.', status: 400 });

  // What is left out keeps its value; what is given as emptied has none.
  const kept = (
    partnerName: string,
    { emptied = [], ...fields }: Omit<TradingPartnerUpdate, 'settings'>,
  ): TradingPartner => {
    const { givenName, surname, emailAddress, phone, addressLine1, addressLine2, postalCode, countryOrRegion } = fields;
    const before = parties.get(partnerName);
    const given = JSON.parse(
      JSON.stringify({
        partnerName,
        code: before?.code,
        username: before?.username,
        community: fields.community,
        authenticationType: fields.authenticationType,
        givenName,
        surname,
        emailAddress,
        phone,
        // Documented for two fields, and made up for a third: nobody knows all that Sterling cuts.
        addressLine1: addressLine1?.slice(0, 12),
        addressLine2,
        city: fields.city?.slice(0, 35),
        stateOrProvince: fields.stateOrProvince?.slice(0, 35),
        postalCode,
        countryOrRegion,
        timeZone: fields.timeZone,
        settings: before?.settings ?? {},
      }),
    ) as TradingPartner;
    const empty: readonly string[] = emptied;
    return Object.fromEntries(
      Object.entries({ ...before, ...given }).filter(([field]) => !empty.includes(field)),
    ) as unknown as TradingPartner;
  };
  const change = (commit: () => void, lost: () => Error, failed: () => Error): void => {
    const fault = faults.shift() ?? 'none';
    if (fault === 'failed') throw failed();
    commit();
    if (fault === 'answer-lost') throw lost();
  };
  const sterling = {
    async listTradingPartners() {
      if (down.has('sterling')) throw unknown();
      return [...parties.values()].filter(({ partnerName }) => !unlisted.has(partnerName));
    },
    async findTradingPartner(name: string) {
      const found = parties.get(name);
      house.beforePut?.();
      house.beforePut = undefined;
      return found;
    },
    findCommunity: async (name: string) => (name === 'EDI' ? { name } : undefined),
    async updateTradingPartner(name: string, put: TradingPartnerUpdate) {
      sent.push({ name, put });
      if (!parties.has(name)) return false;
      if (house.deaf) return true;
      if (!put.emailAddress.includes('@')) throw refuse('emailAddress is no address');
      change(() => parties.set(name, { ...kept(name, put), settings: put.settings ?? {} }), unknown, unknown);
      return true;
    },
    async createTradingPartner(create: NewTradingPartner) {
      sent.push({ name: create.partnerName, create });
      if (parties.has(create.partnerName)) return 'exists';
      if ([...parties.values()].some(({ username }) => username === create.username)) throw refuse('username is taken');
      change(
        () =>
          parties.set(create.partnerName, {
            ...kept(create.partnerName, create),
            ...(create.code !== undefined && { code: create.code }),
            username: create.username,
            settings: { isInitiatingConsumer: create.isInitiatingConsumer },
          }),
        unknown,
        unknown,
      );
      return 'created';
    },
  };

  const tables = {
    channel: 'odata',
    columns: async () => undefined,
    async readByKeys(_table: string, { values, select }: { values: string[]; select: string[] }) {
      if (down.has('syspro')) throw outage();
      house.beforeRead?.();
      return values.flatMap((code) => {
        // Blanks at the end make no difference to SQL Server.
        const stored = code.trimEnd();
        const row = suppliers.get(stored);
        return row
          ? [
              {
                Supplier: stored,
                ...Object.fromEntries(Object.entries(row).filter(([column]) => select.includes(column))),
              },
            ]
          : [];
      });
    },
  };
  const outage = (): SysproError =>
    new SysproError('SYSPRO-UNREACHABLE', { retryable: true, message: 'no answer', fix: 'Wait.' });
  const enet = {
    async setup(_token: unknown, _operation: string, { xmlIn }: { xmlIn: string }) {
      setups.push(xmlIn);
      const code = (/<Supplier>(.*?)<\/Supplier>/.exec(xmlIn)?.[1] ?? '').trimEnd();
      const set = [...xmlIn.replace(/<Key>.*?<\/Key>/, '').matchAll(/<(\w+)>([^<]*)<\/\1>/g)];
      change(
        () => {
          const row = { ...suppliers.get(code) };
          for (const [, column = '', value = ''] of set) {
            const text = value.replaceAll('&lt;', '<').replaceAll('&amp;', '&');
            // SYSPRO cuts nothing that is documented; a site's own trigger may.
            if (text === '') delete row[column];
            else row[column] = column === 'Telephone' ? text.slice(0, 8) : text;
          }
          suppliers.set(code, row);
        },
        outage,
        outage,
      );
      return parseXml(
        '<setupapsupplier><statusofitems><recordsread>1</recordsread><recordsinvalid>0</recordsinvalid></statusofitems></setupapsupplier>',
      );
    },
  };

  const house: MastersHouse = {
    suppliers,
    parties,
    sent,
    setups,
    faults,
    running,
    unlisted,
    deaf: false,
    beforePut: undefined,
    beforeRead: undefined,
    client: undefined,
    down,
    steps() {
      const deps = dependencies();
      return { ...createPartnerSyncLedger(deps), ...createPartnerSyncSyspro(deps), ...createPartnerSyncSterling(deps) };
    },
    settings: {},
    mappings: {},
    async sync({ partners, id = `sync-${(syncs += 1)}-${Math.random()}` } = {}) {
      const deps = dependencies();
      const ledger = createPartnerSyncLedger(deps);
      const ours = createPartnerSyncSyspro(deps);
      const theirs = createPartnerSyncSterling(deps);
      const asked = { sync: id, ...(partners && { partners }) };
      const opened = await run(ledger.openPartnerSync, { ...asked, workflow: `w-${id}`, requestedBy: 'test' });
      if (opened.outcome === 'busy') throw new Error('another sync is under way');
      await run(theirs.readSterlingMasters, { sync: id });
      for (const { company } of opened.companies) await run(ours.readSysproMasters, { ...asked, company });
      const { work, cause } = await run(ledger.compareMasters, asked);
      const done = { written: 0, refused: 0, made: 0, failed: 0 };
      const write = async (step: (input: { sync: string; partner: string }) => Promise<unknown>, partner: string) => {
        const result = (await tried(step, { sync: id, partner })) as Record<string, number | boolean>;
        done.written += Number(result['written'] ?? 0);
        done.refused += Number(result['refused'] ?? 0);
        done.made += Number(result['made'] ?? 0);
      };
      for (const { partner, create, toSterling, toSyspro } of work)
        try {
          if (create) await write(theirs.makeTradingPartner, partner);
          if (toSterling > 0) await write(theirs.writeSterlingMaster, partner);
          if (toSyspro > 0) await write(ours.writeSysproMaster, partner);
        } catch {
          done.failed += 1;
        }
      await run(ledger.closePartnerSync, {
        sync: id,
        outcome: cause || done.failed > 0 ? 'partial' : 'complete',
        counts: done,
      });
      return { id, work, ...(cause !== undefined && { cause }), ...done };
    },
  };
  return house;

  function dependencies(): DocumentDependencies & SterlingDependencies & SysproDependencies {
    const masterData = { owners: {}, toSyspro: [], every: 1, paused: false, ...house.settings };
    return {
      db,
      worker: 'w1',
      now: () => new Date(),
      log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      config: {
        file: 'config.yaml',
        masterData,
        secret: () => password,
        companies: [
          {
            code: 'A',
            streams: { 'purchase-orders': { poll: 'odata', fetch: 'odata' } },
            syspro: { enet: { operator: 'EDI' }, address: { city: 'addr3', state: 'addr4', country: 'addr5' } },
          },
        ],
      },
      profiles: {
        current: async () => ({
          partners: Object.entries(house.mappings).map(([code, mapping]) => ({
            code,
            masterData: { sync: true, company: 'A', role: 'supplier', code: `00${code}`, ...mapping },
          })),
        }),
      },
      client: {
        workflow: {
          getHandle: (_: string, id: string) => ({
            describe: async () => ({ status: { name: running.has(id) ? 'RUNNING' : 'TERMINATED' } }),
          }),
        },
      },
      sterling: house.client ?? sterling,
      company: () => ({
        access: { odata: tables, enet: { tables } },
        enet,
        session: { use: (call: (token: string) => unknown) => call('t') },
      }),
    } as unknown as DocumentDependencies & SterlingDependencies & SysproDependencies;
  }
}

function run<Input, Result>(step: (input: Input) => Promise<Result>, input: Input): Promise<Result> {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(step, input);
}

async function tried<Input, Result>(step: (input: Input) => Promise<Result>, input: Input): Promise<Result> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run(step, input);
    } catch (error) {
      if (attempt === 3) throw error;
    }
}

/** A trading partner as Sterling would show one. */
export function party(code: string, fields: Partial<TradingPartner> = {}): TradingPartner {
  return {
    partnerName: `${code} Inc`,
    code,
    username: `${code.toLowerCase()}-edi`,
    community: 'EDI',
    authenticationType: 'External',
    givenName: 'Ann',
    surname: 'Doe',
    emailAddress: 'edi@example.com',
    phone: '555-0100',
    settings: { doesUseSSH: true, consumerSshConfiguration: { remoteProfile: 'p' } },
    ...fields,
  };
}

/** A supplier that says the same. */
export function supplier(code: string, columns: SupplierRow = {}): SupplierRow {
  return {
    SupplierName: `${code} Inc`,
    Contact: 'Ann Doe',
    Email: 'edi@example.com',
    Telephone: '555-0100',
    ...columns,
  };
}

const tableNames = ['master_reading', 'master_change', 'master_finding', 'master_agreement', 'master_sync'];

/** Empties what the ledger has of masters. */
export async function forgetMasters(db: Database): Promise<void> {
  for (const table of tableNames) await db.query(`delete from ledger.${table}`);
}
