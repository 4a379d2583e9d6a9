import { functionalAcknowledgements, setCodes } from './functional.ts';
import type { AnswerHabit, RobotHabit } from './habit.ts';
import type { ReceivedInterchange } from './parse-interchange.ts';
import type { ExpectedVerdict } from './verdict.ts';

/** Something a robot still has to do with a message. */
export type Step =
  | { readonly do: 'begin' | 'abort' | 'commit' | 'delete' }
  | { readonly do: 'answer'; readonly what: 'garbage' | 'acknowledgement' | 'business'; readonly answer: AnswerHabit }
  /** The last thing it answered, once more. */
  | { readonly do: 'repeat' };

export interface PlannedStep {
  /** Ticks from now. */
  readonly after: number;
  readonly step: Step;
}

/** The answer a robot gives to its n-th message (from 0). */
export function answerTo(habit: RobotHabit, sequence: number): AnswerHabit | undefined {
  return habit.answers[sequence % habit.answers.length];
}

/**
 * What a robot will do with a message it has just seen.
 * @param received undefined where it cannot read it: then it takes it and says nothing
 */
export function planOf(habit: RobotHabit, sequence: number, received: ReceivedInterchange | undefined): PlannedStep[] {
  if (habit.pickUp === 'never') return [];
  const pickUp = pickUpSteps(habit);
  const answer = answerTo(habit, sequence);
  if (received === undefined || answer === undefined) return pickUp;
  const from = (pickUp.at(-1)?.after ?? habit.pickUpAfter) + answer.after;
  const steps: PlannedStep[] = [...pickUp];
  const add = (after: number, what: 'garbage' | 'acknowledgement' | 'business'): void => {
    steps.push({ after, step: { do: 'answer', what, answer } });
  };
  if (answer.garbage !== undefined) add(from, 'garbage');
  const acknowledges = answer.ta1 !== undefined || functionalAcknowledgements(received, answer).length > 0;
  if (acknowledges) add(from, 'acknowledgement');
  if (acknowledges && answer.twice) steps.push({ after: from + 1, step: { do: 'repeat' } });
  if (answer.followedBy !== undefined && answer.ta1 !== 'R') add(from + 1 + Number(answer.twice), 'business');
  return steps;
}

function pickUpSteps({ pickUp, pickUpAfter: after }: RobotHabit): PlannedStep[] {
  const step = (later: number, what: 'begin' | 'abort' | 'commit' | 'delete'): PlannedStep => ({
    after: after + later,
    step: { do: what },
  });
  switch (pickUp) {
    case 'extract':
      return [step(0, 'begin'), step(0, 'commit')];
    case 'abort-then-extract':
      return [step(0, 'begin'), step(1, 'abort'), step(2, 'begin'), step(2, 'commit')];
    case 'delete':
      return [step(0, 'delete')];
    case 'from-process':
    case 'never':
      return [];
  }
}

/** What will have been said of each set in the end. */
export function expectedOf(
  received: ReceivedInterchange | undefined,
  answer: AnswerHabit | undefined,
): ExpectedVerdict[] {
  return (received?.groups ?? []).flatMap((group) => {
    const codes = setCodes(group, answer?.says ?? 'none');
    return group.sets.map((set, i) => ({
      functionalId: group.gs[0] ?? '',
      group: group.gs[5] ?? '',
      setId: set.id,
      set: set.control,
      ...verdictOf(answer, codes[i]),
    }));
  });
}

function verdictOf(
  answer: AnswerHabit | undefined,
  code: 'A' | 'E' | 'R' | undefined,
): Pick<ExpectedVerdict, 'verdict' | 'by'> {
  if (answer?.ta1 === 'R') return { verdict: 'rejected', by: 'interchange' };
  if (answer?.followedBy === '824-rejection') return { verdict: 'rejected', by: '824' };
  if (answer === undefined || answer.says === 'none' || answer.says === 'wrong-control') return { verdict: 'none' };
  const by = answer.says.startsWith('group-') ? 'group' : 'set';
  const verdicts = { A: 'accepted', E: 'accepted-with-errors', R: 'rejected' } as const;
  return { verdict: verdicts[code ?? 'A'], by };
}
