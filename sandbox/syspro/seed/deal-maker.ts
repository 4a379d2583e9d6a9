import { Decimal } from 'decimal.js';
import type { CompanyWorld } from '../company-world.ts';
import type { NumberBook } from '../numbering.ts';
import type { RowSet } from '../row-set.ts';
import { arInvoice } from '../tables/ar-invoice.ts';
import { arTrnDetail } from '../tables/ar-trn-detail.ts';
import { arTrnSummary } from '../tables/ar-trn-summary.ts';
import { mdnDetail, mdnDetailLot } from '../tables/mdn-detail.ts';
import { mdnMaster } from '../tables/mdn-master.ts';
import { ediCarton, mdnMasterForm } from '../tables/site-tables.ts';
import { decimalOf } from './convert.ts';
import type { SeedCustomer } from './customers.ts';
import { createDispatchNote, type DispatchNoteSpec, type DispatchStatus, type Shipment } from './dispatch-note.ts';
import { createInvoice, type BilledLine, type InvoiceSpec } from './invoice.ts';
import { addTo, collectOrder, goodsOf, leftToDispatch, lineOf, openOrder, type OpenOrder } from './open-order.ts';
import type { Random } from './random.ts';
import { createSalesOrder, type SalesOrderSpec } from './sales-order.ts';

/** An invoice's primary key. */
export interface InvoiceKey {
  readonly customer: string;
  readonly invoice: string;
  readonly documentType: string;
}

/** What came of a deal. */
export interface Made {
  readonly salesOrders: string[];
  readonly dispatchNotes: string[];
  readonly invoices: InvoiceKey[];
}

/** Makes sales orders, dispatch notes and invoices that fit together, and collects their rows. */
export interface DealMaker {
  readonly world: CompanyWorld;
  readonly random: Random;
  readonly book: NumberBook;
  readonly rows: RowSet;
  readonly made: Made;
  /** The day it all is posted on. */
  readonly today: string;
  order(spec: Omit<SalesOrderSpec, 'taken' | 'status'> & Partial<Pick<SalesOrderSpec, 'status'>>): OpenOrder;
  /** Dispatches of each order what `quantities` says, by default all that is left. Undefined where nothing is left. */
  dispatch(
    orders: readonly OpenOrder[],
    spec: {
      readonly status: DispatchStatus;
      readonly plannedDate: string;
      readonly plannedSince?: string;
      readonly actualDate?: string;
      readonly invoice?: string;
      readonly quantities?: (order: OpenOrder) => ReadonlyMap<number, Decimal>;
    },
  ): { readonly number: string; readonly shipments: readonly Shipment[] } | undefined;
  invoice(spec: InvoiceSpec): InvoiceKey;
  /** Lines to bill: those of the shipments, else everything of the orders. Charges are billed once. */
  billable(orders: readonly OpenOrder[], shipments?: readonly Shipment[]): BilledLine[];
  /** Collects the order as it now stands. */
  finish(order: OpenOrder, moved?: boolean): void;
}

export function createDealMaker(given: {
  readonly world: CompanyWorld;
  readonly random: Random;
  readonly book: NumberBook;
  readonly rows: RowSet;
  readonly today: string;
}): DealMaker {
  const { world, random, book, rows } = given;
  const made: Made = { salesOrders: [], dispatchNotes: [], invoices: [] };
  return {
    ...given,
    made,
    order(spec) {
      const taken = book.salesOrder(spec.customer.branch.branch);
      made.salesOrders.push(taken.number);
      return openOrder(createSalesOrder(world, { status: '1', ...spec, taken }));
    },
    dispatch(orders, { quantities = leftToDispatch, ...spec }) {
      const [first, ...others] = orders.flatMap((order): [OpenOrder, Shipment][] => {
        const wanted = quantities(order);
        if (wanted.size === 0) return [];
        return [[order, { order: order.rows, quantities: wanted, extras: order.dispatchNotes === 0 }]];
      });
      if (first === undefined) return undefined;
      const lead = first[0];
      const taken = book.dispatchNote(String(lead.rows.header['SalesOrder']), lead.dispatchNotes + 1);
      const shipments: DispatchNoteSpec['shipments'] = [first[1], ...others.map(([, shipment]) => shipment)];
      const note = createDispatchNote(world, { taken, shipments, ...spec });
      for (const [order, shipment] of [first, ...others]) {
        order.dispatchNotes += 1;
        if (spec.status !== '*') addTo(order.dispatched, shipment.quantities);
      }
      rows.add(mdnMaster, note.header);
      rows.add(mdnDetail, ...note.lines);
      rows.add(mdnDetailLot, ...note.lots);
      if (note.form !== undefined) rows.add(mdnMasterForm, note.form);
      rows.add(ediCarton, ...note.cartons);
      made.dispatchNotes.push(taken.number);
      return { number: taken.number, shipments };
    },
    invoice(spec) {
      const made1 = createInvoice(world, spec);
      rows.add(arInvoice, made1.invoice);
      rows.add(arTrnSummary, ...made1.summaries);
      rows.add(arTrnDetail, ...made1.details);
      const key: InvoiceKey = {
        customer: spec.billed[0].order.customer.customer,
        invoice: spec.number,
        documentType: spec.documentType,
      };
      made.invoices.push(key);
      return key;
    },
    billable(orders, shipments) {
      return orders.flatMap((order) => {
        const shipment = shipments?.find((one) => one.order === order.rows);
        const goods = goodsOf(order.rows).flatMap((line): BilledLine[] => {
          const quantity =
            shipment === undefined ? decimalOf(line, 'MOrderQty') : shipment.quantities.get(lineOf(line));
          return quantity === undefined || quantity.isZero() ? [] : [{ order: order.rows, line, quantity }];
        });
        if (order.charged) return goods;
        order.charged = true;
        const charges = order.rows.lines
          .filter((line) => line['LineType'] === '4' || line['LineType'] === '5')
          .map((line): BilledLine => ({ order: order.rows, line, quantity: new Decimal(0) }));
        return [...goods, ...charges];
      });
    },
    finish: (order, moved = random.chance(0.6)) => collectOrder(world, rows, order, moved),
  };
}

/** Notes on the orders that an invoice has billed these lines. */
export function noteBilled(
  orders: readonly OpenOrder[],
  billed: readonly BilledLine[],
  invoice: { readonly number: string; readonly date: string },
): void {
  for (const order of orders) {
    const own = billed.filter((one) => one.order === order.rows);
    if (own.length === 0) continue;
    order.billed.set(invoice.number, new Map(own.map((one) => [lineOf(one.line), one.quantity])));
    order.lastInvoice = invoice;
  }
}

/** @throws RangeError when there is nothing to bill */
export function atLeastOne(lines: readonly BilledLine[]): readonly [BilledLine, ...BilledLine[]] {
  const [first, ...rest] = lines;
  if (first === undefined) throw new RangeError('an invoice needs at least one line');
  return [first, ...rest];
}

/** A customer: two of three are on EDI, where there are any that are not. */
export function pickCustomer(random: Random, all: readonly SeedCustomer[], foreign: boolean): SeedCustomer {
  const onEdi = random.chance(0.65);
  const own = all.filter((customer) => foreign || customer.currency === 'USD');
  const wanted = own.filter((customer) => (customer.ediSenderCode !== undefined) === onEdi);
  return random.pick(wanted.length === 0 ? own : wanted);
}
