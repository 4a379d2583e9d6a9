import type { Scenario } from '../scenarios.ts';
import { customers } from './customers.ts';
import type { DealMaker } from './deal-maker.ts';
import {
  billDirectly,
  billOne,
  billWithoutOrder,
  credit,
  deliverAndBill,
  deposit,
  dispatchOnly,
  halfOf,
  later,
  orderFor,
  type DealSpec,
} from './deal-steps.ts';
import type { DispatchStatus } from './dispatch-note.ts';

/** A kind of business, the records it leads to, how usual it is, and the scenario that it belongs to. */
export interface DealKind {
  readonly dispatchNotes: number;
  readonly invoices: number;
  readonly weight: number;
  readonly scenario?: Scenario;
  make(maker: DealMaker, spec: DealSpec): void;
}

export type DealName =
  | 'billed'
  | 'partial'
  | 'consolidated'
  | 'direct'
  | 'without-sales-order'
  | 'credit'
  | 'duplicate-credit'
  | 'credit-as-invoice'
  | 'debit'
  | 'deposit'
  | 'zero-value'
  | 'several-summaries'
  | 'multi-page'
  | 'lower-case'
  | 'dispatched'
  | 'held'
  | 'cancelled'
  | 'half-entered';

/** Every kind of deal. */
export const deals: Readonly<Record<DealName, DealKind>> = {
  billed: {
    dispatchNotes: 1,
    invoices: 1,
    weight: 45,
    make(maker, spec) {
      deliverAndBill(maker, spec, [orderFor(maker, spec)]);
    },
  },
  partial: {
    dispatchNotes: 2,
    invoices: 2,
    weight: 8,
    scenario: 'partial-dispatches',
    make(maker, spec) {
      const order = orderFor(maker, { goodsLines: 3, ...spec });
      billOne(maker, spec, [order], (of) => halfOf(of));
      billOne(maker, { ...spec, date: later(maker, spec.date, 3) }, [order]);
      maker.finish(order);
    },
  },
  consolidated: {
    dispatchNotes: 1,
    invoices: 1,
    weight: 6,
    scenario: 'consolidated-dispatches',
    make(maker, spec) {
      const orders = Array.from({ length: maker.random.integer(2, 3) }, () => orderFor(maker, spec));
      deliverAndBill(maker, spec, orders);
    },
  },
  direct: {
    dispatchNotes: 0,
    invoices: 1,
    weight: 8,
    make: (maker, spec) => void billDirectly(maker, spec),
  },
  'without-sales-order': {
    dispatchNotes: 0,
    invoices: 1,
    weight: 4,
    scenario: 'without-sales-order',
    make: (maker, spec) => void billWithoutOrder(maker, spec, {}),
  },
  credit: {
    dispatchNotes: 0,
    invoices: 2,
    weight: 5,
    scenario: 'credit-notes',
    make: (maker, spec) => credit(maker, spec, 'C', maker.book.creditNote().number),
  },
  'duplicate-credit': {
    dispatchNotes: 0,
    invoices: 4,
    weight: 1,
    scenario: 'duplicate-credits',
    make(maker, spec) {
      const number = `_CR${String(maker.book.creditNote().ordinal).padStart(7, '0')}`;
      const others = customers.filter((customer) => customer !== spec.customer && customer.currency === 'USD');
      for (const customer of [spec.customer, maker.random.pick(others)])
        credit(maker, { ...spec, customer }, 'C', number);
    },
  },
  'credit-as-invoice': {
    dispatchNotes: 0,
    invoices: 2,
    weight: 1,
    scenario: 'credit-as-invoice',
    make: (maker, spec) => credit(maker, spec, 'I', maker.book.invoice().number),
  },
  debit: {
    dispatchNotes: 0,
    invoices: 1,
    weight: 2,
    scenario: 'credit-notes',
    make: (maker, spec) => void billWithoutOrder(maker, { goodsLines: 1, ...spec }, { documentType: 'D' }),
  },
  deposit: {
    dispatchNotes: 0,
    invoices: 1,
    weight: 2,
    scenario: 'deposits',
    make: deposit,
  },
  'zero-value': {
    dispatchNotes: 0,
    invoices: 1,
    weight: 2,
    scenario: 'zero-value',
    make: (maker, spec) => void billDirectly(maker, spec, { free: true }),
  },
  'several-summaries': {
    dispatchNotes: 0,
    invoices: 1,
    weight: 3,
    scenario: 'several-summaries',
    make: (maker, spec) => void billDirectly(maker, { goodsLines: 5, ...spec }, { summaries: 2 }),
  },
  'multi-page': {
    dispatchNotes: 0,
    invoices: 1,
    weight: 1,
    scenario: 'multi-page',
    make: (maker, spec) => void billDirectly(maker, { goodsLines: maker.random.integer(61, 90), ...spec }),
  },
  'lower-case': {
    dispatchNotes: 1,
    invoices: 1,
    weight: 3,
    scenario: 'lower-case-type',
    make(maker, spec) {
      deliverAndBill(maker, { ...spec, documentType: 'i' }, [orderFor(maker, spec)]);
    },
  },
  dispatched: {
    dispatchNotes: 1,
    invoices: 0,
    weight: 30,
    make(maker, spec) {
      const status = maker.random.weighted<DispatchStatus>([
        ['3', 15],
        ['5', 40],
        ['7', 45],
      ]);
      dispatchOnly(maker, { dispatchStatus: status, ...spec });
    },
  },
  held: {
    dispatchNotes: 1,
    invoices: 0,
    weight: 3,
    scenario: 'held-dispatches',
    make: (maker, spec) => dispatchOnly(maker, { dispatchStatus: maker.random.pick(['H', 'S']), ...spec }),
  },
  cancelled: {
    dispatchNotes: 1,
    invoices: 0,
    weight: 3,
    scenario: 'cancelled',
    make: (maker, spec) => dispatchOnly(maker, { dispatchStatus: '*', ...spec }),
  },
  'half-entered': {
    dispatchNotes: 1,
    invoices: 0,
    weight: 3,
    scenario: 'half-entered',
    make: (maker, spec) => dispatchOnly(maker, { dispatchStatus: '0', ...spec }),
  },
};
