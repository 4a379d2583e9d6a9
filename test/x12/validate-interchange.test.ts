import { describe, expect, it } from 'vitest';
import { readInterchanges, validateInterchange, writeInterchange, type Interchange } from '../../src/x12/index.ts';
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
    ['a set that has no guide', withSet({ id: '830' }), ['?SET-UNCHECKED ST1']],
    ['a finding of a set', withSet({ segments: orderSegments.slice(1) }), ['SEGMENT-MISSING BEG']],
  ])('finds %s', (_, interchange, expected) => {
    expect(codesOf(interchange)).toEqual(expected);
  });

  it('finds control numbers used twice', () => {
    const [group] = order.groups;
    const twice = { ...order, groups: [group, group].flatMap((one) => one ?? []) };
    expect(codesOf(twice)).toEqual(['CONTROL-NUMBER GS6']);
    const sets = [...(group?.sets ?? []), ...(group?.sets ?? [])];
    expect(codesOf(withGroup({ sets }))).toEqual(['CONTROL-NUMBER ST2']);
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
