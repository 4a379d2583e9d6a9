import { expect, test } from 'vitest';
import { candidateKeys } from '../../src/documents/candidate-keys.ts';

const keys = (...args: Parameters<typeof candidateKeys>): string[] => candidateKeys(...args).map(({ key }) => key);

test('a number is looked for in each style sites keep it in', () => {
  expect(keys('A', 'purchase-order', '802')).toEqual([
    '802',
    '000802',
    '000000000000802',
    '00000000000000000802',
    ' 00802',
    '   802',
  ]);
  expect(keys('A', 'purchase-order', '000000000000802')).toContain('802');
  expect(keys('A', 'ship-notice', 'D-17')).toEqual(['D-17']);
});

test('an invoice is looked for by customer, number and kind, and without customer not at all', () => {
  const found = keys('A', 'invoice', '100', '15');
  expect(found).toContain('0000015|000000000000100|I');
  expect(found).toContain('15|100|C');
  expect(keys('A', 'invoice', '100')).toEqual([]);
});
