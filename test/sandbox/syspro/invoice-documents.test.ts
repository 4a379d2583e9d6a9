import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { children, type XmlElement } from '../../../sandbox/syspro/enet/xml.ts';
import { arCustomer } from '../../../sandbox/syspro/tables/ar-customer.ts';
import { arInvoice } from '../../../sandbox/syspro/tables/ar-invoice.ts';
import { arTrnDetail } from '../../../sandbox/syspro/tables/ar-trn-detail.ts';
import { arTrnSummary } from '../../../sandbox/syspro/tables/ar-trn-summary.ts';
import { invMaster } from '../../../sandbox/syspro/tables/inv-master.ts';
import { sorDetail, sorDetailRep } from '../../../sandbox/syspro/tables/sor-detail.ts';
import { sorMaster } from '../../../sandbox/syspro/tables/sor-master.ts';
import { at, fields, putRows, runQuery } from './enet-under-test.ts';
import { startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;

const customer = { Customer: 'T1', DocumentType: 'I', Branch: 'T9', InvoiceDate: '2026-03-10' };
const posted = { TrnYear: 2026, TrnMonth: 3, Register: 7, SummaryLine: 1 };
const order = {
  SalesOrder: 'T-SO1',
  MConvFactAlloc: '12',
  MMulDivQtyFct: 'M',
  MConvFactOrdUm: '12',
  MMulDivPrcFct: 'M',
};
const goods = { MOrderUom: 'CS', MStockingUom: 'EA', MPriceUom: 'EA', MPrice: '250' };

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0 });
  await putRows(syspro, [
    [
      arCustomer,
      [{ Customer: 'T1', Name: 'Müller & Sons', SoldToAddr1: '1 Dock Rd', StoreNumber: '44', TermsCode: '30' }],
    ],
    [invMaster, [{ StockCode: 'T-ITEM', Description: 'Plain item', StockUom: 'EA', AlternateKey1: '00012345678905' }]],
    [sorMaster, [{ SalesOrder: 'T-SO1', Customer: 'T1', OrderDate: '2026-03-01', ShipAddress1: '9 Store St' }]],
    [
      sorDetail,
      [
        { SalesOrder: 'T-SO1', SalesOrderLine: 1, LineType: '6', NComment: 'For the whole order' },
        {
          ...order,
          ...goods,
          SalesOrderLine: 2,
          LineType: '1',
          MStockCode: 'T-ITEM',
          MStockDes: 'Case of items',
          MOrderQty: '5',
          MDiscPct1: '5',
          MCusSupStkCode: 'CUST-9',
        },
        { SalesOrder: 'T-SO1', SalesOrderLine: 3, LineType: '6', NComment: 'For line 2', NCommentFromLin: 2 },
        { SalesOrder: 'T-SO1', SalesOrderLine: 5, LineType: '4', NComment: 'Freight', NMscChargeValue: '12.50' },
      ],
    ],
    [
      sorDetailRep,
      [
        {
          ...order,
          ...goods,
          InvoiceNumber: 'T-CAD',
          SalesOrder: 'T-SO2',
          SalesOrderLine: 1,
          LineType: '1',
          MStockDes: 'Moved',
        },
      ],
    ],
    [
      arInvoice,
      [
        {
          ...customer,
          Invoice: 'T-1',
          SalesOrder: 'T-SO1',
          CustomerPoNumber: 'PO-7',
          TermsCode: '30',
          CurrencyValue: '6282.50',
          PostCurrency: '$',
        },
        { ...customer, Invoice: 'T-CAD', SalesOrder: 'T-SO2', CurrencyValue: '13.70', PostCurrency: 'CAD' },
        { ...customer, Invoice: 'T-LOW', DocumentType: 'i', InvoiceDate: '2026-03-12', CurrencyValue: '30' },
        { ...customer, Invoice: '_CR0000003', DocumentType: 'C', CurrencyValue: '-30' },
        { ...customer, Customer: 'T2', Invoice: '_CR0000003', DocumentType: 'C', CurrencyValue: '-8' },
      ],
    ],
    [
      arTrnSummary,
      [
        {
          ...customer,
          ...posted,
          Invoice: 'T-1',
          MerchandiseValue: '5700',
          FreightValue: '12.50',
          TaxValue: '570',
          Currency: '$',
          ExchangeRate: '1',
          MulDiv: 'M',
        },
        {
          ...customer,
          ...posted,
          Invoice: 'T-CAD',
          MerchandiseValue: '9.50',
          TaxValue: '0.50',
          ForeignMerchVal: '13.02',
          ForeignTaxVal: '0.68',
          Currency: 'CAD',
          ExchangeRate: '1.37',
          MulDiv: 'D',
        },
        { ...customer, ...posted, Invoice: 'T-LOW', DocumentType: 'I', MerchandiseValue: '10', Currency: '$' },
        {
          ...customer,
          ...posted,
          Invoice: 'T-LOW',
          DocumentType: 'I',
          SummaryLine: 2,
          MerchandiseValue: '20',
          Currency: '$',
        },
      ],
    ],
    [
      arTrnDetail,
      [
        {
          ...customer,
          ...posted,
          Invoice: 'T-1',
          DetailLine: 1,
          LineType: '1',
          StockCode: 'T-ITEM',
          SalesOrder: 'T-SO1',
          SalesOrderLine: 2,
          QtyInvoiced: '24',
          NetSalesValue: '5700',
          DiscValue: '300',
          TaxValue: '570',
          TaxableValue: '5700',
          TaxCode: 'A',
          PostValue: '5700',
        },
        {
          ...customer,
          ...posted,
          Invoice: 'T-1',
          DetailLine: 2,
          LineType: '4',
          SalesOrder: 'T-SO1',
          SalesOrderLine: 5,
          NetSalesValue: '12.50',
          TaxCode: 'E',
          PostValue: '12.50',
        },
        {
          ...customer,
          ...posted,
          Invoice: 'T-CAD',
          DetailLine: 1,
          LineType: '1',
          StockCode: 'T-GONE',
          SalesOrder: 'T-SO2',
          SalesOrderLine: 1,
          QtyInvoiced: '1',
          NetSalesValue: '9.50',
          TaxValue: '0.50',
          TaxableValue: '9.50',
          TaxCode: 'A',
          PostValue: '13.02',
        },
        {
          ...customer,
          ...posted,
          Invoice: 'T-LOW',
          DocumentType: 'I',
          DetailLine: 1,
          LineType: '1',
          StockCode: 'T-ITEM',
          QtyInvoiced: '4',
          NetSalesValue: '10',
        },
        {
          ...customer,
          ...posted,
          Invoice: 'T-LOW',
          DocumentType: 'I',
          SummaryLine: 2,
          DetailLine: 1,
          LineType: '1',
          StockCode: 'T-ITEM',
          QtyInvoiced: '8',
          NetSalesValue: '20',
        },
      ],
    ],
  ]);
});
afterAll(() => syspro.stop());

async function documents(filter: string, kind = 'I'): Promise<XmlElement[]> {
  const reply = await runQuery(
    syspro,
    'SORQID',
    `<Query><Option><DocumentType>${kind}</DocumentType></Option><Filter>${filter}</Filter></Query>`,
  );
  return [...children(reply.content, 'SalesOrderInvoiceDocument')];
}
const numbers = async (filter: string, kind?: string): Promise<string[]> =>
  (await documents(filter, kind)).map((document) => fields(at(document, 'Header')).DocumentNumber ?? '');
const one = async (invoice: string): Promise<XmlElement> => {
  const [document] = await documents(`<InvoiceNumber FilterType="S" FilterValue="${invoice}"/>`);
  if (document === undefined) throw new Error(`no document ${invoice}`);
  return document;
};
const mine = '<Branch FilterType="S" FilterValue="T9"/>';

test.each([
  ['<InvoiceNumber FilterType="L" FilterValue="T-1,T-LOW"/>', ['T-1', 'T-LOW']],
  ['<InvoiceNumber FilterType="R" FilterValue="T-1,T-CAD"/>', ['T-1', 'T-CAD']],
  [`${mine}<InvoiceDate FilterType="R" FilterValue="2026-03-11,2026-03-13"/>`, ['T-LOW']],
  [`${mine}<InvoiceDate FilterType="S" FilterValue="2026-03-10"/>`, ['T-1', 'T-CAD']],
  ['<SalesOrder FilterType="S" FilterValue="T-SO2"/>', ['T-CAD']],
  [`${mine}<Customer FilterType="A" FilterValue=""/>`, ['T-1', 'T-CAD', 'T-LOW']],
])('the filter %s', async (filter, expected) => {
  expect(await numbers(filter)).toEqual(expected);
});

test('credit notes of one number are told apart by their customer, and are no invoices', async () => {
  expect(await numbers(mine, 'C')).toEqual(['_CR0000003', '_CR0000003']);
  expect(await numbers(`<Customer FilterType="S" FilterValue="T2"/>`, 'C')).toEqual(['_CR0000003']);
  expect(await numbers(mine, 'D')).toEqual([]);
});

test.each([
  ['<InvoiceDate FilterType="S" FilterValue="10.03.2026"/>', 'I'],
  ['<InvoiceNumber FilterType="X" FilterValue="1"/>', 'I'],
  ['', 'Q'],
])('refuses %s with type %s', async (filter, kind) => {
  const query = `<Query><Option><DocumentType>${kind}</DocumentType></Option><Filter>${filter}</Filter></Query>`;
  expect((await runQuery(syspro, 'SORQID', query)).root).toBe('Exception');
});

test('an invoice as a document: header, lines with comments in their places, tax, totals', async () => {
  const document = await one('T-1');
  expect(fields(at(document, 'Header'))).toMatchObject({
    DocumentNumber: 'T-1',
    Customer: 'T1',
    CustomerName: 'Müller & Sons',
    SoldToAddr1: '1 Dock Rd',
    ShipAddress1: '9 Store St',
    CustomerPoNumber: 'PO-7',
    OrderDate: '2026-03-01',
    EntInvoiceDate: '2026-03-10',
    Currency: '$',
    SystemDate: '2026-03-20',
    SystemTime: '10:00:00.000',
  });
  expect(Object.keys(document).filter((name) => name !== '#text')).toEqual([
    'Header',
    'Comment',
    'Merchandise',
    'Freight',
    'SalesTaxDetails',
    'Totals',
  ]);
  expect(children(document, 'Comment').map((line) => fields(line).NComment)).toEqual([
    'For the whole order',
    'For line 2',
  ]);
  expect(fields(at(document, 'Merchandise'))).toMatchObject({
    LineNumber: '0001',
    SalesOrderLine: '0002',
    MOrderQty: '            5.000000',
    MShipQty: '            2.000000',
    MStockQtyToShp: '           24.000000',
    PricingQtyShip: '           24.000000',
    MStockDes: 'Case of items',
    MCusSupStkCode: 'CUST-9',
    AlternateKey1: '00012345678905',
    MPrice: '           250.00000',
    NetUnitPrice: '           237.50000',
    UnitPriceInOrderUm: '          3000.00000',
    LineDiscValue: '          300.00',
    LineGrossamount: '         6000.00',
    LineNetAfterDisc: '         5700.00',
    LineSalesTax: '          570.00',
    LineTaxPerc: '           10.00',
    LineNetInclTax: '         6270.00',
  });
  expect(fields(at(document, 'Freight'))).toMatchObject({
    LineNumber: '0002',
    NComment: 'Freight',
    NMscChargeValue: '           12.50',
  });
  expect(children(document, 'SalesTaxDetails').map((tax) => fields(tax).SalesTaxCode)).toEqual(['A', 'E']);
  expect(fields(at(document, 'Totals'))).toMatchObject({
    TotalGrossAmount: '6,000.00',
    TotalNetAmount: '5,700.00',
    TotalFreightAmount: '12.50',
    TotalSalesTax: '570.00',
    TotalInvoiceAmount: '6,282.50',
    TotalInvAmtExclTax: '5,712.50',
    InvoiceDueDate: '2026-04-09',
  });
});

test('the comment of a line stands right behind it', async () => {
  const { text } = await runQuery(
    syspro,
    'SORQID',
    '<Query><Filter><InvoiceNumber FilterType="S" FilterValue="T-1"/></Filter></Query>',
  );
  const places = ['For the whole order', 'Case of items', 'For line 2', '<Freight>'].map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThan(0);
});

test('a foreign invoice is in its own currency, its line from the complete order', async () => {
  const document = await one('T-CAD');
  expect(fields(at(document, 'Header'))).toMatchObject({ Currency: 'CAD', MulDiv: 'D' });
  expect(fields(at(document, 'Merchandise'))).toMatchObject({
    MStockDes: 'Moved',
    LineNetAfterDisc: '           13.02',
    // 0.50 × 1.37 is 0.685: as a cent it is 0.69, one more than was posted.
    LineSalesTax: '            0.69',
  });
  expect(fields(at(document, 'SalesTaxDetails')).SalesTaxAmount?.trim()).toBe('0.68');
  expect(fields(at(document, 'Totals'))).toMatchObject({ TotalNetAmount: '13.02', TotalInvoiceAmount: '13.70' });
});

test('without a sales order: the item’s own description and unit, lines of all summary rows numbered on', async () => {
  const document = await one('T-LOW');
  const lines = children(document, 'Merchandise').map(fields);
  expect(lines.map((line) => [line.LineNumber, line.MStockDes, line.MOrderUom, line.MPrice?.trim()])).toEqual([
    ['0001', 'Plain item', 'EA', '2.50000'],
    ['0002', 'Plain item', 'EA', '2.50000'],
  ]);
  expect(fields(at(document, 'Totals')).TotalInvoiceAmount).toBe('30.00');
  // Its ship-to is the customer's, for there is no order to have another.
  expect(fields(at(document, 'Header')).ShipCustomerName).toBe('Müller & Sons');
});

describe('what all invoices of the company say', () => {
  test('agrees with the tables: numbers, values, and lines that come to their totals', async () => {
    const rows = await syspro.rows<{ Invoice: string; CurrencyValue: number; DocumentType: string }>('A/ArInvoice', {
      $filter: "DocumentType eq 'I' or DocumentType eq 'i'",
      $select: 'Invoice,CurrencyValue,DocumentType',
      $orderby: 'Invoice,Customer,DocumentType',
    });
    const seen = await documents('');
    const amount = (text: string | undefined): number => Math.round(Number((text ?? '').replaceAll(',', '')) * 100);
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(
      seen.map((document) => [
        fields(at(document, 'Header')).DocumentNumber,
        amount(fields(at(document, 'Totals')).TotalInvoiceAmount),
      ]),
    ).toEqual(rows.map((row) => [row.Invoice.trimEnd(), Math.round(row.CurrencyValue * 100)]));
    const unbalanced = seen.filter((document) => {
      const net = children(document, 'Merchandise').reduce(
        (sum, line) => sum + amount(fields(line).LineNetAfterDisc),
        0,
      );
      return net !== amount(fields(at(document, 'Totals')).TotalNetAmount);
    });
    expect(unbalanced.map((document) => fields(at(document, 'Header')).DocumentNumber)).toEqual([]);
  });
});
