import type { OrderRows } from './purchase-order.ts';

/** An order that shows what bad input gets. */
export interface NotableOrder {
  readonly key: string;
  readonly purchaseOrder: string;
  readonly supplier: string;
  readonly what: string;
}

/** A way to spoil an ordinary released order of an EDI partner. */
export interface Oddity {
  readonly key: string;
  readonly what: string;
  spoil(order: OrderRows): OrderRows;
}

/** The oddities every seeded company has one order of. */
export const oddities: readonly Oddity[] = [
  { key: 'no-lines', what: 'released, but without a single line', spoil: ({ header }) => ({ header, lines: [] }) },
  {
    key: 'x12-separators',
    what: 'a description that holds the usual X12 separators',
    spoil: (order) => firstLine(order, { MStockDes: 'Bolt M8*25 ~ grade 8.8 > zinc ^ A|B' }),
  },
  {
    key: 'accents',
    what: 'descriptions and a delivery name with accents, all of them in Windows-1252',
    spoil: (order) => ({
      ...firstLine(order, { MStockDes: 'Pièce moulée, année modèle, piñón 3½' }),
      header: { ...order.header, DeliveryName: 'Entrepôt Montréal – Peñasco' },
    }),
  },
  {
    key: 'typographic-dashes',
    what: 'a description with typographic dashes, quotes and an ellipsis',
    spoil: (order) => firstLine(order, { MStockDes: 'Washer 10–20 mm — “zinc” … 5’' }),
  },
  {
    key: 'unknown-unit',
    what: 'ordered in a unit that is in no X12 code list (element 355)',
    spoil: (order) => firstLine(order, { MOrderUom: 'TOTEBIN' }),
  },
];

function firstLine(order: OrderRows, change: Readonly<Record<string, string>>): OrderRows {
  return { ...order, lines: order.lines.map((line, i) => (i === 0 ? { ...line, ...change } : line)) };
}
