import { describe, expect, it } from 'vitest';
import { guideOf, validateTransactionSet, type Segment, type ValidationOptions } from '../../src/x12/index.ts';
import { parseStructure } from '../../src/x12/guides/guide.ts';
import { elementFaults, isCalendarDate } from '../../src/x12/validation/element-check.ts';
import { orderSegments, segmentsOf } from './skeleton.ts';

const guide = guideOf('004010', '850') ?? expect.unreachable('004010 has an 850');

function check(segments: readonly Segment[], options?: ValidationOptions): string[] {
  return validateTransactionSet({ id: '850', segments }, guide, options).map(
    (f) =>
      `${f.severity === 'warning' ? '?' : ''}${f.code.slice(4)} ${f.segment}${f.element === undefined ? '' : String(f.element).padStart(2, '0')}@${f.position}`,
  );
}

/** The valid order with one segment replaced (or, given several, by several). */
function withSegment(id: string, ...lines: string[]): Segment[] {
  const at = orderSegments.findIndex((segment) => segment.id === id);
  return orderSegments.toSpliced(at, 1, ...segmentsOf(lines.join('\n') || 'X'));
}

describe('validation of an 850', () => {
  it('finds nothing in a valid order', () => {
    expect(check(orderSegments)).toEqual([]);
  });

  it('changes nothing', () => {
    const before = structuredClone(orderSegments);
    check(orderSegments);
    expect(orderSegments).toEqual(before);
  });

  it.each([
    ['a mandatory element that is empty', 'BEG', 'BEG*00*SA***20240115', ['ELEMENT-MISSING BEG03@2']],
    ['a value too long', 'BEG', 'BEG*00*SA*12345678901234567890123**20240115', ['ELEMENT-TOO-LONG BEG03@2']],
    ['a value too short', 'BEG', 'BEG*0*SA*PO1**20240115', ['ELEMENT-TOO-SHORT BEG01@2', '?CODE BEG01@2']],
    ['a date that does not exist', 'BEG', 'BEG*00*SA*PO1**20230229', ['ELEMENT-DATE BEG05@2']],
    ['a date of six digits', 'BEG', 'BEG*00*SA*PO1**240115', ['ELEMENT-TOO-SHORT BEG05@2']],
    ['an unknown code', 'BEG', 'BEG*00*XX*PO1**20240115', ['?CODE BEG02@2']],
    ['too many elements', 'MSG', 'MSG*a*LC*1*x', ['ELEMENT-EXTRA MSG04@12']],
    ['trailing empty elements', 'CUR', 'CUR*BY*USD*', ['ELEMENT-TRAILING CUR03@3']],
    ['a qualifier without its value', 'N1', 'N1*BY*ACME*92', ['RELATION N104@13']],
    ['a unit without a quantity', 'PO4', 'PO4*12**EA', ['RELATION PO402@19']],
    ['a number with thousands separators', 'AMT', 'AMT*TT*1,250', ['ELEMENT-TYPE AMT02@21']],
    ['a number with a trailing point', 'AMT', 'AMT*TT*125.', ['ELEMENT-TYPE AMT02@21']],
    ['a number with leading zeros', 'AMT', 'AMT*TT*0125', ['ELEMENT-TYPE AMT02@21']],
    ['zeros in front of a count', 'CTT', 'CTT*00001*10', ['ELEMENT-TYPE CTT01@20']],
    ['zeros in front of an amount in cents', 'FOB', 'SAC*A*C310***00125', ['ELEMENT-TYPE SAC05@7']],
    ['several zeros for a count', 'PO4', 'PO4*00', ['ELEMENT-TYPE PO401@19']],
    ['minus zero', 'AMT', 'AMT*TT*-0', ['ELEMENT-TYPE AMT02@21']],
    ['minus zero with decimals', 'AMT', 'AMT*TT*-0.00', ['ELEMENT-TYPE AMT02@21']],
    ['minus zero in cents', 'FOB', 'SAC*A*C310***-0', ['ELEMENT-TYPE SAC05@7']],
    ['an accent', 'MSG', 'MSG*café', ['CHARACTER MSG01@12']],
    ['trailing blanks', 'MSG', 'MSG*text ', ['ELEMENT-TYPE MSG01@12']],
    ['a segment of another set', 'MSG', 'NTE*GEN*text', ['SEGMENT-UNKNOWN NTE@12']],
    ['a segment out of order', 'PID', 'CUR*BY*USD\nPID*F****X\nBEG*00*SA*A**20240101', ['SEGMENT-ORDER BEG@20']],
    ['a loop member without its leader', 'PER', 'N3*100 MAIN ST', ['SEGMENT-ORDER N3@6']],
    ['a segment too often', 'CUR', 'CUR*BY*USD\nCUR*BY*CAD', ['SEGMENT-TOO-MANY CUR@4']],
    ['a segment without data', 'CUR', 'CUR*', ['SEGMENT-EMPTY CUR@3']],
    ['a wrong line count', 'CTT', 'CTT*2*10', ['TOTAL CTT01@20']],
    ['a wrong hash total', 'CTT', 'CTT*1*11', ['TOTAL CTT02@20']],
    ['a segment the guide does not define', 'TD5', 'CTB*OR*x', ['?SEGMENT-UNCHECKED CTB@10']],
    [
      'two lines of one number',
      'PID',
      'PO1*1*10*EA*1',
      ['TOTAL CTT01@20', 'TOTAL CTT02@20', 'DUPLICATE PO101@18'].sort(),
    ],
  ])('finds %s', (_, id, line, expected) => {
    expect(check(withSegment(id, line)).sort()).toEqual([...expected].sort());
  });

  it('finds what is missing altogether', () => {
    expect(check([]).sort()).toEqual(['SEGMENT-MISSING BEG@1', 'SEGMENT-MISSING PO1@1']);
  });

  it('collects every finding, one wrong segment not hiding the next', () => {
    const segments = orderSegments.map((segment) => (segment.id === 'REF' ? { id: 'REF', elements: ['DP'] } : segment));
    expect(check(segments)).toEqual(['RELATION REF02@4', 'RELATION REF02@5']);
  });

  it('says in which loop a finding is', () => {
    const [finding] = validateTransactionSet({ id: '850', segments: withSegment('PO4', 'N1*MA', 'N3*') }, guide);
    expect(finding).toMatchObject({ segment: 'N1', loop: 'PO1[1]/N1[1]', rule: 'R0203' });
  });

  it('checks the components of a composite', () => {
    const mea = (components: readonly string[]): Segment[] =>
      withSegment('PO4').map((s) => (s.id === 'X' ? { id: 'MEA', elements: ['', 'WT', '5', components] } : s));
    expect(check(mea(['LB', '1']))).toEqual([]);
    expect(check(mea(['POUND', '1']))).toEqual(['ELEMENT-TOO-LONG MEA04@19', '?CODE MEA04@19']);
    expect(check(orderSegments.map((s) => (s.id === 'MSG' ? { id: 'MSG', elements: [['a', 'b']] } : s)))).toEqual([
      'ELEMENT-COMPOSITE MSG01@12',
    ]);
  });

  it('holds a partner to shorter lengths, closed lists, required parts and the basic set', () => {
    expect(
      check(orderSegments, {
        characterSet: 'basic',
        maxLengths: { BEG03: 5 },
        codeLists: { PO103: ['CA'], N101: ['BY', 'ST'] },
        required: ['CSH', 'PO101', 'DTM03'],
      }).sort(),
    ).toEqual([
      'CHARACTER MSG01@12',
      'CODE PO103@17',
      'ELEMENT-TOO-LONG BEG03@2',
      'REQUIRED CSH@1',
      'REQUIRED DTM03@9',
    ]);
  });

  it('takes zeros in front where a partner has them filled, and nothing in cents as three zeros', () => {
    const sac = (amount: string): Segment[] => withSegment('FOB', `SAC*A*C310***${amount}`);
    for (const amount of ['0', '000', '125']) expect([amount, check(sac(amount))]).toEqual([amount, []]);
    for (const amount of ['00', '0000', '005'])
      expect([amount, check(sac(amount))]).toEqual([amount, ['ELEMENT-TYPE SAC05@7']]);
    const zeroFilled = { SAC05: 4 };
    for (const amount of ['0000', '0005']) expect([amount, check(sac(amount), { zeroFilled })]).toEqual([amount, []]);
    expect(check(sac('00005'), { zeroFilled })).toEqual(['ELEMENT-TYPE SAC05@7']);
    const negative = (value: string, filled?: number): number =>
      elementFaults(value, 'N2', 1, 15, 'basic', filled).length;
    expect(['-125', '-005', '-000'].map((value) => negative(value))).toEqual([0, 1, 1]);
    expect(['-0005', '-00005'].map((value) => negative(value, 4))).toEqual([0, 1]);
  });

  it('takes blanks at the end of a text that is as long as it must be, and no others', () => {
    const notice = guideOf('004010', '856') ?? expect.unreachable('004010 has an 856');
    const codes = (number: string): string[] =>
      validateTransactionSet({ id: '856', segments: segmentsOf(`BSN*00*${number}*20240116*1530`) }, notice)
        .filter(({ segment }) => segment === 'BSN')
        .map(({ code, element }) => `${code} ${element}`);
    expect(codes('A ')).toEqual([]);
    expect(codes('A  ')).toEqual(['X12-ELEMENT-TYPE 2']);
    expect(codes('AB ')).toEqual(['X12-ELEMENT-TYPE 2']);
    expect(codes('  ')).toEqual(['X12-ELEMENT-TYPE 2']);
    expect(codes('A')).toEqual(['X12-ELEMENT-TOO-SHORT 2']);
  });

  it('finds a delimiter inside a value', () => {
    const delimiters = { element: '*', component: '>', segment: '~' };
    expect(check(withSegment('MSG', 'MSG*a~b'), { delimiters })).toEqual(['SEPARATOR-IN-DATA MSG01@12']);
  });
});

describe('a guide', () => {
  it('parses loops inside loops', () => {
    expect(parseStructure('A1 1..1 [B1 0..n: C1 0..2, [D1 1..3: E1 0..1]]')).toEqual([
      { id: 'A1', min: 1, max: 1 },
      {
        id: 'B1',
        min: 0,
        max: Infinity,
        children: [
          { id: 'C1', min: 0, max: 2 },
          { id: 'D1', min: 1, max: 3, children: [{ id: 'E1', min: 0, max: 1 }] },
        ],
      },
    ]);
    expect(() => parseStructure('[A1 0..1: B1 0..1')).toThrow(SyntaxError);
  });

  it.each([
    ['20240229', true],
    ['20230229', false],
    ['19000229', false],
    ['20241301', false],
    ['20240431', false],
    ['00000000', false],
    ['240229', true],
  ])('knows that %s is a date: %s', (text, is) => {
    expect(isCalendarDate(text)).toBe(is);
  });
});
