import { describe, expect, it } from 'vitest';
import { readInterchanges, writeInterchange, X12Unwritable } from '../../src/x12/index.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

const text = writeInterchange(interchangeOf(orderSegments), { suffix: '\n' });

function findingsOf(changed: string): string[] {
  return readInterchanges(changed).findings.map((finding) => `${finding.code} ${finding.segment}`);
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
  ])('refuses %s', (_, parts, message) => {
    expect(() => writeInterchange(interchangeOf(orderSegments, parts))).toThrow(message);
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

  it('says at which character a finding is', () => {
    const changed = text.replace('SE*22', 'SE*21');
    expect(readInterchanges(changed).findings[0]?.offset).toBe(changed.indexOf('SE*21'));
  });
});
