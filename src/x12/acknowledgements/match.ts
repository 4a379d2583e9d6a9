import type { X12Finding } from '../finding.ts';
import type { Qualified } from '../types.ts';
import type { AcknowledgedSet, FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import type { InterchangeAcknowledgement } from './interchange.ts';
import type { AnswerEnvelope } from './read-parts.ts';
import { sameNumber, type Sameness } from './same-number.ts';
import type { SentGroup, SetOutcome } from './sent-group.ts';
import { SetMatching } from './set-matching.ts';
import type { Verdict } from './verdict.ts';

/** Why an acknowledgement is not about a group. */
export type Mismatch = 'parties' | 'functional-id' | 'group' | 'interchange';

export interface AcknowledgementMatch {
  /** Whether the acknowledgement is about the group. */
  readonly about: boolean;
  /** Where it is not: the first thing that differs. */
  readonly mismatch?: Mismatch;
  /** Where it is: whether GS06 or ISA13 is the same to the letter, or only without leading zeros. */
  readonly sameness?: Sameness;
  /** One per set that was sent, in that order; none where it is not about the group. */
  readonly sets: readonly SetOutcome[];
  /** Sets it names that were not sent in the group. */
  readonly unmatched: readonly AcknowledgedSet[];
  readonly findings: readonly X12Finding[];
}

/**
 * What an acknowledgement says of a group that was sent.
 *
 * It is about the group when the parties are ours, swapped (by ISA05 to ISA08, or by GS02 and GS03 where a network has put its own
 * interchange around it), AK101 is GS01 and AK102 is GS06; a TA1, when TA101 is ISA13. Numbers are compared to the letter first, then
 * without leading zeros. The verdict on a set:
 *
 * - AK5 or IK5 of the set, where it has one; but a rejected group (AK9) rejects all of its sets.
 * - Without AK2 of its own, AK9's, if that accepts or rejects. P says nothing of a set that is not named: it stays undecided.
 *   So it does where AK9 accepts, and a set is not accepted that is none of those sent, or the counts are not those of what was sent.
 * - TA1: rejected, all sets are. Accepted, only the envelope was, and the sets are undecided.
 */
export function matchAcknowledgement(
  acknowledgement: FunctionalAcknowledgement | InterchangeAcknowledgement,
  sent: SentGroup,
): AcknowledgementMatch {
  if (!partiesMatch(acknowledgement.envelope, sent)) return notAbout('parties');
  return acknowledgement.kind === 'TA1' ? matchInterchange(acknowledgement, sent) : matchGroup(acknowledgement, sent);
}

/**
 * Of several groups that may be meant (numbers count anew after a reset), those the acknowledgement is about: the ones with the
 * number to the letter if there are any; of those, the ones without contradiction, as a TA1 that repeats date and time has it.
 */
export function matchAmong<Sent extends SentGroup>(
  acknowledgement: FunctionalAcknowledgement | InterchangeAcknowledgement,
  groups: readonly Sent[],
): { readonly sent: Sent; readonly match: AcknowledgementMatch }[] {
  const all = groups
    .map((sent) => ({ sent, match: matchAcknowledgement(acknowledgement, sent) }))
    .filter(({ match }) => match.about);
  const preferred = (better: (match: AcknowledgementMatch) => boolean, of: typeof all): typeof all => {
    const some = of.filter(({ match }) => better(match));
    return some.length > 0 ? some : of;
  };
  const exact = preferred(({ sameness }) => sameness === 'exact', all);
  return preferred(({ findings }) => findings.length === 0, exact);
}

/** Whether a group may be acknowledged at all: acknowledgements never are, or two partners would answer each other for ever. */
export function mayBeAcknowledged({ functionalId }: Pick<SentGroup, 'functionalId'>): boolean {
  return functionalId !== 'FA';
}

function partiesMatch({ sender, receiver, group }: AnswerEnvelope, sent: SentGroup): boolean {
  const same = (a: Qualified, b: Qualified): boolean =>
    a.qualifier.trim() === b.qualifier.trim() && a.id.trim() === b.id.trim();
  if (same(sender, sent.receiver) && same(receiver, sent.sender)) return true;
  return group?.sender.trim() === sent.groupReceiver.trim() && group.receiver.trim() === sent.groupSender.trim();
}

function notAbout(mismatch: Mismatch): AcknowledgementMatch {
  return { about: false, mismatch, sets: [], unmatched: [], findings: [] };
}

function matchInterchange(ta1: InterchangeAcknowledgement, sent: SentGroup): AcknowledgementMatch {
  const sameness = sameNumber(ta1.control, sent.interchange);
  if (!sameness) return notAbout('interchange');
  const findings: X12Finding[] = [];
  const told = `${ta1.date} ${ta1.time}`;
  const real = `${sent.date} ${sent.time}`;
  if (told.trim() !== '' && told !== real) {
    findings.push({
      code: 'X12-ACK-CONTRADICTION',
      severity: 'warning',
      segment: 'TA1',
      element: 2,
      value: told,
      message: `repeats date and time of another interchange: this one has ${real}`,
    });
  }
  const { outcome, code } = ta1.verdict;
  const verdict: Verdict =
    outcome === 'rejected'
      ? { outcome, ...(code === undefined ? {} : { code }), words: `interchange rejected: ${ta1.note.words}` }
      : { outcome: 'undecided', words: 'the envelope was answered; nothing is said yet of what is in it' };
  const errors = outcome === 'rejected' ? [ta1.note] : [];
  const sets = sent.sets.map(({ id, control }): SetOutcome => ({
    id,
    control,
    verdict,
    by: 'interchange',
    errors,
    segments: [],
  }));
  return { about: true, sameness, sets, unmatched: [], findings };
}

function matchGroup(acknowledgement: FunctionalAcknowledgement, sent: SentGroup): AcknowledgementMatch {
  const { group } = acknowledgement;
  if (group.functionalId !== sent.functionalId) return notAbout('functional-id');
  const sameness = sameNumber(group.control, sent.group);
  if (!sameness) return notAbout('group');
  const reading = new SetMatching(acknowledgement, sent);
  const sets = sent.sets.map((set) => reading.outcome(set));
  reading.counts();
  return { about: true, sameness, sets, unmatched: reading.unmatched(), findings: reading.findings };
}
