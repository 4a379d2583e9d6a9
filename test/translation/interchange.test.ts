import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import type { PurchaseOrderProfile } from '../../src/partners/index.ts';
import { renderInterchange, translatePurchaseOrder } from '../../src/translation/index.ts';
import { guideOf, readInterchanges, validateTransactionSet, type TransactionSetBody } from '../../src/x12/index.ts';
import { golden, goods, orderWith, profileWith } from './support.ts';

const at = new Date('2026-11-23T02:05:00Z');

function setOf(order: PurchaseOrder, profile: PurchaseOrderProfile): TransactionSetBody {
  const { set, findings } = translatePurchaseOrder(order, profile);
  if (!set) throw new Error(JSON.stringify(findings));
  return set;
}

function render(order: PurchaseOrder, profile: PurchaseOrderProfile, timeZone = 'America/Chicago'): string {
  const controlNumbers = { interchange: 1201, group: 1201, sets: [1] };
  return renderInterchange({ sets: [setOf(order, profile)], profile, controlNumbers, at, timeZone });
}

const full = orderWith({
  lines: [
    goods(1),
    { kind: 'comment', line: 2, text: 'Certificate of conformity with every carton', forLine: 1 },
    goods(4, {
      quantity: '2.5',
      orderUom: 'CS',
      priceUom: 'EA',
      price: '0.12345',
      orderUomPrice: '14.814',
      supplierItem: undefined,
      description: 'Écrou à épaulement – Ø8, “inox”',
    }),
    { kind: 'freight', line: 5, description: 'Freight', amount: '48.75' },
    { kind: 'comment', line: 6, text: 'Deliver between 7 and 15 h' },
  ],
});

describe('golden interchanges', () => {
  it.each([
    ['annotated-example-test', '', 'test', full],
    ['annotated-example-production', '    usage: production\n', 'production', full],
    [
      'basic-characters-odd-delimiters',
      "    characters: { set: basic, unsupported: { replace: '.' } }\n    interchange: { delimiters: { element: '|', component: '0x1F', segment: '!' } }\n",
      'test',
      full,
    ],
    [
      'bare-minimum',
      '    currency: null\n    references: []\n    contacts: []\n    fob: null\n    terms: null\n    required: []\n    dates: []\n    routing: null\n    description: null\n    price: { basis: null }\n    notes: { order: omit, line: omit }\n    charges: { freight: omit }\n    totals: { lineCount: false }\n',
      'test',
      full,
    ],
    [
      'blank-optional-fields',
      '    required: []\n',
      'test',
      {
        ...full,
        paymentTerms: undefined,
        shippingInstructions: undefined,
        buyer: undefined,
        dueDate: undefined,
        shipTo: { name: 'Dock', street: [] },
      },
    ],
  ] as const)('%s', (name, more, usage, order) => {
    const text = render(order, profileWith(more, usage));
    expect(text).toBe(golden(`850/${name}`, text));
  });
});

describe('the envelope', () => {
  it('tells the time of the company’s zone', () => {
    const [interchange] = readInterchanges(render(orderWith(), profileWith())).interchanges;
    expect([interchange?.date, interchange?.time, interchange?.groups[0]?.date]).toEqual([
      '261122',
      '2005',
      '20261122',
    ]);
    const [utc] = readInterchanges(render(orderWith(), profileWith(), 'UTC')).interchanges;
    expect([utc?.date, utc?.time]).toEqual(['261123', '0205']);
  });

  it('gives identical bytes for a profile that went through JSON', () => {
    const profile = profileWith();
    const again: PurchaseOrderProfile = JSON.parse(JSON.stringify(profile));
    expect(render(orderWith(), again)).toBe(render(orderWith(), profile));
  });

  it('holds several sets, each with its own number', () => {
    const profile = profileWith();
    const set = setOf(orderWith(), profile);
    const text = renderInterchange({
      sets: [set, set],
      profile,
      controlNumbers: { interchange: 1, group: 2, sets: [3, 4] },
      at,
      timeZone: 'UTC',
    });
    const read = readInterchanges(text);
    expect(read.findings).toEqual([]);
    expect(read.interchanges[0]?.groups[0]?.sets.map((one) => one.control)).toEqual(['0003', '0004']);
  });

  it.each([
    [{ interchange: 0, group: 1, sets: [1] }],
    [{ interchange: 1_000_000_000, group: 1, sets: [1] }],
    [{ interchange: 1.5, group: 1, sets: [1] }],
    [{ interchange: 1, group: 1, sets: [] }],
  ])('refuses the control numbers %j', (controlNumbers) => {
    const profile = profileWith();
    const set = setOf(orderWith(), profile);
    expect(() => renderInterchange({ sets: [set], profile, controlNumbers, at, timeZone: 'UTC' })).toThrow(RangeError);
  });
});

describe('any order', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 70 });
  const number = fc
    .tuple(fc.nat(9_999_999), fc.nat(99_999))
    .map(([whole, part]) => `${whole}.${String(part).padStart(5, '0')}`);
  const order = fc
    .record({
      text: anything,
      name: anything,
      street: fc.array(anything, { maxLength: 4 }),
      comment: anything,
      stock: anything,
      quantity: number,
      price: number,
    })
    .map(({ text, name, street, comment, stock, quantity, price }) =>
      orderWith({
        shippingInstructions: text,
        buyer: name,
        shipTo: { code: 'DC1', name: `DC ${name}`, street, city: `City ${text}`, state: 'OH' },
        lines: [
          goods(1, { description: text, stockCode: `A${stock}`, quantity, price, orderUomPrice: price }),
          { kind: 'comment', line: 2, text: comment, forLine: 1 },
        ],
      }),
    );
  const replacing = profileWith(
    "    characters: { set: basic, separators: { replace: ' ' }, unsupported: { replace: ' ' } }\n    lengths: { N401: { max: 30, overflow: truncate }, N301: { max: 55, overflow: truncate }, N302: { max: 55, overflow: truncate }, PER02: { max: 60, overflow: truncate }, TD505: { max: 35, overflow: truncate } }\n",
  );
  const guide = guideOf('004010', '850') ?? expect.unreachable();

  it('is sent without an illegal character, valid by the guide, or not at all', () => {
    fc.assert(
      fc.property(order, (one) => {
        const result = translatePurchaseOrder(one, replacing);
        const text = result.set ? render(one, replacing) : '';
        // Refused: then only for its codes and numbers, which are never changed.
        const refused = result.findings
          .filter((finding) => finding.severity === 'error')
          .map((finding) => finding.field);
        expect([
          text === '',
          ...refused.filter(
            (field) =>
              !['MStockCode', 'MPrice', 'the sum of the quantities (totals.quantityHash)'].includes(field ?? ''),
          ),
        ]).toEqual([refused.length > 0]);
        expect(text).toMatch(/^[A-Z0-9 !"&'()*+,\-./:;?=>~\n]*$/);
        const read = readInterchanges(text === '' ? render(orderWith(), replacing) : text);
        expect(read.findings).toEqual([]);
        const sets = read.interchanges.flatMap((interchange) => interchange.groups.flatMap((group) => group.sets));
        expect(sets.flatMap((set) => validateTransactionSet(set, guide))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
