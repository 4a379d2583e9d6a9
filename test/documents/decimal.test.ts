import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, Exact } from '../../src/documents/decimal.ts';

/** A decimal(18,6), as SYSPRO's widest columns are: an integer and where its point stands. */
const parts = fc.record({
  negative: fc.boolean(),
  whole: fc.bigInt({ min: 0n, max: 999_999_999_999n }),
  fraction: fc.array(fc.constantFrom(...'0123456789'.split('')), { maxLength: 6 }).map((digits) => digits.join('')),
});

describe('decimalText', () => {
  test('is the value, whatever padding, zeros and separators it is written with', () => {
    fc.assert(
      fc.property(parts, fc.nat(4), fc.nat(3), ({ negative, whole, fraction }, blanks, zeros) => {
        const sign = negative ? '-' : '';
        const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, ',');
        const written = `${' '.repeat(blanks)}${sign}${'0'.repeat(zeros)}${grouped}.${fraction}000`;
        const digits = fraction.replace(/0+$/, '');
        const value = `${whole}${digits && `.${digits}`}`;
        expect(decimalText(written)).toBe(value === '0' ? '0' : `${sign}${value}`);
      }),
    );
  });

  test('of its own result is the same', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (number) => {
        const text = decimalText(number);
        expect(decimalText(text)).toBe(text);
        expect(text).not.toMatch(/e|^-0$|\.\d*0$|\.$/i);
        expect(Number(text)).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  test('is never rounded: SYSPRO’s widest product is exact', () => {
    const product = 999_999_999_999_999_999n * 999_999_999_999_999n;
    const exact = new Exact('999999999999.999999').times('9999999999.99999').toFixed();
    expect(exact.replace('.', '')).toBe(product.toString());
  });

  test.each(['', ' ', 'abc', '1.2.3', '1-', '--1', 'NaN', 'Infinity', '0x10', '.'])('refuses %o', (text) => {
    expect(() => decimalText(text)).toThrow(RangeError);
  });
});
