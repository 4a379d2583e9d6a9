import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import got, { type Got } from 'got';
import pg from 'pg';
import type { SysproDependencies } from '../../src/activities/dependencies.ts';
import { streamNames } from '../../src/documents/stream.ts';
import type { Database } from '../../src/ledger/database.ts';
import { decideFinding, standingFindings } from '../../src/ledger/master-findings.ts';
import { localDate } from '../../src/documents/local-date.ts';
import { openSterling } from '../../src/worker/open-sterling.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { startSterlingSandbox, type SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import type { RobotLogEntry } from '../../sandbox/sterling/robots/robot-log.ts';
import type { SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import { createPollDriver } from '../poll-driver.ts';
import { createSendDriver, type SendDriver } from '../send-driver.ts';
import { createSimulatedClock, type SimulatedClock } from '../simulated-clock.ts';
import { openConnector, startSimulatedSyspro, type Connector, type SimulatedCompany } from '../simulated-site.ts';
import { compareEnds, type EndsVerdict } from './ends.ts';
import { compareMasters, mastersAsTheyAre, type MastersVerdict } from './masters.ts';
import { createPostDriver } from './post-driver.ts';
import { createSyncDriver } from './sync-driver.ts';
import { createSweepDriver, type DrivenSweep } from './sweep-driver.ts';

export interface SterlingWeekOptions {
  /** Empty databases, by connection URL. */
  readonly sysproUrl: string;
  readonly sterlingUrl: string;
  readonly ledgerUrl: string;
  readonly days: number;
  /** New purchase orders a day; invoices and dispatch notes are half as many each. */
  readonly ordersPerDay: number;
  /** Sweeps a day, each after a tick of Sterling's router and its partners' robots, or several. */
  readonly sweepsPerDay: number;
  readonly ticksPerSweep: number;
  readonly seed: number;
  /** How likely a request to Sterling has a fault. */
  readonly faultRate: number;
  /** Told of each day that is over. */
  readonly onDay?: (line: string) => void;
}

export interface SterlingWeekReport {
  readonly sends: Pick<SendDriver, 'counts' | 'causes' | 'waiting'>;
  readonly sweeps: Readonly<Record<keyof DrivenSweep | 'sweeps', number>>;
  readonly ends: EndsVerdict;
  readonly masters: MastersVerdict & {
    /** Fields a sync wrote, on either side, over the days. */
    readonly written: number;
    /** Differences that were put before a person at the first comparison of all. */
    readonly first: number;
    /** Whether the last sync, after which nobody changed anything, wrote something or left either side otherwise. */
    readonly restless: boolean;
  };
  /** Faults that hit a request, by kind. */
  readonly faults: Readonly<Record<string, number>>;
}

const company: SimulatedCompany = {
  code: 'A',
  operator: 'EDIBOT',
  numberStyle: '15-digit',
  poll: 'odata',
  fetch: 'odata',
};
const timeZone = 'America/Chicago';
const day = 86_400_000;
const settle = 60_000;
// A Monday, six in the morning in Chicago.
const start = new Date('2026-06-01T11:00:00Z');
const pollsPerDay = 2;
const account = { username: 'edi_connector', password: 'sandbox-secret' };

/** Faults of all kinds. What keeps silent costs a second each time, so those come seldom. */
const faultsByChance = (seed: number, rate: number): object[] => [
  {
    seed,
    rate,
    kinds: ['500', '503', '401', 'reset-before', 'reset-after-commit', '500-after-commit', 'html-400'],
  },
  { seed: seed + 1, rate, kinds: ['status-200', 'string-rows', 'misspelt-error', 'empty-404'] },
  { seed: seed + 2, rate: rate / 20, kinds: ['hang', 'hang-after-commit', 'slow'] },
  // Above all: the connection reset after a create has committed.
  { seed: seed + 3, rate: rate * 4, kinds: ['reset-after-commit'], method: 'POST', resource: 'mailboxmessages/' },
];

/**
 * Days of a site whose sixty partners take, route, lose, answer, answer late, twice, wrongly or never what is posted to them, while every
 * kind of fault befalls requests to Sterling. At the end each message must have been accepted once, and each document have come to the
 * end its partner's robot gave it, by what the stand-in and its robots wrote down, not by what our ledger says of itself.
 */
export async function simulateSterlingWeek(options: SterlingWeekOptions): Promise<SterlingWeekReport> {
  const clock = createSimulatedClock(start);
  const folder = mkdtempSync(join(tmpdir(), 'syspro-sterling-week-'));
  const opened: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const syspro = await startSimulatedSyspro({
      companies: [company],
      clock,
      sysproUrl: options.sysproUrl,
      seed: options.seed,
      orders: 0,
      pageCap: 200,
      paging: 'next-link',
    });
    opened.unshift(() => syspro.close());
    const sterling = await startSterlingSandbox({
      port: 0,
      databaseUrl: options.sterlingUrl,
      tlsDir: folder,
      ...account,
    });
    opened.unshift(() => sterling.close());
    const connector = await openConnector({
      companies: [company],
      clock,
      goLive: new Date(start.getTime() - day),
      timeZone,
      syspro,
      ledgerUrl: options.ledgerUrl,
      pageSize: 200,
      sterling: { url: sterling.url, caFile: sterling.caFile, ...account },
    });
    opened.unshift(() => connector.close());
    const ca = readFileSync(sterling.caFile, 'utf8');
    const control = got.extend({
      prefixUrl: sterling.controlUrl,
      responseType: 'json',
      retry: { limit: 0 },
      https: { certificateAuthority: ca },
    });
    const api = got.extend({
      prefixUrl: sterling.url,
      ...account,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      retry: { limit: 0 },
      https: { certificateAuthority: ca },
    });
    const tables = new pg.Pool({ connectionString: options.sysproUrl, max: 2 });
    opened.unshift(() => tables.end());
    return await live(options, { clock, syspro, sterling, connector, control, tables, api });
  } finally {
    for (const close of opened) await close();
  }
}

/** A person's word on every difference that stands: what SYSPRO has. */
async function settleAll(db: Database): Promise<void> {
  for (const { id, field } of await standingFindings(db)) {
    if (field !== '') await decideFinding(db, id, 'syspro', 'simulated engineer');
  }
}

interface Site {
  /** SYSPRO's own tables. */
  readonly tables: pg.Pool;
  /** Sterling's API, past our client. */
  readonly api: Got;
  readonly clock: SimulatedClock;
  readonly syspro: SysproSandbox;
  readonly sterling: SterlingSandbox;
  readonly connector: Connector;
  readonly control: Got;
}

async function live(options: SterlingWeekOptions, site: Site): Promise<SterlingWeekReport> {
  const { clock, syspro, sterling, connector, control, tables, api } = site;
  const opened = openSterling(connector.config);
  const deps = { ...connector.deps, sterling: opened.client };
  const poll = createPollDriver(deps satisfies SysproDependencies);
  const sends = createSendDriver(deps, settle, createPostDriver(deps));
  const sweepOnce = createSweepDriver(deps);
  const sync = createSyncDriver(deps, company.code);
  let written = 0;
  const sweeps = { sweeps: 0, troubles: 0, taken: 0, answers: 0, unmatched: 0, changed: 0, overdue: 0 };
  const today = (): string => localDate(clock.now(), timeZone);

  async function pollAll(): Promise<void> {
    for (const stream of streamNames) sends.start((await poll({ company: company.code, stream }, false)).started);
    clock.advance(settle);
    await control.put('clock', { json: { at: clock.now().toISOString() } });
    await sends.work();
  }
  async function sweep(): Promise<void> {
    const found = await sweepOnce();
    sweeps.sweeps += 1;
    for (const what of Object.keys(found) as (keyof DrivenSweep)[]) sweeps[what] += found[what];
  }
  async function pass(milliseconds: number): Promise<void> {
    clock.advance(milliseconds);
    await control.put('clock', { json: { at: clock.now().toISOString() } });
    await sterling.tick(clock.now());
  }

  /** What people do to masters in a day: on one side, on the other, and on both. */
  async function edit(n: number): Promise<void> {
    const of = (offset: number): (typeof tradingPartners)[number] | undefined =>
      tradingPartners[(n * 7 + offset) % tradingPartners.length];
    const sysproEdit = async (offset: number, columns: Record<string, string>): Promise<void> =>
      void (await got.post(`${syspro.controlUrl}/suppliers/${of(offset)?.supplier}`, { json: { columns } }));
    const sterlingEdit = async (offset: number, change: Record<string, string>): Promise<void> =>
      void (await control.post('administrator', { json: { code: of(offset)?.code, ...change } }));
    await sysproEdit(0, { SupAddr1: `${n + 1} New Street`, SupAddr3Loc: 'Llanfairpwllgwyngyllgogerychwyrndrobwll' });
    await sysproEdit(1, { Email: `orders${n}@partner.example` });
    // The telephone is Sterling's here, and carried to SYSPRO.
    await sterlingEdit(2, { do: 'change-phone', phone: `+1-555-02${String(n).padStart(2, '0')}` });
    // A city is SYSPRO's: changed in Sterling it is a conflict, and so is what both change.
    await sterlingEdit(3, { do: 'change-city', city: 'Duluth' });
    await sterlingEdit(4, { do: 'change-city', city: 'Peoria' });
    await sysproEdit(4, { SupAddr3Loc: 'Kenosha' });
    if (n === 1) {
      await sterlingEdit(5, { do: 'delete-partner' });
      const columns = { purge: true };
      await got.post(`${syspro.controlUrl}/suppliers/${of(6)?.supplier}`, { json: columns });
    }
  }

  /** Whether all is agreed or asked, and a further sync changes nothing. */
  async function settled(): Promise<MastersVerdict & { restless: boolean }> {
    written += (await sync()).written;
    const before = await mastersAsTheyAre(tables, api, company.code);
    const again = await sync();
    const restless = again.written > 0 || (await mastersAsTheyAre(tables, api, company.code)) !== before;
    return { ...(await compareMasters(tables, api, connector.db, company.code)), restless };
  }

  try {
    // The first comparison of all: what differs is a person's to say; here, that what SYSPRO has counts.
    const { asked: first } = await sync();
    await settleAll(connector.db);
    written += (await sync()).written;
    for (let n = 0; n < options.days; n += 1) {
      for (const fault of faultsByChance(options.seed + n * 10, options.faultRate))
        await control.post('faults/random', { json: fault });
      for (let turn = 0; turn < options.sweepsPerDay; turn += 1) {
        const pollEvery = Math.max(1, Math.floor(options.sweepsPerDay / pollsPerDay));
        if (turn % pollEvery === 0) {
          await syspro.live({
            day: today(),
            orders: Math.ceil(options.ordersPerDay / pollsPerDay),
            invoices: Math.ceil(options.ordersPerDay / pollsPerDay / 2),
            dispatchNotes: Math.ceil(options.ordersPerDay / pollsPerDay / 2),
            seed: options.seed + n * 100 + turn,
          });
          await pollAll();
        } else await sends.work();
        // What Sterling refused by a fault, a person has tried again.
        await sends.retry((cause) => cause.startsWith('STERLING-'));
        for (let tick = 0; tick < options.ticksPerSweep; tick += 1)
          await pass(Math.floor((day - pollsPerDay * settle) / options.sweepsPerDay / options.ticksPerSweep));
        await sweep();
      }
      await edit(n);
      written += (await sync()).written;
      options.onDay?.(
        `${today()}  posted ${sends.counts.posted}, parked ${sends.counts.parked}, answers ${sweeps.answers}, unmatched ${sweeps.unmatched}, mailboxes in trouble ${sweeps.troubles}`,
      );
    }
    // Nothing new and no faults any more: what is parked for Sterling's sake goes out, and partners finish what they have begun.
    const { faultsApplied } = await control.get('stats').json<{ faultsApplied: Record<string, number> }>();
    await control.delete('faults');
    await sends.retry((cause) => cause.startsWith('STERLING-'));
    await sends.work();
    for (let turn = 0; turn < 4; turn += 1) {
      for (let tick = 0; tick < 4; tick += 1) await pass(60_000);
      await sweep();
    }
    const masters = await settled();
    const witnessed = await control.get('messages').json<{ id: number; name: string; mailboxPath: string }[]>();
    const log = await control.get('robots/log').json<RobotLogEntry[]>();
    return {
      sends,
      sweeps,
      ends: await compareEnds(connector.db, witnessed, log, await deps.profiles.current()),
      masters: { ...masters, written, first },
      faults: faultsApplied,
    };
  } finally {
    opened.close();
  }
}
