import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { annotate, annotationLines, findingLine, answerLines } from '../../src/x12/annotate/index.ts';
import { amountWords, dateWords, timeWords } from '../../src/x12/annotate/value-words.ts';
import { writeInterchange, type Segment } from '../../src/x12/index.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

const folder = new URL('../golden/', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

/** The explanation of an interchange of one set, with parts replaced. */
function explained(segments: readonly Segment[], parts: Parameters<typeof interchangeOf>[1] = {}): string {
  return annotationLines(annotate(writeInterchange(interchangeOf(segments, parts)))).join('\n');
}

describe('the explanation of a file of each kind', () => {
  it.each([
    ['explained/850', 'explained/850'],
    ['explained/810', 'explained/810'],
    ['explained/856', 'explained/856'],
    ['997/rejected-element', 'explained/997'],
    ['999/rejected', 'explained/999'],
    ['TA1/rejected-several', 'explained/TA1'],
    ['824/rejected-invoice', 'explained/824'],
    ['855/changed-lines', 'explained/855'],
    ['864/errors-in-words', 'explained/864'],
  ])('%s', (edi, words) => {
    const annotation = annotate(read(`${edi}.edi`));
    expect(annotation.findings).toEqual([]);
    const text = [...annotationLines(annotation), '', ...annotation.answers.flatMap(answerLines), ''].join('\n');
    const file = new URL(`${words}.txt`, folder);
    if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, text);
    expect(text).toBe(existsSync(file) ? readFileSync(file, 'utf8') : 'no golden file: run with UPDATE_GOLDEN=1');
  });
});

describe('each value', () => {
  it('has its reference, name, number and meaning', () => {
    const { segments } = annotate(writeInterchange(interchangeOf(orderSegments)));
    const beg = segments.find(({ id }) => id === 'BEG');
    expect(beg).toMatchObject({ name: 'Beginning Segment for Purchase Order', position: 2, findings: [] });
    expect(beg?.elements).toEqual([
      { reference: 'BEG01', element: 1, number: '353', name: 'purpose', value: '00', meaning: 'original' },
      {
        reference: 'BEG02',
        element: 2,
        number: '92',
        name: 'purchase order type',
        value: 'SA',
        meaning: 'stand-alone',
      },
      { reference: 'BEG03', element: 3, number: '324', name: 'purchase order number', value: 'PO1001' },
      { reference: 'BEG05', element: 5, number: '373', name: 'date', value: '20240115', meaning: 'Mon 15 Jan 2024' },
    ]);
    expect(segments.find(({ id }) => id === 'PID')).toMatchObject({ loop: 'PO1[1]/PID[1]', position: 18 });
  });

  it('of a composite or repeated element is told part by part', () => {
    const { segments } = annotate(
      writeInterchange(
        interchangeOf([{ id: 'REF', elements: ['IA', { repetitions: ['1', '2'] }, '', ['PO', 'PO1001']] }], {
          version: '00501',
          delimiters: { element: '*', component: ':', segment: '~', repetition: '^' },
        }),
      ),
    );
    const elements = segments.find(({ id }) => id === 'REF')?.elements ?? [];
    expect(elements.map(({ reference, value, name }) => `${reference} ${name} ${value}`)).toEqual([
      'REF01 reference qualifier IA',
      'REF02 reference 1',
      'REF02[2] reference 2',
      'REF04-1 reference qualifier PO',
      'REF04-2 reference PO1001',
    ]);
  });

  it.each([
    ['20240229', 'Thu 29 Feb 2024'],
    ['240229', 'Thu 29 Feb 2024'],
    ['20230229', undefined],
    ['2024', undefined],
  ])('date %s is %s', (text, words) => expect(dateWords(text)).toBe(words));

  it.each([
    ['0000', '00:00'],
    ['235959', '23:59:59'],
    ['2359595', '23:59:59.5'],
    ['23595950', '23:59:59.50'],
    ['2400', undefined],
    ['12', undefined],
  ])('time %s is %s', (text, words) => expect(timeWords(text)).toBe(words));

  it.each([
    ['12892', '128.92'],
    ['5', '0.05'],
    ['-150', '-1.50'],
    ['000', '0.00'],
    ['12.5', undefined],
    ['', undefined],
  ])('amount %s is %s', (text, words) => expect(amountWords(text)).toBe(words));

  it('with control characters is shown without them', () => {
    const text = explained([{ id: 'MSG', elements: ['BELL \x07 END'] }]);
    expect(text).toContain('BELL <U+0007> END');
    expect(text).not.toContain('\x07');
  });
});

describe('findings', () => {
  const wrong = segmentsOf(`
    BEG*00*SA*PO1001**20241345
    N1*ST*ACME DC 7*92
    PO1*1*10*EACH*12.50.1*PE*UP*012345678905
    CTT*2
    QQQ*1`);

  it('stand at their segments, and all are counted', () => {
    const annotation = annotate(writeInterchange(interchangeOf(wrong)));
    const at = (id: string): string[] =>
      annotation.segments.filter((one) => one.id === id).flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(at('BEG')).toEqual(['X12-ELEMENT-DATE']);
    expect(at('N1')).toEqual(['X12-RELATION']);
    expect(at('PO1')).toContain('X12-ELEMENT-TYPE');
    expect(at('QQQ')).toContain('X12-SEGMENT-UNKNOWN');
    expect(at('CTT')).toEqual(['X12-TOTAL']);
    expect(annotation.segments.flatMap(({ findings }) => findings).length).toBe(annotation.findings.length);
    expect(annotationLines(annotation).join('\n')).toContain(
      '       >> error: BEG05 is not a calendar date CCYYMMDD (X12-ELEMENT-DATE, value "20241345")',
    );
  });

  it('of the envelope stand at the envelope', () => {
    const text = writeInterchange(interchangeOf(orderSegments)).replace('SE*22*0001~', 'SE*21*0002~');
    const { segments } = annotate(text);
    expect(segments.find(({ id }) => id === 'SE')?.findings.map(({ code }) => code)).toEqual([
      'X12-COUNT',
      'X12-CONTROL-NUMBER',
    ]);
  });

  it('of a group of the wrong kind stand at the set', () => {
    const base = interchangeOf(orderSegments);
    const groups = base.groups.map((group) => ({ ...group, functionalId: 'IN' }));
    const { segments } = annotate(writeInterchange({ ...base, groups }));
    expect(segments.find(({ id }) => id === 'ST')?.findings.map(({ code }) => code)).toEqual(['X12-FUNCTIONAL-ID']);
  });

  it('of an acknowledgement are not told twice, once by the guide and once by its reader', () => {
    const base = interchangeOf(segmentsOf('AK1*PO*42\nAK2*850*0001\nAK9*A*1*1*x'));
    const groups = base.groups.map((group) => ({
      ...group,
      functionalId: 'FA',
      sets: group.sets.map((set) => ({ ...set, id: '997' })),
    }));
    const { findings } = annotate(writeInterchange({ ...base, groups }));
    expect(findings.map(({ code, segment }) => `${code} ${segment}`)).toEqual([
      'X12-SEGMENT-MISSING AK5',
      'X12-ELEMENT-TYPE AK9',
    ]);
  });

  it('of text that is no interchange stand at the top', () => {
    const lines = annotationLines(annotate('Dear supplier'));
    expect(lines).toEqual(['error: stands outside any interchange (X12-TEXT-OUTSIDE, value "Dear supplier")']);
    expect(annotationLines(annotate('')).length).toBe(1);
  });

  it('are sentences', () => {
    const finding = { code: 'X12-RELATION', severity: 'warning', segment: 'N1', element: 4, component: 2 } as const;
    expect(findingLine({ ...finding, message: 'needs 03' })).toBe('warning: N104-2 needs 03 (X12-RELATION)');
  });
});

describe('any file', () => {
  it('of several interchanges with separators of their own is explained as a whole', () => {
    const text =
      writeInterchange(interchangeOf(orderSegments)) +
      '\r\n' +
      writeInterchange(
        interchangeOf(orderSegments, {
          control: '000000043',
          delimiters: { element: '|', component: ':', segment: '\n' },
        }),
      );
    const lines = annotationLines(annotate(text));
    expect(lines.filter((line) => line.startsWith('INTERCHANGE'))).toEqual([
      'INTERCHANGE 000000042 from ZZ BUYER to 01 123456789, Mon 15 Jan 2024 15:30, production',
      'INTERCHANGE 000000043 from ZZ BUYER to 01 123456789, Mon 15 Jan 2024 15:30, production',
    ]);
    expect(lines.filter((line) => line.includes('purchase order number')).length).toBe(2);
    expect(annotate(text).findings).toEqual([]);
  });

  it('of a set without a guide is explained plainly, and named', () => {
    const base = interchangeOf(segmentsOf('BPR*I*100\nXYZ*1*A\nREF*IA*1'));
    const groups = base.groups.map((group) => ({ ...group, sets: group.sets.map((set) => ({ ...set, id: '820' })) }));
    const annotation = annotate(writeInterchange({ ...base, groups }));
    expect(annotation.unchecked).toEqual(['820 Payment Order/Remittance Advice']);
    expect(annotation.findings).toEqual([]);
    const lines = annotationLines(annotation);
    expect(lines).toContain('    3  XYZ');
    expect(lines).toContain('       XYZ02                                     A');
    expect(lines.some((line) => line.includes('internal vendor number'))).toBe(true);
  });

  it.each(['003040', '004010VICS', '004050', '005040', '008010', 'XYZ'])('of release %s is explained', (version) => {
    const base = interchangeOf(orderSegments);
    const text = writeInterchange({ ...base, groups: base.groups.map((group) => ({ ...group, version })) });
    expect(annotationLines(annotate(text)).some((line) => line.includes('purchase order number'))).toBe(true);
  });

  it('of a 997 that is damaged tells each finding once, and that nothing is accepted', () => {
    const text = read('997/accepted.edi').replace(/SE\*\d+/, 'SE*9');
    const annotation = annotate(text);
    expect(annotation.findings.map(({ code, segment }) => `${code} ${segment}`)).toEqual(['X12-COUNT SE']);
    expect(annotation.answers.flatMap(answerLines).join('\n')).toContain(
      'UNDECIDED (A: accepted, says a set that is damaged)',
    );
  });

  it('cut off anywhere is explained as far as it goes', () => {
    const text = writeInterchange(interchangeOf(orderSegments));
    for (let end = 0; end < text.length; end += 1) {
      const annotation = annotate(text.slice(0, end));
      expect(annotation.findings.length).toBeGreaterThan(0);
    }
  });
});
