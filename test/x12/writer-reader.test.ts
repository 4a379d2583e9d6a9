import { describe, expect, it } from 'vitest';
import { readInterchanges, writeInterchange, X12Unwritable, type Interchange } from '../../src/x12/index.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

const text = writeInterchange(interchangeOf(orderSegments), { suffix: '\n' });

function findingsOf(changed: string): string[] {
  return readInterchanges(changed).findings.map((finding) => `${finding.code} ${finding.segment}`);
}

const order = interchangeOf(orderSegments);
const sameSet = { id: '850', control: '0001', segments: orderSegments };

function withGroup(change: Partial<Interchange['groups'][number]>): Partial<Interchange> {
  return { groups: order.groups.map((group) => ({ ...group, ...change })) };
}

describe('the writer', () => {
  it('writes an ISA of exactly 106 characters with its terminator', () => {
    expect(text.slice(0, 106)).toBe(
      'ISA*00*          *00*          *ZZ*BUYER          *01*123456789      *240115*1530*U*00401*000000042*0*P*>~',
    );
  });

  it('counts segments, sets and groups, and repeats the control numbers', () => {
    expect(text.trimEnd().split('\n').slice(-3)).toEqual(['SE*22*0001~', 'GE*1*42~', 'IEA*1*000000042~']);
  });

  it('drops trailing empty elements and components, and segments without data', () => {
    const segments = [
      { id: 'BEG', elements: ['00', '', ''] },
      { id: 'CUR', elements: ['', ''] },
      { id: 'MEA', elements: [['EA', '', ''], ''] },
    ];
    expect(writeInterchange(interchangeOf(segments))).toContain('~BEG*00~MEA*EA~SE*4*0001~');
  });

  it('refuses a delimiter inside a value and says where', () => {
    const write = (): string => writeInterchange(interchangeOf(segmentsOf('BEG*00\nMSG*a>b')));
    expect(write).toThrow(X12Unwritable);
    expect(write).toThrow(/MSG01 contains ">"/);
  });

  it.each([
    ['an id of 16 characters', { sender: { qualifier: 'ZZ', id: 'ABCDEFGHIJKLMNOP' } }, /ISA06/],
    ['a control number of eight digits', { control: '00000042' }, /ISA13/],
    [
      'two equal delimiters',
      { delimiters: { element: '*', component: '*', segment: '~' } },
      /both element and component/,
    ],
    ['a letter as a delimiter', { delimiters: { element: 'X', component: '>', segment: '~' } }, /occur in data/],
    [
      'a repetition separator before 00402',
      { delimiters: { element: '*', component: '>', segment: '~', repetition: '^' } },
      /repetition/,
    ],
    ['a time of 24:00', { time: '2400' }, /ISA10/],
    ['a day that does not exist', { date: '240230' }, /ISA09/],
    ['a blank receiver', { receiver: { qualifier: 'ZZ', id: '' } }, /ISA08/],
    ['a version from 00402 on without a repetition separator', { version: '00402' }, /lack the repetition separator/],
    ['another segment than TA1 between ISA and GS', { acknowledgments: segmentsOf('AK1*PO*1') }, /AK1 stands outside/],
    ['a TA1 that does not fit', { acknowledgments: segmentsOf('TA1*42*240115*1530*A*000') }, /TA101/],
    ['a receiver of 30 characters in GS', withGroup({ receiver: 'X'.repeat(30) }), /GS03/],
    ['a GS07 other than X', withGroup({ agency: 'T' }), /GS07/],
    ['an ST02 of one character', withGroup({ sets: [{ id: '850', control: '1', segments: orderSegments }] }), /ST02/],
    ['an ST02 used twice', withGroup({ sets: [sameSet, sameSet] }), /ST02 has an ST02 that an earlier/],
    ['a GS06 used twice', { groups: [...order.groups, ...order.groups] }, /GS06 has a GS06 that an earlier/],
  ])('refuses %s', (_, parts, message) => {
    expect(() => writeInterchange(interchangeOf(orderSegments, parts))).toThrow(message);
  });

  it.each(['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA'])('refuses %s among the segments of a set', (id) => {
    const write = (): string => writeInterchange(interchangeOf([...orderSegments, { id, elements: ['1', '0001'] }]));
    expect(write).toThrow(X12Unwritable);
    expect(write).toThrow(/belongs to the envelope/);
  });

  it('refuses a suffix that is no line break', () => {
    expect(() => writeInterchange(order, { suffix: 'XX' })).toThrow(/suffix "XX"/);
  });

  it('takes what is only to be looked at: a qualifier nobody knows, a GS06 with zeros in front', () => {
    const odd = interchangeOf(orderSegments, {
      sender: { qualifier: 'QQ', id: 'BUYER' },
      ...withGroup({ control: '000000042' }),
    });
    expect(writeInterchange(odd)).toContain('GE*1*000000042~');
  });

  it('writes no empty repetition at the end', () => {
    const later = { version: '00501', delimiters: { ...order.delimiters, repetition: '^' } };
    const written = (repetitions: readonly string[]): string =>
      writeInterchange(interchangeOf([{ id: 'REF', elements: [{ repetitions }] }], later));
    expect(written(['A', ''])).toContain('REF*A~');
    expect(written(['A', '', 'B', '', ''])).toContain('REF*A^^B~');
  });

  it('writes the repetition separator in ISA11 from 00402 on', () => {
    const delimiters = { element: '|', component: ':', segment: '\n', repetition: '^' };
    const later = writeInterchange(
      interchangeOf([{ id: 'REF', elements: [{ repetitions: ['A', ['B', 'C']] }] }], { version: '00501', delimiters }),
    );
    expect(later.slice(81, 84)).toBe('|^|');
    expect(later).toContain('REF|A^B:C\n');
  });
});

describe('the reader', () => {
  it('reads what was written, whatever follows the terminators', () => {
    for (const suffix of ['', '\n', '\r\n']) {
      const read = readInterchanges(writeInterchange(interchangeOf(orderSegments), { suffix }));
      expect(read).toEqual({ interchanges: [interchangeOf(orderSegments)], findings: [] });
    }
  });

  it('reads several interchanges with different delimiters from one text', () => {
    const other = interchangeOf(orderSegments, {
      delimiters: { element: '|', component: ':', segment: '\n' },
      control: '000000043',
    });
    const read = readInterchanges(`\n${text}\r\n${writeInterchange(other, { suffix: '\r' })}`);
    expect(read.findings).toEqual([]);
    expect(read.interchanges.map((one) => one.control)).toEqual(['000000042', '000000043']);
  });

  it.each([
    ['a wrong segment count', text.replace('SE*22', 'SE*21'), ['X12-COUNT SE']],
    ['a trailer with another number', text.replace('SE*22*0001', 'SE*22*1'), ['X12-CONTROL-NUMBER SE']],
    ['a lost zero in IEA02', text.replace('IEA*1*000000042', 'IEA*1*42'), ['X12-CONTROL-NUMBER IEA']],
    ['a wrong set count', text.replace('GE*1*', 'GE*2*'), ['X12-COUNT GE']],
    ['a missing SE', text.replace('SE*22*0001~\n', ''), ['X12-ENVELOPE SE']],
    ['a missing GE', text.replace('GE*1*42~\n', ''), ['X12-ENVELOPE GE']],
    ['a text cut off', text.slice(0, text.indexOf('GE*')), ['X12-ENVELOPE GE', 'X12-ENVELOPE IEA']],
    [
      'a short ISA',
      text.replace('BUYER          *01', 'BUYER         *01'),
      ['X12-ISA-LENGTH ISA', 'X12-TEXT-OUTSIDE '],
    ],
    ['a byte order mark and a note', `NOTE ${text}`, ['X12-TEXT-OUTSIDE ']],
    ['no interchange at all', 'hello', ['X12-TEXT-OUTSIDE ']],
    ['nothing', '', ['X12-NO-INTERCHANGE ISA']],
    ['a segment outside any set', text.replace('ST*850', 'REF*DP*1~\nST*850'), ['X12-ENVELOPE REF']],
  ])('finds %s', (_, changed, expected) => {
    expect(findingsOf(changed)).toEqual(expected);
  });

  it.each([
    ['U', '00402'],
    ['U', '00403'],
    ['U', '00501'],
    [' ', '00501'],
    ['*', '00501'],
    ['>', '00501'],
    ['~', '00501'],
  ])('reads on without a repetition separator where ISA11 is %j in %s', (isa11, version) => {
    const changed = `${text.slice(0, 82)}${isa11}*${version}${text.slice(89)}`;
    const { interchanges, findings } = readInterchanges(changed);
    expect(findings.map(({ code, severity, element }) => [code, severity, element])).toEqual([
      ['X12-DELIMITERS', 'error', 11],
    ]);
    expect(interchanges).toEqual([interchangeOf(orderSegments, { version })]);
  });

  it.each(['*', '>', 'A', ' '])('does not read on where the terminator is %j', (terminator) => {
    const { interchanges, findings } = readInterchanges(text.slice(0, 105) + terminator + text.slice(106));
    expect(interchanges).toEqual([]);
    expect(findings[0]?.code).toBe('X12-DELIMITERS');
  });

  it('finds an ISA11 other than U up to 00401, which separates nothing', () => {
    const changed = text.replace('*U*00401', '*^*00401').replace('MSG*text', 'MSG*te^xt');
    const { interchanges, findings } = readInterchanges(changed);
    expect(findings).toMatchObject([
      { code: 'X12-ENVELOPE', severity: 'error', segment: 'ISA', element: 11, value: '^' },
    ]);
    expect(interchanges[0]?.groups[0]?.sets[0]?.segments.find(({ id }) => id === 'MSG')?.elements).toEqual(['te^xt']);
  });

  it.each([
    ['SE*22*0001', 'SE*22*0001**', ['X12-ELEMENT-TRAILING SE4']],
    ['SE*22*0001', 'SE*22*0001*', ['X12-ELEMENT-TRAILING SE3']],
    ['SE*22*0001', 'SE*22*0001*JUNK', ['X12-ELEMENT-EXTRA SE3']],
    ['SE*22*0001', 'SE*0022*0001', ['?X12-ELEMENT-TYPE SE1']],
    ['SE*22*0001', 'SE*00000000022*0001', ['?X12-ELEMENT-TYPE SE1', 'X12-ELEMENT-TOO-LONG SE1']],
    ['ST*850*0001', 'ST*850*0001**', ['X12-ELEMENT-TRAILING ST4']],
    ['ST*850*0001', 'ST*850*0001*', ['X12-ELEMENT-TRAILING ST3']],
    ['ST*850*0001', 'ST*850*0001**X*Y', ['X12-ELEMENT-EXTRA ST4']],
    ['GE*1*42', 'GE*1*42*X', ['X12-ELEMENT-EXTRA GE3']],
    ['GE*1*42', 'GE*0000001*42', ['?X12-ELEMENT-TYPE GE1', 'X12-ELEMENT-TOO-LONG GE1']],
    ['IEA*1*000000042', 'IEA*1*000000042*X', ['X12-ELEMENT-EXTRA IEA3']],
    ['IEA*1*000000042', 'IEA*01*000000042', ['?X12-ELEMENT-TYPE IEA1']],
  ])('looks at all of a segment of the envelope: %s as %s', (right, wrong, expected) => {
    const { interchanges, findings } = readInterchanges(text.replace(right, wrong));
    const told = findings.map(
      ({ code, severity, segment, element }) => `${severity === 'warning' ? '?' : ''}${code} ${segment}${element}`,
    );
    expect(told).toEqual(expected);
    expect(interchanges[0]?.groups[0]?.sets[0]?.segments).toEqual(orderSegments);
  });

  it('takes a line break at the end of a text for no part of the last segment, with its terminator missing or after it', () => {
    for (const lineBreak of ['\r\n', '\n', '\r\n\r\n']) {
      const cut = readInterchanges(text.replace(/~\n$/, lineBreak));
      expect(cut.findings).toMatchObject([{ code: 'X12-ENVELOPE', segment: 'IEA', value: 'IEA*1*000000042' }]);
      expect(cut.interchanges).toEqual([order]);
      const before = readInterchanges(text.replace(/~\n$/, `${lineBreak}~`));
      expect(before.findings).toMatchObject([{ code: 'X12-CHARACTER', severity: 'warning', segment: 'IEA' }]);
      expect(before.interchanges).toEqual([order]);
    }
  });

  it('passes over blanks between segments, with one warning an interchange', () => {
    const { interchanges, findings } = readInterchanges(
      text.replaceAll('~\n', '~ ').replaceAll('GS*', ' \n GS*') + text,
    );
    expect(findings).toMatchObject([{ code: 'X12-SEGMENT-ID', severity: 'warning', offset: 106 }]);
    expect(interchanges).toEqual([order, order]);
  });

  it('finds a GS06 used twice in an interchange: in groups of two kinds it is a warning', () => {
    const [group = expect.unreachable()] = order.groups;
    const found = (functionalId: string): (string | undefined)[][] => {
      const groups = [group, { ...group, functionalId, control: '43' }];
      const wrong = writeInterchange({ ...order, groups }).replaceAll('*43', '*42');
      return readInterchanges(wrong).findings.map(({ code, severity, segment }) => [code, severity, segment]);
    };
    expect(found('PO')).toEqual([['X12-CONTROL-NUMBER', 'error', 'GS']]);
    expect(found('IN')).toEqual([['X12-CONTROL-NUMBER', 'warning', 'GS']]);
  });

  it('says at which character a finding is', () => {
    const changed = text.replace('SE*22', 'SE*21');
    expect(readInterchanges(changed).findings[0]?.offset).toBe(changed.indexOf('SE*21'));
  });
});
