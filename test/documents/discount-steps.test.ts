import { describe, expect, test } from 'vitest';
import type { Discount } from '../../src/documents/commerce.ts';
import { netPriceOf } from '../../src/documents/discount-steps.ts';

describe('the net price', () => {
  const percent = (text: string): Discount => ({ kind: 'percent', percent: text });
  test.each<[string, Discount[], string, string]>([
    ['100', [], '7', '100'],
    // Each of what the ones before have left: not 30 % together.
    ['100', [percent('10'), percent('10'), percent('10')], '7', '72.9'],
    ['0.12345', [percent('12.5')], '7', '0.10801875'],
    ['10', [percent('100')], '7', '0'],
    ['10', [{ kind: 'per-unit', amount: '0.01' }], '7', '9.99'],
    ['10', [{ kind: 'value', amount: '5' }], '4', '8.75'],
    ['10', [{ kind: 'value', amount: '1' }], '3', '9.666666666666666666666666666666666666667'],
    ['10', [{ kind: 'value', amount: '5' }], '0', '10'],
    // What comes back in a credit note was sold with the discount, so its price is less too.
    ['10', [{ kind: 'value', amount: '5' }], '-4', '8.75'],
  ])('%s less %j of %s is %s', (price, discounts, quantity, net) => {
    expect(netPriceOf({ uomPrice: price, quantity, discounts })).toBe(net);
  });

  test('an amount off each unit of another kind is converted as the price is', () => {
    expect(
      netPriceOf({ uomPrice: '24', quantity: '1', discounts: [{ kind: 'per-unit', amount: '0.5' }] }, () => '6'),
    ).toBe('18');
  });
});
