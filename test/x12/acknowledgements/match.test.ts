import { describe, expect, it } from 'vitest';
import {
  matchAcknowledgement,
  matchAmong,
  mayBeAcknowledged,
  readAnswers,
  strippedNumber,
  type AcknowledgementMatch,
  type InterchangeAcknowledgement,
  type SentGroup,
} from '../../../src/x12/acknowledgements/index.ts';
import { writeInterchange } from '../../../src/x12/index.ts';
import { answered, read997, sentGroup } from './support.ts';

const three = sentGroup({ sets: ['0001', '0002', '0003'].map((control) => ({ id: '850', control })) });

function match(text: string, sent: SentGroup = sentGroup()): AcknowledgementMatch {
  return matchAcknowledgement(read997(text), sent);
}

/** The outcomes of the sets, each with what says so. */
const outcomes = ({ sets }: AcknowledgementMatch): string[] =>
  sets.map(({ control, verdict, by }) => `${control} ${verdict.outcome} by ${by}`);
const codes = ({ findings }: AcknowledgementMatch): string[] => findings.map(({ code }) => code);

describe('which group an acknowledgement is about', () => {
  it.each([
    [{ functionalId: 'IN' }, 'functional-id'],
    [{ group: '43' }, 'group'],
    [{ receiver: { qualifier: 'ZZ', id: '123456789' }, groupReceiver: 'OTHER' }, 'parties'],
    [{ sender: { qualifier: 'ZZ', id: 'OTHER' }, groupSender: 'OTHER' }, 'parties'],
  ] as const)('not %j', (parts, mismatch) => {
    const found = match('AK1*PO*42\nAK9*A*1*1*1', sentGroup(parts));
    expect(found).toEqual({ about: false, mismatch, sets: [], unmatched: [], findings: [] });
  });

  it('may be told by the group, in an interchange of a network', () => {
    const network = sentGroup({ receiver: { qualifier: '12', id: 'NETWORK' } });
    expect(match('AK1*PO*42\nAK9*A*1*1*1', network).about).toBe(true);
  });

  it('leading zeros that were added or dropped do not matter, and are told', () => {
    expect(match('AK1*PO*000042\nAK9*A*1*1*1')).toMatchObject({ about: true, sameness: 'stripped' });
    expect(match('AK1*PO*42\nAK9*A*1*1*1', sentGroup({ group: '0042' }))).toMatchObject({ sameness: 'stripped' });
    expect(match('AK1*PO*42\nAK9*A*1*1*1')).toMatchObject({ about: true, sameness: 'exact' });
    expect(match('AK1*PO*420\nAK9*A*1*1*1').about).toBe(false);
    expect(['0042', ' 42 ', '42', '0000'].map(strippedNumber)).toEqual(['42', '42', '42', '0']);
  });

  it('without a group number it is about none', () => {
    expect(match('AK9*A*1*1*1', sentGroup({ functionalId: '', group: '' })).about).toBe(false);
  });

  it('of several groups the one with the number to the letter is meant', () => {
    const ack = read997('AK1*PO*42\nAK9*A*1*1*1');
    const groups = [sentGroup({ group: '0042' }), sentGroup(), sentGroup({ group: '43' })];
    expect(matchAmong(ack, groups).map(({ sent }) => sent.group)).toEqual(['42']);
    expect(matchAmong(ack, [sentGroup({ group: '0042' })]).map(({ sent }) => sent.group)).toEqual(['0042']);
    expect(matchAmong(ack, [])).toEqual([]);
  });

  it('a group of acknowledgements may not be acknowledged', () => {
    expect([mayBeAcknowledged({ functionalId: 'FA' }), mayBeAcknowledged({ functionalId: 'PO' })]).toEqual([
      false,
      true,
    ]);
  });
});

describe('the verdict on each set', () => {
  it.each(['A', 'E', 'R', 'M', 'W', 'X'])('AK9 %s without a set is that on every set', (code) => {
    const outcome = { A: 'accepted', E: 'accepted-with-errors' }[code] ?? 'rejected';
    const found = match(`AK1*PO*42\nAK9*${code}*3*3*${outcome === 'rejected' ? 0 : 3}`, three);
    expect(outcomes(found)).toEqual(['0001', '0002', '0003'].map((control) => `${control} ${outcome} by group`));
    expect(codes(found)).toEqual([]);
  });

  it('the errors of a group that is rejected are those of its sets', () => {
    expect(match('AK1*PO*42\nAK9*R*1*1*0*4').sets[0]?.errors).toMatchObject([{ dataElement: '716', code: '4' }]);
  });

  it('AK9 P marks only the sets that are named', () => {
    const found = match('AK1*PO*42\nAK2*850*0002\nAK3*N4*15**8\nAK5*R*5\nAK9*P*3*3*2', three);
    expect(outcomes(found)).toEqual(['0001 undecided by nothing', '0002 rejected by set', '0003 undecided by nothing']);
    expect(found.sets[1]).toMatchObject({ errors: [{ code: '5' }], segments: [{ segment: 'N4' }] });
    expect(found.sets[0]?.verdict.words).toContain('by the counts it is among those accepted');
    const fewer = match('AK1*PO*42\nAK2*850*0002\nAK5*R*5\nAK9*P*3*3*1', three);
    expect(fewer.sets[0]?.verdict.words).not.toContain('by the counts');
  });

  it('AK5 rejected beats AK9 accepted', () => {
    const found = match('AK1*PO*42\nAK2*850*0002\nAK5*R*5\nAK9*A*3*3*3', three);
    expect(outcomes(found)).toEqual(['0001 accepted by group', '0002 rejected by set', '0003 accepted by group']);
  });

  it('AK9 rejected beats AK5 accepted, and the contradiction is found', () => {
    const found = match('AK1*PO*42\nAK2*850*0001\nAK5*A\nAK9*R*1*1*0*2');
    expect(outcomes(found)).toEqual(['0001 rejected by group']);
    expect(codes(found)).toEqual(['X12-ACK-CONTRADICTION']);
  });

  it('a set that is named without a verdict is undecided, whatever the group says', () => {
    expect(outcomes(match('AK1*PO*42\nAK2*850*0001\nAK9*A*1*1*1'))).toEqual(['0001 undecided by nothing']);
    expect(outcomes(match('AK1*PO*42\nAK2*850*0001\nAK5*A'))).toEqual(['0001 accepted by set']);
    expect(outcomes(match('AK1*PO*42'))).toEqual(['0001 undecided by nothing']);
  });

  it('a set named twice with different verdicts has the worst', () => {
    const found = match('AK1*PO*42\nAK2*850*0001\nAK5*A\nAK2*850*0001\nAK5*R*5\nAK9*P*1*1*0');
    expect(outcomes(found)).toEqual(['0001 rejected by set']);
    expect(codes(found)).toEqual(['X12-ACK-CONTRADICTION']);
  });

  it('zeros before ST02 do not matter', () => {
    const found = match('AK1*PO*42\nAK2*850*1\nAK5*R*5\nAK2*850*000000003\nAK5*A\nAK9*P*3*3*1', three);
    expect(outcomes(found)).toEqual(['0001 rejected by set', '0002 undecided by nothing', '0003 accepted by set']);
    expect(found.unmatched).toEqual([]);
  });

  it('of sets that differ in zeros only, each gets its own', () => {
    const two = sentGroup({
      sets: [
        { id: '850', control: '0001' },
        { id: '850', control: '00001' },
      ],
    });
    const found = match('AK1*PO*42\nAK2*850*1\nAK5*A\nAK2*850*0001\nAK5*R*5\nAK9*P*2*2*1', two);
    expect(outcomes(found)).toEqual(['0001 rejected by set', '00001 accepted by set']);
  });

  it.each([
    ['a set that was not sent', 'AK2*850*9999\nAK5*R*5\nAK9*A*1*1*1', 'X12-ACK-UNMATCHED'],
    ['a set without a number', 'AK2*850\nAK5*R*5\nAK9*A*1*1*1', 'X12-ACK-UNMATCHED'],
    ['a set without AK2', 'AK5*R*5\nAK9*A*1*1*1', 'X12-ACK-UNMATCHED'],
    ['a set that was not sent, without a verdict', 'AK2*850*9999\nAK9*A*1*1*1', 'X12-ACK-UNMATCHED'],
    ['none, and counts none accepted', 'AK9*A*1*1*0', 'X12-ACK-COUNTS'],
    ['none, and counts none at all', 'AK9*A*0*0*0', 'X12-ACK-COUNTS'],
    ['none, and counts more', 'AK9*E*2*2*2', 'X12-ACK-COUNTS'],
  ])('an accepted group accepts nothing where what is rejected may be ours: it names %s', (_, segments, code) => {
    const found = match(`AK1*PO*42\n${segments}`);
    expect(outcomes(found)).toEqual(['0001 undecided by nothing']);
    expect(codes(found)).toContain(code);
  });

  it('an accepted group with a set of its own rejected accepts the others, told by either count', () => {
    for (const accepted of [2, 3])
      expect(outcomes(match(`AK1*PO*42\nAK2*850*0002\nAK5*R*5\nAK9*A*3*3*${accepted}`, three))).toEqual([
        '0001 accepted by group',
        '0002 rejected by set',
        '0003 accepted by group',
      ]);
    expect(outcomes(match('AK1*PO*42\nAK2*850*0002\nAK5*R*5\nAK9*A*3*3*1', three))[0]).toBe(
      '0001 undecided by nothing',
    );
    // What is accepted by name is so whatever the counts say of the others.
    expect(outcomes(match('AK1*PO*42\nAK2*850*0001\nAK5*A\nAK9*A*1*1*1', three))).toEqual([
      '0001 accepted by set',
      '0002 undecided by nothing',
      '0003 undecided by nothing',
    ]);
  });

  it('a set named to the letter and again without its zeros has the worst', () => {
    const found = match('AK1*PO*42\nAK2*850*0001\nAK5*A\nAK2*850*1\nAK5*R*5\nAK9*A*1*1*1');
    expect(outcomes(found)).toEqual(['0001 rejected by set']);
    expect(found.unmatched).toEqual([]);
  });

  it.each(['to the letter', 'without zeros', 'not at all'])('thousands of sets named %s take no time', (how) => {
    const sets = Array.from({ length: 8_000 }, (__, index) => ({
      id: '850',
      control: String(index + 1).padStart(9, '0'),
    }));
    const named = sets.map(({ id, control }, index) => ({
      id,
      control: { 'to the letter': control, 'without zeros': String(index + 1) }[how] ?? `X${index}`,
      verdict: { outcome: 'rejected', code: 'R', words: 'rejected' } as const,
      errors: [],
      segments: [],
    }));
    const ack = { ...read997('AK1*PO*42\nAK9*P*8000*8000*0'), sets: named };
    const start = performance.now();
    const found = matchAcknowledgement(ack, sentGroup({ sets }));
    expect(performance.now() - start).toBeLessThan(1_500);
    const expected = how === 'not at all' ? 'undecided' : 'rejected';
    expect(new Set(found.sets.map(({ verdict }) => verdict.outcome))).toEqual(new Set([expected]));
    expect([found.sets.length, found.unmatched.length]).toEqual([8_000, how === 'not at all' ? 8_000 : 0]);
  });

  it('a set that was not sent is kept and found', () => {
    const found = match('AK1*PO*42\nAK2*850*0009\nAK5*R*5\nAK9*P*1*1*0');
    expect(found.unmatched.map(({ control }) => control)).toEqual(['0009']);
    expect(codes(found)).toEqual(['X12-ACK-UNMATCHED']);
    expect(outcomes(found)).toEqual(['0001 undecided by nothing']);
  });

  it('a set that is called another than it was sent as is found', () => {
    expect(codes(match('AK1*PO*42\nAK2*860*0001\nAK5*A\nAK9*A*1*1*1'))).toEqual(['X12-ACK-CONTRADICTION']);
  });

  it('counts that are not what was sent are found', () => {
    const found = match('AK1*PO*42\nAK9*A*2*2*2', three);
    expect(found.findings.map(({ code, element, value }) => [code, element, value])).toEqual([
      ['X12-ACK-COUNTS', 2, '2'],
      ['X12-ACK-COUNTS', 3, '2'],
    ]);
  });
});

describe('a TA1', () => {
  const ta1 = (...elements: string[]): InterchangeAcknowledgement => {
    const right = { id: 'TA1', elements: ['000000042', '240115', '1530', 'R', '025'] };
    const text = writeInterchange(answered('997', [], { groups: [], acknowledgments: [right] }));
    // Whatever is asked for, as a partner may write it: we would not.
    const { answers, findings } = readAnswers(
      text.replace('TA1*000000042*240115*1530*R*025', ['TA1', ...elements].join('*')),
    );
    expect(findings).toEqual([]);
    const [answer] = answers;
    if (answer?.kind !== 'TA1') throw new Error('no TA1');
    return answer;
  };

  it('that rejects has every set fail', () => {
    const found = matchAcknowledgement(ta1('000000042', '240115', '1530', 'R', '025'), three);
    expect(outcomes(found)).toEqual(['0001', '0002', '0003'].map((control) => `${control} rejected by interchange`));
    expect(found.sets[0]?.errors).toEqual([{ dataElement: 'I18', code: '025', words: 'control number used before' }]);
  });

  it.each(['A', 'E'])('%s says nothing of the sets', (code) => {
    const found = matchAcknowledgement(ta1('000000042', '240115', '1530', code, '000'), sentGroup());
    expect(outcomes(found)).toEqual(['0001 undecided by interchange']);
  });

  it('is about no other interchange', () => {
    expect(matchAcknowledgement(ta1('000000043', '240115', '1530', 'R', '025'), sentGroup())).toMatchObject({
      about: false,
      mismatch: 'interchange',
    });
    expect(matchAcknowledgement(ta1('42', '240115', '1530', 'R', '025'), sentGroup()).sameness).toBe('stripped');
  });

  it('of two interchanges with one number, the one with its date and time is meant', () => {
    const before = sentGroup({ date: '230115' });
    const found = matchAmong(ta1('000000042', '240115', '1530', 'R', '025'), [before, sentGroup()]);
    expect(found.map(({ sent }) => sent.date)).toEqual(['240115']);
    const [only] = matchAmong(ta1('000000042', '240115', '1530', 'R', '025'), [before]);
    expect(only && codes(only.match)).toEqual(['X12-ACK-CONTRADICTION']);
  });

  it('that is malformed is read as far as it goes', () => {
    const read = ta1('x', '240115', '1530', 'Q', '999');
    expect(read).toMatchObject({ control: 'x', verdict: { outcome: 'undecided', code: 'Q' }, note: { code: '999' } });
    expect(read.findings.map(({ code, element }) => `${code} ${element ?? ''}`)).toEqual([
      'X12-ACK-MALFORMED 1',
      'X12-ACK-CODE 4',
      'X12-ACK-CODE 5',
    ]);
    expect(ta1('000000042').findings.map(({ element }) => element)).toEqual([4]);
  });

  it.each(['M', 'W', 'X', 'P', 'Z'])('with the code %s, which is none of a TA1, is undecided and found', (code) => {
    const read = ta1('000000042', '240115', '1530', code, '000');
    expect(read.verdict).toMatchObject({ outcome: 'undecided', code });
    expect(read.findings).toMatchObject([{ code: 'X12-ACK-CODE', element: 4, value: code }]);
  });

  it.each([
    ['A', '001', ['X12-ACK-CONTRADICTION']],
    ['R', '000', ['X12-ACK-CONTRADICTION']],
    ['A', '000', []],
    ['E', '001', []],
    ['R', '025', []],
  ])('that says %s and notes %s: %j', (code, note, expected) => {
    const read = ta1('000000042', '240115', '1530', code, note);
    expect(read.findings.map((finding) => finding.code)).toEqual(expected);
    expect(read.verdict.code).toBe(code);
  });
});
