import got from 'got';
import pg from 'pg';
import { addDays, localDate, type LocalDate } from '../src/documents/local-date.ts';
import { streamNames, type CompanyStream, type StreamName } from '../src/documents/stream.ts';
import type { ReconcileResult } from '../src/activities/polling/reconcile-ledger.ts';
import { brokenProfile, notOptedIn } from '../local/partner-profiles.ts';
import { tradingPartners } from '../sandbox/seed/trading-partners.ts';
import type { SysproSandbox } from '../sandbox/syspro/start-syspro-sandbox.ts';
import { createPollDriver } from './poll-driver.ts';
import { createReconcileDriver } from './reconcile-driver.ts';
import { createSendDriver, type SendDriver } from './send-driver.ts';
import { createSimulatedClock, type SimulatedClock } from './simulated-clock.ts';
import { openConnector, startSimulatedSyspro, type Connector, type SimulatedCompany } from './simulated-site.ts';
import { countRows, unreadNotes, verdictOn, type StreamVerdict, type VerdictInput } from './verdict.ts';

export interface SysproDaysOptions {
  /** Empty databases, by connection URL. */
  readonly sysproUrl: string;
  readonly ledgerUrl: string;
  readonly companies: readonly SimulatedCompany[];
  readonly days: number;
  /** Polls of each stream in a day. */
  readonly pollsPerDay: number;
  /** New purchase orders of each company in a day; invoices and dispatch notes are half as many each. */
  readonly ordersPerDay: number;
  readonly seed: number;
  /** Told of each day that is over. */
  readonly onDay?: (line: string) => void;
}

export interface SysproDaysReport {
  /** What happened in SYSPRO, by kind. */
  readonly happenings: Readonly<Record<string, number>>;
  /** Rows of the transaction tables in SYSPRO at the end. */
  readonly rows: number;
  readonly cycles: { readonly complete: number; readonly unavailable: number };
  readonly sends: Pick<SendDriver, 'counts' | 'causes' | 'waiting'>;
  readonly verdicts: readonly StreamVerdict[];
  /** Dispatch notes that were due at the end of a day, and that only the deep poll of the night would find. */
  readonly unread: readonly string[];
  readonly reconciliations: readonly ReconcileResult[];
}

const timeZone = 'America/Chicago';
const hour = 3_600_000;
const day = 24 * hour;
const settle = 60_000;
// A Monday, six in the morning in Chicago: no daylight saving time begins or ends within the months simulated.
const start = new Date('2026-06-01T11:00:00Z');
const headers: Readonly<Record<StreamName, string>> = {
  'purchase-orders': 'PorMasterHdr',
  invoices: 'ArInvoice',
  shipments: 'MdnMaster',
};
const raisings: Readonly<Record<StreamName, string>> = {
  'purchase-orders': 'purchase-orders',
  invoices: 'invoices',
  shipments: 'dispatch-notes',
};
// One after the other, a poll at a time: each is healed within the cycle, or by the next.
const faults = [
  { kind: 'evict', target: 'enet' },
  { kind: 'reset-after', target: 'odata' },
  { kind: 'truncated', target: 'odata' },
  { kind: 'fail500', target: 'odata' },
  { kind: 'reset', target: 'enet' },
] as const;

/**
 * Days of a SYSPRO site, in which records are raised, back-dated, half-entered, released, amended, received, reprinted, completed,
 * cancelled and purged, also between the pages of a poll, while its services fail now and then; polled all the while. At the end
 * each record must have been found, each that is due sent once, and a recount must find nothing missing.
 */
export async function simulateSysproDays(options: SysproDaysOptions): Promise<SysproDaysReport> {
  const clock = createSimulatedClock(start);
  const goLive = new Date(start.getTime() - 10 * day);
  const { companies, sysproUrl, ledgerUrl, seed } = options;
  const sandbox = await startSimulatedSyspro({
    companies,
    clock,
    sysproUrl,
    seed,
    orders: 120,
    pageCap: 50,
    paging: 'truncate',
  });
  const tables = new pg.Pool({ connectionString: sysproUrl, max: 3 });
  try {
    const connector = await openConnector({
      companies,
      clock,
      goLive,
      timeZone,
      syspro: sandbox,
      ledgerUrl,
      pageSize: 60,
    });
    try {
      return await live(options, { sandbox, tables, connector, clock, goLive: localDate(goLive, timeZone) });
    } finally {
      await connector.close();
    }
  } finally {
    await tables.end();
    await sandbox.close();
  }
}

interface Site {
  readonly sandbox: SysproSandbox;
  /** SYSPRO's own database, past everything of ours. */
  readonly tables: pg.Pool;
  readonly connector: Connector;
  readonly clock: SimulatedClock;
  readonly goLive: LocalDate;
}

async function live(options: SysproDaysOptions, site: Site): Promise<SysproDaysReport> {
  const { days, pollsPerDay, ordersPerDay, companies, seed } = options;
  const { sandbox, clock } = site;
  const { deps } = site.connector;
  const cycle = createPollDriver(deps);
  const reconcile = createReconcileDriver(deps);
  const sends = createSendDriver(deps, settle);
  const control = got.extend({ prefixUrl: sandbox.controlUrl, retry: { limit: 0 } });
  const streams: CompanyStream[] = companies.flatMap(({ code }) =>
    streamNames.map((stream) => ({ company: code, stream })),
  );
  const happenings: Record<string, number> = {};
  const unread: string[] = [];
  const cycles = { complete: 0, unavailable: 0 };
  const today = (): string => localDate(clock.now(), timeZone);

  async function poll(at: CompanyStream, deep: boolean): Promise<void> {
    const { outcome, started } = await cycle(at, deep);
    cycles[outcome === 'complete' ? 'complete' : 'unavailable'] += 1;
    sends.start(started);
  }

  /** Every stream, the companies side by side. */
  async function pollAll(deep: boolean): Promise<void> {
    await Promise.all(
      companies.map(async ({ code }) => {
        for (const stream of streamNames) await poll({ company: code, stream }, deep);
      }),
    );
  }

  for (let n = 0; n < days; n += 1) {
    for (let tick = 0; tick < pollsPerDay; tick += 1) {
      // People work between the polls, the more of them the fewer there are.
      for (const { code } of companies) {
        const report = await sandbox.live({
          company: code,
          day: today(),
          orders: share(ordersPerDay, tick, pollsPerDay),
          invoices: share(ordersPerDay / 2, tick, pollsPerDay),
          dispatchNotes: share(ordersPerDay / 2, tick, pollsPerDay),
          seed: seed + n * pollsPerDay + tick,
        });
        for (const [what, count] of Object.entries(report.counts)) happenings[what] = (happenings[what] ?? 0) + count;
      }
      const fault = faults[(n * pollsPerDay + tick) % (faults.length * 3)];
      if (fault) await control.post('faults', { json: { ...fault, count: 1, after: 2 } });
      // While a poll reads its pages, records of its own table are raised and edited.
      for (const at of streams) {
        await control.post('between-pages', {
          json: {
            company: at.company,
            table: headers[at.stream],
            action: { path: raisings[at.stream], body: { count: 1 } },
          },
        });
        await control.post('between-pages', {
          json: {
            company: at.company,
            table: headers[at.stream],
            afterPage: 2,
            action: {
              path: 'live',
              body: { day: today(), orders: 1, invoices: 1, dispatchNotes: 1, seed: seed + tick },
            },
          },
        });
      }
      await pollAll(false);
      await control.delete('between-pages');
      clock.advance(settle);
      await sends.work();
      clock.advance(Math.floor(day / pollsPerDay) - settle);
    }
    // Once more before the night, undisturbed.
    await control.delete('faults');
    await pollAll(false);
    for (const { code } of companies) unread.push(...(await unreadNotes(verdictInput(site, code, today()))));
    await pollAll(true);
    options.onDay?.(
      `${today()}  posted ${sends.counts.posted}, parked ${sends.counts.parked}, withdrawn ${sends.counts.withdrawn}, waiting ${sends.waiting}`,
    );
  }

  // Everybody has gone home: what is there is read once more, and everything that can be sent is.
  await control.delete('faults');
  await pollAll(true);
  for (const pause of [settle, hour, hour]) {
    clock.advance(pause);
    await sends.work();
  }
  // A recount minds whether polls go on.
  await pollAll(false);
  const reconciliations: ReconcileResult[] = [];
  for (const at of streams) reconciliations.push(await reconcile(at));
  const verdicts = await Promise.all(companies.map(({ code }) => verdictOn(verdictInput(site, code, today()))));
  const rows = await Promise.all(companies.map(({ code }) => countRows(site.tables, code)));
  return {
    happenings,
    rows: rows.reduce((a, b) => a + b, 0),
    cycles,
    sends,
    unread,
    verdicts: verdicts.flat(),
    reconciliations,
  };
}

function verdictInput({ tables, connector, goLive }: Site, company: string, today: string): VerdictInput {
  const bound = tradingPartners.filter(({ code }) => code !== brokenProfile);
  const customers = bound.map(({ customer }) => customer);
  return {
    syspro: tables,
    ledger: connector.db,
    company,
    goLive,
    latest: { 'purchase-orders': addDays(today, 1), invoices: addDays(today, 1), shipments: addDays(today, 60) },
    optedIn: {
      suppliers: bound.filter(({ code }) => !notOptedIn.has(code)).map(({ supplier }) => supplier),
      invoiced: customers,
      notified: customers,
    },
  };
}

/** A tick's share of a day's number, so that all ticks together come to it. */
function share(total: number, tick: number, ticks: number): number {
  return Math.round((total * (tick + 1)) / ticks) - Math.round((total * tick) / ticks);
}
