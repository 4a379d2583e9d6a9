import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DayReport } from '../../../sandbox/syspro/day-life.ts';
import { jsonOf, startSysproUnderTest, today, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;
let sql: Client;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 120, invoices: 80, dispatchNotes: 80 });
  sql = new Client({ connectionString: syspro.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await syspro.stop();
});

const count = async (table: string, where = 'true'): Promise<number> => {
  const { rows } = await sql.query<{ n: string }>(
    `SELECT count(*) AS n FROM "SysproCompanyA"."${table}" WHERE ${where}`,
  );
  return Number(rows[0]?.n);
};
const live = (spec: object): Promise<DayReport> => jsonOf(syspro.control('POST', 'live', spec));
const keys = (report: DayReport, record: string, what: string): string[] =>
  report.happenings.filter((one) => one.record === record && one.what.startsWith(what)).map(({ key }) => key.join('|'));

test('a day makes exactly what it is asked to, and says what it did', async () => {
  const before = {
    orders: await count('PorMasterHdr'),
    notes: await count('MdnMaster'),
    invoices: await count('ArInvoice'),
  };
  const day = '2026-03-21';
  const report = await live({ day, orders: 100, invoices: 60, dispatchNotes: 50 });
  expect(await count('PorMasterHdr')).toBe(before.orders + 100);
  expect(await count('MdnMaster')).toBe(before.notes + 50);
  expect(await count('ArInvoice')).toBe(before.invoices + 60 - keys(report, 'invoice', 'purged').length);
  expect(keys(report, 'purchase-order', 'raised')).toHaveLength(100);
  expect(keys(report, 'invoice', 'raised')).toHaveLength(60);
  expect(keys(report, 'dispatch-note', 'raised')).toHaveLength(50);
  const raised = keys(report, 'invoice', 'raised').map((key) => `'${key.replaceAll("'", "''")}'`);
  const there = `concat_ws('|', rtrim("Customer"), rtrim("Invoice"), "DocumentType") IN (${raised.join(', ')})`;
  expect(await count('ArInvoice', there)).toBe(60);
  expect(await count('PorMasterHdr', `"OrderEntryDate" = '${day}'`)).toBe(
    100 -
      keys(report, 'purchase-order', 'raised back-dated').length -
      keys(report, 'purchase-order', 'raised with a future date').length,
  );
  for (const what of ['amended', 'received', 'reprinted', 'released', 'cancelled', 'completed'])
    expect(keys(report, 'purchase-order', what).length, what).toBeGreaterThan(0);
  expect(keys(report, 'dispatch-note', 'billed').length).toBeGreaterThan(5);
});

test('what it bills of earlier dispatch notes adds up, and leaves them invoiced', async () => {
  const report = await live({ day: '2026-03-22', orders: 0, invoices: 20, dispatchNotes: 0 });
  const billed = keys(report, 'dispatch-note', 'billed');
  expect(billed.length).toBe(10);
  for (const number of billed) {
    const { rows } = await sql.query<{ equal: boolean; status: string }>(
      `SELECT m."DispatchNoteStatus" AS status, i."LastDelNote" = m."DispatchNote" AND coalesce(
         (SELECT sum("QtyInvoiced") FROM "SysproCompanyA"."ArTrnDetail" t WHERE t."Invoice" = m."Invoice" AND "LineType" IN ('1', '7')), 0)
         = (SELECT sum("MStockQtyToShp") FROM "SysproCompanyA"."MdnDetail" d WHERE d."DispatchNote" = m."DispatchNote") AS equal
       FROM "SysproCompanyA"."MdnMaster" m JOIN "SysproCompanyA"."ArInvoice" i ON i."Invoice" = m."Invoice" AND i."Customer" = m."Customer"
       WHERE m."DispatchNote" = $1`,
      [number],
    );
    expect(rows, number).toEqual([{ equal: true, status: '9' }]);
  }
});

test('amendments move no date of the header; receipts and reprints raise no AmendedCount', async () => {
  const dates = async (): Promise<Map<string, { dates: string; amended: number }>> => {
    const { rows } = await sql.query<{ number: string; dates: string; amended: string }>(
      `SELECT "PurchaseOrder" AS number, concat("OrderEntryDate", "OrderDueDate", "MemoDate") AS dates, "AmendedCount" AS amended FROM "SysproCompanyA"."PorMasterHdr"`,
    );
    return new Map(rows.map((row) => [row.number.trimEnd(), { dates: row.dates, amended: Number(row.amended) }]));
  };
  const before = await dates();
  const report = await live({ day: '2026-03-23', orders: 40, invoices: 0, dispatchNotes: 0 });
  const after = await dates();
  const amended = new Set(keys(report, 'purchase-order', 'amended'));
  expect(amended.size).toBe(2);
  for (const [number, was] of before) {
    const is = after.get(number);
    expect(is, number).toEqual({ ...was, amended: was.amended + (amended.has(number) ? 1 : 0) });
  }
});

test('complete sales orders move, one copy for each invoice that billed them', async () => {
  const report = await live({ day: '2026-03-24', orders: 0, invoices: 0, dispatchNotes: 0 });
  const moved = keys(report, 'sales-order', 'moved');
  expect(moved.length).toBeGreaterThan(0);
  for (const number of moved) {
    expect(await count('SorMaster', `"SalesOrder" = '${number}'`)).toBe(0);
    expect(await count('SorDetail', `"SalesOrder" = '${number}'`)).toBe(0);
    const { rows } = await sql.query<{ equal: boolean }>(
      `SELECT array_agg(DISTINCT "InvoiceNumber" ORDER BY "InvoiceNumber") =
         (SELECT array_agg(DISTINCT "Invoice" ORDER BY "Invoice") FROM "SysproCompanyA"."ArTrnDetail" WHERE "SalesOrder" = $1) AS equal
       FROM "SysproCompanyA"."SorMasterRep" WHERE "SalesOrder" = $1`,
      [number],
    );
    expect(rows, number).toEqual([{ equal: true }]);
  }
  // Every line billed is there with what was billed of it.
  const { rows: wrong } = await sql.query(
    `SELECT t."Invoice", t."SalesOrder", t."SalesOrderLine" FROM "SysproCompanyA"."ArTrnDetail" t
     LEFT JOIN "SysproCompanyA"."SorDetailRep" r ON r."InvoiceNumber" = t."Invoice" AND r."SalesOrder" = t."SalesOrder" AND r."SalesOrderLine" = t."SalesOrderLine"
     WHERE t."SalesOrder" IN (SELECT "SalesOrder" FROM "SysproCompanyA"."SorMasterRep") AND t."LineType" IN ('1', '7')
       AND (r."MShipQty" IS NULL OR abs(t."QtyInvoiced") <> round(CASE r."MMulDivQtyFct" WHEN 'D' THEN r."MShipQty" / r."MConvFactAlloc" ELSE r."MShipQty" * r."MConvFactAlloc" END, 6))`,
  );
  expect(wrong).toEqual([]);
});

test('the same day and seed on the same data are the same day; two calls for a day differ', async () => {
  const twin = await startSysproUnderTest({ orders: 20 });
  const other = await startSysproUnderTest({ orders: 20 });
  try {
    const spec = { day: today, orders: 30, invoices: 20, dispatchNotes: 20 };
    const one = await twin.sandbox.live(spec);
    expect(await other.sandbox.live(spec)).toEqual(one);
    const again = await twin.sandbox.live({ ...spec, seed: 2 });
    expect(again.happenings.map(({ what }) => what)).not.toEqual(one.happenings.map(({ what }) => what));
  } finally {
    await twin.stop();
    await other.stop();
  }
});

test('thousands of records in one call, in seconds', async () => {
  const start = performance.now();
  const report = await live({ day: '2026-03-25', orders: 3000, invoices: 1000, dispatchNotes: 1000 });
  expect(keys(report, 'purchase-order', 'raised')).toHaveLength(3000);
  expect(performance.now() - start).toBeLessThan(60_000);
}, 90_000);

test('an unknown company is refused', async () => {
  expect((await syspro.control('POST', 'live', { company: 'Z', day: today })).status).toBe(400);
});
