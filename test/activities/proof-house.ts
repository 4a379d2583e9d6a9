import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Activities } from '../../src/activities/index.ts';
import { createBackfillLedger } from '../../src/activities/polling/backfill-ledger.ts';
import { createBackfillPage } from '../../src/activities/polling/backfill-page.ts';
import { createBaselinePage } from '../../src/activities/polling/baseline-page.ts';
import type { DocumentDependencies, SysproDependencies } from '../../src/activities/dependencies.ts';
import { createMarkSent } from '../../src/activities/polling/mark-sent.ts';
import { createReconcileLedger, type ReconcileResult } from '../../src/activities/polling/reconcile-ledger.ts';
import { createReconcilePage } from '../../src/activities/polling/reconcile-page.ts';
import { createScanPage } from '../../src/activities/polling/scan-page.ts';
import { createSurveyPage } from '../../src/activities/polling/survey-page.ts';
import { purchaseOrderKey } from '../../src/documents/purchase-order.ts';
import { closeCycle, openCycle } from '../../src/ledger/cycles.ts';
import type { Database } from '../../src/ledger/database.ts';
import type { DocumentScanner, FoundRecord, Scan } from '../../src/syspro/document-source.ts';

const day = 86_400_000;
export const at = { company: 'A', stream: 'purchase-orders' } as const;

/** A date that is no day: the service lets its record through in any window. */
export const unreadable = 'unreadable';

/** A purchase order of a SYSPRO made up for a test. */
export interface MadeUpOrder {
  readonly number: string;
  readonly date?: string;
  readonly status?: string;
  /** `none` is no partner's; `late` is one's that goes live on 2026-10-15. */
  readonly supplier?: string;
  readonly traits?: readonly string[];
  /** Absent: unless it is complete or cancelled. */
  readonly open?: boolean;
}

type Steps = Pick<
  Activities,
  | 'openReconciliation'
  | 'reconcilePage'
  | 'reconcileUnmet'
  | 'recheckGaps'
  | 'closeReconciliation'
  | 'openBackfill'
  | 'closeBackfill'
  | 'scanPage'
  | 'surveyPage'
  | 'backfillPage'
  | 'baselinePage'
  | 'markUnknownSent'
>;

/** The steps of recounts and backfills over the ledger, a clock, and a SYSPRO made up of a list. */
export interface ProofHouse {
  readonly orders: Map<string, MadeUpOrder>;
  now: Date;
  /** What the log was told as an error. */
  readonly alarms: unknown[];
  readonly steps: Steps;
  /** Runs a step as Temporal would. */
  run<Name extends keyof Steps>(
    name: Name,
    input: Parameters<Steps[Name]>[0],
  ): Promise<Awaited<ReturnType<Steps[Name]>>>;
  /** A complete poll, now. */
  poll(cycle: string): Promise<void>;
  /** A whole recount, without waiting for a poll. */
  recount(id: string, since?: string): Promise<ReconcileResult>;
}

/**
 * @param pageSize records a page of SYSPRO's has at most, however many are asked for
 * @param list instead of the made-up orders
 */
export function proofHouse(db: Database, pageSize = 3, list?: DocumentScanner['list']): ProofHouse {
  const orders = new Map<string, MadeUpOrder>();
  const alarms: unknown[] = [];
  const found = ({ number, date, status = '4', supplier = '1', traits = [], open }: MadeUpOrder): FoundRecord =>
    ({
      outcome: 'document',
      key: purchaseOrderKey('A', number),
      party: { role: 'supplier', code: supplier },
      ...(date !== undefined && date !== unreadable && { date }),
      status,
      cancelled: status === '*',
      open: open ?? (status !== '9' && status !== '*'),
      traits,
      amendmentHash: `hash of ${number}`,
      document: { number },
    }) as unknown as FoundRecord;
  const inWindow = ({ from = '', to = '9', deep }: Scan, { date, open }: FoundRecord): boolean =>
    (date !== undefined && date >= from && date <= to) || (deep && (date === undefined || open));
  const page = async (scan: Scan): Promise<{ records: FoundRecord[]; next?: string }> => {
    const records = [...orders.values()]
      .filter((order) => order.date === unreadable || inWindow(scan, found(order)))
      .map(found)
      .filter((record) => record.key.key > (scan.afterKey ?? ''))
      .toSorted((a, b) => (a.key.key < b.key.key ? -1 : 1));
    const these = records.slice(0, Math.min(scan.limit, pageSize));
    const last = these.at(-1);
    return { records: these, ...(last && records.length > these.length && { next: last.key.key }) };
  };
  const scanner: Pick<DocumentScanner, 'scan' | 'list' | 'readByKeys'> = {
    scan: page,
    list: list ?? page,
    readByKeys: async (keys) =>
      keys.map((key) => {
        const order = orders.get(key);
        return order ? found(order) : { outcome: 'absent', key: { company: 'A', type: 'purchase-order', key } };
      }),
  };
  const house = { orders, alarms, now: new Date('2026-11-20T12:00:00Z') };
  const deps = {
    db,
    worker: 'w1',
    now: () => house.now,
    log: { error: (fields: unknown) => alarms.push(fields) },
    config: {
      followFor: 1,
      companies: [
        {
          code: 'A',
          timeZone: 'UTC',
          usage: 'production',
          syspro: { odata: { pageSize: 500 } },
          goLive: new Date('2026-10-01T00:00:00Z'),
          streams: {
            'purchase-orders': {
              releasedStatuses: ['4', '9'],
              every: 300_000,
              settle: 0,
              ahead: day,
              overlap: 3 * day,
              deep: { every: day, overlap: 20 * day },
              reconcile: { every: day },
            },
          },
        },
      ],
    },
    profiles: {
      current: async () => ({
        bindingOf: (_company: string, _role: string, code: string) =>
          code === 'none' ? { kind: 'unbound' } : { kind: 'bound', partner: code === 'late' ? 'LATE' : 'ACME' },
        optInOf: (partner: string) => ({ send: true, ...(partner === 'LATE' && { goLive: '2026-10-15T00:00:00Z' }) }),
      }),
    },
    company: () => ({ stream: () => ({ scanner, fetcher: scanner }) }),
  } as unknown as SysproDependencies & DocumentDependencies;
  const steps: Steps = {
    ...createReconcilePage(deps),
    ...createReconcileLedger(deps),
    ...createBackfillLedger(deps),
    scanPage: createScanPage(deps),
    surveyPage: createSurveyPage(deps),
    backfillPage: createBackfillPage(deps),
    baselinePage: createBaselinePage(deps),
    markUnknownSent: createMarkSent(deps),
  };
  const run: ProofHouse['run'] = (name, input) =>
    new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(
      steps[name] as (given: typeof input) => Promise<never>,
      input,
    );
  return Object.assign(house, {
    steps,
    run,
    async poll(cycle: string) {
      await openCycle(db, cycle, { ...at, deep: false }, house.now);
      let next = (await run('scanPage', { ...at, cycle })).next;
      while (next) next = (await run('scanPage', { ...at, cycle, from: next })).next;
      await closeCycle(db, cycle, 'complete', undefined, house.now);
    },
    async recount(id: string, since?: string) {
      const recount = { ...at, reconciliation: id };
      const opened = await steps.openReconciliation({ ...recount, requestedBy: 'clerk', ...(since && { since }) });
      for (let number = 0, afterKey: string | undefined, more = true; more; number += 1) {
        const { next } = await run('reconcilePage', {
          ...recount,
          since: opened.since,
          page: number,
          ...(afterKey !== undefined && { afterKey }),
        });
        afterKey = next;
        more = next !== undefined;
      }
      let unmet = await run('reconcileUnmet', { ...recount, after: 0 });
      while (unmet.next !== undefined) unmet = await run('reconcileUnmet', { ...recount, after: unmet.next });
      const { polledSince } = await steps.recheckGaps(recount);
      return steps.closeReconciliation({
        ...recount,
        outcome: 'complete',
        polledSince,
        schedule: { state: 'running' },
      });
    },
  });
}

// In an order in which nothing refers to what is gone already.
const tables = [
  'trail',
  'flag',
  'event',
  'post_attempt',
  'message_watch',
  'answer',
  'inbound_message',
  'transmission_document',
  'waiting_set',
  'functional_group',
  'transmission',
  'snapshot',
  'document',
  'watermark',
  'poll_cycle',
  'reconciliation_gap',
  'reconciliation_page',
  'reconciliation',
  'backfill',
];

/** Empties the ledger, trail and all, as only its owner may in a test. */
export async function emptyLedger(db: Database): Promise<void> {
  await db.query('alter table ledger.trail disable trigger all');
  for (const table of tables) await db.query(`delete from ledger.${table}`);
}
