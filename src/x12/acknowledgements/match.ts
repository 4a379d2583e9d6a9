import type { X12Finding } from '../finding.ts';
import type { Qualified } from '../types.ts';
import type { AcknowledgedSet, FunctionalAcknowledgement, SegmentError } from './functional.ts';
import type { InterchangeAcknowledgement } from './interchange.ts';
import type { AnswerEnvelope } from './read-parts.ts';
import { sameNumber, type Sameness } from './same-number.ts';
import type { CodedReason, Verdict } from './verdict.ts';

/** One group that was sent, as far as an acknowledgement tells of it. */
export interface SentGroup {
  /** Us, as ISA05 and ISA06 have it. */
  readonly sender: Qualified;
  /** The partner, as ISA07 and ISA08 have it. */
  readonly receiver: Qualified;
  /** ISA13. */
  readonly interchange: string;
  /** ISA09 and ISA10, YYMMDD and HHMM: what a TA1 repeats. */
  readonly date: string;
  readonly time: string;
  /** GS01: `PO`. */
  readonly functionalId: string;
  /** GS02. */
  readonly groupSender: string;
  /** GS03. */
  readonly groupReceiver: string;
  /** GS06. */
  readonly group: string;
  readonly sets: readonly {
    /** ST01: `850`. */
    readonly id: string;
    /** ST02. */
    readonly control: string;
  }[];
}

/** What an acknowledgement says of one set that was sent. */
export interface SetOutcome {
  readonly id: string;
  /** ST02, as it was sent. */
  readonly control: string;
  readonly verdict: Verdict;
  /** What says so: AK5 or IK5 of the set, AK9 of its group, TA1 of its interchange, or nothing. */
  readonly by: 'set' | 'group' | 'interchange' | 'nothing';
  /** Error codes of the set, and of the group or interchange where that decides. */
  readonly errors: readonly CodedReason[];
  readonly segments: readonly SegmentError[];
}

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

class SetMatching {
  readonly findings: X12Finding[] = [];
  readonly #acknowledgement: FunctionalAcknowledgement;
  readonly #sent: SentGroup;
  /** Each set that is named, with the one it means. */
  readonly #meant = new Map<AcknowledgedSet, string>();

  constructor(acknowledgement: FunctionalAcknowledgement, sent: SentGroup) {
    this.#acknowledgement = acknowledgement;
    this.#sent = sent;
    for (const sameness of ['exact', 'stripped'] as const) {
      for (const named of acknowledgement.sets) {
        if (this.#meant.has(named)) continue;
        // Where two sets of ours differ in padding only, an exact one is taken first, so neither gets the other's verdict.
        const taken = new Set(this.#meant.values());
        const set = sent.sets.find(
          ({ control }) =>
            sameNumber(named.control, control) === sameness && (sameness === 'exact' || !taken.has(control)),
        );
        if (set) this.#meant.set(named, set.control);
      }
    }
  }

  outcome({ id, control }: SentGroup['sets'][number]): SetOutcome {
    const named = [...this.#meant].filter(([, meant]) => meant === control).map(([set]) => set);
    const [own] = named;
    const other = named.find((set) => set.id !== '' && set.id !== id);
    if (other) this.#find('AK2', 1, other.id, `calls set ${control} a ${other.id}; it was sent as ${id}`);
    const outcomes = new Set(named.map(({ verdict }) => verdict.outcome));
    if (outcomes.size > 1)
      this.#find(
        'AK2',
        2,
        control,
        `names set ${control} ${named.length} times with different verdicts: the worst counts`,
      );
    const decided = named.find(({ verdict }) => verdict.outcome === 'rejected') ?? own;
    const { group } = this.#acknowledgement;
    const whole = { id, control, errors: group.errors, segments: decided?.segments ?? [] };
    if (group.verdict.outcome === 'rejected' && decided?.verdict.outcome !== 'rejected') {
      if (decided && decided.verdict.outcome !== 'undecided')
        this.#find(
          'AK9',
          1,
          group.verdict.code ?? '',
          `rejects the group and accepts set ${control} in it: it counts as rejected`,
        );
      return { ...whole, errors: [...(decided?.errors ?? []), ...group.errors], verdict: group.verdict, by: 'group' };
    }
    if (decided && decided.verdict.outcome !== 'undecided') {
      const { verdict, errors, segments } = decided;
      return { id, control, verdict, by: 'set', errors, segments };
    }
    // An AK2 without a verdict of its own is no reason to believe more of the set than of its group.
    const { outcome } = group.verdict;
    if (!decided && (outcome === 'accepted' || outcome === 'accepted-with-errors'))
      return { ...whole, verdict: group.verdict, by: 'group' };
    return { ...whole, errors: decided?.errors ?? [], verdict: this.#undecided(decided), by: 'nothing' };
  }

  /** AK9's counts against what was sent. */
  counts(): void {
    const { stated, received } = this.#acknowledgement.group;
    const count = this.#sent.sets.length;
    const told = [
      { number: stated, element: 2, what: 'were in the group' },
      { number: received, element: 3, what: 'were received' },
    ];
    for (const { number, element, what } of told) {
      if (number === undefined || number === count) continue;
      const message = `says that ${number} sets ${what}; ${count} ${count === 1 ? 'was' : 'were'} sent`;
      this.#find('AK9', element, String(number), message, 'X12-ACK-COUNTS');
    }
  }

  unmatched(): AcknowledgedSet[] {
    const none = this.#acknowledgement.sets.filter((set) => !this.#meant.has(set));
    for (const { id, control } of none)
      this.#find('AK2', 2, control, `names set ${id} ${control}, which was not sent in the group`, 'X12-ACK-UNMATCHED');
    return none;
  }

  #undecided(named: AcknowledgedSet | undefined): Verdict {
    if (named) return named.verdict;
    const { verdict, accepted } = this.#acknowledgement.group;
    if (verdict.outcome !== 'partly-accepted') return { outcome: 'undecided', words: 'nothing was said of the set' };
    // Said, not decided: with P a set's verdict stands in its AK5 alone.
    const rest = this.#sent.sets.length - new Set(this.#meant.values()).size;
    const taken = [...this.#meant.keys()].filter((set) => set.verdict.outcome.startsWith('accepted')).length;
    const would = accepted !== undefined && accepted - taken === rest;
    return {
      outcome: 'undecided',
      words: `the group was accepted in part, and this set is not named${would ? '; by the counts it is among those accepted' : ''}`,
    };
  }

  #find(
    segment: string,
    element: number,
    value: string,
    message: string,
    code: X12Finding['code'] = 'X12-ACK-CONTRADICTION',
  ): void {
    this.findings.push({ code, severity: 'warning', segment, element, value, message });
  }
}
