import { Decimal } from 'decimal.js';
import type { CompanyWorld } from '../company-world.ts';
import type { Row } from '../database.ts';
import type { RowSet } from '../row-set.ts';
import { cusSorDetailMerch } from '../tables/site-tables.ts';
import { sorDetail, sorDetailRep } from '../tables/sor-detail.ts';
import { sorMaster, sorMasterRep } from '../tables/sor-master.ts';
import { decimalOf } from './convert.ts';
import type { SalesOrderRows } from './sales-order.ts';

/** A sales order while it is being delivered and billed. Quantities are in its lines' order units. */
export interface OpenOrder {
  readonly rows: SalesOrderRows;
  readonly dispatched: Map<number, Decimal>;
  /** Invoice → sales order line → quantity billed on it; 0 for charges. */
  readonly billed: Map<string, Map<number, Decimal>>;
  dispatchNotes: number;
  /** Whether its freight and charges are on an invoice. */
  charged: boolean;
  lastInvoice: { readonly number: string; readonly date: string } | undefined;
}

export function openOrder(rows: SalesOrderRows): OpenOrder {
  return { rows, dispatched: new Map(), billed: new Map(), dispatchNotes: 0, charged: false, lastInvoice: undefined };
}

/** The lines of goods of an order. */
export function goodsOf(rows: SalesOrderRows): Row[] {
  return rows.lines.filter((line) => line['LineType'] === '1' || line['LineType'] === '7');
}

export function lineOf(line: Row): number {
  return Number(line['SalesOrderLine']);
}

/** What is left to dispatch of each line of goods. */
export function leftToDispatch(order: OpenOrder): Map<number, Decimal> {
  return new Map(
    goodsOf(order.rows)
      .map((line): [number, Decimal] => {
        const number = lineOf(line);
        return [number, decimalOf(line, 'MOrderQty').minus(order.dispatched.get(number) ?? 0)];
      })
      .filter(([, quantity]) => quantity.greaterThan(0)),
  );
}

export function addTo(to: Map<number, Decimal>, quantities: ReadonlyMap<number, Decimal>): void {
  for (const [line, quantity] of quantities) to.set(line, quantity.plus(to.get(line) ?? 0));
}

/** Whether everything ordered is billed. */
export function isBilled(order: OpenOrder): boolean {
  const total = new Map<number, Decimal>();
  for (const quantities of order.billed.values()) addTo(total, quantities);
  return goodsOf(order.rows).every((line) =>
    decimalOf(line, 'MOrderQty').lessThanOrEqualTo(total.get(lineOf(line)) ?? 0),
  );
}

/** Collects the rows of an order as it now stands: in SorMaster and SorDetail, or, complete and `moved`, in their Rep tables. */
export function collectOrder(world: CompanyWorld, rows: RowSet, order: OpenOrder, moved: boolean): void {
  const complete = isBilled(order);
  const dispatchedAll = leftToDispatch(order).size === 0;
  const header: Row = {
    ...order.rows.header,
    ...(complete
      ? { OrderStatus: '9', ActiveFlag: 'N' }
      : order.dispatchNotes > 0 && { OrderStatus: dispatchedAll ? '8' : '2' }),
    DispatchesMade: order.dispatchNotes > 0 ? 'Y' : '',
    LiveDispExist: order.dispatchNotes > 0 && !complete ? 'Y' : '',
    NumDispatches: order.dispatchNotes,
    InvoiceCount: order.billed.size,
    LastInvoice: order.lastInvoice?.number ?? '',
    DateLastInvPrt: order.lastInvoice?.date ?? null,
  };
  const lines = order.rows.lines.map((line): Row => {
    if (line['LineType'] !== '1' && line['LineType'] !== '7') return line;
    const dispatched = order.dispatched.get(lineOf(line)) ?? new Decimal(0);
    const billed = [...order.billed.values()].reduce((sum, of) => sum.plus(of.get(lineOf(line)) ?? 0), new Decimal(0));
    const shipped = Decimal.max(dispatched, billed);
    return {
      ...line,
      MQtyDispatched: dispatched.toFixed(6),
      MShipQty: shipped.toFixed(6),
      MBackOrderQty: decimalOf(line, 'MOrderQty').minus(shipped).toFixed(6),
    };
  });
  rows.add(cusSorDetailMerch, ...order.rows.forms);
  if (!(moved && complete && world.has('completed-orders'))) {
    rows.add(sorMaster, header);
    rows.add(sorDetail, ...lines);
    return;
  }
  let first = true;
  for (const [invoice, quantities] of order.billed) {
    rows.add(sorMasterRep, { ...header, InvoiceNumber: invoice });
    rows.add(sorDetailRep, ...linesOfInvoice(lines, invoice, quantities, first));
    first = false;
  }
}

/** The lines as SorDetailRep keeps them of one invoice: its goods with the quantity billed; all other lines with the first invoice. */
function linesOfInvoice(
  lines: readonly Row[],
  invoice: string,
  quantities: ReadonlyMap<number, Decimal>,
  first: boolean,
): Row[] {
  return lines.flatMap((line): Row[] => {
    if (line['LineType'] !== '1' && line['LineType'] !== '7') return first ? [{ ...line, InvoiceNumber: invoice }] : [];
    const quantity = quantities.get(lineOf(line));
    return quantity === undefined ? [] : [{ ...line, InvoiceNumber: invoice, MShipQty: quantity.toFixed(6) }];
  });
}
