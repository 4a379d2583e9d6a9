import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/cli/ping/check.ts';
import { isOperatorLocked } from '../../src/ledger/operator-lock.ts';
import { openHouse, type CommandResult, type House, type WorkerProcess } from '../support/house.ts';
import { until } from '../support/until.ts';

/*
 * One operator, two companies, one of them read by e.net alone: whoever works with the session, evicts nobody. Judged by what
 * the SYSPRO stand-in counts, not by what we say.
 */

let house: House;
beforeAll(async () => {
  house = await openHouse({
    orders: 12,
    sandbox: {
      companies: [
        { id: 'A', name: 'Great Lakes', password: '' },
        { id: 'B', name: 'Ohio Valley', password: '' },
      ],
    },
    configure({ companies }) {
      const [first] = companies;
      if (!first) throw new Error('the house has no company');
      const second = structuredClone(first);
      second.code = 'B';
      second.syspro.enet.companyId = 'B';
      second.syspro.odata.company = 'B';
      for (const stream of Object.values(second.streams))
        if (stream) Object.assign(stream, { poll: 'enet', fetch: 'enet' });
      companies.push(second);
    },
  });
}, 120_000);
afterAll(() => house?.close());

interface Counters {
  readonly logons: number;
  readonly logoffs: number;
  readonly evictions: number;
  readonly enet: Readonly<Record<string, number>>;
}
const counters = (): Promise<Counters> => house.syspro.get('requests').json<Counters>();
const poll = (company: string): Promise<CommandResult> =>
  house.run('poll', 'purchase-orders', '--company', company, '--json');
const outcome = ({ out }: CommandResult): unknown => (JSON.parse(out) as { outcome: unknown }).outcome;
const syspro = (checks: readonly Check[]): Check[] => checks.filter(({ name }) => name.startsWith('SYSPRO '));
async function ping(): Promise<Check[]> {
  const { out } = await house.run('ping', '--json');
  return JSON.parse(out) as Check[];
}
const logonOf = (checks: readonly Check[], company: string): string | undefined =>
  checks.find(({ name }) => name === `SYSPRO logon EDIBOT (company ${company})`)?.detail;

describe('ping without a worker', () => {
  let checks: Check[];
  beforeAll(async () => {
    checks = await ping();
  }, 60_000);

  test('tests each company’s session in turn, and leaves none behind', async () => {
    expect(logonOf(checks, 'A')).toMatch(/^logged on to Great Lakes .* and off again$/);
    expect(logonOf(checks, 'B')).toMatch(/^logged on to Ohio Valley .* and off again$/);
    expect(await counters()).toMatchObject({ logons: 2, logoffs: 2, evictions: 0 });
    expect(await isOperatorLocked(house.db, 'EDIBOT')).toBe(false);
  });

  test('reads each stream’s tables by the service it uses, and the business objects that are fetched by', () => {
    expect(syspro(checks).filter(({ ok }) => !ok)).toEqual([]);
    const names = syspro(checks).map(({ name }) => name);
    expect(names).toContain('SYSPRO OData PorMasterHdr (company A)');
    expect(names).toContain('SYSPRO OData ArInvoice (company A)');
    expect(names).toContain('SYSPRO OData MdnMaster (company A)');
    expect(names.filter((name) => name.startsWith('SYSPRO e.net') && name.endsWith('(company A)'))).toEqual([
      'SYSPRO e.net service (company A)',
      // Custom forms alone, for all else of this company is read by OData.
      'SYSPRO e.net CusSorDetailMerch+ (company A)',
      'SYSPRO e.net MdnMaster+ (company A)',
    ]);
    expect(names).toContain('SYSPRO e.net PorMasterHdr (company B)');
    for (const businessObject of ['PORQRY', 'SORQID', 'SORQDN'])
      expect(names).toContain(`SYSPRO e.net ${businessObject} (company B)`);
    expect(names.filter((name) => name.startsWith('SYSPRO OData') && name.endsWith('(company B)'))).toEqual([]);
  });

  test('neither does a preview, which reads in a session of its own where no worker has the operator', async () => {
    const before = await counters();
    const [order] = await house.sysproSql<{ PurchaseOrder: string }>(
      `select "PurchaseOrder" from "SysproCompanyB"."PorMasterHdr" where "OrderStatus" = '4' order by 1 desc limit 1`,
    );
    const number = order?.PurchaseOrder ?? '';
    const preview = await house.run('preview', 'purchase-order', number, '--company', 'B', '--partner', 'ALDEFAST');
    expect(preview).toMatchObject({ err: '', out: expect.stringContaining(`PorMasterHdr ${number}`) as unknown });
    const after = await counters();
    expect(after).toMatchObject({ logons: before.logons + 1, logoffs: before.logoffs + 1, evictions: 0 });
    expect(await isOperatorLocked(house.db, 'EDIBOT')).toBe(false);
  });

  test('names a business object the operator may not call, and what to do', async () => {
    await house.syspro.post('faults', { json: { kind: 'licence', businessObject: 'PORQRY', count: 3 } });
    const failed = syspro(await ping()).filter(({ ok }) => !ok);
    await house.syspro.delete('faults');
    expect(failed).toMatchObject([
      {
        name: 'SYSPRO e.net PORQRY (company B)',
        detail: expect.stringContaining('PORQRY'),
        fix: expect.stringMatching(/\w/),
      },
    ]);
  }, 60_000);

  test('does not try a refused password once for each table: SYSPRO may lock the operator', async () => {
    await house.syspro.delete('requests');
    const { out } = await house.runWith(
      (config) => {
        for (const company of config.companies) company.syspro.enet.password = { env: 'HOUSE_STERLING' };
      },
      'ping',
      '--json',
    );
    const failed = syspro(JSON.parse(out) as Check[]).filter(({ ok }) => !ok);
    expect(failed.map(({ name }) => name)).toEqual([
      'SYSPRO logon EDIBOT (company A)',
      'SYSPRO invoices (company A)',
      'SYSPRO shipments (company A)',
      'SYSPRO logon EDIBOT (company B)',
      'SYSPRO purchase-orders (company B)',
      'SYSPRO invoices (company B)',
      'SYSPRO shipments (company B)',
    ]);
    expect((await house.syspro.get('requests').json<{ failedLogons: number }>()).failedLogons).toBe(2);
  }, 60_000);
});

describe('two workers and the command line', () => {
  let first: WorkerProcess;
  let second: WorkerProcess;
  const holds = (worker: WorkerProcess): boolean =>
    worker.lines.some((line) => line.includes('holding the SYSPRO operator'));

  beforeAll(async () => {
    await house.syspro.delete('requests');
    first = await house.startWorker();
    await until('the first worker holds the operator', () => holds(first));
    second = await house.startWorker();
  }, 60_000);

  test('polls of both companies and a ping, all at once, evict nobody', async () => {
    const [a, b, checks] = await Promise.all([poll('A'), poll('B'), ping()]);
    expect([outcome(a), outcome(b)]).toEqual(['complete', 'complete']);
    expect(syspro(checks).filter(({ ok }) => !ok)).toEqual([]);
    expect([logonOf(checks, 'A'), logonOf(checks, 'B')]).toEqual([
      expect.stringContaining('the running worker’s session works'),
      expect.stringContaining('the running worker’s session works'),
    ]);
    expect((await counters()).evictions).toBe(0);
    expect(holds(second)).toBe(false);
  }, 90_000);

  test('a session that is thrown out while a page is read costs one logon, and no document', async () => {
    await house.syspro.post('faults', {
      json: { kind: 'evict', target: 'enet', businessObject: 'COMFND', table: 'PorMasterDetail' },
    });
    await house.syspro.delete('requests');
    expect(outcome(await poll('B'))).toBe('complete');
    const counted = await counters();
    expect(counted.evictions).toBe(0);
    // One that the cycle begins with, one that heals.
    expect(counted.logons).toBe(2);
  }, 60_000);

  test('the operator is handed over on shutdown, for both companies, without an eviction', async () => {
    await house.syspro.delete('requests');
    await first.stop();
    await until('the second worker holds the operator', () => holds(second));
    expect([outcome(await poll('A')), outcome(await poll('B'))]).toEqual(['complete', 'complete']);
    expect((await counters()).evictions).toBe(0);
  }, 90_000);

  test('a holder that loses its lock gives the operator up, and takes it again without another’s harm', async () => {
    const { rowCount } = await house.db.query(
      `select pg_terminate_backend(l.pid) from pg_locks l
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())`,
    );
    expect(rowCount).toBe(1);
    await until('it was noticed', () => second.lines.some((line) => line.includes('lost the SYSPRO operator')));
    expect([outcome(await poll('A')), outcome(await poll('B'))]).toEqual(['complete', 'complete']);
  }, 90_000);
});
