import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import got, { type Got } from 'got';
import type { SysproDependencies } from '../../src/activities/dependencies.ts';
import { streamNames } from '../../src/documents/stream.ts';
import { localDate } from '../../src/documents/local-date.ts';
import { openSterling } from '../../src/worker/open-sterling.ts';
import { startSterlingSandbox, type SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import type { RobotLogEntry } from '../../sandbox/sterling/robots/robot-log.ts';
import type { SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import { createPollDriver } from '../poll-driver.ts';
import { createSendDriver, type SendDriver } from '../send-driver.ts';
import { createSimulatedClock, type SimulatedClock } from '../simulated-clock.ts';
import { openConnector, startSimulatedSyspro, type Connector, type SimulatedCompany } from '../simulated-site.ts';
import { compareEnds, type EndsVerdict } from './ends.ts';
import { createPostDriver } from './post-driver.ts';
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
    return await live(options, { clock, syspro, sterling, connector, control });
  } finally {
    for (const close of opened) await close();
  }
}

interface Site {
  readonly clock: SimulatedClock;
  readonly syspro: SysproSandbox;
  readonly sterling: SterlingSandbox;
  readonly connector: Connector;
  readonly control: Got;
}

async function live(options: SterlingWeekOptions, site: Site): Promise<SterlingWeekReport> {
  const { clock, syspro, sterling, connector, control } = site;
  const { client, close } = openSterling(connector.config);
  const deps = { ...connector.deps, sterling: client };
  const poll = createPollDriver(deps satisfies SysproDependencies);
  const sends = createSendDriver(deps, settle, createPostDriver(deps));
  const sweepOnce = createSweepDriver(deps);
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

  try {
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
    const witnessed = await control.get('messages').json<{ id: number; name: string; mailboxPath: string }[]>();
    const log = await control.get('robots/log').json<RobotLogEntry[]>();
    return {
      sends,
      sweeps,
      ends: await compareEnds(connector.db, witnessed, log, await deps.profiles.current()),
      faults: faultsApplied,
    };
  } finally {
    close();
  }
}
