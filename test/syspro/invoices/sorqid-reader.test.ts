import { describe, expect, test } from 'vitest';
import type { RecordReading } from '../../../src/syspro/document-source.ts';
import { createInvoiceStream } from '../../../src/syspro/invoices/invoice-stream.ts';
import { createSorqidReader } from '../../../src/syspro/invoices/sorqid-reader.ts';
import { parseXml, type XmlElement } from '../../../src/syspro/xml-element.ts';
import { companyConfig } from '../company-access.ts';
import { freight, goods, header, order, orderLine, summary } from './rows.ts';
import { tableReaderOf } from './table-reader-of.ts';

const company = companyConfig((config) => {
  config.streams = { invoices: { every: '5m' } };
});
const key = '0000100|000000000100288|I';

const blanks = ['MDiscPct1', 'MDiscPct2', 'MDiscPct3', 'MDiscValFlag', 'MDiscValue', 'MCusSupStkCode'];

/** SORQID's reply of the invoice, by element; the description is SORQID's own, so that it shows who told it. */
function replyOf(change: (xml: string) => string = (xml) => xml): XmlElement {
  const elements = (row: Readonly<Record<string, string>>): string =>
    Object.entries(row)
      .map(([name, text]) => `<${name}>${text}</${name}>`)
      .join('');
  const { LineType: _type, ...line } = orderLine;
  const { CustomerName, ShipPostalCode, ...head } = order;
  const xml = `<Root><SalesOrderInvoiceDocument><Header>${elements({
    DocumentNumber: header.Invoice,
    Customer: header.Customer,
    ...head,
    ShipCustomerName: CustomerName,
    ShipPostalcode: ShipPostalCode,
    ShipAddress2: '',
    ShipAddress3: '',
    MultiShipCode: '',
  })}</Header><Merchandise>${elements({ LineNumber: '0001', ...line, MStockDes: 'By SORQID' })}${blanks
    .map((name) => `<${name}/>`)
    .join('')}</Merchandise><Freight>${elements({
    SalesOrder: order.SalesOrder,
    SalesOrderLine: '0004',
    NComment: 'Freight by SORQID',
  })}</Freight><Totals/></SalesOrderInvoiceDocument></Root>`;
  const root = parseXml(change(xml));
  if (!root) throw new Error('the reply is no XML');
  return root;
}

const tables = {
  ArInvoice: [header],
  ArTrnSummary: [summary],
  ArTrnDetail: [goods, freight],
  SorMaster: [order],
  SorDetail: [orderLine],
};

interface Read {
  readonly reading: RecordReading | undefined;
  readonly descriptions: (string | undefined)[];
  readonly xmlIn: string;
}

async function read(reply: XmlElement, stored: Partial<typeof tables> = {}): Promise<Read> {
  let xmlIn = '';
  const reader = createSorqidReader(company, {
    query(_businessObject, xml) {
      xmlIn = xml;
      return Promise.resolve(reply);
    },
    tables: { ...tableReaderOf({ ...tables, ...stored }), channel: 'enet' },
  });
  const [reading] = await reader.readByKeys([key]);
  const document =
    reading?.outcome === 'document' && reading.document.type === 'invoice' ? reading.document : undefined;
  const descriptions = (document?.lines ?? []).flatMap((line) => ('description' in line ? [line.description] : []));
  return { reading, descriptions, xmlIn };
}

test('lines are as SORQID tells them', async () => {
  const { descriptions, xmlIn } = await read(replyOf());
  expect(descriptions).toEqual(['By SORQID', 'Freight by SORQID']);
  expect(xmlIn).toContain('<DocumentType>I</DocumentType>');
  expect(xmlIn).toContain('<Customer FilterType="L" FilterValue="0000100"/>');
});

test('the whole is what the tables give, but for what SORQID tells otherwise', async () => {
  const same = (xml: string): string =>
    xml.replace('By SORQID', 'Bolt, zinc').replace('Freight by SORQID', 'Freight, prepaid');
  const freightLine = { SalesOrder: '000244', SalesOrderLine: '4', LineType: '4', NComment: 'Freight, prepaid' };
  const [byTables] = await createInvoiceStream(company).assemble(
    [{ header, date: header.InvoiceDate }],
    tableReaderOf({ ...tables, SorDetail: [orderLine, freightLine] }),
  );
  expect((await read(replyOf(same))).reading).toEqual(byTables);
});

test('names of lines as SYSPRO’s descriptions have them', async () => {
  const renamed = replyOf((xml) => xml.replaceAll('Freight>', 'FreightLine>'));
  expect((await read(renamed)).descriptions).toEqual(['By SORQID', 'Freight by SORQID']);
});

describe('the tables tell of the sales order', () => {
  test.each([
    ['a release’s SORQID leaves out an element of a line', (xml: string) => xml.replace('<MDiscValFlag/>', '')],
    ['it leaves out one of the header', (xml: string) => xml.replace('<ShipAddress3Loc>Erie</ShipAddress3Loc>', '')],
    ['it answers with another invoice', (xml: string) => xml.replace('000000000100288', '000000000100289')],
    ['it answers with another customer’s', (xml: string) => xml.replace('<Customer>0000100', '<Customer>0000200')],
    ['it is of another sales order', (xml: string) => xml.replaceAll('<SalesOrder>000244', '<SalesOrder>000245')],
    ['it has no such document', () => '<Root/>'],
    [
      'it has two that look alike',
      (xml: string) => xml.replace(/<SalesOrderInvoiceDocument>.*<\/SalesOrderInvoiceDocument>/, '$&$&'),
    ],
  ])('where %s', async (_case, change) => {
    const { descriptions, reading } = await read(replyOf(change));
    expect(reading?.outcome).toBe('document');
    expect(descriptions[0]).toBe('Bolt, zinc');
  });
});

test('amounts are those that were posted, whatever SORQID shows, so a mismatch is found all the same', async () => {
  const { reading } = await read(replyOf(), { ArInvoice: [{ ...header, CurrencyValue: '61.00' }] });
  expect(reading).toMatchObject({ outcome: 'unusable', findings: [{ code: 'SYSPRO-TOTAL-MISMATCH' }] });
});

test('an invoice that was purged is absent, and SORQID is not asked for it', async () => {
  const { reading, xmlIn } = await read(replyOf(), { ArInvoice: [] });
  expect(reading).toEqual({ outcome: 'absent', key: { company: 'main', type: 'invoice', key } });
  expect(xmlIn).toBe('');
});
