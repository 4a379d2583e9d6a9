import type { ProcessHabit } from '../sterling/routing/processes.ts';
import type { RobotHabitInput } from '../sterling/robots/habit.ts';

/** What a partner and its side of Sterling do with documents, and what was agreed with it about that. */
export interface PartnerHabits {
  readonly robot: RobotHabitInput;
  /** What the process behind its rules does; by default it leaves messages where they are. */
  readonly process?: ProcessHabit;
  /** How its messages are to be posted; once to be taken by default. */
  readonly extractable?: 'always' | { readonly count: number };
  /** The acknowledgement that was agreed, where that is not the one it sends. */
  readonly agreed?: '997' | '999' | 'none';
}

type Answer = NonNullable<RobotHabitInput['answers']>[number];

const accepts: Answer = { says: 'accepted' };
const rejects: Answer = { says: 'rejected-elements' };
/** A partner that takes its messages itself and answers like this, from message to message. */
const takes = (...answers: Answer[]): PartnerHabits => ({ robot: { pickUp: 'extract', answers } });
/** One whom a process of Sterling's hands its messages. */
const isHanded = (process: ProcessHabit, ...answers: Answer[]): PartnerHabits => ({
  robot: { pickUp: 'from-process', answers },
  process,
});
const extracting: ProcessHabit = { does: 'extract' };
/** The same partner with another form of its answers, or another way to come to its messages. */
const but = (habits: PartnerHabits, robot: Partial<RobotHabitInput>): PartnerHabits => ({
  ...habits,
  robot: { ...habits.robot, ...robot },
});

// Fasteners: plain, each segment on a line. Castings, automotive: handed over by processes. Polymers, drop shipments: much that
// goes wrong. Bearings, retail: delimiters and applications that have their own word. Packaging, groceries: together and late.
const lines = { lines: true };

/** By the partner's code. Whoever is not here takes its messages and accepts them. */
export const robotHabits: Readonly<Record<string, PartnerHabits>> = {
  ALDEFAST: but(takes(accepts), { form: lines }),
  BEACFAST: but(takes(accepts), { form: { element: '^', component: ':', segment: '\\', lines: true } }),
  COBAFAST: but(takes(accepts), { form: { wrap: 80 } }),
  DELTFAST: but(takes(accepts), { pickUp: 'delete', form: lines }),
  EVERFAST: but(takes(accepts), { pickUp: 'abort-then-extract', form: lines }),
  FOUNFAST: takes({ says: 'accepted', after: 3 }),
  GRANFAST: takes(accepts, { says: 'accepted-with-errors' }),
  HARBFAST: takes({ says: 'accepted', twice: true }),
  IRONFAST: takes(accepts, accepts, { ta1: 'R' }),
  JUNIFAST: but(takes({ says: 'partial' }), { form: { together: true } }),
  // Neither comes nor answers, and nobody agreed that it would answer.
  KEYSFAST: { robot: { pickUp: 'never' }, agreed: 'none' },
  LAKEFAST: takes(),

  ALDECAST: isHanded(extracting, accepts),
  BEACCAST: isHanded({ does: 'delete' }, accepts),
  COBACAST: isHanded({ does: 'move', to: '/COBACAST/Sent' }, accepts),
  DELTCAST: isHanded(extracting, { says: 'accepted', followedBy: '855' }),
  EVERCAST: isHanded(extracting, accepts, accepts, rejects),
  FOUNCAST: isHanded(extracting, { says: 'accepted', ta1: 'A' }),
  GRANCAST: isHanded({ does: 'leave' }, { says: 'group-accepted' }),
  HARBCAST: isHanded(extracting, { says: 'group-accepted' }, { says: 'group-rejected' }),
  // Takes everything, and forgets to answer.
  IRONCAST: { ...isHanded(extracting), agreed: '997' },
  JUNICAST: isHanded(extracting, { says: 'accepted', after: 5 }),
  KEYSCAST: isHanded(extracting, accepts, { says: 'wrong-control' }),
  LAKECAST: isHanded({ does: 'delete' }, { says: 'accepted', followedBy: '864' }),

  ALDEPOLY: takes(accepts),
  BEACPOLY: takes({ says: 'accepted-with-errors' }),
  COBAPOLY: takes(accepts, accepts, { says: 'accepted', followedBy: '824-rejection' }),
  DELTPOLY: takes({ says: 'accepted', followedBy: '824-acceptance' }),
  EVERPOLY: takes(accepts, accepts, accepts, { says: 'rejected' }),
  FOUNPOLY: takes({ says: 'accepted', garbage: 'pdf' }),
  GRANPOLY: takes(accepts),
  HARBPOLY: takes({ says: 'accepted', garbage: 'text' }, accepts),
  IRONPOLY: but(takes({ says: 'accepted', twice: true }), { pickUp: 'delete' }),
  JUNIPOLY: but(takes({ says: 'accepted', after: 2 }), { pickUp: 'abort-then-extract' }),
  KEYSPOLY: takes({ says: 'accepted', followedBy: '855-changes' }),
  LAKEPOLY: but(takes(accepts, rejects), { form: { wrap: 80 } }),

  ALDEBEAR: { ...takes(accepts), extractable: 'always' },
  BEACBEAR: but(takes(accepts), { form: { element: '\x1d', component: '\x1f', segment: '\x1c' } }),
  COBABEAR: takes({ form: '999' }),
  DELTBEAR: takes({ form: '999' }, { form: '999', says: 'rejected-elements' }),
  EVERBEAR: { ...takes(accepts), extractable: { count: 2 } },
  FOUNBEAR: takes(accepts, accepts, { says: 'accepted-with-errors' }),
  GRANBEAR: takes(
    { form: '999', ta1: 'A' },
    { form: '999', ta1: 'A', says: 'accepted-with-errors' },
    { form: '999', ta1: 'A' },
  ),
  HARBBEAR: takes(accepts, { says: 'accepted', followedBy: '824-rejection' }),
  IRONBEAR: takes(accepts),
  JUNIBEAR: but(takes(accepts), { form: { together: true } }),
  KEYSBEAR: takes(accepts, { says: 'accepted', followedBy: '864' }),
  // Comes for its messages half an hour of minute ticks late.
  LAKEBEAR: but(takes(accepts), { pickUpAfter: 30 }),

  ALDEPACK: takes(accepts),
  BEACPACK: but(takes(accepts), { form: { together: true, wrap: 80 } }),
  COBAPACK: takes({ says: 'partial' }),
  DELTPACK: takes(accepts, { form: '997', says: 'rejected-elements' }),
  EVERPACK: takes({ says: 'accepted', after: 10 }),
  FOUNPACK: takes(accepts),
  GRANPACK: takes(accepts, { says: 'accepted', twice: true, followedBy: '855-changes' }),
  HARBPACK: isHanded({ does: 'move', to: '/HARBPACK/Sent' }, accepts),
  IRONPACK: takes({ says: 'group-accepted' }),
  JUNIPACK: takes(accepts, { says: 'wrong-control' }, accepts),
  // Takes its messages and never says a word, although it was agreed.
  KEYSPACK: { ...takes(), agreed: '997' },
  LAKEPACK: but(takes(accepts), { pickUp: 'delete', pickUpAfter: 2 }),
};

/** A partner's habits. */
export function habitsOf(code: string): PartnerHabits {
  return robotHabits[code] ?? takes(accepts);
}
