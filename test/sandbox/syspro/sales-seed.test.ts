import { Decimal } from 'decimal.js';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { scenarioNames } from '../../../sandbox/syspro/scenarios.ts';
import { startSysproUnderTest, today, type SysproUnderTest } from './syspro-under-test.ts';

type Row = Record<string, string | null>;

let syspro: SysproUnderTest;
let sql: Client;

beforeAll(async () => {
  const company = (id: string, more: object): { id: string; name: string; password: string } => ({
    id,
    name: `Company ${id}`,
    password: '',
    ...more,
  });
  syspro = await startSysproUnderTest({
    orders: 0,
    companies: [
      company('A', { orders: 20, invoices: 250, dispatchNotes: 250 }),
      company('B', { numberStyle: '6-digit-blank', orders: 8, invoices: 20, dispatchNotes: 20 }),
      company('C', { numberStyle: 'alphanumeric', orders: 8, invoices: 20, dispatchNotes: 20 }),
      company('D', { scenarios: [], orders: 8, invoices: 30, dispatchNotes: 30 }),
      company('E', { numberStyle: '6-digit', orders: 8, invoices: 5, dispatchNotes: 5 }),
    ],
  });
  sql = new Client({ connectionString: syspro.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await syspro.stop();
});

/** Rows as text, without trailing blanks. */
async function read(table: string, company = 'A', where = 'true'): Promise<Row[]> {
  const { rows } = await sql.query<{ row: Record<string, string | number | null> }>(
    `SELECT to_jsonb(t) AS row FROM "SysproCompany${company}"."${table}" t WHERE ${where}`,
  );
  return rows.map(({ row }) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value).trimEnd()]),
    ),
  );
}

const keyOf = (row: Row, ...columns: string[]): string => columns.map((column) => row[column] ?? '').join('|');
const sum = (rows: readonly Row[], column: string): Decimal =>
  rows.reduce((total, row) => total.plus(row[column] ?? 0), new Decimal(0));
const values = ['Merch', 'Freight', 'Other', 'Tax'] as const;
const columnOf = { Merch: 'MerchandiseValue', Freight: 'FreightValue', Other: 'OtherValue', Tax: 'TaxValue' };

test('customers: one for each trading partner, with its EDI code, and some that are not on EDI', async () => {
  const customers = await read('ArCustomer');
  const onEdi = customers.filter((row) => row['EdiFlag'] === 'Y');
  expect(new Map(onEdi.map((row) => [row['Customer'], row['EdiSenderCode']]))).toEqual(
    new Map(tradingPartners.map(({ customer, interchangeId }) => [customer, interchangeId])),
  );
  expect(customers.length).toBeGreaterThan(onEdi.length + 20);
});

test('an invoice’s header, summaries and lines add up, in its currency and in the company’s own', async () => {
  const summaries = await read('ArTrnSummary');
  const details = await read('ArTrnDetail', 'A', `"Customer" <> ' '`);
  const byInvoice = Map.groupBy(summaries, (row) => keyOf(row, 'Customer', 'Invoice', 'DocumentType'));
  const invoices = await read('ArInvoice');
  expect(invoices.length).toBeGreaterThan(220);
  for (const invoice of invoices) {
    const key = keyOf(invoice, 'Customer', 'Invoice', 'DocumentType');
    const own = byInvoice.get(key) ?? [];
    const foreign = invoice['PostCurrency'] === 'CAD';
    const total = values
      .map((value) => sum(own, foreign ? `Foreign${value}Val` : columnOf[value]))
      .reduce((one, other) => one.plus(other));
    expect([key, total.toFixed(2)]).toEqual([key, new Decimal(invoice['CurrencyValue'] ?? 0).toFixed(2)]);
    if (!foreign) for (const value of values) expect(sum(own, `Foreign${value}Val`).isZero(), key).toBe(true);
  }
  const posting = ['TrnYear', 'TrnMonth', 'Register', 'Invoice', 'SummaryLine'];
  const linesOf = Map.groupBy(details, (row) => keyOf(row, ...posting));
  expect(linesOf.size).toBe(summaries.length);
  for (const summary of summaries) {
    const own = linesOf.get(keyOf(summary, ...posting)) ?? [];
    const of = (types: string[]): Row[] => own.filter((row) => types.includes(row['LineType'] ?? ''));
    expect([
      sum(of(['1', '7']), 'NetSalesValue').toFixed(2),
      sum(of(['4']), 'NetSalesValue').toFixed(2),
      sum(of(['5']), 'NetSalesValue').toFixed(2),
      sum(own, 'TaxValue').toFixed(2),
    ]).toEqual(values.map((value) => new Decimal(summary[columnOf[value]] ?? 0).toFixed(2)));
    if (summary['Currency'] === 'CAD')
      expect(sum(of(['1', '7']), 'PostValue').toFixed(2)).toBe(new Decimal(summary['ForeignMerchVal'] ?? 0).toFixed(2));
  }
});

test('every line shipped or billed is a sales order line, in SorDetail or SorDetailRep, and no line is shipped twice', async () => {
  const open = await read('SorDetail');
  const moved = await read('SorDetailRep');
  const line = (row: Row): string => keyOf(row, 'SalesOrder', 'SalesOrderLine');
  const ordered = new Map([...open, ...moved].map((row) => [line(row), new Decimal(row['MOrderQty'] ?? 0)]));
  const openOrders = new Set(open.map((row) => row['SalesOrder']));
  expect(moved.length).toBeGreaterThan(50);
  for (const row of moved) expect(openOrders).not.toContain(row['SalesOrder']);

  const notes = new Map((await read('MdnMaster')).map((row) => [row['DispatchNote'], row]));
  const shipped = await read('MdnDetail');
  const orphans = shipped.filter((row) => !notes.has(row['DispatchNote'] ?? null));
  expect(orphans).toHaveLength(1);
  const quantities = new Map<string, Decimal>();
  for (const row of shipped.filter((one) => notes.has(one['DispatchNote'] ?? null))) {
    expect(ordered.keys()).toContain(line(row));
    if (notes.get(row['DispatchNote'] ?? null)?.['DispatchNoteStatus'] !== '*')
      quantities.set(line(row), new Decimal(row['MQtyToDispatch'] ?? 0).plus(quantities.get(line(row)) ?? 0));
  }
  for (const [key, quantity] of quantities) expect(quantity.lessThanOrEqualTo(ordered.get(key) ?? 0), key).toBe(true);
  const billed = await read('ArTrnDetail', 'A', `"SalesOrder" <> ' ' AND "LineType" IN ('1', '7', '4')`);
  for (const row of billed) expect(ordered.keys()).toContain(line(row));
  for (const note of notes.values())
    expect(note['DispatchNoteStatus'] === '9', keyOf(note, 'DispatchNote')).toBe(note['Invoice'] !== '');
});

test('cartons hold what is dispatched, with SSCCs that check, and the form counts and weighs them', async () => {
  const cartons = await read('EdiCarton');
  const byLine = Map.groupBy(cartons, (row) => keyOf(row, 'DispatchNote', 'DispatchNoteLine'));
  const goods = (await read('MdnDetail')).filter((row) => ['1', '7'].includes(row['LineType'] ?? ''));
  expect(byLine.size).toBe(goods.length);
  for (const line of goods) {
    const own = byLine.get(keyOf(line, 'DispatchNote', 'DispatchNoteLine')) ?? [];
    expect(sum(own, 'Quantity').toFixed(6)).toBe(new Decimal(line['MQtyToDispatch'] ?? 0).toFixed(6));
  }
  for (const code of new Set(cartons.flatMap((row) => [row['Sscc'] ?? '', row['PalletSscc'] ?? '']))) {
    expect(code).toMatch(/^\d{18}$/);
    const weighted = Array.from(code, (digit, i) => Number(digit) * (i % 2 === 0 ? 3 : 1));
    expect(weighted.reduce((one, other) => one + other) % 10, code).toBe(0);
  }
  const byNote = Map.groupBy(cartons, (row) => row['DispatchNote'] ?? '');
  const forms = await read('MdnMaster+');
  expect(forms).toHaveLength(250);
  for (const form of forms) {
    const own = byNote.get(form['DispatchNote'] ?? '') ?? [];
    expect(new Set(own.map((row) => row['CartonNo'])).size).toBe(Number(form['PackageCount']));
    expect(sum(own, 'Weight').toFixed(3)).toBe(new Decimal(form['Weight'] ?? 0).toFixed(3));
  }
});

const quirks: Record<string, string> = {
  'credit-notes': `SELECT 1 FROM s."ArInvoice" WHERE "DocumentType" = 'C' AND "CurrencyValue" < 0`,
  'debit notes': `SELECT 1 FROM s."ArInvoice" WHERE "DocumentType" = 'D' AND "SalesOrder" = ' '`,
  'lower-case-type': `SELECT 1 FROM s."ArInvoice" WHERE "DocumentType" = 'i'`,
  'credit-as-invoice': `SELECT 1 FROM s."ArInvoice" WHERE "DocumentType" = 'I' AND "CurrencyValue" < 0`,
  'duplicate-credits': `SELECT 1 FROM s."ArInvoice" WHERE "Invoice" LIKE '\\_CR%' GROUP BY "Invoice" HAVING count(DISTINCT "Customer") > 1`,
  'several-summaries': `SELECT 1 FROM s."ArTrnSummary" WHERE "SummaryLine" = 2`,
  deposits: `SELECT 1 FROM s."ArTrnSummary" WHERE "DepositType" <> ' '`,
  'zero-value': `SELECT 1 FROM s."ArInvoice" WHERE "CurrencyValue" = 0`,
  'without-sales-order': `SELECT 1 FROM s."ArInvoice" WHERE "SalesOrder" = ' ' AND "DocumentType" = 'I'`,
  'multi-page': `SELECT 1 FROM s."ArTrnDetail" WHERE "DetailLine" > 60`,
  'tax-inclusive': `SELECT 1 FROM s."ArInvoice" WHERE "OrigTaxableAmt" = "CurrencyValue" AND "TaxPortion" <> 0`,
  'back-dated': `SELECT 1 FROM s."ArTrnSummary" WHERE make_date("TrnYear"::int, "TrnMonth"::int, 1) > "InvoiceDate"`,
  'future-junk': `SELECT 1 FROM s."ArInvoice" WHERE "InvoiceDate" >= '2080-01-01'`,
  foreign: `SELECT 1 FROM s."ArTrnSummary" WHERE "ForeignMerchVal" <> 0`,
  'held-dispatches': `SELECT 1 FROM s."MdnMaster" WHERE "DispatchNoteStatus" IN ('H', 'S') AND "StatusWhenHeld" <> ' '`,
  cancelled: `SELECT 1 FROM s."MdnMaster" m JOIN s."MdnDetail" d USING ("DispatchNote") WHERE "DispatchNoteStatus" = '*' AND "MQtyToDispatch" > 0`,
  'half-entered': `SELECT 1 FROM s."MdnMaster" WHERE "DispatchNoteStatus" = '0'`,
  'partial-dispatches': `SELECT 1 FROM s."MdnDetail" WHERE "LineType" = '1' GROUP BY "SalesOrder", "SalesOrderLine" HAVING count(DISTINCT "DispatchNote") > 1`,
  'consolidated-dispatches': `SELECT 1 FROM s."MdnDetail" GROUP BY "DispatchNote" HAVING count(DISTINCT "SalesOrder") > 1`,
  'completed-orders': `SELECT 1 FROM s."SorMasterRep" m JOIN s."SorDetailRep" d USING ("InvoiceNumber", "SalesOrder")`,
  'comment-lines': `SELECT 1 FROM s."SorDetail" WHERE "LineType" = '6' AND "NCommentFromLin" <> 0`,
  'unit-conversions': `SELECT 1 FROM s."SorDetail" WHERE "MMulDivQtyFct" = 'D' AND "MOrderUom" <> "MStockingUom"`,
  orphans: `SELECT 1 FROM s."ArTrnDetail" d WHERE NOT EXISTS (SELECT FROM s."ArTrnSummary" h WHERE h."Invoice" = d."Invoice")`,
  'shared-salesperson': `SELECT 1 FROM s."SalSalesperson" GROUP BY "Salesperson" HAVING count(*) > 1`,
  purges: `SELECT 1 FROM s."ArTrnSummary" t WHERE NOT EXISTS (SELECT FROM s."ArInvoice" i WHERE i."Invoice" = t."Invoice")`,
  'custom-forms': `SELECT 1 FROM s."CusSorDetailMerch+" WHERE "CustPoLine" = '1'`,
};

test.each(Object.entries(quirks))('scenario %s: there with it, and not without', async (_name, query) => {
  const rowsIn = async (company: string): Promise<number | null> =>
    (await sql.query(query.replaceAll('s."', `"SysproCompany${company}"."`))).rowCount;
  expect(await rowsIn('A')).toBeGreaterThan(0);
  expect(await rowsIn('D')).toBe(0);
});

test('each company numbers in its own style', async () => {
  const numbers = async (company: string): Promise<Record<string, string>> => {
    const first = async (table: string, column: string): Promise<string> => {
      const { rows } = await sql.query<{ n: string }>(
        `SELECT min("${column}"::text) AS n FROM "SysproCompany${company}"."${table}" WHERE "${column}" NOT LIKE '\\_CR%' AND "${column}" NOT LIKE 'CN%' AND "${column}" <> 'GONE01'`,
      );
      return rows[0]?.n ?? '';
    };
    return {
      order: await first('PorMasterHdr', 'PurchaseOrder'),
      sales: await first('SorMaster', 'SalesOrder'),
      note: await first('MdnMaster', 'DispatchNote'),
      invoice: await first('ArInvoice', 'Invoice'),
    };
  };
  const all = (pattern: RegExp): unknown => {
    const matching: unknown = expect.stringMatching(pattern);
    return { order: matching, sales: matching, note: matching, invoice: matching };
  };
  expect(await numbers('A')).toEqual(all(/^0\d{14}$/));
  expect(await numbers('B')).toEqual(all(/^ 0\d{4}$/));
  expect(await numbers('E')).toEqual({ ...(all(/^\d{6}$/) as object), invoice: expect.stringMatching(/^\d{6}$/) });
  expect(await numbers('C')).toEqual({
    order: 'U150001',
    sales: expect.stringMatching(/^30[123]-1\d{6}$/),
    note: expect.stringMatching(/^30[123]-1\d{6}\/0001$/),
    invoice: expect.stringMatching(/^Z\d{6}$/),
  });
});

test('records are dated within the 60 days before, some on the very day', async () => {
  const { rows } = await sql.query<{ day: string }>(
    `SELECT to_char("PlannedDeliverDate", 'YYYY-MM-DD') AS day FROM "SysproCompanyA"."MdnMaster"`,
  );
  const ages = rows.map(({ day }) => (Date.parse(today) - Date.parse(day)) / 86_400_000).filter((age) => age > -10_000);
  expect(Math.max(...ages)).toBeLessThanOrEqual(60);
  expect(Math.min(...ages)).toBeGreaterThanOrEqual(-3);
  expect(ages.filter((age) => age === 0).length).toBeGreaterThan(3);
});

test('the scenarios of a company are those it was given', async () => {
  const answer = await syspro.control('GET', '');
  const { companies }: { companies: { id: string; scenarios: string[] }[] } = JSON.parse(await answer.text());
  expect(companies.find(({ id }) => id === 'A')?.scenarios).toEqual(scenarioNames);
  expect(companies.find(({ id }) => id === 'D')?.scenarios).toEqual([]);
});
