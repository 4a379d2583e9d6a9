import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { amendmentHash } from '../../../src/documents/document.ts';
import type { Invoice } from '../../../src/documents/invoice.ts';
import { createHttpClient, type HttpClient } from '../../../src/http/http-client.ts';
import type { FoundRecord, RecordReading } from '../../../src/syspro/document-source.ts';
import { createInvoiceStream } from '../../../src/syspro/invoices/invoice-stream.ts';
import { createSorqidReader } from '../../../src/syspro/invoices/sorqid-reader.ts';
import { createTableScanner } from '../../../src/syspro/table-scanner.ts';
import { startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from '../company-access.ts';

const company = companyConfig();

const keysOf = (records: readonly FoundRecord[]): string[] => records.map((record) => record.key.key);

function documentsOf(records: readonly RecordReading[]): Invoice[] {
  return records.flatMap((record) => {
    return record.outcome === 'document' && record.document.type === 'invoice' ? [record.document] : [];
  });
}

describe.each([
  { numberStyle: '15-digit', invoices: 120 },
  { numberStyle: '6-digit-blank', invoices: 70 },
  { numberStyle: 'alphanumeric', invoices: 70 },
] as const)('all invoices of a company with $numberStyle numbers', ({ numberStyle, invoices }) => {
  let under: SysproUnderTest;
  let http: HttpClient;
  let access: SandboxAccess;
  let byOData: FoundRecord[];

  beforeAll(async () => {
    under = await startSysproUnderTest({
      orders: 1,
      invoices,
      dispatchNotes: invoices,
      companies: [{ id: 'A', name: 'Sandbox Manufacturing', password: '', numberStyle }],
    });
    http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
    access = openSandbox(under.sandbox, http, { odata: { pageSize: 90 } });
    const scanner = createTableScanner(access.odata, createInvoiceStream(company, access.enet.tables));
    const { records } = await scanner.scan({ deep: true, limit: 5000 });
    byOData = records;
  });

  afterAll(async () => {
    await access.operator.close();
    http.close();
    await under.stop();
  });

  test('are documents, and have every quirk of real data that the sandbox has', () => {
    expect(byOData.length).toBeGreaterThan(invoices * 0.9);
    expect(byOData.filter((record) => record.outcome === 'unusable')).toEqual([]);
    const documents = documentsOf(byOData);
    const traits = new Set(byOData.flatMap((record) => record.traits));
    expect(traits).toEqual(new Set(['invoice', 'credit', 'debit', 'deposit', 'zero-value', 'without-sales-order']));
    expect(new Set(documents.map((one) => one.currency))).toEqual(new Set(['USD', 'CAD']));
    expect(documents.some((one) => one.dispatchNotes.length > 0)).toBe(true);
    expect(documents.some((one) => one.creditedInvoice !== undefined)).toBe(true);
    const lines = documents.flatMap((one) => one.lines);
    expect(new Set(lines.map((line) => line.kind))).toEqual(
      new Set(['stocked', 'non-stocked', 'comment', 'freight', 'miscellaneous']),
    );
    const goods = lines.filter((line) => 'quantity' in line);
    expect(goods.some((line) => line.uom !== line.priceUom)).toBe(true);
    expect(goods.some((line) => line.discounts.length > 0)).toBe(true);
    expect(goods.some((line) => line.customerOrderLine !== undefined)).toBe(true);
  });

  test('are the same when their tables are read by COMFND', async () => {
    const scanner = createTableScanner(access.enet.tables, createInvoiceStream(company));
    expect(await scanner.readByKeys(keysOf(byOData))).toEqual(byOData);
  });

  test('are the same by SORQID, which tells of nearly all of them what their sales orders say', async () => {
    const asked: string[] = [];
    const ordersRead = new Set<string>();
    const { tables } = access.enet;
    const reader = createSorqidReader(company, {
      query(businessObject, xmlIn, signal) {
        asked.push(businessObject);
        return access.enet.query(businessObject, xmlIn, signal);
      },
      tables: {
        ...tables,
        readByKeys(table, query) {
          if (table === 'SorMasterRep') query.values.forEach((value) => ordersRead.add(value));
          return tables.readByKeys(table, query);
        },
      },
    });
    const bySorqid = await reader.readByKeys(keysOf(byOData));
    expect(documentsOf(bySorqid)).toEqual(documentsOf(byOData));
    expect(bySorqid).toEqual(byOData);
    expect(documentsOf(bySorqid).map(amendmentHash)).toEqual(documentsOf(byOData).map(amendmentHash));
    const ofOrders = documentsOf(byOData).filter((one) => one.salesOrder !== undefined);
    expect(asked.filter((name) => name === 'SORQID').length).toBeGreaterThan(ofOrders.length * 0.8);
    // Those of several sales orders.
    expect(ordersRead.size).toBeGreaterThan(0);
    expect(ordersRead.size).toBeLessThan(ofOrders.length * 0.25);
  });

  test('and what is not there is absent', async () => {
    const gone = ['0|0|I', `${keysOf(byOData)[0]?.slice(0, -1)}D`];
    const reader = createSorqidReader(company, access.enet);
    expect((await reader.readByKeys(gone)).map((reading) => [reading.outcome, reading.key.key])).toEqual(
      gone.map((key) => ['absent', key]),
    );
  });
});
