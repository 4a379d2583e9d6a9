import { describe, expect, test } from 'vitest';
import type { Invoice } from '../../../src/documents/invoice.ts';
import { holds } from '../../../src/syspro/condition.ts';
import type { FoundRecord } from '../../../src/syspro/document-source.ts';
import { postingPeriod } from '../../../src/syspro/invoices/fiscal-period.ts';
import { createInvoiceStream } from '../../../src/syspro/invoices/invoice-stream.ts';
import type { TableReader, TableRow } from '../../../src/syspro/table-reader.ts';
import { companyConfig } from '../company-access.ts';
import { freight, goods, header, order, orderLine, summary } from './rows.ts';
import { tableReaderOf } from './table-reader-of.ts';

const company = companyConfig((config) => {
  config.streams = { invoices: { every: '5m', customerOrderLine: { column: 'CustLine' } } };
});
const stream = createInvoiceStream(company);

/** Everything of one invoice, and of another customer's with the same number. */
const tables = {
  ArTrnSummary: [summary, { ...summary, Customer: '0000200', MerchandiseValue: '1.00' }],
  ArTrnDetail: [goods, freight, { ...goods, Customer: '0000200', NetSalesValue: '1.00' }],
  SorMaster: [order],
  SorDetail: [{ ...orderLine, CustLine: '7' }],
  SorMasterRep: [],
  SorDetailRep: [],
  MdnMaster: [],
  ArCustomer: [],
  ArMultAddress: [],
  ArCustStkXref: [],
  InvMaster: [],
} satisfies Record<string, readonly TableRow[]>;

async function assemble(
  headers: readonly TableRow[],
  more: Readonly<Record<string, readonly TableRow[]>> = {},
): Promise<FoundRecord[]> {
  const dated = headers.map((row) => ({ header: row, date: row['InvoiceDate'] ?? '' }));
  return stream.assemble(dated, tableReaderOf({ ...tables, ...more }));
}

function documentOf(record: FoundRecord | undefined): Invoice {
  if (record?.outcome === 'document' && record.document.type === 'invoice') return record.document;
  throw new Error(JSON.stringify(record));
}

describe('which rows are an invoice’s', () => {
  test('those of its full key: numbers are not unique', async () => {
    const [record] = await assemble([header]);
    expect(documentOf(record).totals.total).toBe('62');
    expect(record).toMatchObject({
      key: { company: 'main', type: 'invoice', key: '0000100|000000000100288|I' },
      party: { role: 'customer', code: '0000100' },
      date: '2026-11-02',
      status: '',
      cancelled: false,
      open: false,
      traits: ['invoice'],
    });
  });
  test('the letter case of the type does not matter, unless two records differ by it alone', async () => {
    const small = { ...header, DocumentType: 'i', CurrencyValue: '12.00' };
    const own = { ...summary, DocumentType: 'i', MerchandiseValue: '0.00', TaxValue: '0.00', FreightValue: '12.00' };
    const more = {
      ArTrnSummary: [summary, own],
      ArTrnDetail: [goods, freight, { ...freight, DocumentType: 'i', NetSalesValue: '12.00' }],
    };
    const both = await assemble([header, small], more);
    expect(both.map((record) => documentOf(record).totals.total)).toEqual(['62', '12']);
    const [alone] = await assemble([{ ...header, DocumentType: 'i' }]);
    expect(documentOf(alone).totals.total).toBe('62');
    expect(alone?.key.key).toBe('0000100|000000000100288|i');
  });
  test('a purged posting is a finding of that record alone', async () => {
    const gone = { ...header, Invoice: '000000000000001' };
    const [first, second] = await assemble([gone, header]);
    expect(first).toMatchObject({ outcome: 'unusable', findings: [{ code: 'SYSPRO-SUMMARY-MISSING' }] });
    expect(second?.outcome).toBe('document');
  });
});

describe('the sales order', () => {
  test('is the same invoice after its rows have moved to their copies', async () => {
    const [before] = await assemble([header]);
    const copyOf = <T extends TableRow>(row: T): T & TableRow => ({ ...row, InvoiceNumber: header.Invoice });
    const moved = {
      SorMaster: [],
      SorDetail: [],
      SorMasterRep: [copyOf(order)],
      SorDetailRep: [copyOf({ ...orderLine, CustLine: '7' })],
    };
    expect(await assemble([header], moved)).toEqual([before]);
    expect(documentOf(before).lines[0]).toMatchObject({ customerOrderLine: '7', description: 'Bolt, zinc' });
  });
  test('is the copy made for this invoice before what the order is now, and of another invoice’s copy nothing', async () => {
    const copies = [
      { ...orderLine, InvoiceNumber: header.Invoice, MStockDes: 'As billed' },
      { ...orderLine, InvoiceNumber: '000000000100289', MStockDes: 'Billed later' },
    ];
    const [record] = await assemble([header], { SorDetailRep: copies });
    expect(documentOf(record).lines[0]).toMatchObject({ description: 'As billed' });
  });
  test('may be gone', async () => {
    const InvMaster = [{ StockCode: 'B100', Description: 'Bolt', StockUom: 'EA' }];
    const [record] = await assemble([header], { SorMaster: [], SorDetail: [], InvMaster });
    const one = documentOf(record);
    expect(one.lines[0]).toMatchObject({ description: 'Bolt', price: '5', uom: 'EA' });
    expect(one.salesOrder).toBe('000244');
    expect(one).not.toHaveProperty('orderDate');
  });
});

test('dispatch notes are those of the customer that name the invoice and were not cancelled', async () => {
  const note = (number: string, more: TableRow = {}): TableRow => ({
    DispatchNote: number,
    Customer: '0000100',
    Invoice: header.Invoice,
    DispatchNoteStatus: '9',
    ...more,
  });
  const MdnMaster = [
    note('12'),
    note('11'),
    note('13', { DispatchNoteStatus: '*' }),
    note('14', { Customer: '0000200' }),
    note('15', { Customer: '0000101' }),
    note('16', { Invoice: 'other' }),
  ];
  const [record] = await assemble([header], { MdnMaster });
  expect(documentOf(record).dispatchNotes).toEqual(['11', '12']);
  const ArTrnSummary = [{ ...summary, SubAccount: '0000101' }];
  const [branch] = await assemble([header], { MdnMaster, ArTrnSummary });
  expect(documentOf(branch).dispatchNotes).toEqual(['11', '12', '15']);
});

test('an unusable record’s hash tells two readings apart, by what a document carries and what is wrong', async () => {
  const bad = { ...header, CurrencyValue: '1.00' };
  const rows = [bad, { ...bad, PrintCount: '2' }, { ...bad, TermsCode: '99' }, { ...bad, CurrencyValue: '2.00' }];
  const hashes = rows.map(async (row) => {
    const [record] = await assemble([row]);
    return record?.amendmentHash;
  });
  const [one, same, ...others] = await Promise.all(hashes);
  expect(same).toBe(one);
  expect(others).not.toContain(one);
});

test('a customer order line in a custom form is read where forms can be read', async () => {
  const withForm = companyConfig((config) => {
    config.streams = { invoices: { every: '5m', customerOrderLine: { form: 'CustPoLine' } } };
  });
  const rows = { ...tables, SorDetail: [{ ...orderLine, SalesOrderInitLine: '3' }] };
  const form = [{ SalesOrder: '000244', SalesOrderInitLine: '3', CustPoLine: '0010' }];
  const forms: TableReader = tableReaderOf({ 'CusSorDetailMerch+': form });
  const [record] = await createInvoiceStream(withForm, forms).assemble([{ header }], tableReaderOf(rows));
  expect(documentOf(record).lines[0]).toMatchObject({ customerOrderLine: '0010' });
});

test('a page costs one reading of each table, however many invoices it has', async () => {
  const read: string[] = [];
  const headers = ['1', '2', '3'].map((Invoice) => ({ header: { ...header, Invoice } }));
  await stream.assemble(headers, tableReaderOf(tables, read));
  expect(read.filter((line) => line.startsWith('ArTrnDetail'))).toEqual(['ArTrnDetail Invoice 1,2,3']);
  expect(new Set(read).size).toBe(read.length);
});

describe('what a deep scan reads besides: posted lately, dated early', () => {
  const posted = (InvoiceDate: string, year: string, period: string): TableRow => ({
    InvoiceDate,
    InvoiceYear: year,
    InvoiceMonth: period,
  });
  const found = (row: TableRow, from = '2026-03-10'): boolean => {
    const condition = stream.alsoDeep(from);
    return condition !== undefined && holds(condition, row);
  };
  test('by calendar periods', () => {
    expect(found(posted('2026-01-31', '2026', '3'))).toBe(true);
    expect(found(posted('2025-12-31', '2026', '11'))).toBe(true);
    expect(found(posted('2025-06-01', '2027', '1'))).toBe(true);
    expect(found(posted('2026-02-28', '2026', '2'))).toBe(false);
    expect(found(posted('2025-11-30', '2025', '11'))).toBe(false);
    expect(found(posted('2080-02-29', '2026', '3'))).toBe(false);
  });
  test.each([
    ['2026-03-10', { start: 1, named: 'by-end' }, { year: 2026, period: 3 }],
    ['2026-03-10', { start: 1, named: 'by-start' }, { year: 2026, period: 3 }],
    ['2026-06-30', { start: 7, named: 'by-end' }, { year: 2026, period: 12 }],
    ['2026-07-01', { start: 7, named: 'by-end' }, { year: 2027, period: 1 }],
    ['2026-07-01', { start: 7, named: 'by-start' }, { year: 2026, period: 1 }],
    ['2026-03-10', { start: 7, named: 'by-start' }, { year: 2025, period: 9 }],
  ] as const)('%s with a year of %j is in %j', (day, year, period) => {
    expect(postingPeriod(day, year)).toEqual(period);
  });
});
