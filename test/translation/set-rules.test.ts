import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateInvoice, translatePurchaseOrder, translateShipNotice } from '../../src/translation/index.ts';
import { guideOf, validateTransactionSet } from '../../src/x12/index.ts';
import { billed, brief, goods, invoiceWith, noticeWith, orderWith, profileOf, textsOf } from './support.ts';

/** The segments of an order of two lines by a profile with more settings, as text. */
function order(more: string): {
  texts: string[];
  findings: string[];
  result: ReturnType<typeof translatePurchaseOrder>;
} {
  const result = translatePurchaseOrder(orderWith({ lines: [goods(1), goods(2)] }), profileOf('purchase-order', more));
  return { texts: textsOf(result.draft.segments), findings: brief(result.findings), result };
}

function invoice(more: string, parts: Parameters<typeof invoiceWith>[0] = {}): { texts: string[]; findings: string[] } {
  const result = translateInvoice(invoiceWith(parts), profileOf('invoice', more));
  return { texts: textsOf(result.draft.segments), findings: brief(result.findings) };
}

const without = (texts: readonly string[], pattern: RegExp): string[] => texts.filter((text) => !pattern.test(text));

describe('drop', () => {
  const plain = order('').texts;

  it('leaves out segments, with the loop they lead, and says nothing', () => {
    expect(plain.some((text) => text.startsWith('AMT'))).toBe(true);
    const { texts, findings } = order('    drop: [CTT, FOB]\n');
    // AMT stands in the loop that CTT leads.
    expect(texts).toEqual(without(plain, /^(CTT|AMT|FOB)\b/));
    expect(findings).toEqual([]);
  });

  it('goes by qualifier, by loop and by part of the set', () => {
    expect(order('    drop: [N1*ST/N3]\n').texts).toEqual(without(plain, /^N3/));
    expect(order('    drop: [N1*BY/N3]\n').texts).toEqual(plain);
    expect(order('    drop: [N1*ST]\n').texts).toEqual(without(plain, /^(N1\*ST|N3|N4)/));
    expect(order('    drop: [heading/PID]\n').texts).toEqual(plain);
    expect(order('    drop: [PO1/PID]\n').texts).toEqual(without(plain, /^PID/));
  });

  it('leaves out elements; trailing ones go, and sources follow', () => {
    const { texts, result } = order('    drop: [N1*ST/N404, PO105, CUR]\n');
    expect(texts.find((text) => text.startsWith('N4*'))).not.toContain('*US');
    expect(texts.filter((text) => text.startsWith('PO1*')).every((text) => text.split('*')[5] === '')).toBe(true);
    for (const { position, segment, element } of result.sources) {
      const at = result.draft.segments[position - 2];
      expect(at?.id).toBe(segment);
      expect(at?.elements[element - 1]).not.toBe('');
    }
  });
});

describe('insert', () => {
  it('puts segments where the release has their place: heading, lines, party loops, summary', () => {
    const { texts, findings, result } = order(
      `    insert:
      promotion: { segment: REF, elements: [PD, SPRING] }
      terms: { segment: CSH, elements: [P2] }
      origin: { segment: REF, in: PO1, elements: [DP, { source: supplier, trimZeros: true }, null] }
      dock: { segment: PER, in: 'heading/N1*ST', elements: [RE, Dock 7, TE, '5550100'] }
      third-party: { segment: N1, elements: [VN, null, '92', '77'] }
      third-place: { segment: N4, in: N1*VN, elements: [Columbus, OH] }
`,
    );
    expect(findings).toEqual([]);
    const at = (text: string): number => texts.indexOf(text);
    expect(at('REF*PD*SPRING')).toBeLessThan(texts.findIndex((text) => text.startsWith('PER')));
    expect(at('REF*PD*SPRING')).toBeGreaterThan(texts.findIndex((text) => text.startsWith('CUR')));
    expect(texts.filter((text) => text === 'REF*DP*1001')).toHaveLength(2);
    expect(at('PER*RE*DOCK 7*TE*5550100')).toBeGreaterThan(texts.findIndex((text) => text.startsWith('N4')));
    expect(texts[at('N1*VN**92*77') + 1]).toBe('N4*COLUMBUS*OH');
    expect(at('N1*VN**92*77')).toBeLessThan(texts.findIndex((text) => text.startsWith('PO1')));
    const inserted = result.sources.filter(
      ({ origin }) => 'setting' in origin && origin.setting.startsWith('insert.dock'),
    );
    expect(inserted.map(({ position }) => textsOf(result.draft.segments)[position - 2])).toEqual(
      Array.from({ length: 4 }, () => 'PER*RE*DOCK 7*TE*5550100'),
    );
  });

  it('by a condition, and not where the document lacks the field', () => {
    const credit = `    insert:
      credited: { segment: REF, elements: [OI, { source: creditedInvoice }], when: BIG07, is: [CR] }
      always: { segment: REF, elements: [ZZ, NOTE], when: BIG07, is: [DI, CR] }
`;
    expect(invoice(credit).texts.filter((text) => text.startsWith('REF'))).toContain('REF*ZZ*NOTE');
    expect(invoice(credit).texts.some((text) => text.startsWith('REF*OI'))).toBe(false);
    const refused = `    insert: { store: { segment: REF, elements: [ST, { source: masterAccount, whenMissing: refuse }] } }\n`;
    expect(invoice(refused).findings).toEqual(['INV-FIELD-MISSING | ArCustomer 000000000005001 | MasterAccount']);
  });

  it('at a level of a ship notice', () => {
    const profile = profileOf('ship-notice', '    insert: { pack: { segment: REF, in: HL*P, elements: [DP, X1] } }\n');
    const result = translateShipNotice(noticeWith(), profile);
    const texts = textsOf(result.draft.segments);
    const pack = texts.findIndex((text) => /^HL\*\d+\*\d+\*P/.test(text));
    expect(texts.slice(pack).find((text) => text.startsWith('REF'))).toBe('REF*DP*X1');
    expect(texts.filter((text) => text === 'REF*DP*X1')).toHaveLength(1);
    expect(brief(result.findings)).toEqual([]);
  });

  it('names its setting where what it makes does not fit', () => {
    const { findings } = order(`    insert: { too-many: { segment: CUR, elements: [SE, USD] } }\n`);
    expect(findings).toEqual([
      'X12-SEGMENT-TOO-MANY | profile EXAMPLE | purchase-order.insert.too-many.elements.0 | CUR[2]',
    ]);
  });

  it('is never out of order, whatever is added where', () => {
    const guide = guideOf('004010', '850');
    if (!guide) throw new Error('no guide');
    const made: Record<string, string> = {
      REF: '[PD, A]',
      DTM: "['010', '20261201']",
      TD5: '[null, null, null, null, TRUCK]',
      PER: '[BD, NAME]',
      MAN: '[GM, X]',
      TD4: '[null, null, null, FRAGILE]',
      MSG: '[TEXT]',
    };
    const places: Record<string, string[]> = {
      heading: ['REF', 'DTM', 'TD5', 'PER', 'MAN', 'TD4'],
      PO1: ['REF', 'DTM', 'TD5', 'PER', 'MAN', 'TD4', 'MSG'],
      'heading/N1': ['REF', 'PER', 'TD5', 'TD4'],
      'N1*ST': ['REF', 'PER', 'TD5', 'TD4'],
    };
    const choice = fc
      .constantFrom(...Object.keys(places))
      .chain((place) => fc.constantFrom(...(places[place] ?? [])).map((segment) => [place, segment] as const));
    fc.assert(
      fc.property(fc.uniqueArray(choice, { minLength: 1, maxLength: 5, selector: ([a, b]) => a + b }), (choices) => {
        const lines = choices.map(
          ([place, id], i) => `      x${i}: { segment: ${id}, in: '${place}', elements: ${made[id] ?? ''} }\n`,
        );
        const { result } = order(`    contacts: []\n    insert:\n${lines.join('')}`);
        const wrong = validateTransactionSet(result.draft, guide).filter(({ code }) => code.startsWith('X12-SEGMENT'));
        expect(wrong).toEqual([]);
        for (const [, id] of choices) expect(result.draft.segments.some((segment) => segment.id === id)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('defaults', () => {
  it('stand where a document leaves an element empty, and only there', () => {
    const { texts, findings, result } = order(
      `    defaults: { BEG07: AC, 'N1*ST-06': BY, CUR03: '1.2345', BEG02: SA }\n`,
    );
    expect(findings).toEqual([]);
    expect(texts[0]).toMatch(/^BEG\*00\*NE\*150802\*\*2026\d{4}\*\*AC$/);
    expect(texts.find((text) => text.startsWith('N1*ST'))).toMatch(/\*\*BY$/);
    expect(texts.filter((text) => text.endsWith('*BY'))).toHaveLength(1);
    expect(result.sources).toContainEqual({
      position: 2,
      segment: 'BEG',
      element: 7,
      origin: { setting: 'defaults.BEG07' },
    });
  });
});

describe('lengths', () => {
  it('have a least and a most, by qualifier too', () => {
    expect(order('    lengths: { BEG03: { min: 12, max: 12 } }\n').findings).toEqual([
      'X12-ELEMENT-TOO-SHORT | PorMasterHdr 000000000150802 | PurchaseOrder | BEG-03',
    ]);
    expect(order('    orderNumber: { padTo: 12 }\n    lengths: { BEG03: { min: 12, max: 12 } }\n').findings).toEqual(
      [],
    );
    const ref = `    references: [{ qualifier: IA, text: { value: '1234567890' } }, { qualifier: DP, text: { value: '1234567890' } }]\n    required: []\n`;
    expect(order(`${ref}    lengths: { REF*IA-02: { max: 9 } }\n`).findings).toEqual([
      'X12-ELEMENT-TOO-LONG | profile EXAMPLE | purchase-order.references.0.text | REF[1]-02',
    ]);
    expect(order(`${ref}    lengths: { PO1/REF*IA-02: { max: 9 } }\n`).findings).toEqual([]);
  });

  it('cut by qualifier', () => {
    const { texts } = order('    lengths: { N1*ST-02: { max: 6, overflow: truncate } }\n');
    expect(texts.find((text) => text.startsWith('N1*ST'))?.split('*')[2]).toHaveLength(6);
    expect(texts.find((text) => text.startsWith('N1*BY'))?.split('*')[2]?.length).toBeGreaterThan(6);
  });

  it('fill numbers with zeros: nothing is 000 in TDS01', () => {
    const zero = {
      lines: [billed(1, { price: '0', uomPrice: '0', netValue: '0' })],
      totals: { merchandise: '0', freight: '0', other: '0', tax: '0', total: '0' },
    };
    expect(invoice('', zero).texts).toContain('TDS*0');
    const padded = invoice('    lengths: { TDS01: { min: 3, underflow: zeros } }\n', zero);
    expect(padded.texts).toContain('TDS*000');
    expect(padded.findings).toEqual(invoice('', zero).findings);
    expect(invoice('    lengths: { TDS01: { min: 3, underflow: zeros } }\n').texts).toContain('TDS*14000');
    // Zeros in front are wrong unless the partner wants them; then validation takes them.
    const wide = invoice('    lengths: { TDS01: { min: 8, underflow: zeros } }\n');
    expect(wide.texts).toContain('TDS*00014000');
    expect(wide.findings).toEqual(invoice('').findings);
  });
});

describe('codes and requirements', () => {
  it('close a list for one qualifier', () => {
    expect(order("    codeLists: { N1*BY-03: ['1'], N1*ST-03: ['92'] }\n").findings).toEqual([]);
    const wrong = order("    codeLists: { N1*BY-03: ['9'] }\n").findings;
    expect(wrong).toEqual([expect.stringMatching(/^X12-CODE \| profile EXAMPLE \| .* \| N1\[1\]-03$/)]);
  });

  it.each([
    ['ITD, N1*ST', []],
    ['N1*ST/N4, PO1/PID', []],
    ['PO1/DTM*002', ['X12-REQUIRED | PorMasterDetail 000000000150802 line 1 | Line | PO1[1]']],
    ['N1*ST-03, N1*BY-04', []],
    ['PO1/N9', [expect.stringContaining('PO1[1]'), expect.stringContaining('PO1[2]')]],
    ['{ have: N1*ST/N4, when: BEG02, is: [NE] }', []],
    ['{ have: PO1/N9, when: BEG02, is: [DS] }', []],
    ['{ have: PO1/DTM-03, when: BEG02, is: [NE] }', [expect.stringMatching(/^X12-REQUIRED .* DTM\[\d\]-03$/)]],
    ['{ have: PO1/DTM-03, when: BEG02, is: [SA] }', []],
  ])('insist on %s', (entries, expected) => {
    const lines = '    lineDates: [{ qualifier: "002", source: dueDate }]\n';
    const result = translatePurchaseOrder(
      orderWith({ lines: [goods(1, { dueDate: undefined }), goods(2)] }),
      profileOf('purchase-order', `${lines}    required: [${entries}]\n`),
    );
    expect(brief(result.findings)).toEqual(expected);
  });
});
