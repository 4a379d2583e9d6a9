import type { X12Finding } from '../finding.ts';
import type { AcknowledgedSet, FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import { namedSets } from './named-sets.ts';
import type { SentGroup, SetOutcome } from './sent-group.ts';
import { isAccepted, type Verdict } from './verdict.ts';

/** What an acknowledgement of a group says of each set that was sent in it. */
export class SetMatching {
  readonly findings: X12Finding[] = [];
  readonly #acknowledgement: FunctionalAcknowledgement;
  readonly #sent: SentGroup;
  /** By ST02 of a set that was sent: those named that mean it. */
  readonly #named: ReadonlyMap<string, readonly AcknowledgedSet[]>;
  readonly #unmatched: readonly AcknowledgedSet[];
  /** What is said of a set that is not named. */
  readonly #unnamed: Verdict;

  constructor(acknowledgement: FunctionalAcknowledgement, sent: SentGroup) {
    this.#acknowledgement = acknowledgement;
    this.#sent = sent;
    const { bySet, unmatched } = namedSets(acknowledgement.sets, sent);
    this.#named = bySet;
    this.#unmatched = unmatched;
    this.#unnamed = this.#ofUnnamed();
  }

  outcome({ id, control }: SentGroup['sets'][number]): SetOutcome {
    const named = this.#named.get(control) ?? [];
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
    const decided = worstOf(named) ?? own;
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
    if (decided) return { ...whole, errors: decided.errors, verdict: decided.verdict, by: 'nothing' };
    return isAccepted(this.#unnamed)
      ? { ...whole, verdict: this.#unnamed, by: 'group' }
      : { ...whole, errors: [], verdict: this.#unnamed, by: 'nothing' };
  }

  /** AK9's counts against what was sent. */
  counts(): void {
    const { stated, received, accepted, verdict } = this.#acknowledgement.group;
    const count = this.#sent.sets.length;
    // Said of AK904 alone: what it shares with AK903 is told once.
    const acceptance = isAccepted(verdict) && received === count && !this.#fits(accepted) ? accepted : undefined;
    const told = [
      { number: stated, element: 2, what: 'were in the group' },
      { number: received, element: 3, what: 'were received' },
      { number: acceptance, element: 4, what: 'were accepted' },
    ];
    for (const { number, element, what } of told) {
      if (number === undefined || number === count) continue;
      const message = `says that ${number} sets ${what}; ${count} ${count === 1 ? 'was' : 'were'} sent`;
      this.#find('AK9', element, String(number), message, 'X12-ACK-COUNTS');
    }
  }

  unmatched(): readonly AcknowledgedSet[] {
    for (const { id, control } of this.#unmatched)
      this.#find(
        'AK2',
        2,
        control,
        control === ''
          ? 'names a set without its number: which one it means is not known'
          : `names set ${id} ${control}, which was not sent in the group`,
        'X12-ACK-UNMATCHED',
      );
    return this.#unmatched;
  }

  /** Whether AK904 is what an accepted group has: all that were sent, or those that are not rejected by name. */
  #fits(accepted: number | undefined): boolean {
    const rejected = [...this.#named.values()].filter((named) => worstOf(named)).length;
    const count = this.#sent.sets.length;
    return accepted === undefined || (accepted <= count && accepted >= count - rejected);
  }

  #ofUnnamed(): Verdict {
    const { verdict, accepted, stated, received } = this.#acknowledgement.group;
    const count = this.#sent.sets.length;
    if (isAccepted(verdict)) {
      const undecided = (words: string): Verdict => ({
        outcome: 'undecided',
        ...(verdict.code === undefined ? {} : { code: verdict.code }),
        words,
      });
      if (this.#unmatched.some((set) => !isAccepted(set.verdict)))
        return undecided(
          'the group was accepted, and a set that is not one of those sent was not: it may be this one that is meant',
        );
      const counted = (stated ?? count) === count && (received ?? count) === count && this.#fits(accepted);
      return counted ? verdict : undecided('the group was accepted, and its counts are not those of what was sent');
    }
    if (verdict.outcome !== 'partly-accepted') return { outcome: 'undecided', words: 'nothing was said of the set' };
    // Said, not decided: with P a set's verdict stands in its AK5 alone.
    const taken = [...this.#named.values()].flat().filter((set) => isAccepted(set.verdict)).length;
    const would = accepted !== undefined && accepted - taken === count - this.#named.size;
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

function worstOf(named: readonly AcknowledgedSet[]): AcknowledgedSet | undefined {
  return named.find(({ verdict }) => verdict.outcome === 'rejected');
}
