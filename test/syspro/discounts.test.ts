import { describe, expect, test } from 'vitest';
import type { Discount } from '../../src/documents/commerce.ts';
import type { Finding } from '../../src/documents/finding.ts';
import { discountsOf } from '../../src/syspro/discounts.ts';
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
