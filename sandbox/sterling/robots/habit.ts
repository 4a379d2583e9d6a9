import { z } from 'zod';

/** How a partner comes to a message. */
export const pickUps = [
  /** Mailbox Extract Begin and Commit: the count goes down, and stays down. */
  'extract',
  /** Begin and, a tick later, Abort: the count goes down and comes back; the tick after it begins again and commits. */
  'abort-then-extract',
  /** Downloads it and deletes it. */
  'delete',
  /** Takes nothing itself: a process of Sterling's carries it to the partner. */
  'from-process',
  /** Never comes. */
  'never',
] as const;

const ticks = z.int().min(0).max(100_000);

/** What a partner answers to one message. */
export const answerHabit = z.strictObject({
  /**
   * The functional acknowledgement.
   * - `accepted`: AK5 A for each set, AK9 A
   * - `accepted-with-errors`: AK5 E with an element error noted, AK9 E
   * - `rejected`: AK5 R, without saying where
   * - `rejected-elements`: AK5 R with AK3 and AK4
   * - `partial`: of several sets the last is rejected, AK9 P; one alone is accepted
   * - `group-accepted`, `group-rejected`: AK9 alone, no AK2
   * - `wrong-control`: accepts a group nobody sent
   * - `none`
   */
  says: z
    .enum([
      'accepted',
      'accepted-with-errors',
      'rejected',
      'rejected-elements',
      'partial',
      'group-accepted',
      'group-rejected',
      'wrong-control',
      'none',
    ])
    .default('accepted'),
  form: z.enum(['997', '999']).default('997'),
  /** A TA1 besides, or alone; R means nothing of the interchange was read, and nothing else is said. */
  ta1: z.enum(['A', 'E', 'R']).optional(),
  /** Ticks after the pick-up. */
  after: ticks.default(0),
  /** The same bytes a second time, a tick later. */
  twice: z.boolean().default(false),
  /** What comes a tick after the acknowledgement. */
  followedBy: z.enum(['824-rejection', '824-acceptance', '855', '855-changes', '864']).optional(),
  /** Something in front of it that is no X12. */
  garbage: z.enum(['pdf', 'text']).optional(),
});
export type AnswerHabit = z.infer<typeof answerHabit>;

/** How a partner's answers are written. */
export const answerForm = z.strictObject({
  element: z.string().length(1).default('*'),
  component: z.string().length(1).default('>'),
  segment: z.string().length(1).default('~'),
  /** Each segment on a line of its own. */
  lines: z.boolean().default(false),
  /** Lines of so many characters, broken wherever they end. */
  wrap: z.int().min(20).optional(),
  /** All that a tick answers with in one interchange, with an acknowledgement for each group. */
  together: z.boolean().default(false),
});
export type AnswerForm = z.infer<typeof answerForm>;

/** What a partner's robot does, as data. */
export const robotHabit = z.strictObject({
  pickUp: z.enum(pickUps),
  /** Ticks until it comes. */
  pickUpAfter: ticks.default(0),
  /** What it answers, from message to message, and from the beginning again. None: it never answers. */
  answers: z.array(answerHabit).default([]),
  form: answerForm.prefault({}),
});
export type RobotHabit = z.infer<typeof robotHabit>;
/** A habit as one writes it. */
export type RobotHabitInput = z.input<typeof robotHabit>;
