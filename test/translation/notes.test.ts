import { describe, expect, it } from 'vitest';
import type { CommentLine } from '../../src/documents/commerce.ts';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { billed, brief, goods, invoiceWith, orderWith, profileOf, profileWith, textsOf } from './support.ts';

const comment = (line: number, text: string, forLine?: number): CommentLine => ({
  kind: 'comment',
  line,
  text,
  ...(forLine === undefined ? {} : { forLine }),
});
const long = `${'Deliver between seven and fifteen hours, '.repeat(8)}and ring twice`;

function notes(more: string, ...comments: CommentLine[]): string[] {
  const order = orderWith({ lines: [goods(1), ...comments] });
  const { set, findings } = translatePurchaseOrder(order, profileWith(more));
  const texts = set ? textsOf(set.segments).filter((text) => /^(?:N9|MSG|MTX|NTE|PID\*F\*\*\*\*)/.test(text)) : [];
  return [...texts, ...brief(findings)];
}

describe('comments of an order', () => {
  it('each begin a segment of text, and are broken at blanks', () => {
    const found = notes(
      '    notes: { order: { n9: L1, reference: NOTES } }\n',
      comment(8, 'Ring twice'),
      comment(9, long),
    );
    expect(found.map((text) => text.slice(0, 15))).toEqual([
      'N9*L1*NOTES',
      'MSG*RING TWICE',
      'MSG*DELIVER BET',
      'MSG*SEVEN AND F',
    ]);
    expect(
      found
        .slice(2)
        .map((text) => text.slice(4))
        .join(' '),
    ).toBe(long.toUpperCase());
    expect(found.every((text) => text.length <= 4 + 264)).toBe(true);
  });

  it('run on as one text where the profile joins them', () => {
    const more = '    notes: { order: { n9: L1, join: true } }\n';
    expect(notes(more, comment(8, 'Ring twice'), comment(9, 'or call.'))).toEqual([
      'N9*L1*NOTES',
      'MSG*RING TWICE OR CALL.',
    ]);
  });

  it('beyond what the partner takes are refused, or left out with a warning', () => {
    const three = [comment(7, 'one'), comment(8, 'two'), comment(9, 'three')] as const;
    const place = 'PorMasterDetail 000000000150802 line 9 | NComment';
    expect(notes('    notes: { order: { n9: L1, maxLines: 2 } }\n', ...three)).toEqual([`PO-NOTE-LINES | ${place}`]);
    expect(notes('    notes: { order: { n9: L1, maxLines: 2, overflow: cut } }\n', ...three)).toEqual([
      'N9*L1*NOTES',
      'MSG*ONE',
      'MSG*TWO',
      `?PO-NOTE-LINES | ${place}`,
    ]);
    expect(notes('    notes: { order: { n9: L1, maxLines: 3 } }\n', ...three)).toHaveLength(4);
  });

  it('of a line become PID in pieces of 80, as many as the partner takes', () => {
    const found = notes('    notes: { line: pid, pid: { maxLines: 2, overflow: cut } }\n', comment(9, long, 1));
    expect(found.filter((text) => text.startsWith('PID')).map((text) => text.length <= 10 + 80)).toEqual([true, true]);
    expect(found.at(-1)).toBe('?PO-NOTE-LINES | PorMasterDetail 000000000150802 line 9 | NComment');
  });

  it('come after the texts every order has', () => {
    const more =
      '    notes: { order: { n9: L1 }, standard: [{ n9: ZZ, reference: TERMS, lines: [Our terms of purchase apply., No partial shipments.] }] }\n';
    expect(notes(more, comment(9, 'Ring twice'))).toEqual([
      'N9*ZZ*TERMS',
      'MSG*OUR TERMS OF PURCHASE APPLY.',
      'MSG*NO PARTIAL SHIPMENTS.',
      'N9*L1*NOTES',
      'MSG*RING TWICE',
    ]);
  });

  it('stand in MTX from release 004030 on, never in MSG or NTE (mistake 19)', () => {
    const release =
      "    release: '005010'\n    interchange: { version: '00501', groupVersion: '005010', delimiters: { repetition: '^' } }\n";
    const found = notes(`${release}    notes: { order: { n9: L1, reference: NOTES } }\n`, comment(9, 'Ring twice'));
    expect(found).toEqual(['N9*L1*NOTES', 'MTX**RING TWICE']);
  });
});

describe('comments of an invoice', () => {
  it('are NTE, as many as the partner takes', () => {
    const invoice = invoiceWith({
      lines: [billed(1), { kind: 'freight', line: 2, amount: '15' }, comment(3, 'one'), comment(4, 'two')],
    });
    const told = (more: string): string[] => {
      const { set, findings } = translateInvoice(invoice, profileOf('invoice', more));
      return set ? textsOf(set.segments).filter((text) => text.startsWith('NTE')) : brief(findings);
    };
    expect(told('    notes: { invoice: { nte: GEN } }\n')).toEqual(['NTE*GEN*ONE', 'NTE*GEN*TWO']);
    expect(told('    notes: { invoice: { nte: GEN, join: true, maxLines: 1 } }\n')).toEqual(['NTE*GEN*ONE TWO']);
    expect(told('    notes: { invoice: { nte: GEN, maxLines: 1 } }\n').map((f) => f.split(' ')[0])).toEqual([
      'INV-NOTE-LINES',
    ]);
  });
});
