import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeKey,
  displayNumber,
  documentWorkflowId,
  encodeKey,
  shortNumber,
  type DocumentKey,
} from '../../src/documents/document-key.ts';

// Columns as SYSPRO's: any text, with many of the characters that could confuse an encoding.
const column = fc
  .array(fc.oneof(fc.constantFrom('|', '%', '7', 'C', '2', '5', ' ', '0'), fc.string({ maxLength: 2 })), {
    maxLength: 8,
  })
  .map((parts) => parts.join(''));
const columns = fc.array(column, { minLength: 1, maxLength: 3 });
const trimmed = (texts: readonly string[]): string[] => texts.map((text) => text.trimEnd());

describe('encodeKey', () => {
  test('loses nothing but trailing blanks', () => {
    fc.assert(
      fc.property(columns, (key) => {
        expect(decodeKey(encodeKey(key))).toEqual(trimmed(key));
      }),
      { numRuns: 500 },
    );
  });

  test('is injective: different keys never meet in one text', () => {
    fc.assert(
      fc.property(columns, columns, (one, other) => {
        const same = JSON.stringify(trimmed(one)) === JSON.stringify(trimmed(other));
        expect(encodeKey(one) === encodeKey(other)).toBe(same);
      }),
      {
        numRuns: 500,
        examples: [
          [['a|b'], ['a', 'b']],
          [['%7C'], ['|']],
          [['%257C'], ['%7C']],
          [['a', ''], ['a']],
        ],
      },
    );
  });

  test('keeps leading blanks and zeros: SYSPRO’s numbers are texts', () => {
    expect(encodeKey(['  150802  '])).toBe('  150802');
    expect(encodeKey(['000000000150802'])).toBe('000000000150802');
  });
});

describe('what a document is called', () => {
  const key = (type: DocumentKey['type'], ...parts: string[]): DocumentKey => ({
    company: 'A',
    type,
    key: encodeKey(parts),
  });

  test('is the number people quote', () => {
    expect(displayNumber(key('purchase-order', '000000000150802'))).toBe('150802');
    expect(displayNumber(key('invoice', '000000000000042', '000000000012345', 'I'))).toBe('12345');
    expect(shortNumber('000')).toBe('0');
  });

  test('is unique as a workflow ID, over companies and types', () => {
    const ids = [
      key('purchase-order', '1'),
      { ...key('purchase-order', '1'), company: 'B' },
      key('ship-notice', '1'),
      key('purchase-order', '01'),
    ].map(documentWorkflowId);
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe('document/A/purchase-order/1');
  });
});
