import { Decimal } from 'decimal.js';
import { addDays } from './calendar.ts';
import { decimalOf } from './convert.ts';
import type { SeedCustomer } from './customers.ts';
import { atLeastOne, noteBilled, type DealMaker, type InvoiceKey } from './deal-maker.ts';
import type { DispatchStatus } from './dispatch-note.ts';
import type { BilledLine, DocumentType, InvoiceSpec } from './invoice.ts';
import { goodsOf, leftToDispatch, lineOf, openOrder, type OpenOrder } from './open-order.ts';
import { createSalesOrder } from './sales-order.ts';

/** What a deal may fix; the rest is by chance. */
export interface DealSpec {
  readonly customer: SeedCustomer;
  /** The day the goods leave, or of the invoice where there are none to leave. */
  readonly date: string;
  /** The day it is posted, where that is later than {@link date}. */
  readonly postedOn?: string;
  readonly goodsLines?: number;
  readonly plain?: boolean;
  readonly documentType?: DocumentType;
  readonly paid?: boolean;
  /** Of a dispatch note that is not billed. */
  readonly dispatchStatus?: DispatchStatus;
}

/** Some days after the given one, but not in the future; a date that is in the future by a slip stays. */
export function later(maker: DealMaker, date: string, days: number): string {
  const then = addDays(date, days);
  return then <= maker.today ? then : date > maker.today ? date : maker.today;
}

/** A sales order entered some days before the goods leave. */
export function orderFor(maker: DealMaker, spec: DealSpec, more: { readonly free?: boolean } = {}): OpenOrder {
  return maker.order({
    customer: spec.customer,
    orderDate: addDays(spec.date, -maker.random.integer(0, 6)),
    ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
    ...(spec.plain !== undefined && { plain: spec.plain }),
    ...more,
  });
}

/** One dispatch note of all of the orders, its invoice, and the orders as they then stand. */
export function deliverAndBill(maker: DealMaker, spec: DealSpec, orders: readonly OpenOrder[]): void {
  billOne(maker, spec, orders);
  const moved = maker.random.chance(0.6);
  for (const order of orders) maker.finish(order, moved);
}

/** One dispatch note of the orders, and one invoice that bills it. */
export function billOne(
  maker: DealMaker,
  spec: DealSpec,
  orders: readonly OpenOrder[],
  quantities: (order: OpenOrder) => ReadonlyMap<number, Decimal> = leftToDispatch,
): void {
  const { number } = maker.book.invoice();
  const invoiceDate = later(maker, spec.date, maker.random.integer(0, 2));
  const note = maker.dispatch(orders, {
    status: '9',
    plannedDate: spec.date,
    actualDate: spec.date,
    invoice: number,
    quantities,
  });
  if (note === undefined) throw new RangeError('there is nothing left to dispatch');
  const billed = atLeastOne(maker.billable(orders, note.shipments));
  maker.invoice({
    number,
    ...invoiceColumns(maker, { ...spec, date: invoiceDate }),
    billed,
    dispatchNote: note.number,
  });
  noteBilled(orders, billed, { number, date: invoiceDate });
}

/** An order and its invoice, without a dispatch note. */
export function billDirectly(
  maker: DealMaker,
  spec: DealSpec,
  { free, ...more }: { readonly free?: boolean; readonly summaries?: number } = {},
): { readonly key: InvoiceKey; readonly order: OpenOrder } {
  const order = orderFor(maker, spec, free === undefined ? {} : { free });
  const { number } = maker.book.invoice();
  const billed = atLeastOne(maker.billable([order]));
  const key = maker.invoice({ number, ...invoiceColumns(maker, spec), billed, ...more });
  noteBilled([order], billed, { number, date: spec.date });
  maker.finish(order);
  return { key, order };
}

/** An invoice whose lines look like those of an order, but there is none. */
export function billWithoutOrder(
  maker: DealMaker,
  spec: DealSpec,
  more: Partial<Pick<InvoiceSpec, 'documentType'>>,
): InvoiceKey {
  const { ordinal, number } = maker.book.invoice();
  const none = createSalesOrder(maker.world, {
    taken: { ordinal, number: '' },
    customer: spec.customer,
    status: '9',
    orderDate: spec.date,
    plain: true,
    ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
  });
  const billed = atLeastOne(maker.billable([openOrder(none)]));
  return maker.invoice({ number, ...invoiceColumns(maker, spec), billed, ...more });
}

/** An invoice, and a credit note that takes some of it back, by way of a credit order. */
export function credit(maker: DealMaker, spec: DealSpec, documentType: DocumentType, number: string): void {
  const { key, order } = billDirectly(maker, { goodsLines: 3, ...spec });
  const taken = maker.book.salesOrder(spec.customer.branch.branch);
  maker.made.salesOrders.push(taken.number);
  const rows = createSalesOrder(maker.world, {
    taken,
    customer: spec.customer,
    status: '9',
    orderDate: spec.date,
    documentType: 'C',
    goodsLines: 0,
    plain: true,
    customerPoNumber: String(order.rows.header['CustomerPoNumber']),
  });
  const [original] = goodsOf(order.rows);
  const back = {
    ...original,
    SalesOrder: taken.number,
    SalesOrderLine: 1,
    SalesOrderInitLine: 1,
    MCreditOrderNo: order.rows.header['SalesOrder'] ?? '',
    MCreditOrderLine: original?.['SalesOrderLine'] ?? 0,
  };
  const creditOrder = openOrder({ ...rows, lines: [back], forms: [] });
  const billed: readonly [BilledLine, ...BilledLine[]] = [
    { order: creditOrder.rows, line: back, quantity: decimalOf(back, 'MOrderQty') },
  ];
  maker.invoice({
    number,
    ...invoiceColumns(maker, spec),
    documentType,
    billed,
    negative: true,
    creditedInvoice: key.invoice,
  });
  noteBilled([creditOrder], billed, { number, date: spec.date });
  maker.finish(creditOrder);
}

/** An invoice of a deposit on an open order: one charge, no goods. */
export function deposit(maker: DealMaker, spec: DealSpec): void {
  const order = orderFor(maker, { goodsLines: 2, ...spec });
  const charge = {
    LineType: '5',
    SalesOrder: order.rows.header['SalesOrder'] ?? '',
    NComment: 'Deposit',
    NMscChargeValue: new Decimal(maker.random.integer(10_000, 90_000)).dividedBy(100).toFixed(2),
  };
  maker.invoice({
    number: maker.book.invoice().number,
    ...invoiceColumns(maker, spec),
    billed: [{ order: order.rows, line: charge, quantity: new Decimal(0) }],
    depositType: 'D',
  });
  maker.finish(order);
}

/** An order and its dispatch note, which nothing bills. */
export function dispatchOnly(maker: DealMaker, spec: DealSpec): void {
  const order = orderFor(maker, spec);
  const status = spec.dispatchStatus ?? '5';
  const left = status === '7' || (status === '5' && maker.random.chance(0.5));
  maker.dispatch([order], {
    status,
    plannedDate: left ? spec.date : addDays(spec.date, maker.random.integer(0, 3)),
    ...(left && { actualDate: spec.date }),
    plannedSince: addDays(maker.today, -60),
  });
  maker.finish(order);
}

function invoiceColumns(
  maker: DealMaker,
  spec: DealSpec,
): Pick<InvoiceSpec, 'documentType' | 'register' | 'invoiceDate' | 'postedOn' | 'paid'> {
  const postedOn = spec.postedOn === undefined || spec.postedOn < spec.date ? spec.date : spec.postedOn;
  return {
    documentType: spec.documentType ?? 'I',
    register: maker.book.register(),
    invoiceDate: spec.date,
    postedOn: postedOn > maker.today ? maker.today : postedOn,
    ...(spec.paid !== undefined && { paid: spec.paid }),
  };
}

/** About half of what is left of each line, in whole steps of its unit. */
export function halfOf(order: OpenOrder): Map<number, Decimal> {
  const left = leftToDispatch(order);
  return new Map(
    goodsOf(order.rows).flatMap((line): [number, Decimal][] => {
      const quantity = left.get(lineOf(line));
      if (quantity === undefined) return [];
      const step = line['MMulDivQtyFct'] === 'D' ? decimalOf(line, 'MConvFactAlloc') : new Decimal(1);
      return [[lineOf(line), quantity.dividedBy(2).dividedBy(step).toDecimalPlaces(0, Decimal.ROUND_UP).times(step)]];
    }),
  );
}
