import { expect, test } from 'vitest';
import { amendmentHash } from '../../src/documents/document.ts';
import { storedDocument } from '../../src/documents/stored-document.ts';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';

const order: PurchaseOrder = {
  type: 'purchase-order',
  company: 'A',
  purchaseOrder: '000000000000001',
  status: '4',
  cancelled: false,
  supplier: '1',
  orderDate: '2026-11-01',
  currency: 'USD',
  foreign: false,
  shipTo: { street: [] },
  otherWarehouses: [],
  lines: [
    {
      kind: 'stocked',
      line: 1,
      stockCode: 'A100',
      quantity: '5',
      orderUom: 'EA',
      price: '2',
      priceUom: 'EA',
      orderUomPrice: '2',
      discounts: [],
      netPrice: '2',
    },
  ],
  masters: { items: [] },
};

test('completing an order, or a supplier who moves house, amends no order', () => {
  const hash = amendmentHash(order);
  expect(amendmentHash({ ...order, status: '9' })).toBe(hash);
  expect(amendmentHash({ ...order, masters: { ...order.masters, supplier: { street: ['1 New Street'] } } })).toBe(hash);
});

test('a quantity, a price and a cancellation do', () => {
  const [line] = order.lines;
  const changed: PurchaseOrder[] = [
    { ...order, cancelled: true },
    { ...order, lines: [{ ...line, quantity: '6' } as typeof line & object] },
    { ...order, lines: [{ ...line, netPrice: '1.9' } as typeof line & object] },
    { ...order, dueDate: '2026-12-01' },
  ];
  expect(new Set([order, ...changed].map(amendmentHash)).size).toBe(changed.length + 1);
});

test('what the first release stored can be sent again', () => {
  const { foreign: _f, otherWarehouses: _o, masters: _m, lines, ...rest } = order;
  const first = {
    ...rest,
    lines: lines.map((line) =>
      Object.fromEntries(Object.entries(line).filter(([name]) => !['discounts', 'netPrice'].includes(name))),
    ),
  };
  expect(storedDocument(first)).toEqual(order);
  expect(storedDocument(order)).toBe(order);
});
