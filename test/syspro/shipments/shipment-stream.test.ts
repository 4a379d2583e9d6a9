import { describe, expect, test } from 'vitest';
import type { ShipNotice, ShippedLine } from '../../../src/documents/ship-notice.ts';
import type { FoundRecord } from '../../../src/syspro/document-source.ts';
import { createShipmentStream } from '../../../src/syspro/shipments/shipment-stream.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';
import { companyShipping, type ShipmentInput } from './company.ts';
import { rowTables } from './row-tables.ts';
import { customer, goods, header, note, order, orderLine, tables } from './sample-rows.ts';

interface Given {
  readonly head?: TableRow;
  readonly rows?: Readonly<Record<string, readonly TableRow[]>>;
  readonly forms?: Readonly<Record<string, readonly TableRow[]>>;
  readonly settings?: Partial<ShipmentInput>;
  readonly missing?: readonly string[];
}

async function read({
  head = header,
  rows = {},
  forms = {},
  settings = {},
  missing = [],
}: Given): Promise<FoundRecord> {
  const stream = createShipmentStream(companyShipping(settings), rowTables(forms, { channel: 'enet' }));
  const source = rowTables({ ...tables, ...rows }, { missing });
  const [record] = await stream.assemble([{ header: head }], source);
  if (!record) throw new Error('no record was assembled');
  return record;
}

async function documentOf(given: Given = {}): Promise<ShipNotice> {
  const record = await read(given);
  if (record.outcome === 'document' && record.document.type === 'ship-notice') return record.document;
  throw new Error(JSON.stringify(record));
}

async function codesOf(given: Given): Promise<string[]> {
  const record = await read(given);
  return record.outcome === 'unusable'
    ? record.findings.map(({ code, record: at, field }) => `${code} ${at} ${field}`)
    : [];
}

async function goodsOf(given: Given): Promise<ShippedLine> {
  const [line] = (await documentOf(given)).lines;
  if (line === undefined || line.kind === 'comment') throw new Error('the first line is no line of goods');
  return line;
}

test('a whole dispatch note', async () => {
  expect(await documentOf()).toEqual({
    type: 'ship-notice',
    company: 'A',
    dispatchNote: note,
    status: '5',
    cancelled: false,
    customer: '0000001',
    branch: '10',
    shipDate: '2026-11-02',
    plannedDeliveryDate: '2026-11-02',
    shippingInstructions: 'Best way',
    shippingInstructionsCode: 'LTL',
    comments: ['Tail lift needed'],
    shipTo: {
      code: '0000001',
      name: 'Store 7',
      store: '0007',
      street: ['1 Dock Road'],
      city: 'Columbus',
      state: 'OH',
      postalCode: '43215',
      country: 'US',
    },
    shipFrom: { code: 'E', name: 'East', street: ['400 Harbor Drive'], city: 'Milwaukee' },
    transport: { carrier: 'LTL' },
    orders: [
      {
        salesOrder: '000000000000100',
        customerPurchaseOrder: 'PO-9',
        orderDate: '2026-10-20',
        storeNumber: '0007',
      },
    ],
    lines: [
      {
        kind: 'stocked',
        line: 1,
        salesOrder: '000000000000100',
        salesOrderLine: 3,
        stockCode: 'FA-10001',
        description: 'Hex bolt 8 mm',
        customerItem: 'C-77',
        quantity: '10',
        uom: 'CS',
        orderedQuantity: '25',
        warehouse: 'E',
        lots: [],
      },
    ],
    packages: [],
    masters: {
      soldTo: {
        code: '0000001',
        name: 'Lakeside Stores',
        store: '0007',
        street: ['9 Head Office Lane'],
        city: 'Chicago',
        state: 'IL',
        postalCode: '60601',
      },
      items: [{ stockCode: 'FA-10001', description: 'Hex bolt', stockingUom: 'EA', mass: '0.01' }],
    },
  });
});

describe('the record', () => {
  test.each([
    ['5', { open: true, cancelled: false }],
    ['H', { open: true, cancelled: false }],
    ['9', { open: false, cancelled: false }],
    ['*', { open: false, cancelled: true }],
  ])('a note of status %s', async (status, expected) => {
    expect(await read({ head: { ...header, DispatchNoteStatus: status } })).toMatchObject({
      ...expected,
      status,
      key: { company: 'A', type: 'ship-notice', key: note },
      party: { role: 'customer', code: '0000001' },
      traits: [],
    });
  });

  test('has its note of a key that is made of order and suffix', async () => {
    const record = await read({ head: { ...header, DispatchNote: '000100/0001' } });
    expect(record.key.key).toBe('000100/0001');
  });

  test('is dated by the delivery, else by its invoice, else by the plan, and only else by the stream’s column', () => {
    const stream = createShipmentStream(companyShipping());
    const list: typeof stream.list = (row, date) => stream.list(row, date);
    const { PlannedDeliverDate: _, ...unplanned } = header;
    const invoiced = { ...header, InvoiceCreatedDate: '2026-12-01' };
    const delivered = { ...invoiced, ActualDeliveryDate: '2026-11-30' };
    expect(list(delivered, '2026-10-30').date).toBe('2026-11-30');
    expect(list(invoiced, '2026-10-30').date).toBe('2026-12-01');
    expect(list(header, '2026-10-30').date).toBe('2026-11-02');
    expect(list(unplanned, '2026-10-30').date).toBe('2026-10-30');
    expect(list(unplanned, undefined)).not.toHaveProperty('date');
  });

  test('is dated by the next column where one holds no day', () => {
    expect(
      createShipmentStream(companyShipping()).list({ ...header, ActualDeliveryDate: 'soon' }, undefined).date,
    ).toBe('2026-11-02');
  });

  test('keeps its hash while it is printed and invoiced, and changes it with what was shipped', async () => {
    const before = await read({});
    const invoiced = await read({ head: { ...header, DispatchNoteStatus: '9', Invoice: '000000000000900' } });
    const more = await read({ rows: { MdnDetail: [{ ...goods, MQtyToDispatch: '11.000000' }] } });
    expect(invoiced.amendmentHash).toBe(before.amendmentHash);
    expect(more.amendmentHash).not.toBe(before.amendmentHash);
  });

  test('a deep scan also reads what is neither invoiced nor cancelled', () => {
    expect(createShipmentStream(companyShipping()).alsoDeep('2026-11-01')).toEqual({
      allOf: [
        { column: 'DispatchNoteStatus', is: 'ne', value: '9' },
        { column: 'DispatchNoteStatus', is: 'ne', value: '*' },
      ],
    });
  });

  test('without a customer or status is unusable', async () => {
    const { Customer: _customer, DispatchNoteStatus: _status, ...incomplete } = header;
    expect(await codesOf({ head: incomplete })).toEqual([
      `SYSPRO-VALUE-MISSING MdnMaster ${note} DispatchNoteStatus`,
      `SYSPRO-VALUE-MISSING MdnMaster ${note} Customer`,
    ]);
  });
});

describe('where it goes', () => {
  const blank = Object.fromEntries(
    Object.entries(header).filter(([column]) => !/^Dispatch(Name|Addr|Postal)/.test(column)),
  );

  test('the ship date is the actual one where there is one', async () => {
    const document = await documentOf({ head: { ...header, ActualDeliveryDate: '2026-11-03' } });
    expect(document).toMatchObject({ shipDate: '2026-11-03', plannedDeliveryDate: '2026-11-02' });
  });

  test('to the customer’s usual address where the note has none', async () => {
    const { shipTo } = await documentOf({ head: blank });
    expect(shipTo).toEqual({
      code: '0000001',
      name: 'Lakeside Stores',
      store: '0007',
      street: ['2 Usual Street'],
      city: 'Dayton',
      state: 'OH',
      postalCode: '45402',
    });
  });

  test('to the address of its ship-to code where the note has a code alone', async () => {
    const coded = {
      Customer: '0000001',
      AddrCode: 'DC1',
      ShipToName: 'DC One',
      ShipToAddr1: '5 Ring Road',
      StoreNumber: '31',
    };
    const { shipTo } = await documentOf({ head: { ...blank, MultiShipCode: 'DC1' }, rows: { ArMultAddress: [coded] } });
    expect(shipTo).toEqual({ code: 'DC1', name: 'DC One', store: '31', street: ['5 Ring Road'] });
  });

  test('its own address counts before that of its ship-to code', async () => {
    const coded = {
      Customer: '0000001',
      AddrCode: 'DC1',
      ShipToName: 'DC One',
      ShipToAddr1: '5 Ring Road',
      StoreNumber: '31',
    };
    const { shipTo } = await documentOf({
      head: { ...header, MultiShipCode: 'DC1' },
      rows: { ArMultAddress: [coded] },
    });
    expect(shipTo).toMatchObject({
      code: 'DC1',
      name: 'Store 7',
      store: '31',
      street: ['1 Dock Road'],
      city: 'Columbus',
    });
  });

  test('by the site’s habit of what the address lines hold', async () => {
    const company = companyShipping({}, { address: { city: 'addr2', state: 'addr3', country: 'addr5' } });
    const head = { ...blank, DispatchAddress1: '1 Dock Road', DispatchAddress2: 'Toledo', DispatchAddress3: 'OH' };
    const [record] = await createShipmentStream(company).assemble([{ header: head }], rowTables(tables));
    expect(record).toMatchObject({ document: { shipTo: { street: ['1 Dock Road'], city: 'Toledo', state: 'OH' } } });
  });

  test('from a warehouse whose address only the configuration has', async () => {
    const company = companyShipping({}, { warehouses: { E: { name: 'East dock', street: ['1 Pier'], city: 'Erie' } } });
    const [record] = await createShipmentStream(company).assemble([{ header }], rowTables(tables));
    expect(record).toMatchObject({ document: { shipFrom: { code: 'E', name: 'East dock', city: 'Erie' } } });
  });
});

describe('its lines', () => {
  const second = { ...goods, DispatchNoteLine: '2', SalesOrder: '000000000000101', SalesOrderLine: '1' };

  test('of several sales orders', async () => {
    const { orders, lines } = await documentOf({
      rows: {
        MdnDetail: [second, goods],
        SorMaster: [order, { ...order, SalesOrder: '000000000000101', CustomerPoNumber: 'PO-10' }],
      },
    });
    expect(orders.map(({ customerPurchaseOrder }) => customerPurchaseOrder)).toEqual(['PO-9', 'PO-10']);
    expect(lines.map(({ line }) => line)).toEqual([1, 2]);
  });

  test('a line without an order is of the order the note was made from', async () => {
    const { SalesOrder: _, ...without } = goods;
    expect(await goodsOf({ rows: { MdnDetail: [without] } })).toMatchObject({ salesOrder: '000000000000100' });
  });

  test('freight and charges are not shipped; comments stand with their line, and not the blank ones', async () => {
    const line = { DispatchNote: note, SalesOrder: '000000000000100' };
    const { lines } = await documentOf({
      rows: {
        MdnDetail: [
          { ...line, DispatchNoteLine: '1', LineType: '6', NComment: 'Call ahead', NCommentFromLin: '0' },
          { ...goods, DispatchNoteLine: '2' },
          { ...line, DispatchNoteLine: '4', LineType: '6', NComment: 'Mark with store', NCommentFromLin: '2' },
          { ...line, DispatchNoteLine: '5', LineType: '6', NComment: 'Of a line not here', NCommentFromLin: '9' },
          { ...line, DispatchNoteLine: '6', LineType: '6' },
          { ...line, DispatchNoteLine: '7', LineType: '4', NComment: 'Freight' },
          { ...line, DispatchNoteLine: '8', LineType: '5', NComment: 'Handling' },
        ],
      },
    });
    expect(lines.filter(({ kind }) => kind === 'comment')).toEqual([
      { kind: 'comment', line: 1, text: 'Call ahead' },
      { kind: 'comment', line: 4, text: 'Mark with store', forLine: 2 },
      { kind: 'comment', line: 5, text: 'Of a line not here' },
    ]);
    expect(lines).toHaveLength(4);
  });

  test('a line of an unknown type, without item and unit, is not guessed at', async () => {
    const { MStockCode: _code, MOrderUom: _uom, ...bare } = goods;
    expect(
      await codesOf({
        rows: {
          MdnDetail: [
            { ...goods, LineType: '8' },
            { ...bare, DispatchNoteLine: '2' },
          ],
        },
      }),
    ).toEqual([
      `SYSPRO-LINE-TYPE-UNKNOWN MdnDetail ${note} line 1 LineType`,
      `SYSPRO-VALUE-MISSING MdnDetail ${note} line 2 MOrderUom`,
      `SYSPRO-VALUE-MISSING MdnDetail ${note} line 2 MStockCode`,
    ]);
  });

  test('the customer’s number of an item: of the note, else of the order, else of the cross-reference', async () => {
    const { MCusSupStkCode: _, ...without } = goods;
    const cross = [{ Customer: '0000001', CustStockCode: 'X-1', StockCode: 'FA-10001' }];
    const ofOrder = { MdnDetail: [without], SorDetail: [{ ...orderLine, MCusSupStkCode: 'C-ORDER' }] };
    expect(await goodsOf({ rows: { ...ofOrder, ArCustStkXref: cross } })).toMatchObject({ customerItem: 'C-ORDER' });
    expect(await goodsOf({ rows: { MdnDetail: [without], ArCustStkXref: cross } })).toMatchObject({
      customerItem: 'X-1',
    });
    expect(await goodsOf({ rows: { MdnDetail: [without] } })).not.toHaveProperty('customerItem');
  });

  test('an order line whose unit was changed tells no ordered quantity', async () => {
    const changed = { rows: { SorDetail: [{ ...orderLine, MOrderUom: 'EA' }] } };
    expect(await goodsOf(changed)).not.toHaveProperty('orderedQuantity');
  });
});

describe('sales orders that are complete', () => {
  const moved = (invoice: string, quantity: string, purchaseOrder: string) => ({
    order: { ...order, InvoiceNumber: invoice, CustomerPoNumber: purchaseOrder },
    line: { ...orderLine, InvoiceNumber: invoice, MOrderQty: quantity },
  });
  const early = moved('000000000000800', '25.000000', 'PO-EARLY');
  const late = moved('000000000000900', '30.000000', 'PO-LATE');
  const rows = {
    SorMaster: [],
    SorDetail: [],
    SorMasterRep: [late.order, early.order],
    SorDetailRep: [late.line, early.line],
  };

  test('are found where they moved to, by the invoice of the note', async () => {
    const document = await documentOf({ head: { ...header, Invoice: '000000000000800' }, rows });
    expect(document.orders).toMatchObject([{ customerPurchaseOrder: 'PO-EARLY' }]);
    expect(document.lines).toMatchObject([{ orderedQuantity: '25' }]);
  });

  test('and by the latest where the note has none', async () => {
    const document = await documentOf({ rows });
    expect(document.orders).toMatchObject([{ customerPurchaseOrder: 'PO-LATE' }]);
    expect(document.lines).toMatchObject([{ orderedQuantity: '30' }]);
  });

  test('a purged one leaves what the note itself knows', async () => {
    const { orders } = await documentOf({ rows: { SorMaster: [], SorDetail: [] } });
    expect(orders).toEqual([
      { salesOrder: '000000000000100', customerPurchaseOrder: 'PO-OF-NOTE', storeNumber: '0007' },
    ]);
  });

  test('are not looked for while all orders are live', async () => {
    const source = rowTables(tables);
    await createShipmentStream(companyShipping()).assemble([{ header }], source);
    expect(source.asked).toContain('SorDetail');
    expect(source.asked).not.toContain('SorMasterRep');
    expect(source.asked).not.toContain('SorDetailRep');
  });
});

describe('what SYSPRO has no column for', () => {
  const fields = {
    carrier: { form: 'Scac' },
    trackingNumber: { form: 'Tracking' },
    billOfLading: { column: 'UserField1' },
    packageCount: { form: 'Count' },
    weight: { form: 'Weight' },
    volume: { column: 'UserField2' },
  };

  test('comes from the columns and form fields the settings name; zeros and blanks are absent', async () => {
    const { transport } = await documentOf({
      settings: { fields },
      head: { ...header, UserField1: ' BOL-1', UserField2: '0.00' },
      forms: { 'MdnMaster+': [{ DispatchNote: note, Scac: 'RDWY', Count: '     3', Weight: '   1,234.500' }] },
    });
    expect(transport).toEqual({ carrier: 'RDWY', billOfLading: 'BOL-1', packageCount: '3', weight: '1234.5' });
  });

  test('a measure that is none is a finding that names the form', async () => {
    const given = { settings: { fields }, forms: { 'MdnMaster+': [{ DispatchNote: note, Weight: 'heavy' }] } };
    expect(await codesOf(given)).toEqual([`SYSPRO-NUMBER-UNREADABLE MdnMaster+ ${note} Weight`]);
  });

  test('the customer’s order line, by a column of the order line', async () => {
    const settings = { customerOrderLine: { column: 'PoLine' } };
    expect(await goodsOf({ settings })).toMatchObject({ customerOrderLine: '00010' });
  });

  test('the customer’s order line, by the form of the line’s first number, the live row before those of invoices', async () => {
    const form = { SalesOrder: '000000000000100', SalesOrderInitLine: '2' };
    const given = {
      settings: { customerOrderLine: { form: 'CustPoLine' } },
      forms: {
        'CusSorDetailMerch+': [
          { ...form, CustPoLine: '7' },
          { ...form, InvoiceNumber: '000000000000900', CustPoLine: '6' },
          { ...form, SalesOrderInitLine: '3', CustPoLine: '5' },
        ],
      },
    };
    expect(await goodsOf(given)).toMatchObject({ customerOrderLine: '7' });
  });

  test('the customer’s order line, by a form that is kept by the line’s own number', async () => {
    const settings = { customerOrderLine: { form: 'CustPoLine' } };
    const forms = rowTables(
      { 'CusSorDetailMerch+': [{ SalesOrder: '000000000000100', SalesOrderLine: '2', CustPoLine: '8' }] },
      { channel: 'enet', missing: ['CusSorDetailMerch+.SalesOrderInitLine'] },
    );
    const stream = createShipmentStream(companyShipping(settings), forms);
    const [record] = await stream.assemble([{ header }], rowTables(tables));
    expect(record).toMatchObject({ document: { lines: [{ customerOrderLine: '8' }] } });
  });

  test('columns known only from business objects are left out where the site has none', async () => {
    const document = await documentOf({ missing: ['MdnDetail.NCommentFromLin', 'ArMultAddress.StoreNumber'] });
    expect(document.lines).toMatchObject([{ quantity: '10' }]);
  });
});

describe('lots', () => {
  const lot = {
    DispatchNote: note,
    DispatchNoteLine: '1',
    Lot: 'L2',
    StockQtyToShip: '48.000000',
    ExpiryDate: '2027-01-31',
  };

  test('are given in the unit of the line, each once', async () => {
    const MdnDetailLot = [
      lot,
      { ...lot, Lot: 'L1', StockQtyToShip: '60.000000' },
      { ...lot, StockQtyToShip: '12.000000' },
    ];
    expect((await goodsOf({ rows: { MdnDetailLot } })).lots).toEqual([
      { lot: 'L1', quantity: '5', expiry: '2027-01-31' },
      { lot: 'L2', quantity: '5', expiry: '2027-01-31' },
    ]);
  });

  test('that do not add up to the line are a finding', async () => {
    expect(await codesOf({ rows: { MdnDetailLot: [lot] } })).toEqual([
      `SYSPRO-LOT-QUANTITY MdnDetail ${note} line 1 MStockQtyToShp`,
    ]);
  });

  test('are not read where the site has none', async () => {
    expect((await goodsOf({ settings: { lots: 'none' }, rows: { MdnDetailLot: [lot] } })).lots).toEqual([]);
  });
});

test('a company without the stream has no source of it', () => {
  expect(() => createShipmentStream({ ...companyShipping(), streams: {} })).toThrow(RangeError);
});

test('the customer of another account than the note’s gives the order its store', async () => {
  const { orders } = await documentOf({
    rows: {
      SorMaster: [{ ...order, Customer: '0000002' }],
      ArCustomer: [customer, { ...customer, Customer: '0000002', StoreNumber: '0099' }],
    },
  });
  expect(orders).toMatchObject([{ storeNumber: '0099' }]);
});
