import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/documents/content-hash.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';
import { document, findings, freight, goods, header, order, orderLine, summary, traits, whole } from './rows.ts';

test('a whole invoice', () => {
  expect(document()).toEqual({
    type: 'invoice',
    company: 'main',
    customer: '0000100',
    invoice: '000000000100288',
    kind: 'invoice',
    invoiceDate: '2026-11-02',
    dueDate: '2026-12-02',
    shipDate: '2026-11-01',
    salesOrder: '000244',
    customerPurchaseOrder: 'PO-1',
    orderDate: '2026-10-28',
    branch: '20',
    salesperson: '100',
    dispatchNotes: [],
    terms: { code: '30', netDays: 30, description: 'Net 30' },
    currency: 'USD',
    foreign: false,
    shippingInstructions: 'Truck',
    shipTo: {
      code: '0000100',
      name: 'Big Box East',
      street: ['5 Gate Way'],
      city: 'Erie',
      state: 'PA',
      postalCode: '16501',
      country: 'US',
      store: '0007',
    },
    lines: [
      {
        kind: 'stocked',
        line: 1,
        stockCode: 'B100',
        description: 'Bolt, zinc',
        customerItem: 'BB-77',
        salesOrder: '000244',
        salesOrderLine: 1,
        quantity: '10',
        uom: 'EA',
        price: '5',
        priceUom: 'EA',
        uomPrice: '5',
        discounts: [],
        netValue: '50',
        taxCode: 'A',
        taxValue: '4',
        warehouse: 'E',
      },
      { kind: 'freight', line: 2, description: 'Freight, prepaid', amount: '8' },
    ],
    taxes: [{ code: 'A', amount: '4' }],
    totals: { merchandise: '50', freight: '8', other: '0', tax: '4', total: '62' },
    masters: {
      soldTo: { code: '0000100', name: 'Big Box', street: ['1 Main St'], city: 'Troy' },
      masterAccount: '0000099',
      items: [{ stockCode: 'B100', description: 'Bolt', stockingUom: 'EA' }],
    },
  });
});

test('a document is its own JSON, so that it can be stored and hashed', () => {
  const one = document();
  expect(JSON.parse(JSON.stringify(one))).toEqual(one);
  expect(contentHash(one)).toBe(contentHash(document()));
});

describe('where the goods went', () => {
  const blank = { SalesOrder: '000244', CustomerName: 'Big Box East' };
  test('by the further address the order names, where it has none of its own', () => {
    expect(document({ orders: [{ ...blank, MultiShipCode: 'DC1' }] }).shipTo).toEqual({
      code: 'DC1',
      name: 'Big Box DC 1',
      street: ['9 Dock Rd'],
      city: 'Gary',
      store: '0900',
    });
  });
  test('else by the customer’s usual one', () => {
    const usual = { code: '0000100', name: 'Big Box', street: ['2 Back St'], city: 'Troy', store: '0007' };
    expect(document({ orders: [blank] }).shipTo).toEqual(usual);
    expect(document({ orders: [] }).shipTo).toEqual(usual);
  });
  test('with the invoice’s own store before that of the address', () => {
    expect(document({ header: { ...header, StoreNumber: '0123' } }).shipTo.store).toBe('0123');
  });
});

describe('dates', () => {
  test('no due date where the terms are no number of days, or are not configured', () => {
    const withTerms = (code: string): { dueDate?: string; terms?: object } =>
      document({ header: { ...header, TermsCode: code } });
    expect(withTerms('PX')).not.toHaveProperty('dueDate');
    expect(withTerms('PX').terms).toEqual({ code: 'PX', description: 'Proximo' });
    expect(withTerms('99')).not.toHaveProperty('dueDate');
    expect(withTerms('99').terms).toEqual({ code: '99' });
  });
  test('shipped with the last of its dispatch notes, in whatever order they come', () => {
    const dispatches: TableRow[] = [
      { DispatchNote: '000000000000012', PlannedDeliverDate: '2026-11-09', ActualDeliveryDate: '2026-11-03' },
      { DispatchNote: '000000000000011', PlannedDeliverDate: '2026-11-05' },
    ];
    const one = document({ dispatches });
    expect(one.shipDate).toBe('2026-11-05');
    expect(one.dispatchNotes).toEqual(['000000000000011', '000000000000012']);
  });
  test('an invoice without a date is a finding', () => {
    const { InvoiceDate: _, ...undated } = header;
    expect(findings({ header: undated })).toMatchObject([
      { code: 'SYSPRO-VALUE-MISSING', field: 'InvoiceDate', record: 'ArInvoice 0000100 000000000100288 I' },
    ]);
    expect(findings({ header: { ...header, InvoiceDate: '2026-11-02T07:00:00Z' } })).toMatchObject([
      { code: 'SYSPRO-DATE-UNREADABLE', field: 'InvoiceDate' },
    ]);
  });
});

describe('the kind of record', () => {
  const negative = {
    header: { ...header, CurrencyValue: '-62.00' },
    summaries: [{ ...summary, MerchandiseValue: '-50.00', FreightValue: '-8.00', TaxValue: '-4.00' }],
    details: [
      { ...goods, QtyInvoiced: '-10.000000', NetSalesValue: '-50.00', TaxValue: '-4.00' },
      { ...freight, NetSalesValue: '-8.00' },
    ],
  };
  const asType = (type: string, rows = negative): typeof negative => ({
    ...rows,
    header: { ...rows.header, DocumentType: type },
  });

  test('a lower-case i is an invoice', () => {
    const rows = { header: { ...header, DocumentType: 'i' } };
    expect(document(rows).kind).toBe('invoice');
    expect(traits(rows)).toEqual(['invoice']);
  });
  test('a credit note is negative, quantities too', () => {
    const credit = document(asType('C'));
    expect(credit).toMatchObject({ kind: 'credit', totals: { total: '-62', tax: '-4' } });
    expect(credit.lines[0]).toMatchObject({ quantity: '-10', uomPrice: '5', netValue: '-50', taxValue: '-4' });
    expect(traits(asType('C'))).toEqual(['credit']);
  });
  test('an invoice of a negative value is a credit note to who gets it', () => {
    expect(document(negative).kind).toBe('credit');
    expect(traits(negative)).toEqual(['credit']);
  });
  test('where the site stores credit notes positive, they are negated; invoices are not', () => {
    const positive = { header: { ...header, DocumentType: 'C' } };
    const setting = { creditValues: 'positive' } as const;
    expect(document(positive, setting)).toEqual(document(asType('C')));
    expect(document({}, setting)).toEqual(document());
  });
  test('a debit note stays one whatever its sign', () => {
    expect(document({ header: { ...header, DocumentType: 'D' } }).kind).toBe('debit');
    expect(traits(asType('D'))).toEqual(['debit']);
  });
  test('another type is a finding', () => {
    expect(findings({ header: { ...header, DocumentType: 'X' } })).toMatchObject([
      { code: 'SYSPRO-DOCUMENT-TYPE-UNKNOWN', field: 'DocumentType', value: 'X' },
    ]);
  });
  test('zero value, also written negative', () => {
    const free = (value: string): typeof whole => ({
      ...whole,
      header: { ...header, CurrencyValue: value },
      summaries: [{ ...summary, MerchandiseValue: '0.00', FreightValue: '0.00', TaxValue: '0.00' }],
      details: [{ ...goods, NetSalesValue: '0.00', TaxValue: '0.00' }],
    });
    expect(traits(free('0.00'))).toEqual(['invoice', 'zero-value']);
    expect(traits(free('-0.00'))).toEqual(['invoice', 'zero-value']);
    expect(document(free('0.00')).lines).toMatchObject([{ quantity: '10', price: '0', netValue: '0' }]);
  });
  test('without a sales order, where nothing names one', () => {
    const { SalesOrder: _a, ...head } = header;
    const { SalesOrder: _b, SalesOrderLine: _c, ...line } = goods;
    const rows = { header: { ...head, CurrencyValue: '54.00' }, details: [line], orders: [], orderLines: [] };
    const alone = { ...rows, summaries: [{ ...summary, FreightValue: '0.00' }] };
    expect(traits(alone)).toEqual(['invoice', 'without-sales-order']);
    expect(document(alone)).not.toHaveProperty('salesOrder');
    expect(document(alone).lines).toMatchObject([{ description: 'Bolt', quantity: '10', uom: 'EA', price: '5' }]);
    expect(traits({ header: head })).toEqual(['invoice']);
    expect(document({ header: head }).salesOrder).toBe('000244');
  });
});

describe('several summary rows', () => {
  const second = {
    ...summary,
    SummaryLine: '2',
    MerchandiseValue: '20.00',
    FreightValue: '0.00',
    TaxValue: '0.00',
  };
  const secondLine = { ...goods, SummaryLine: '2', NetSalesValue: '20.00', QtyInvoiced: '4.000000', TaxValue: '0.00' };

  test('are added up, with all their lines', () => {
    const rows = {
      header: { ...header, CurrencyValue: '82.00' },
      summaries: [summary, second],
      details: [goods, freight, secondLine],
    };
    expect(document(rows)).toMatchObject({ totals: { merchandise: '70', total: '82' } });
    expect(document(rows).lines.map((line) => line.line)).toEqual([1, 2, 3]);
  });
  test('those of a deposit are left out with their lines', () => {
    const rows = { summaries: [summary, { ...second, DepositType: 'D' }], details: [goods, freight, secondLine] };
    expect(document(rows)).toEqual(document());
    expect(traits(rows)).toEqual(['invoice']);
  });
  test('an invoice of deposits alone is a deposit', () => {
    const rows = { summaries: [{ ...summary, DepositType: 'D' }] };
    expect(traits(rows)).toEqual(['invoice', 'deposit']);
    expect(document(rows).totals.total).toBe('62');
  });
  test('none at all is a finding, and the only one', () => {
    expect(findings({ summaries: [] })).toMatchObject([{ code: 'SYSPRO-SUMMARY-MISSING' }]);
  });
});

describe('totals that SYSPRO says twice and differently', () => {
  const mismatch = (rows: Parameters<typeof findings>[0]): string[] =>
    findings(rows).map(({ code, field, message }) => `${code} ${field} ${message}`);

  test('the header and its summary', () => {
    expect(mismatch({ header: { ...header, CurrencyValue: '61.99' } })).toEqual([
      'SYSPRO-TOTAL-MISMATCH CurrencyValue is 61.99, while merchandise, freight, other charges and tax of ArTrnSummary come to 62',
    ]);
  });
  test('the goods', () => {
    expect(mismatch({ details: [{ ...goods, NetSalesValue: '49.00' }, freight] })).toEqual([
      'SYSPRO-TOTAL-MISMATCH MerchandiseValue is 50, while the lines of goods in ArTrnDetail come to 49',
    ]);
  });
  test('the charges', () => {
    expect(mismatch({ details: [goods, { ...freight, NetSalesValue: '9.00' }] })).toEqual([
      'SYSPRO-TOTAL-MISMATCH FreightValue is 8, while such lines in ArTrnDetail come to 9',
    ]);
    expect(mismatch({ details: [goods, { ...freight, LineType: '5' }] })).toEqual([
      'SYSPRO-TOTAL-MISMATCH OtherValue is 0, while such lines in ArTrnDetail come to 8',
    ]);
  });
  test('the tax', () => {
    expect(mismatch({ details: [{ ...goods, TaxValue: '3.99' }, freight] })).toEqual([
      'SYSPRO-TOTAL-MISMATCH TaxValue is 4, while the taxes of the lines in ArTrnDetail come to 3.99',
    ]);
  });
  test('and whatever else is wrong, all at once', () => {
    const rows = { header: { ...header, CurrencyValue: 'x' }, details: [{ ...goods, LineType: '9' }, freight] };
    expect(findings(rows).map((one) => `${one.code} ${one.field}`)).toEqual([
      'SYSPRO-LINE-TYPE-UNKNOWN LineType',
      'SYSPRO-NUMBER-UNREADABLE CurrencyValue',
      'SYSPRO-TOTAL-MISMATCH CurrencyValue',
      'SYSPRO-TOTAL-MISMATCH MerchandiseValue',
    ]);
  });
});

test('taxes are by code, the second tax of a line among them', () => {
  const rows = {
    details: [
      { ...goods, TaxValue: '1.50', TaxCodeFst: 'G', TaxValueFst: '2.00' },
      { ...freight, TaxCode: 'A', TaxValue: '0.50' },
    ],
  };
  expect(document(rows).taxes).toEqual([
    { code: 'A', amount: '2' },
    { code: 'G', amount: '2' },
  ]);
  expect(document(rows).lines[0]).toMatchObject({ taxCode: 'A', taxValue: '3.5' });
});

test('freight that only the totals have becomes a line, so that the lines come to the total', () => {
  expect(document({ details: [goods] }).lines[1]).toEqual({ kind: 'freight', line: 2, amount: '8' });
});

describe('comments', () => {
  const comment = (line: string, text: string, on = '0'): Record<string, string> => ({
    SalesOrder: '000244',
    SalesOrderLine: line,
    LineType: '6',
    NComment: text,
    NCommentFromLin: on,
  });
  test('stand in their place; those of lines that are not billed, and blank ones, are left out', () => {
    const orderLines = [
      orderLine,
      comment('2', 'Galvanised', '1'),
      comment('3', ' '),
      comment('6', 'Not billed', '5'),
      comment('7', 'Thank you'),
      { ...comment('8', 'Of another order'), SalesOrder: '000245' },
    ];
    expect(document({ orderLines }).lines.slice(1)).toEqual([
      { kind: 'comment', line: 2, text: 'Galvanised', forLine: 1 },
      { kind: 'freight', line: 3, amount: '8' },
      { kind: 'comment', line: 4, text: 'Thank you' },
    ]);
  });
  test('of two orders on one invoice stay with their own', () => {
    const other = { ...goods, DetailLine: '3', SalesOrder: '000300', SalesOrderLine: '1', TaxValue: '0.00' };
    const rows = {
      header: { ...header, CurrencyValue: '112.00' },
      summaries: [{ ...summary, MerchandiseValue: '100.00' }],
      details: [goods, other, freight],
      orders: [order, { ...order, SalesOrder: '000300' }],
      orderLines: [
        orderLine,
        comment('2', 'On the first', '1'),
        { ...orderLine, SalesOrder: '000300' },
        { ...comment('2', 'On the second', '1'), SalesOrder: '000300' },
      ],
    };
    const lines = document(rows).lines;
    expect(lines.map((line) => line.kind)).toEqual(['stocked', 'comment', 'freight', 'stocked', 'comment']);
    expect(lines[1]).toMatchObject({ text: 'On the first', forLine: 1 });
    expect(lines[4]).toMatchObject({ text: 'On the second', forLine: 4 });
  });
});

describe('in a foreign currency', () => {
  const foreign = {
    header: { ...header, PostCurrency: 'CDN', CurrencyValue: '83.70', ConvRate: '0.740741' },
    summaries: [
      {
        ...summary,
        Currency: 'CDN',
        ForeignMerchVal: '67.50',
        ForeignFreightVal: '10.80',
        ForeignOtherVal: '0.00',
        ForeignTaxVal: '5.40',
      },
    ],
    details: [
      { ...goods, PostValue: '67.50' },
      { ...freight, PostValue: '10.80' },
    ],
    orderLines: [{ ...orderLine, MPrice: '6.75000' }],
  };

  test('all amounts are the foreign ones, and tax is shared out', () => {
    const one = document(foreign);
    expect(one).toMatchObject({
      currency: 'CAD',
      foreign: true,
      exchangeRate: '0.740741',
      taxes: [{ code: 'A', amount: '5.4' }],
      totals: { merchandise: '67.5', freight: '10.8', tax: '5.4', total: '83.7' },
    });
    expect(one.lines).toMatchObject([{ netValue: '67.5', uomPrice: '6.75', taxValue: '5.4' }, { amount: '10.8' }]);
  });
  test('tax of several codes comes to the foreign total to the cent', () => {
    const details = [
      { ...goods, PostValue: '67.50', TaxValue: '1.33', TaxCodeFst: 'G', TaxValueFst: '1.33' },
      { ...freight, PostValue: '10.80', TaxCode: 'B', TaxValue: '1.34' },
    ];
    expect(document({ ...foreign, details }).taxes).toEqual([
      { code: 'A', amount: '1.8' },
      { code: 'B', amount: '1.8' },
      { code: 'G', amount: '1.8' },
    ]);
  });
  test('where PostValue is nothing of the kind, values are shares of the foreign totals', () => {
    const details = [goods, freight];
    expect(document({ ...foreign, details }, { foreignLineValue: 'share' })).toEqual(document(foreign));
    expect(findings({ ...foreign, details }).map((one) => one.field)).toEqual(['ForeignMerchVal', 'ForeignFreightVal']);
  });
  test('a currency that is no ISO code is a finding', () => {
    expect(findings({ ...foreign, header: { ...foreign.header, PostCurrency: 'QQ' } })).toMatchObject([
      { code: 'SYSPRO-CURRENCY-UNKNOWN', field: 'PostCurrency', value: 'QQ' },
    ]);
  });
});
