import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { notOptedIn } from '../../local/partner-profiles.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import type { ReconcileResult } from '../../src/activities/index.ts';
import type { Gap } from '../../src/ledger/reconciliation-gaps.ts';
import { openHouse, type CommandResult, type House, type WorkerProcess } from '../support/house.ts';

let house: House;
let worker: WorkerProcess;
beforeAll(async () => {
  house = await openHouse({ orders: 120 });
  worker = await house.startWorker();
  await house.run('poll', 'purchase-orders', '--wait');
  await house.run('poll', 'purchase-orders', '--deep', '--wait');
}, 180_000);
afterAll(() => house?.close());

const day = 86_400_000;
const short = (number: string | undefined): string => (number ?? '').replace(/^0+/, '');
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
const supplier = tradingPartners.find(({ code }) => code === 'ALDEFAST')?.supplier;
const of = ['--stream', 'purchase-orders', '--company', 'A'];
async function reconcile(): Promise<CommandResult & { result: ReconcileResult & { gaps: Gap[] } }> {
  const run = await house.run('reconcile', ...of, '--json');
  const [result] = JSON.parse(run.out || '[{}]') as [ReconcileResult & { gaps: Gap[] }];
  return { ...run, result };
}
const sends = async (number: string): Promise<number> =>
  (await house.messages()).filter(({ name }) => name.includes(`_${number}_`)).length;

/** What only the owner of the tables may do. */
async function asOwner(statements: string): Promise<void> {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${house.config.postgres.database}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}

describe('reconcile', () => {
  test('accounts for every order SYSPRO has since go-live, counted by SYSPRO’s own tables', async () => {
    const { code, err, result } = await reconcile();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [counted] = await house.sysproSql<{ orders: string }>(
      `select count(*) as orders from "SysproCompanyA"."PorMasterHdr"
        where "OrderEntryDate" >= $1::date or "OrderEntryDate" is null or "OrderStatus" not in ('9', '*')`,
      [result.since],
    );
    expect(result.found).toBe(Number(counted?.orders));
    expect(result).toMatchObject({ accounted: result.found, missing: 0, tooNew: 0, gone: 0 });
    expect(result.counts['sent']).toBeGreaterThan(10);
    expect((await house.run('reconcile', ...of)).out).toContain(
      `${result.found} found, ${result.found} accounted for\n`,
    );
  });

  test('names exactly the order whose ledger row is gone, why, and what to do, with exit code 1', async () => {
    const { rows } = await house.db.query<{ id: number; number: string; key: string }>(
      `select id, number, key from ledger.document
        where disposition = 'not-edi' and document_date >= (select max(since) from ledger.reconciliation) order by document_date limit 1`,
    );
    const [lost] = rows;
    await asOwner(
      `alter table ledger.trail disable trigger all;
       delete from ledger.trail where document_id = ${lost?.id}; delete from ledger.document where id = ${lost?.id};
       alter table ledger.trail enable trigger all`,
    );
    const { code, result } = await reconcile();
    expect(code).toBe(1);
    expect(result).toMatchObject({ accounted: result.found - 1, missing: 1 });
    expect(result.gaps).toMatchObject([{ key: lost?.key, number: lost?.number, outlook: 'not-edi' }]);
    const alarm = worker.lines.find((line) => line.includes('RECONCILE-GAP'));
    expect(JSON.parse(alarm ?? '{}')).toMatchObject({ level: 'error', missing: 1, numbers: [lost?.number] });
    const { out } = await house.run('reconcile', ...of);
    expect(out).toContain('1 MISSING');
    expect(out).toContain('syspro-sterling backfill --stream purchase-orders --company A --from');
    await house.run('poll', 'purchase-orders', '--deep');
    expect((await reconcile()).result).toMatchObject({ missing: 0 });
  }, 120_000);

  test('finds an order with a date longer ago than the overlap, and a deep poll finds it too', async () => {
    const [number] = await house.raise({ supplier, status: '4', plain: true, orderDate: dayOf(Date.now() - 12 * day) });
    await house.run('poll', 'purchase-orders', '--wait');
    const before = await reconcile();
    expect(before.code).toBe(1);
    expect(before.result.gaps).toMatchObject([{ key: number, cause: 'BEFORE-OVERLAP', outlook: 'would-be-sent' }]);
    await house.run('poll', 'purchase-orders', '--deep', '--wait');
    expect(await sends(number ?? '')).toBe(1);
    expect(await reconcile()).toMatchObject({ code: 0 });
  }, 120_000);

  test('that SYSPRO does not answer could not run, and calls nothing missing', async () => {
    await house.syspro.post('faults', { json: { kind: 'fail500', target: 'odata', count: 100 } });
    const { code, out } = await house.run('reconcile', ...of);
    await house.syspro.delete('faults');
    expect(code).toBe(2);
    expect(out).toContain('could not be counted, because SYSPRO could not be read (SYSPRO-FAILED)');
    expect(await reconcile()).toMatchObject({ code: 0 });
  }, 120_000);
});

describe('backfill', () => {
  test('forecasts, does nothing, and sends the window once it is confirmed, each order once', async () => {
    const when = dayOf(Date.now() - 40 * day);
    const raised: string[] = [];
    for (let n = 0; n < 3; n += 1)
      raised.push(...(await house.raise({ supplier, status: '4', plain: true, orderDate: when })));
    const days = [...of, '--from', when, '--to', when];
    const tooOld = JSON.parse((await house.run('backfill', ...days, '--json')).out) as { wouldBeSent: number };
    // The partners went live after that day, and nobody has said that it does not count.
    expect(tooOld.wouldBeSent).toBe(0);
    const window = [...days, '--partner', 'ALDEFAST', '--reopen', 'before-go-live'];
    const forecast = await house.run('backfill', ...window, '--json');
    expect(forecast).toMatchObject({ code: 0, err: '' });
    const { wouldBeSent } = JSON.parse(forecast.out) as { wouldBeSent: number };
    expect(wouldBeSent).toBeGreaterThanOrEqual(3);
    expect(await Promise.all(raised.map(sends))).toEqual([0, 0, 0]);

    expect(await house.run('backfill', ...window, '--confirm')).toMatchObject({ code: 0, err: '' });
    await expect.poll(() => Promise.all(raised.map(sends)), { timeout: 60_000 }).toEqual([1, 1, 1]);
    const status = async () => JSON.parse((await house.run('backfill', 'status', ...of, '--json')).out) as object;
    await expect.poll(status, { timeout: 30_000 }).toMatchObject({
      outcome: 'complete',
      counts: { claimed: wouldBeSent, started: wouldBeSent },
    });

    // Once more: nothing is left to be sent, by it or by a poll.
    await house.run('backfill', ...window, '--confirm');
    await expect.poll(status, { timeout: 30_000 }).toMatchObject({ outcome: 'complete', counts: { claimed: 0 } });
    await house.run('poll', 'purchase-orders', '--wait');
    expect(await Promise.all(raised.map(sends))).toEqual([1, 1, 1]);
  }, 180_000);

  test('refuses what it cannot make sense of', async () => {
    expect(await house.run('backfill', ...of, '--from', '2026-02-01', '--to', '2026-01-01')).toMatchObject({ code: 2 });
    expect(await house.run('backfill', 'pause', ...of)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is running') as string,
    });
  });
});

test('baseline shows what is older than go-live, marks it once confirmed, and polls leave it alone', async () => {
  const [open] = await house.raise({ supplier, status: '1', plain: true, orderDate: dayOf(Date.now() - 35 * day) });
  const shown = await house.run('baseline', ...of);
  expect(shown).toMatchObject({ code: 0, err: '' });
  expect(shown.out).toContain('Nothing was marked');
  const marked = await house.run('baseline', ...of, '--confirm', '--json');
  expect(JSON.parse(marked.out)).toMatchObject([{ company: 'A', stream: 'purchase-orders' }]);
  expect((await house.run('show', short(open))).out).toContain('before-go-live (BASELINE)');
  await house.syspro.post(`purchase-orders/${open}`, { json: { status: '4' } });
  await house.run('poll', 'purchase-orders', '--deep', '--wait');
  expect(await sends(open ?? '')).toBe(0);
  expect((await house.run('baseline', ...of)).out).toContain(' 0 would be marked');
}, 120_000);

describe('mark-sent', () => {
  const markSent = (...args: string[]) =>
    house.run('mark-sent', 'purchase-order', ...args, '--reason', 'faxed', '--by', 'clerk');

  test('has an order that waits for a person given up, and its workflow end', async () => {
    const other = tradingPartners.find(({ code }) => notOptedIn.has(code))?.supplier;
    expect(other).toBeDefined();
    const { rows } = await house.db.query<{ number: string; key: string; workflow: string }>(
      `select d.number, d.key, d.workflow_id as workflow from ledger.document d join ledger.flag f on f.document_id = d.id
        where f.cleared_at is null order by d.id limit 1`,
    );
    const [parked] = rows;
    expect(parked).toBeDefined();
    const { code, out } = await markSent(parked?.number ?? '');
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('is cancelled') as string });
    const handle = house.temporal.client.workflow.getHandle(parked?.workflow ?? '');
    await expect
      .poll(async () => (await handle.query<{ phase: string }>('status')).phase, { timeout: 20_000 })
      .toBe('following');
    const shown = await house.run('show', parked?.number ?? '');
    expect(shown.out).toContain('Went by other means: faxed [clerk]');
    expect(await sends(parked?.key ?? '')).toBe(0);
  });

  test('looks up what no poll has read yet, and no poll sends it afterwards', async () => {
    const [number] = await house.raise({ supplier, status: '4', plain: true });
    const file = join(house.folder, 'sent.txt');
    writeFileSync(file, `# by fax\n\n${short(number)}  # on Monday\n`);
    expect(await markSent('--file', file, '--company', 'A')).toMatchObject({ code: 0, err: '' });
    await house.run('poll', 'purchase-orders', '--wait');
    expect(await sends(number ?? '')).toBe(0);
  }, 60_000);

  test('refuses what we posted, with its message, and what nobody knows', async () => {
    const [message] = await house.messages();
    const number = message?.name.split('_').at(-2) ?? '';
    const posted = await markSent(number);
    expect(posted).toMatchObject({ code: 1, out: expect.stringContaining('as message ') as string });
    expect(await markSent('987654')).toMatchObject({
      code: 1,
      out: expect.stringContaining('neither the ledger nor SYSPRO') as string,
    });
  });
});
