import { describe, expect, test } from 'vitest';
import type { Discount } from '../../src/documents/commerce.ts';
import type { Finding } from '../../src/documents/finding.ts';
import { discountsOf, netPriceOf } from '../../src/syspro/discounts.ts';
import { readRow } from '../../src/syspro/row-reader.ts';

function read(row: Readonly<Record<string, string>>): { discounts: readonly Discount[]; codes: string[] } {
  const findings: Finding[] = [];
  const discounts = discountsOf(readRow(row, 'PorMasterDetail 1 line 1', findings));
  return { discounts, codes: findings.map(({ code, field }) => `${code} ${field}`) };
}

describe('the discounts of a line', () => {
  test.each<[Record<string, string>, Discount[]]>([
    [{}, []],
    [{ MDiscPct1: '0.00', MDiscValue: '0.00', MDiscValFlag: 'V' }, []],
    [
      { MDiscPct1: '10.00', MDiscPct3: '2.50' },
      [
        { kind: 'percent', percent: '10' },
        { kind: 'percent', percent: '2.5' },
      ],
    ],
    [{ MDiscValFlag: 'u', MDiscValue: '0.25' }, [{ kind: 'per-unit', amount: '0.25' }]],
    [{ MDiscValFlag: 'V', MDiscValue: '100.00' }, [{ kind: 'value', amount: '100' }]],
    // What is left in MDiscValue beside percentages is not what the flag points to.
    [{ MDiscPct1: '10.00', MDiscValue: '3.00' }, [{ kind: 'percent', percent: '10' }]],
  ])('%j', (row, discounts) => {
    expect(read(row)).toEqual({ discounts, codes: [] });
  });

  test.each<Record<string, string>>([
    { MDiscValue: '3.00' },
    { MDiscValFlag: 'V', MDiscValue: '3.00', MDiscPct2: '5.00' },
  ])('%j is not clear, and a finding', (row) => {
    expect(read(row).codes).toEqual(['SYSPRO-DISCOUNT-UNCLEAR MDiscValue']);
  });
});

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
  ])('%s less %j of %s is %s', (price, discounts, quantity, net) => {
    expect(netPriceOf(price, discounts, quantity)).toBe(net);
  });

  test('an amount off each unit of another kind is converted as the price is', () => {
    expect(netPriceOf('24', [{ kind: 'per-unit', amount: '0.5' }], '1', () => '6')).toBe('18');
  });
});
