import type { Finding } from '../../documents/finding.ts';
import type { AnswerableSet } from '../../ledger/answerable.ts';
import { acknowledgedWord, type Word } from '../../translation/answers/counts-as.ts';
import { findingsOf } from '../../translation/answers/message.ts';
import { placesOf } from '../../translation/index.ts';
import {
  isAccepted,
  matchAmong,
  strippedNumber,
  type AcknowledgementMatch,
  type FunctionalAcknowledgement,
  type InterchangeAcknowledgement,
  type SetOutcome,
} from '../../x12/acknowledgements/index.ts';
import { numberOf, sourceOf, type AnswerRows, type Said } from './answer-rows.ts';
import type { GroupOfOurs } from './sent-groups.ts';

/** Matches 997, 999 and TA1 of one message by control numbers, to the very send they were of. */
export class AcknowledgementMatching {
  readonly #rows: AnswerRows;
  /** Groups an acknowledgement of this message has spoken of: the next need not go through all their sets again. */
  readonly #spokenOf = new Map<GroupOfOurs, ReadonlyMap<string, number>>();

  constructor(rows: AnswerRows) {
    this.#rows = rows;
  }

  async said(answer: FunctionalAcknowledgement | InterchangeAcknowledgement): Promise<Said[]> {
    const { kind, envelope } = answer;
    const number = kind === 'TA1' ? answer.control : answer.group.control;
    const facts: Record<string, string> =
      kind === 'TA1'
        ? { interchange: number, code: answer.verdict.code ?? '', note: answer.note.code }
        : { functionalId: answer.group.functionalId, group: number, code: answer.group.verdict.code ?? '' };
    const words = kind === 'TA1' ? answer.verdict.words : answer.group.verdict.words;
    if (kind !== 'TA1' && answer.ofAcknowledgement)
      return this.#rows.unmatched(answer, kind, 'acknowledges-acknowledgement', facts, words);
    const candidates = await this.#candidates(answer, numberOf(number));
    const [best] = matchAmong(answer, candidates);
    if (!best) {
      const reason = await this.#rows.stranger(envelope, kind === 'TA1' ? 'unknown-interchange' : 'unknown-group');
      return this.#rows.unmatched(answer, kind, reason, facts, words);
    }
    const { sent, match } = kind === 'TA1' ? best : (this.#restricted(answer, best.sent) ?? best);
    const source = sourceOf(answer);
    // Kept in full with the first thing it says only: there may be ten thousand, and a finding for each.
    const found = [...answer.findings, ...match.findings];
    const first = findingsOf(found, `${kind} ${number}`);
    const further = findingsOf(found, `${kind} ${number}`, 2);
    const stray = match.unmatched.some(({ verdict }) => !isAccepted(verdict));
    // Of a group whose sets it names in part, the others are not spoken of.
    const said: Said[] = [];
    const named = new Set(answer.kind === 'TA1' ? [] : answer.sets.map((set) => strippedNumber(set.control)));
    const spoken = match.sets.filter((set) => set.by !== 'nothing' || named.has(strippedNumber(set.control)));
    const told = new Set(spoken.length > 0 ? spoken : match.sets);
    for (const [index, set] of match.sets.entries()) {
      const document = sent.documents[index];
      if (!document || !told.has(set)) continue;
      said.push(
        await this.#acknowledged(answer, set, document, stray, source, facts, said.length === 0 ? first : further),
      );
    }
    for (const stray of match.unmatched)
      said.push({
        kind,
        ...partnerOf(sent.documents),
        outcome: stray.verdict.outcome,
        source,
        unmatchedBecause: 'unknown-set',
        detail: {
          facts: { ...facts, set: stray.control },
          words: stray.verdict.words,
          findings: said.length === 0 ? first : further,
        },
      });
    return said;
  }

  /** The groups a number may mean: between the parties of the interchange, or else those of the group. */
  async #candidates(
    answer: FunctionalAcknowledgement | InterchangeAcknowledgement,
    number: number | undefined,
  ): Promise<GroupOfOurs[]> {
    if (number === undefined) return [];
    for (const by of ['interchange', 'group'] as const) {
      const series = await this.#rows.sent.series(answer.envelope, by);
      const groups =
        answer.kind === 'TA1'
          ? await this.#rows.sent.interchanges(answer.envelope, series, number)
          : await this.#rows.sent.groups(answer.envelope, series, [answer.group.functionalId], number);
      if (groups.length > 0) return groups;
    }
    return [];
  }

  /**
   * Partners may acknowledge each set of a group with a 997 of its own. From the second on only the sets it names are gone through, or
   * a group of ten thousand would be gone through ten thousand times.
   */
  #restricted(
    answer: FunctionalAcknowledgement,
    sent: GroupOfOurs,
  ): { readonly sent: GroupOfOurs; readonly match: AcknowledgementMatch } | undefined {
    const places = this.#spokenOf.get(sent);
    if (!places) {
      this.#spokenOf.set(sent, new Map(sent.sets.map(({ control }, index) => [strippedNumber(control), index])));
      return undefined;
    }
    if (answer.sets.length === 0 || answer.sets.length === sent.sets.length) return undefined;
    if (answer.group.verdict.outcome === 'rejected') return undefined;
    const indexes = [...new Set(answer.sets.map(({ control }) => places.get(strippedNumber(control))))];
    if (!indexes.every((index) => index !== undefined)) return undefined;
    const part: GroupOfOurs = {
      ...sent,
      sets: indexes.flatMap((index) => sent.sets[index] ?? []),
      documents: indexes.flatMap((index) => sent.documents[index] ?? []),
    };
    const [best] = matchAmong(answer, [part]);
    return best;
  }

  async #acknowledged(
    answer: FunctionalAcknowledgement | InterchangeAcknowledgement,
    set: SetOutcome,
    document: AnswerableSet,
    stray: boolean,
    source: string,
    facts: Readonly<Record<string, string>>,
    findings: readonly Finding[],
  ): Promise<Said> {
    const profile = await this.#rows.sent.profile(document.profileHash);
    const group = answer.kind === 'TA1' ? undefined : answer.group.verdict;
    const decided = acknowledgedWord(set, group, stray, profile.acknowledgement);
    // A TA1 that accepts says nothing of what is in the interchange; what it says of the envelope is kept as said.
    const word: Word = answer.kind === 'TA1' ? { ...decided, outcome: answer.verdict.outcome } : decided;
    const code = set.verdict.code ?? '';
    const told = { ...facts, set: set.control, ...(code !== '' && { setCode: code }) };
    const whole = set.errors.map(({ words, code: reason }) => `is refused by the partner: ${words} (${reason})`);
    return this.#rows.about(
      document,
      answer.kind,
      word,
      source,
      told,
      set.verdict.words,
      findings,
      placesOf(set),
      whole,
    );
  }
}

function partnerOf([first]: readonly AnswerableSet[]): { partner?: string } {
  return first ? { partner: first.partner } : {};
}
