import { expect, test } from 'vitest';
import { differences } from '../../src/documents/differences.ts';

const order = {
  dueDate: '2026-11-30',
  cancelled: false,
  lines: [
    { line: 1, stockCode: 'A', quantity: '5' },
    { line: 3, stockCode: 'B', quantity: '7', discounts: [{ kind: 'percent', percent: '2' }] },
  ],
  masters: { items: [{ stockCode: 'A' }] },
};

test('equal versions differ in nothing, and masters are no difference', () => {
  expect(differences(order, { ...order, masters: { items: [] } })).toEqual([]);
});

test('a line taken out is one line’s differences, not those of all that follow', () => {
  expect(differences(order, { ...order, lines: order.lines.slice(1) })).toEqual([
    { path: 'lines[1].line', before: '1' },
    { path: 'lines[1].stockCode', before: 'A' },
    { path: 'lines[1].quantity', before: '5' },
  ]);
});

test('values that changed, came and went', () => {
  const { dueDate: _, ...undated } = order;
  const [first, third] = order.lines;
  const after = { ...undated, buyer: 'JM', cancelled: true, lines: [first, { ...third, quantity: '8' }] };
  expect(differences(order, after)).toEqual([
    { path: 'cancelled', before: 'false', after: 'true' },
    { path: 'lines[3].quantity', before: '7', after: '8' },
    { path: 'buyer', after: 'JM' },
    { path: 'dueDate', before: '2026-11-30' },
  ]);
});
