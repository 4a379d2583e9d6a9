import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { jsonOf, raise, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

type Row = Record<string, unknown>;
interface Key {
  readonly customer: string;
  readonly invoice: string;
  readonly documentType: string;
}

let syspro: SysproUnderTest;
let sql: Client;

beforeAll(async () => {
  syspro = await startSysproUnderTest({
    orders: 0,
    companies: [
      { id: 'A', name: 'A', password: '' },
      { id: 'B', name: 'B', password: '', numberStyle: 'alphanumeric' },
      { id: 'C', name: 'C', password: '', numberStyle: '6-digit-blank' },
    ],
  });
  sql = new Client({ connectionString: syspro.databaseUrl });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await syspro.stop();
});

const read = async (table: string, where: Record<string, string>, company = 'A'): Promise<Row[]> => {
  const conditions = Object.keys(where).map((column, i) => `"${column}" = $${i + 1}`);
  const { rows } = await sql.query<{ row: Row }>(
    `SELECT to_jsonb(t) - 'TimeStamp' AS row FROM "SysproCompany${company}"."${table}" t WHERE ${conditions.join(' AND ')} ORDER BY 1`,
    Object.values(where),
  );
  return rows.map(({ row }) => row);
};
const post = (path: string, body: object = {}): Promise<Response> => syspro.control('POST', path, body);
const raiseNotes = async (spec: object = {}): Promise<string[]> =>
  (await jsonOf<{ dispatchNotes: string[] }>(post('dispatch-notes', spec))).dispatchNotes;
const raiseInvoices = async (spec: object = {}): Promise<Key[]> =>
  (await jsonOf<{ invoices: Key[] }>(post('invoices', spec))).invoices;
const where = (key: Key): Record<string, string> => ({
  Customer: key.customer,
  Invoice: key.invoice,
  DocumentType: key.documentType,
});
const customer = tradingPartners[4]?.customer ?? '';

describe('dispatch notes', () => {
  test('raised as asked, of a customer, back-dated, with several sales orders and any column', async () => {
    const [number = ''] = await raiseNotes({
      customer: customer.replace(/^0+/, ''),
      date: '2026-02-01',
      orders: 2,
      goodsLines: 2,
      plain: true,
      header: { UserField1: 'RUSH' },
    });
    expect(await read('MdnMaster', { DispatchNote: number })).toMatchObject([
      {
        Customer: customer,
        DispatchNoteStatus: '7',
        PlannedDeliverDate: '2026-02-01T00:00:00',
        ActualDeliveryDate: '2026-02-01T00:00:00',
        UserField1: 'RUSH',
      },
    ]);
    const lines = await read('MdnDetail', { DispatchNote: number });
    expect(lines.map((line) => line['DispatchNoteLine'])).toHaveLength(4);
    expect(new Set(lines.map((line) => line['SalesOrder'])).size).toBe(2);
    expect((await read('MdnMaster+', { DispatchNote: number }))[0]).toMatchObject({
      Scac: expect.stringMatching(/^[A-Z]{4}$/),
    });
  });

  test('a second note delivers what is left of a sales order, and a third nothing', async () => {
    const { salesOrders } = await jsonOf<{ salesOrders: string[] }>(
      post('sales-orders', { goodsLines: 2, plain: true }),
    );
    const [order = ''] = salesOrders;
    const [first = ''] = await raiseNotes({ salesOrders, status: '5' });
    await post(`dispatch-notes/${first}`, { status: '*' });
    const [second = ''] = await raiseNotes({ salesOrders });
    expect(await read('SorMaster', { SalesOrder: order })).toMatchObject([{ NumDispatches: 2, OrderStatus: '8' }]);
    const quantities = async (note: string): Promise<unknown[]> =>
      (await read('MdnDetail', { DispatchNote: note })).map((line) => line['MQtyToDispatch']);
    expect(await quantities(second)).toEqual(await quantities(first));
    expect((await post('dispatch-notes', { salesOrders })).status).toBe(400);
  });

  test('edited without moving a date: held, let go, changed, cancelled with its quantities', async () => {
    const [number = ''] = await raiseNotes({ status: '3', goodsLines: 2, plain: true });
    const [before = {}] = await read('MdnMaster', { DispatchNote: number });
    const [lineBefore] = await read('MdnDetail', { DispatchNote: number, DispatchNoteLine: '1' });
    await post(`dispatch-notes/${number}`, { status: 'H' });
    expect(await read('MdnMaster', { DispatchNote: number })).toMatchObject([
      { DispatchNoteStatus: 'H', PrevStatus: '3', StatusWhenHeld: '3' },
    ]);
    await post(`dispatch-notes/${number}`, {
      lines: [{ DispatchNoteLine: 1, MQtyToDispatch: '1' }],
      removeLines: [2],
      form: { BillOfLading: 'BOL-X' },
      removeCartons: true,
      cartons: [{ DispatchNoteLine: 1, CartonNo: 1, Quantity: 1, Sscc: '006141410000000015' }],
    });
    await post(`dispatch-notes/${number}`, { status: '*' });
    const [after = {}] = await read('MdnMaster', { DispatchNote: number });
    expect(after).toEqual({
      ...before,
      DispatchNoteStatus: '*',
      PrevStatus: 'H',
      StatusWhenHeld: ' ',
    });
    expect(await read('MdnDetail', { DispatchNote: number })).toEqual([
      { ...lineBefore, MQtyToDispatch: 1, DispatchStatus: '*' },
    ]);
    expect(await read('MdnMaster+', { DispatchNote: number })).toMatchObject([
      { BillOfLading: expect.stringMatching(/^BOL-X *$/) },
    ]);
    expect(await read('EdiCarton', { DispatchNote: number })).toHaveLength(1);
    expect((await post('dispatch-notes/none', { status: '5' })).status).toBe(404);
  });

  test('numbers with a slash or a leading blank are edited by their URL-encoded key', async () => {
    for (const [company, pattern] of [
      ['B', /^30\d-\d{7}\/0001$/],
      ['C', /^ \d{5}$/],
    ] as const) {
      const [number = ''] = await raiseNotes({ company });
      expect(number).toMatch(pattern);
      const answer = await post(`dispatch-notes/${encodeURIComponent(number)}`, { company, status: 'S' });
      expect(answer.status).toBe(200);
      expect(await read('MdnMaster', { DispatchNote: number }, company)).toMatchObject([{ DispatchNoteStatus: 'S' }]);
    }
  });
});

describe('invoices', () => {
  test('back-dated, in the present period', async () => {
    const [key] = await raiseInvoices({ customer, invoiceDate: '2026-01-15', header: { Area: 'X' } });
    if (key === undefined) throw new Error('no invoice');
    expect(await read('ArInvoice', where(key))).toMatchObject([
      { InvoiceDate: '2026-01-15T00:00:00', InvoiceMonth: 3, Area: expect.stringMatching(/^X *$/) },
    ]);
    expect(await read('ArTrnSummary', where(key))).toMatchObject([{ TrnYear: 2026, TrnMonth: 3 }]);
  });

  test('bill dispatch notes, which are then invoiced, with the charges of their order once', async () => {
    const [one = '', two = ''] = await raiseNotes({ count: 2 });
    const keys = await raiseInvoices({ dispatchNotes: [one, two] });
    expect(keys).toHaveLength(2);
    expect((await read('MdnMaster', { DispatchNote: one }))[0]).toMatchObject({
      DispatchNoteStatus: '9',
      Invoice: keys[0]?.invoice,
    });
    expect((await post('invoices', { dispatchNotes: ['none'] })).status).toBe(400);
  });

  test.each([
    ['credit', ['I', 'C']],
    ['duplicate-credit', ['I', 'C', 'I', 'C']],
    ['credit-as-invoice', ['I', 'I']],
    ['debit', ['D']],
    ['lower-case', ['i']],
    ['partial', ['I', 'I']],
  ])('of kind %s', async (kind, types) => {
    expect((await raiseInvoices({ kind })).map(({ documentType }) => documentType)).toEqual(types);
  });

  test('payments and proofs of delivery change rows, and no date; a purge leaves the postings', async () => {
    const [key] = await raiseInvoices({ customer });
    if (key === undefined) throw new Error('no invoice');
    const path = `invoices/${key.customer}/${key.invoice}/${key.documentType}`;
    const [before = {}] = await read('ArInvoice', where(key));
    await post(path, { pay: true, proofOfDelivery: true });
    expect(await read('ArInvoice', where(key))).toEqual([
      {
        ...before,
        InvoiceBal1: 0,
        NextPaymEntry: 2,
        ProofOfDelivery: 'Y',
        PodEntryDate: '2026-03-20T00:00:00',
      },
    ]);
    await post(path, {
      header: { CustomerPoNumber: 'CORRECTED' },
      summary: { FreightValue: '1.00' },
      lines: [{ DetailLine: 1, NetSalesValue: '5.00' }],
    });
    expect((await read('ArTrnSummary', where(key)))[0]).toMatchObject({ FreightValue: 1 });
    expect((await read('ArTrnDetail', where(key))).map((line) => line['NetSalesValue'])).toContain(5);
    expect((await post(path, { purge: true })).status).toBe(200);
    expect(await read('ArInvoice', where(key))).toEqual([]);
    expect(await read('ArTrnSummary', where(key))).toHaveLength(1);
    expect((await post(path, { pay: true })).status).toBe(404);
  });

  test('a complete sales order moves to the Rep tables by its invoice', async () => {
    const [note = ''] = await raiseNotes();
    const [key] = await raiseInvoices({ dispatchNotes: [note] });
    const [line] = await read('MdnDetail', { DispatchNote: note });
    const order = String(line?.['SalesOrder']);
    const sales = await read('SorDetail', { SalesOrder: order });
    expect((await post(`sales-orders/${order}`, { complete: true })).status).toBe(200);
    expect(await read('SorMaster', { SalesOrder: order })).toEqual([]);
    expect(await read('SorMasterRep', { SalesOrder: order })).toMatchObject([{ InvoiceNumber: key?.invoice }]);
    expect(await read('SorDetailRep', { SalesOrder: order })).toHaveLength(sales.length);
    expect((await post(`sales-orders/${order}`, { complete: true })).status).toBe(404);
  });
});

describe('purchase orders', () => {
  test('receipts and reprints change rows, but not the order', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 2, plain: true });
    const [before = {}] = await read('PorMasterHdr', { PurchaseOrder: number });
    const lines = await read('PorMasterDetail', { PurchaseOrder: number });
    await post(`purchase-orders/${number}`, { receive: true, reprint: true });
    expect(await read('PorMasterHdr', { PurchaseOrder: number })).toEqual([{ ...before, PrintCount: 2 }]);
    expect(await read('PorMasterDetail', { PurchaseOrder: number })).toEqual(
      lines.map((line) => ({
        ...line,
        MReceivedQty: line['MOrderQty'],
        MLastReceiptDat: '2026-03-20T00:00:00',
        MCompleteFlag: 'Y',
      })),
    );
  });

  test('renumbering closes gaps and takes the comments’ references along; a purge leaves nothing', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 2, plain: true });
    await post(`purchase-orders/${number}`, {
      lines: [
        { Line: 7, MStockCode: 'X-1', MOrderQty: '1' },
        { Line: 9, LineType: '6', NComment: 'of seven', NCommentFromLin: 7 },
      ],
      removeLines: [1],
    });
    await post(`purchase-orders/${number}`, { renumber: true });
    const lines = await read('PorMasterDetail', { PurchaseOrder: number });
    const byLine = new Map(lines.map((line) => [line['Line'], line['NCommentFromLin']]));
    expect(byLine).toEqual(
      new Map([
        [1, 0],
        [2, 0],
        [3, 2],
      ]),
    );
    await post(`purchase-orders/${number}`, { purge: true });
    expect(await read('PorMasterDetail', { PurchaseOrder: number })).toEqual([]);
    expect((await post(`purchase-orders/${number}`, { status: '4' })).status).toBe(404);
  });
});

test.each([
  ['dispatch-notes', { status: '9' }],
  ['dispatch-notes', { customer: 'nobody' }],
  ['dispatch-notes', { header: { Nope: 1 } }],
  ['dispatch-notes', { salesOrders: ['none'] }],
  ['invoices', { kind: 'nonsense' }],
  ['invoices', { documentType: 'X' }],
  ['sales-orders', { company: 'Z' }],
])('%s refuses %o', async (path, body) => {
  expect((await post(path, body)).status).toBe(400);
});
