import type { X12Finding } from '../finding.ts';
import type { AcknowledgedSet, FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import { sameNumber } from './same-number.ts';
import type { SentGroup, SetOutcome } from './sent-group.ts';
import type { Verdict } from './verdict.ts';

/** What an acknowledgement of a group says of each set that was sent in it. */
export class SetMatching {
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
