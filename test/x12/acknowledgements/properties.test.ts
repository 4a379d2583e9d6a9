import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  matchAcknowledgement,
  matchAmong,
  readAnswers,
  type FunctionalAcknowledgement,
  type SentGroup,
} from '../../../src/x12/acknowledgements/index.ts';
import { annotate, annotationLines, answerLines } from '../../../src/x12/annotate/index.ts';
import { writeInterchange, type Delimiters, type Segment } from '../../../src/x12/index.ts';
import { segmentsOf } from '../skeleton.ts';
import { answered, sentGroup } from './support.ts';

const kinds = { PO: '850', IN: '810', SH: '856' } as const;
const identifier = fc.stringMatching(/^[A-Z0-9]{2,15}$/);

/** A group as we might have sent it: of any kind, to anybody, with any numbers. */
const sent: fc.Arbitrary<SentGroup> = fc
  .record({
    functionalId: fc.constantFrom('PO', 'IN', 'SH'),
    ids: fc.uniqueArray(identifier, { minLength: 2, maxLength: 2 }),
    qualifiers: fc.tuple(fc.constantFrom('ZZ', '01', '12'), fc.constantFrom('ZZ', '08')),
    group: fc.integer({ min: 1, max: 999_999_999 }),
    interchange: fc.integer({ min: 1, max: 999_999_999 }),
    sets: fc.uniqueArray(fc.integer({ min: 1, max: 999_999_999 }), { minLength: 1, maxLength: 8 }),
    width: fc.constantFrom(4, 9),
  })
  .map(({ functionalId, ids: [us = '', them = ''], qualifiers, group, interchange, sets, width }) =>
    sentGroup({
      functionalId,
      sender: { qualifier: qualifiers[0], id: us },
      receiver: { qualifier: qualifiers[1], id: them },
      groupSender: us,
      groupReceiver: them,
      group: String(group),
      interchange: String(interchange).padStart(9, '0'),
      sets: sets.map((control) => ({
        id: kinds[functionalId],
        control: String(control).padStart(width, '0'),
      })),
    }),
  );

/** How a partner's translator may write a number of ours. */
const padding = fc.constantFrom(
  (number: string) => number,
  (number: string) => number.replace(/^0+(?=.)/, ''),
  (number: string) => number.padStart(9, '0'),
);
const delimiters: fc.Arbitrary<Delimiters> = fc.constantFrom(
  { element: '*', component: '>', segment: '~' },
  { element: '|', component: ':', segment: '\n' },
  { element: '\x1d', component: '\x1f', segment: '\x1c' },
);

/** What the partner says of a group, sent, and read again. */
function acknowledged(of: SentGroup, segments: readonly Segment[], separators: Delimiters): FunctionalAcknowledgement {
  const base = answered('997', segments);
  const text = writeInterchange({
    ...base,
    delimiters: separators,
    sender: of.receiver,
    receiver: of.sender,
    groups: base.groups.map((group) => ({ ...group, sender: of.groupReceiver, receiver: of.groupSender })),
  });
  const { answers, findings } = readAnswers(text);
  expect(findings).toEqual([]);
  const [answer] = answers;
  if (answer?.kind !== '997') throw new Error('no 997');
  expect(answer.findings).toEqual([]);
  return answer;
}

const segment = (id: string, ...elements: readonly string[]): Segment => ({ id, elements });
const count = (number: number): string => String(number);

describe('any group that was sent', () => {
  it('is what an accepted and a rejected 997 about it mean, and no other one', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(sent, {
          minLength: 1,
          maxLength: 5,
          selector: ({ functionalId, group, receiver }) => `${functionalId} ${group} ${receiver.id}`,
        }),
        fc.nat(),
        fc.constantFrom('A', 'R'),
        padding,
        delimiters,
        (groups, pick, code, pad, separators) => {
          const meant = groups[pick % groups.length];
          if (!meant) return;
          const { functionalId, group, sets } = meant;
          const number = count(sets.length);
          const accepted = code === 'A' ? number : '0';
          const ack = acknowledged(
            meant,
            [segment('AK1', functionalId, pad(group)), segment('AK9', code, number, number, accepted)],
            separators,
          );
          const found = matchAmong(ack, groups);
          expect(found.map(({ sent: one }) => one)).toEqual([meant]);
          expect(found[0]?.match.findings).toEqual([]);
          expect(found[0]?.match.sets.map(({ control, verdict }) => [control, verdict.outcome])).toEqual(
            sets.map(({ control }) => [control, code === 'A' ? 'accepted' : 'rejected']),
          );
        },
      ),
    );
  });

  it('accepted in part with one set rejected has that set rejected and no other', () => {
    fc.assert(
      fc.property(sent, fc.nat(), padding, fc.boolean(), delimiters, (group, pick, pad, named, separators) => {
        const rejected = group.sets[pick % group.sets.length]?.control;
        const verdicts = group.sets
          .filter(({ control }) => named || control === rejected)
          .flatMap(({ id, control }) => [
            segment('AK2', id, pad(control)),
            ...(control === rejected
              ? [segment('AK3', 'N4', '15', '', '8'), segment('AK5', 'R', '5')]
              : [segment('AK5', 'A')]),
          ]);
        const all = count(group.sets.length);
        const ack = acknowledged(
          group,
          [
            segment('AK1', group.functionalId, pad(group.group)),
            ...verdicts,
            segment('AK9', 'P', all, all, count(group.sets.length - 1)),
          ],
          separators,
        );
        const match = matchAcknowledgement(ack, group);
        expect(match).toMatchObject({ about: true, unmatched: [], findings: [] });
        expect(match.sets.map(({ control, verdict }) => [control, verdict.outcome])).toEqual(
          group.sets.map(({ control }) => [
            control,
            control === rejected ? 'rejected' : named ? 'accepted' : 'undecided',
          ]),
        );
        expect(match.sets.filter(({ segments }) => segments.length > 0).map(({ control }) => control)).toEqual([
          rejected,
        ]);
      }),
    );
  });
});

const answers: readonly [string, string][] = [
  ['997', 'AK1*PO*42\nAK2*850*0001\nAK3*N4*15*N1*8\nAK4*2*156*7*TEXAS\nAK5*R*5\nAK9*R*1*1*0'],
  ['999', 'AK1*PO*42*005010\nAK2*850*0001\nIK3*N4*15*N1*8\nCTX*TRIGGER*N1*14\nIK4*2*156*I9\nIK5*R*I5\nAK9*R*1*1*0'],
  ['824', 'BGN*00*1*20240115\nOTI*TR*PO*PO1001*****42*0001*850\nTED*007*MISSING*BEG*2*3\nNTE*GEN*TEXT'],
  ['855', 'BAK*00*AC*PO1001*20240115\nPO1*1*10*EA*1*PE*VP*ABC-1\nACK*IQ*8*EA*068*20240120'],
  ['864', 'BMG*00*SUBJECT\nMIT*1*ABOUT PO1001\nMSG*TEXT\nREF*PO*PO1001'],
];

describe('any answer, damaged anyhow', () => {
  it('is read, matched, told and explained without an exception', () => {
    const damage = fc.record({
      at: fc.integer({ min: 0, max: 500 }),
      drop: fc.nat(30),
      insert: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 12 }),
        fc.constantFrom('*', '~', '>', '~AK5*R~', '~AK2~', '**', '~ISA*'),
      ),
    });
    const ta1 = { id: 'TA1', elements: ['000000042', '240115', '1530', 'R', '025'] };
    fc.assert(
      fc.property(
        fc.constantFrom(...answers),
        fc.array(damage, { minLength: 1, maxLength: 5 }),
        ([id, lines], damages) => {
          let text = writeInterchange(answered(id, segmentsOf(lines), { acknowledgments: [ta1] }), { suffix: '\n' });
          for (const { at, drop, insert } of damages) text = text.slice(0, at) + insert + text.slice(at + drop);
          const read = readAnswers(text);
          for (const answer of read.answers) {
            expect(answerLines(answer).length).toBeGreaterThan(0);
            if (answer.kind === '997' || answer.kind === '999' || answer.kind === 'TA1')
              expect(matchAcknowledgement(answer, sentGroup()).sets.length).toBeLessThanOrEqual(1);
          }
          const annotation = annotate(text);
          // Nothing that reading finds is left out of the explanation.
          for (const finding of read.findings) expect(annotation.findings).toContainEqual(finding);
          expect(annotationLines(annotation).length + annotation.findings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
