import { describe, expect, it } from 'vitest';
import { checkEnvelopeElements } from '../../src/x12/validation/envelope-elements.ts';
import { functionalIdOf } from '../../src/x12/functional-ids.ts';
import {
  readInterchanges,
  validateInterchange,
  writeInterchange,
  type Element,
  type Interchange,
} from '../../src/x12/index.ts';
import { interchangeOf, orderSegments, segmentsOf } from './skeleton.ts';

const order = interchangeOf(orderSegments);

function codesOf(interchange: Interchange): string[] {
  return validateInterchange(interchange).map(
    ({ code, severity, segment, element }) =>
      `${severity === 'warning' ? '?' : ''}${code.slice(4)} ${segment}${element ?? ''}`,
  );
}

type Group = Interchange['groups'][number];

function withGroup(change: Partial<Group>): Interchange {
  return { ...order, groups: order.groups.map((group) => ({ ...group, ...change })) };
}

function withSet(change: Partial<Group['sets'][number]>): Interchange {
  return withGroup({ sets: (order.groups[0]?.sets ?? []).map((set) => ({ ...set, ...change })) });
}

function withGroupOf(functionalId: string, id: string): Interchange {
  const { groups } = withSet({ id });
  return { ...order, groups: groups.map((group) => ({ ...group, functionalId })) };
}

describe('validation of an interchange', () => {
  it('finds nothing in a valid one, as written and as read', () => {
    expect(codesOf(order)).toEqual([]);
    expect(readInterchanges(writeInterchange(order)).interchanges.flatMap((one) => validateInterchange(one))).toEqual(
      [],
    );
  });

  it.each<[string, Interchange, string[]]>([
    ['an ISA that does not fit', { ...order, date: '2401', usage: 'X' }, ['ENVELOPE ISA9', 'ENVELOPE ISA15']],
    ['a group of another kind of set', withGroup({ functionalId: 'IN' }), ['FUNCTIONAL-ID ST1']],
    ['a GS01 that is missing', withGroup({ functionalId: '' }), ['ELEMENT-MISSING GS1', 'FUNCTIONAL-ID ST1']],
    ['a date of six digits in GS', withGroup({ date: '240115' }), ['ELEMENT-TOO-SHORT GS4']],
    ['a date that does not exist in GS', withGroup({ date: '20240230' }), ['ELEMENT-DATE GS4']],
    ['a sender too long for GS', withGroup({ sender: 'SIXTEEN-LETTERS-' }), ['ELEMENT-TOO-LONG GS2']],
    ['a GS08 of another release than ISA12', withGroup({ version: '005010' }), ['VERSION GS8', 'SEGMENT-UNKNOWN MSG']],
    ['a GS08 of a release nobody knows', withGroup({ version: '003050' }), ['VERSION GS8', '?SET-UNCHECKED ST1']],
    ['a general ISA12', { ...order, version: '00400' }, ['?VERSION GS8']],
    ['a group without a set', withGroup({ sets: [] }), ['ENVELOPE GS']],
    ['an interchange without anything', { ...order, groups: [] }, ['ENVELOPE IEA']],
    ['a control number of three digits', withSet({ control: '001' }), ['ELEMENT-TOO-SHORT ST2']],
    ['ST03 before 004020', withSet({ implementation: '004010X' }), ['ELEMENT-EXTRA ST3']],
    ['a set that has no guide', withGroupOf('PS', '830'), ['?SET-UNCHECKED ST1']],
    [
      'a set without a guide in another kind of group',
      withSet({ id: '860' }),
      ['FUNCTIONAL-ID ST1', '?SET-UNCHECKED ST1'],
    ],
    ['an ISA09 that is no date', { ...order, date: '991399' }, ['ENVELOPE ISA9']],
    [
      'a blank sender and receiver',
      { ...order, sender: { qualifier: 'ZZ', id: ' '.repeat(15) }, receiver: { qualifier: 'ZZ', id: '' } },
      ['ENVELOPE ISA6', 'ENVELOPE ISA8'],
    ],
    ['an ISA13 of nothing but zeros', { ...order, control: '000000000' }, ['ENVELOPE ISA13']],
    [
      'qualifiers nobody knows',
      {
        ...order,
        authorization: { qualifier: 'QQ', id: '' },
        security: { qualifier: 'QQ', id: '' },
        sender: { qualifier: 'QQ', id: 'US' },
        receiver: { qualifier: 'QQ', id: 'THEM' },
      },
      ['?CODE ISA1', '?CODE ISA3', '?CODE ISA5', '?CODE ISA7'],
    ],
    ['a GS07 other than X', withGroup({ agency: 'T' }), ['CODE GS7']],
    ['zeros in front of GS06', withGroup({ control: '000101' }), ['?ELEMENT-TYPE GS6']],
    [
      'a GS04 of seven digits before 004010',
      withGroup({ version: '003050', date: '2401150' }),
      ['ELEMENT-DATE GS4', 'VERSION GS8', '?SET-UNCHECKED ST1'],
    ],
    ['a finding of a set', withSet({ segments: orderSegments.slice(1) }), ['SEGMENT-MISSING BEG']],
  ])('finds %s', (_, interchange, expected) => {
    expect(codesOf(interchange)).toEqual(expected);
  });

  it('leaves what the text shows to who reads or writes it: nothing is told twice', () => {
    const [group = expect.unreachable()] = order.groups;
    const sets = [...group.sets, ...group.sets];
    for (const wrong of [{ ...order, groups: [group, group] }, withGroup({ sets })]) expect(codesOf(wrong)).toEqual([]);
    const text = writeInterchange(
      withGroup({ sets: [...group.sets, { ...group.sets[0], id: '850', control: '0002', segments: orderSegments }] }),
    );
    const read = readInterchanges(text.replaceAll('*0002', '*0001'));
    const told = [...read.findings, ...read.interchanges.flatMap((one) => validateInterchange(one))];
    expect(told.map(({ code, segment, element }) => [code, segment, element])).toEqual([
      ['X12-CONTROL-NUMBER', 'ST', 2],
    ]);
    const later = writeInterchange({
      ...order,
      version: '00501',
      delimiters: { ...order.delimiters, repetition: '^' },
      groups: [
        {
          ...group,
          version: '005010',
          sets: [
            { id: '850', control: '0001', segments: orderSegments.filter(({ id }) => id !== 'N9' && id !== 'MSG') },
          ],
        },
      ],
    });
    const without = readInterchanges(later.replace('*^*00501', '*U*00501'));
    expect(without.findings.map(({ code }) => code)).toEqual(['X12-DELIMITERS']);
    expect(without.interchanges.flatMap((one) => validateInterchange(one))).toEqual([]);
  });

  it('takes a GS04 of six digits or eight before 004010', () => {
    for (const date of ['240115', '20240115'])
      expect(codesOf(withGroup({ version: '003050', date }))).toEqual(['VERSION GS8', '?SET-UNCHECKED ST1']);
  });

  it('counts the elements of an envelope’s segments', () => {
    const found = (elements: readonly Element[], segment: 'TA1' | 'ST'): string[] => {
      const codes: string[] = [];
      checkEnvelopeElements(segment, elements, ({ code, element }) => codes.push(`${code} ${element}`));
      return codes;
    };
    expect(found(['000000042', '240115', '1530', 'A', '000', 'X'], 'TA1')).toEqual(['X12-ELEMENT-EXTRA 6']);
    expect(found(['850', '0001', '', 'X'], 'ST')).toEqual(['X12-ELEMENT-EXTRA 4']);
    expect(found(['850', ['0001', '2']], 'ST')).toEqual(['X12-ELEMENT-COMPOSITE 2']);
  });

  it('says in which group and set a finding is', () => {
    const [group] = order.groups;
    const bad = { id: '850', control: '0002', segments: segmentsOf('BEG*00*SA**') };
    const found = validateInterchange({
      ...order,
      groups: [{ ...(group ?? expect.unreachable()), sets: [...(group?.sets ?? []), bad] }],
    });
    expect(new Set(found.map(({ group, set }) => `${group} ${set}`))).toEqual(new Set(['42 0002']));
  });

  it('checks a TA1, which needs no group', () => {
    const answer = (text: string): Interchange => ({ ...order, groups: [], acknowledgments: segmentsOf(text) });
    expect(codesOf(answer('TA1*000000042*240115*1530*A*000'))).toEqual([]);
    expect(codesOf(answer('TA1*42*240115*1530*A'))).toEqual(['ELEMENT-TOO-SHORT TA11', 'ELEMENT-MISSING TA15']);
  });

  it('finds the interchange’s own delimiters inside data', () => {
    const segments = orderSegments.map((segment) =>
      segment.id === 'MSG' ? { id: 'MSG', elements: ['a~b'] } : segment,
    );
    expect(codesOf(withSet({ segments }))).toEqual(['SEPARATOR-IN-DATA MSG1']);
  });

  it('holds the partner’s narrower rules too', () => {
    expect(validateInterchange(order, { required: ['CSH'] }).map(({ code }) => code)).toEqual(['X12-REQUIRED']);
  });
});

it('knows the group of sets without a guide', () => {
  expect(['855', '860', '824', '864', '869', '870', '850', '777'].map((set) => functionalIdOf(set))).toEqual([
    'PR',
    'PC',
    'AG',
    'TX',
    'RS',
    'RS',
    'PO',
    undefined,
  ]);
});
