import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/documents/content-hash.ts';
import { amendmentHash } from '../../../src/documents/document.ts';
import type { PurchaseOrder } from '../../../src/documents/purchase-order.ts';
import type { Finding } from '../../../src/documents/finding.ts';
import {
  otherWarehouses,
  toPurchaseOrder,
  type OrderMasters,
} from '../../../src/syspro/purchase-orders/purchase-order-rows.ts';
import type { PurchaseOrderSettings } from '../../../src/syspro/purchase-orders/purchase-order-tables.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';

const settings: PurchaseOrderSettings['syspro'] = {
  localCurrency: 'USD',
  currencies: { CDN: 'CAD' },
  address: { city: 'addr3Loc', state: 'addr4', country: 'addr5' },
  priceFactor: 'order-to-price',
  terms: {},
  items: { gtin: 'none' },
  warehouses: {},
};

const masters: OrderMasters = {
  suppliers: new Map([['000000000001001', { code: '000000000001001', name: 'Bolt Works', street: [] }]]),
  items: new Map([['FA-10001', { stockCode: 'FA-10001', gtin: '00012345678905' }]]),
  warehouses: new Map([
    ['D2', { code: 'D2', name: 'DC South', street: [] }],
    ['D3', { code: 'D3', street: [] }],
  ]),
};

const header: TableRow = {
  PurchaseOrder: '000000000150802',
  OrderStatus: '4',
  Supplier: '000000000001001',
  Currency: '$',
  OrderEntryDate: '2026-11-02',
  OrderDueDate: '2026-11-20',
  PaymentTerms: '30',
  ShippingInstrs: 'Best way',
  Buyer: 'BUY1',
  DeliveryName: 'DC East',
  DeliveryAddr1: '1 Dock Road',
  DeliveryAddr2: 'Gate 4',
  DeliveryAddr3Loc: 'Columbus',
  DeliveryAddr4: 'OH',
  DeliveryAddr5: 'US',
  PostalCode: '43215',
  Warehouse: 'D1',
};

const goods: TableRow = {
  PurchaseOrder: '000000000150802',
  Line: '1',
  LineType: '1',
  MStockCode: 'FA-10001',
  MStockDes: 'Hex bolt 8 mm',
  MSupCatalogue: 'V10001',
  MWarehouse: 'D1',
  MOrderUom: 'EA',
  MStockingUom: 'EA',
  MOrderQty: '100.000000',
  MPrice: '1.25000',
  MForeignPrice: '0.00000',
  MPriceUom: 'EA',
  MConvFactPrcUm: '1.000000',
  MMulDivPrc: 'M',
  MConvFactOrdUm: '1.000000',
  MMulDivAlloc: 'M',
  MLatestDueDate: '2026-11-20',
};

function read(
  head: TableRow,
  lines: readonly TableRow[],
  more: Partial<PurchaseOrderSettings['syspro']> = {},
): ReturnType<typeof toPurchaseOrder> {
  return toPurchaseOrder({ header: head, lines }, masters, { code: 'main', syspro: { ...settings, ...more } });
}

function document(
  head: TableRow = header,
  lines: TableRow[] = [goods],
  more: Partial<PurchaseOrderSettings['syspro']> = {},
): PurchaseOrder {
  const result = read(head, lines, more);
  if (result.findings.length === 0) return result.document;
  throw new Error(JSON.stringify(result.findings));
}

function findings(head: TableRow, lines: TableRow[] = [goods]): readonly Finding[] {
  return read(head, lines).findings;
}

test('a whole order', () => {
  expect(document()).toEqual({
    type: 'purchase-order',
    company: 'main',
    purchaseOrder: '000000000150802',
    status: '4',
    cancelled: false,
    supplier: '000000000001001',
    orderDate: '2026-11-02',
    dueDate: '2026-11-20',
    currency: 'USD',
    foreign: false,
    paymentTerms: '30',
    shippingInstructions: 'Best way',
    buyer: 'BUY1',
    shipTo: {
      code: 'D1',
      name: 'DC East',
      street: ['1 Dock Road', 'Gate 4'],
      city: 'Columbus',
      state: 'OH',
      postalCode: '43215',
      country: 'US',
    },
    otherWarehouses: [],
    lines: [
      {
        kind: 'stocked',
        line: 1,
        stockCode: 'FA-10001',
        description: 'Hex bolt 8 mm',
        supplierItem: 'V10001',
        warehouse: 'D1',
        quantity: '100',
        orderUom: 'EA',
        price: '1.25',
        priceUom: 'EA',
        orderUomPrice: '1.25',
        discounts: [],
        netPrice: '1.25',
        dueDate: '2026-11-20',
      },
    ],
    masters: {
      supplier: { code: '000000000001001', name: 'Bolt Works', street: [] },
      items: [{ stockCode: 'FA-10001', gtin: '00012345678905' }],
    },
  });
});

test('every line type, in line order, blank comments left out', () => {
  const lines = document(header, [
    { Line: '6', LineType: '6', NComment: 'Handle with care', NCommentFromLin: '3' },
    { Line: '10', LineType: '5', NComment: 'Pallet deposit', NMscChargeValue: '12.50' },
    { Line: '9', LineType: '4', NMscChargeValue: '100.00' },
    { Line: '7', LineType: '6', NCommentFromLin: '3' },
    { Line: '1', LineType: '6', NComment: 'For the whole order', NCommentFromLin: '0' },
    { ...goods, Line: '3', LineType: '7' },
  ]).lines;
  expect(lines).toEqual([
    { kind: 'comment', line: 1, text: 'For the whole order' },
    expect.objectContaining({ kind: 'non-stocked', line: 3 }),
    { kind: 'comment', line: 6, text: 'Handle with care', forLine: 3 },
    { kind: 'freight', line: 9, amount: '100' },
    { kind: 'miscellaneous', line: 10, description: 'Pallet deposit', amount: '12.5' },
  ]);
});

test.each([
  ['*', undefined, true],
  ['4', 'Y', true],
  ['4', 'N', false],
  ['4', undefined, false],
])('status %s with cancelled flag %s: cancelled %s', (OrderStatus, flag, cancelled) => {
  expect(document({ ...header, OrderStatus, ...(flag && { CancelledFlag: flag }) }).cancelled).toBe(cancelled);
});

describe('currency', () => {
  test.each([
    [undefined, 'USD', '1.25'],
    ['$', 'USD', '1.25'],
    ['£', 'USD', '1.25'],
    ['USD', 'USD', '1.25'],
    ['EUR', 'EUR', '1.7'],
    ['CDN', 'CAD', '1.7'],
  ])('%s is %s, and its price the right one', (raw, currency, price) => {
    const { Currency: _, ...rest } = header;
    const order = document({ ...rest, ...(raw && { Currency: raw }) }, [{ ...goods, MForeignPrice: '1.70000' }]);
    expect(order).toMatchObject({ currency, lines: [{ price, orderUomPrice: price }] });
  });

  test('a foreign order takes its charges in its own currency, and one without such a value is a finding', () => {
    const foreign = { ...header, Currency: 'CAD' };
    const charge = { Line: '1', LineType: '5', NMscChargeValue: '10.00', NMscChargeFor: '13.70' };
    expect(document(foreign, [charge]).lines).toEqual([{ kind: 'miscellaneous', line: 1, amount: '13.7' }]);
    expect(findings(foreign, [{ ...charge, NMscChargeFor: '0.00' }])).toMatchObject([
      { code: 'SYSPRO-CHARGE-CURRENCY', record: 'PorMasterDetail 000000000150802 line 1', field: 'NMscChargeFor' },
    ]);
  });
});

test('the address is split by the configured columns, and what they do not name is street', () => {
  const order = document({ ...header, DeliveryAddr3: 'Columbus', DeliveryAddr3Loc: 'Franklin County' }, [goods], {
    address: { city: 'addr3', state: 'addr4', country: 'addr5' },
  });
  expect(order.shipTo).toMatchObject({ street: ['1 Dock Road', 'Gate 4', 'Franklin County'], city: 'Columbus' });
});

test('leading blanks of keys and codes stay, those of texts go', () => {
  const order = document({ ...header, PurchaseOrder: ' 00001', Supplier: '  7', DeliveryName: '  DC  East' });
  expect(order).toMatchObject({ purchaseOrder: ' 00001', supplier: '  7', shipTo: { name: 'DC  East' } });
});

test('everything wrong is found at once, each with its table, key, line and column', () => {
  const { Supplier: _, ...noSupplier } = header;
  const found = findings({ ...noSupplier, Currency: 'US$', OrderDueDate: '2026-11-20T05:00:00Z' }, [
    { ...goods, MOrderQty: 'many', MDiscValue: '5.00' },
    { ...goods, Line: '2', LineType: 'X' },
    { ...goods, Line: '3.5', MStockingUom: 'EA', MOrderUom: 'CS', MConvFactOrdUm: '24', MConvFactPrcUm: '12' },
  ]);
  expect(found.map(({ code, record, field, value }) => [code, record, field, value])).toEqual([
    ['SYSPRO-CURRENCY-UNKNOWN', 'PorMasterHdr 000000000150802', 'Currency', 'US$'],
    ['SYSPRO-VALUE-MISSING', 'PorMasterHdr 000000000150802', 'Supplier', undefined],
    ['SYSPRO-DATE-UNREADABLE', 'PorMasterHdr 000000000150802', 'OrderDueDate', '2026-11-20T05:00:00Z'],
    ['SYSPRO-NUMBER-UNREADABLE', 'PorMasterDetail 000000000150802 line 1', 'MOrderQty', 'many'],
    ['SYSPRO-DISCOUNT-UNCLEAR', 'PorMasterDetail 000000000150802 line 1', 'MDiscValue', '5.00'],
    ['SYSPRO-LINE-TYPE-UNKNOWN', 'PorMasterDetail 000000000150802 line 2', 'LineType', 'X'],
    ['SYSPRO-NUMBER-UNREADABLE', 'PorMasterDetail 000000000150802 line 3.5', 'Line', '3.5'],
    ['SYSPRO-PRICE-CONVERSION', 'PorMasterDetail 000000000150802 line 3.5', 'MConvFactPrcUm', '12'],
  ]);
  expect(found.every((finding) => finding.severity === 'error' && finding.fix !== '')).toBe(true);
});

test('the lines’ discounts are taken off the price of the ordered unit, and everything else of theirs is carried', () => {
  // A case of 24, priced by the piece.
  const boxed = { MOrderUom: 'CS', MConvFactOrdUm: '24.000000', MConvFactPrcUm: '24.000000', MOrderQty: '10.000000' };
  const lines = document(header, [
    { ...goods, ...boxed, MDiscPct1: '10.00', MDiscPct2: '5.00', MTaxCode: 'A', MVersion: 'B', MRelease: '2' },
    { ...goods, ...boxed, Line: '2', MDiscValFlag: 'U', MDiscValue: '0.05' },
    { ...goods, ...boxed, Line: '3', MDiscValFlag: 'V', MDiscValue: '12.00' },
  ]).lines;
  expect(lines).toMatchObject([
    { price: '1.25', orderUomPrice: '30', netPrice: '25.65', taxCode: 'A', version: 'B', release: '2' },
    { orderUomPrice: '30', netPrice: '28.8', discounts: [{ kind: 'per-unit', amount: '0.05' }] },
    { orderUomPrice: '30', netPrice: '28.8', discounts: [{ kind: 'value', amount: '12' }] },
  ]);
});

test('a foreign order says its rate, an order its terms, customer and tax status', () => {
  const more = { Customer: ' 7', TaxStatus: 'E', ExchangeRate: '1.370000' };
  const terms = { '30': { description: 'Net 30', netDays: 30 } };
  expect(document({ ...header, ...more, Currency: 'CAD' }, [], { terms })).toMatchObject({
    foreign: true,
    exchangeRate: '1.37',
    terms: { code: '30', description: 'Net 30', netDays: 30 },
    customer: ' 7',
    taxStatus: 'E',
  });
  expect(document({ ...header, ...more }, [])).not.toHaveProperty('exchangeRate');
  expect(document({ ...header, ...more }, [])).not.toHaveProperty('terms');
});

test('where lines name other warehouses than the header, each is carried once, in the order of the lines', () => {
  const rows = [
    { ...goods, Line: '9', MWarehouse: 'D2' },
    { ...goods, Line: '10', MWarehouse: 'D1' },
    { ...goods, Line: '2', MWarehouse: 'D3' },
    { ...goods, Line: '11', MWarehouse: 'D3' },
  ];
  expect(otherWarehouses({ header, lines: rows })).toEqual(['D3', 'D2']);
  expect(document(header, rows).otherWarehouses.map(({ code }) => code)).toEqual(['D3', 'D2']);
});

test('an order without an order date is a finding', () => {
  const { OrderEntryDate: _, ...undated } = header;
  expect(findings(undated)).toMatchObject([{ code: 'SYSPRO-VALUE-MISSING', field: 'OrderEntryDate' }]);
});

test('an order without lines is still a document: what to do about it is not decided here', () => {
  expect(document(header, []).lines).toEqual([]);
});

describe('the content hash', () => {
  const headerTexts = fc.dictionary(
    fc.constantFrom(
      'DeliveryName',
      'DeliveryAddr1',
      'DeliveryAddr4',
      'ShippingInstrs',
      'Buyer',
      'PostalCode',
      'Warehouse',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const lineTexts = fc.dictionary(
    fc.constantFrom('MStockDes', 'MSupCatalogue', 'MWarehouse', 'MStockCode'),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

  test('is that of the document as JSON gives it back, whatever the texts', () => {
    fc.assert(
      fc.property(headerTexts, fc.array(lineTexts, { maxLength: 4 }), (head, lines) => {
        const order = document(
          { ...header, ...head },
          lines.map((line, i) => ({ ...goods, ...line, Line: String(i) })),
        );
        const back: unknown = JSON.parse(JSON.stringify(order));
        expect(back).toEqual(order);
        expect(contentHash(back)).toBe(contentHash(order));
      }),
    );
  });

  test('does not change with receipts, reprints, or the way a number is written', () => {
    const before = amendmentHash(document());
    const after = document({ ...header, DateLastDocPrt: '2026-11-05', PrintCount: '2', AmendedCount: '1' }, [
      { ...goods, MReceivedQty: '60.000000', MCompleteFlag: 'Y', MOrderQty: '        100.000', MPrice: '1.25' },
    ]);
    expect(amendmentHash(after)).toBe(before);
  });

  test.each([
    ['a quantity', { MOrderQty: '101.000000' }],
    ['a due date', { MLatestDueDate: '2026-11-21' }],
    ['a price', { MPrice: '1.25001' }],
    ['an item', { MStockCode: 'fa-10001' }],
    ['a discount', { MDiscPct1: '1.00' }],
    ['a warehouse', { MWarehouse: 'D2' }],
  ])('changes with %s', (_name, change) => {
    expect(amendmentHash(document(header, [{ ...goods, ...change }]))).not.toBe(amendmentHash(document()));
  });
});
