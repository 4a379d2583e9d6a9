import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/documents/decimal.ts';
import type { Package, ShipNotice } from '../../src/documents/ship-notice.ts';
import { renderInterchange, translateShipNotice } from '../../src/translation/index.ts';
import { guideOf, readInterchanges, validateTransactionSet } from '../../src/x12/index.ts';
import { made, shippedByLine, ssccOf } from './ship-notice-documents.ts';
import { noticeWith, profileOf, shipped, textsOf } from './support.ts';

describe('any shipment', () => {
  /** Lines of up to three orders, packed in cartons that hold one or several of them, some on pallets. */
  const shipment = fc
    .record({
      lines: fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 900 }), order: fc.nat(2) }), {
        minLength: 1,
        maxLength: 10,
      }),
      cartons: fc.integer({ min: 1, max: 6 }),
      pallets: fc.nat(3),
      mix: fc.constantFrom('lines', 'orders', 'all'),
      picks: fc.infiniteStream(fc.nat(1000)),
    })
    .map(({ lines, cartons, pallets, mix, picks }): ShipNotice => {
      const next = (): number => picks.next().value ?? 0;
      // What may lie in one carton: one line, one order's lines, or all.
      const group = (index: number): string =>
        ({ lines: `${index}`, orders: `${lines[index]?.order ?? 0}`, all: '' })[mix];
      const contents = new Map<string, Map<number, InstanceType<typeof Exact>>>();
      lines.forEach(({ quantity }, index) => {
        let left = new Exact(quantity);
        while (left.greaterThan(0)) {
          const part = Exact.min(left, new Exact(1 + (next() % 300)).dividedBy(1 + (next() % 2)));
          const key = `${group(index)}/${next() % cartons}`;
          const carton = contents.get(key) ?? new Map<number, InstanceType<typeof Exact>>();
          carton.set(index + 1, (carton.get(index + 1) ?? new Exact(0)).plus(part));
          contents.set(key, carton);
          left = left.minus(part);
        }
      });
      const packages = [...contents].map(([key, held], n): Package => ({
        sscc: ssccOf(n + 1),
        ...(pallets > 0 && next() % 4 > 0
          ? { onPallet: ssccOf(900 + (mix === 'all' ? 0 : Number(key.split('/')[0]) * 10) + (next() % pallets)) }
          : {}),
        contents: [...held].map(([line, quantity]) => ({ line, quantity: quantity.toFixed() })),
      }));
      // Pallets of one order each, but where all is mixed: a line's carton is on its order's.
      const ofOrder = ({ contents: [first], onPallet, ...one }: Package): Package => ({
        ...one,
        contents: first ? [first, ...(packages.find(({ sscc }) => sscc === one.sscc)?.contents.slice(1) ?? [])] : [],
        ...(onPallet === undefined || !first
          ? {}
          : { onPallet: mix === 'all' ? onPallet : ssccOf(900 + (lines[first.line - 1]?.order ?? 0)) }),
      });
      const used = [...new Set(lines.map(({ order }) => order))];
      return noticeWith({
        orders: used.map((order) => ({ salesOrder: `S${order}`, customerPurchaseOrder: `PO-${order}` })),
        lines: lines.map(({ quantity, order }, index) =>
          shipped(index + 1, { salesOrder: `S${order}`, quantity: String(quantity) }),
        ),
        packages: packages.map(ofOrder),
      });
    });
  const guide = guideOf('004010', '856') ?? expect.unreachable();
  const structures = ['SOPI', 'SOTPI', 'STOPI', 'STPOI', 'SPOI', 'SOIP', 'SOTIP', 'STOIP', 'SOI', 'SOTI', 'STOI'];
  const withoutOrders = ['SI', 'SPI', 'STPI', 'STI', 'SIP'];
  const marks = '    marks: [{ qualifier: GM, source: sscc }]\n    palletMarks: [{ qualifier: GM, source: sscc }]\n';

  it.each([...structures, ...withoutOrders])(
    'told as %s is a tree of its levels, in which each line is shipped once',
    (structure) => {
      const settings = `    structure: ${structure}\n    lineNumber: { source: line }\n${marks}`;
      const profiles = [settings, `${settings}    likeCartons: together\n`].map((more) =>
        profileOf('ship-notice', more),
      );
      let sent = 0;
      fc.assert(
        fc.property(shipment, fc.nat(1), (one, which) => {
          const profile = profiles[which] ?? expect.unreachable();
          const { set, findings } = translateShipNotice(one, profile, { made });
          if (!set) {
            // The only reason not to: something would be told twice.
            const codes = new Set(findings.map(({ code }) => code).filter((code) => code !== 'X12-DUPLICATE'));
            expect([...codes].filter((code) => !/^ASN-PA(CKAGE|LLET)-(ORDERS|ITEMS)$/.test(code))).toEqual([]);
            return;
          }
          sent += 1;
          const controlNumbers = { interchange: 1, group: 1, sets: [1] };
          const read = readInterchanges(renderInterchange({ sets: [set], profile, controlNumbers, ...made }));
          const [back] = read.interchanges[0]?.groups[0]?.sets ?? [];
          expect(back && validateTransactionSet(back, guide)).toEqual([]);
          const texts = textsOf(back?.segments ?? []);
          checkTree(texts, structure);
          expect(shippedByLine(texts)).toEqual(
            Object.fromEntries(one.lines.map((line) => [String(line.line), 'quantity' in line ? line.quantity : ''])),
          );
          const told = texts.filter((text) => text.startsWith('MAN*'));
          expect(new Set(told).size).toBe(told.length);
          if (structure.includes('P')) expect(told.length).toBeGreaterThanOrEqual(one.packages.length);
        }),
        { numRuns: 40 },
      );
      expect(sent).toBeGreaterThan(5);
    },
  );
});

/** The invariants of a tree, by the tests' own hand: one root, parents first, numbers from 1, levels in the structure's order. */
function checkTree(texts: readonly string[], structure: string): void {
  const levels = texts.filter((text) => text.startsWith('HL*')).map((text) => text.split('*').slice(1));
  const codes = new Map<string, string>();
  const paths = new Map<string, string>();
  levels.forEach(([number = '', parent = '', code = ''], index) => {
    expect(number).toBe(String(index + 1));
    expect(parent === '').toBe(index === 0);
    if (index > 0) expect(paths.has(parent)).toBe(true);
    const path = (paths.get(parent) ?? '') + code;
    // Levels that nothing is known of are left out, and none is out of turn.
    expect(
      Array.from(structure)
        .filter((level) => path.includes(level))
        .join(''),
    ).toBe(path);
    paths.set(number, path);
    codes.set(number, code);
  });
  expect(levels.filter(([, , code]) => code === 'S')).toHaveLength(1);
  const parents = new Set(levels.map(([, parent]) => parent));
  for (const [number = '', code = ''] of codes) {
    const isLeaf = code === 'I' || (code === 'P' && structure.endsWith('P'));
    if (!parents.has(number)) expect([number, code, isLeaf]).toEqual([number, code, true]);
  }
  if (structure.includes('O')) {
    for (const path of paths.values()) if (path.includes('I')) expect(path).toContain('O');
  }
}
