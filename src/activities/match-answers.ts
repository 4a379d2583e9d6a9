import { canonicalJson, sha256 } from '../documents/content-hash.ts';
import { shortNumber, type DocumentType } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import { answerableDocuments, type AnswerableSet, type AnsweringSeries } from '../ledger/answerable.ts';
import type { AnswerDetail, NewAnswer } from '../ledger/answers.ts';
import type { Queryable } from '../ledger/database.ts';
import { acknowledgedWord, applicationWord, type Word } from '../translation/answers/counts-as.ts';
import { findingOf } from '../translation/answers/message.ts';
import { adviceWords, orderWords } from '../translation/answers/words.ts';
import { placesOf, placesOfAdvice, type RejectedPlace } from '../translation/index.ts';
import {
  isAccepted,
  matchAmong,
  strippedNumber,
  type AcknowledgementMatch,
  type AdviceItem,
  type Answer,
  type AnswerEnvelope,
  type ApplicationAdvice,
  type BusinessReference,
  type FunctionalAcknowledgement,
  type InterchangeAcknowledgement,
  type OrderAcknowledgement,
  type SetOutcome,
  type TextMessage,
} from '../x12/acknowledgements/index.ts';
import { RejectedSets } from './rejected-set.ts';
import { SentGroups, type Arrival, type GroupOfOurs } from './sent-groups.ts';

/** An answer before it has its place in its message. */
type Said = Omit<NewAnswer, 'position'>;

/** GS01 of what we send. */
const ourGroups: Readonly<Record<string, string>> = { '850': 'PO', '810': 'IN', '856': 'SH' };

const typesNamed: Readonly<Record<NonNullable<BusinessReference['names']>, DocumentType>> = {
  'purchase-order': 'purchase-order',
  invoice: 'invoice',
  shipment: 'ship-notice',
};

/**
 * Says which documents of ours the answers of one message are about, and what each says of them. Answers that belong to none are in
 * it too, with the reason. Acknowledgements go by control numbers, to the send those numbers were of; others by numbers of the
 * business, to the last send before they arrived, and only where exactly one document of the partner fits.
 */
export async function matchAnswers(
  db: Queryable,
  arrival: Arrival,
  answers: readonly Answer[],
): Promise<readonly NewAnswer[]> {
  const matching = new Matching(db, arrival);
  const said: Said[] = [];
  for (const answer of answers) said.push(...(await matching.said(answer)));
  return said.map((one, index) => ({ ...one, position: index + 1 }));
}

class Matching {
  readonly #db: Queryable;
  readonly #sent: SentGroups;
  readonly #rejected: RejectedSets;
  /** Groups an acknowledgement of this message has spoken of: the next need not go through all their sets again. */
  readonly #spokenOf = new Map<GroupOfOurs, ReadonlyMap<string, number>>();

  constructor(db: Queryable, arrival: Arrival) {
    this.#db = db;
    this.#sent = new SentGroups(db, arrival);
    this.#rejected = new RejectedSets(db, this.#sent);
  }

  said(answer: Answer): Promise<Said[]> {
    switch (answer.kind) {
      case '997':
      case '999':
      case 'TA1':
        return this.#acknowledgement(answer);
      case '824':
        return this.#advice(answer);
      case '855':
        return this.#order(answer);
      case '864':
        return this.#text(answer);
      case 'other':
        return this.#unmatched(answer, answer.id, 'no-answer', {}, answer.name ?? `set ${answer.id}`);
    }
  }

  async #acknowledgement(answer: FunctionalAcknowledgement | InterchangeAcknowledgement): Promise<Said[]> {
    const { kind, envelope } = answer;
    const number = kind === 'TA1' ? answer.control : answer.group.control;
    const facts: Record<string, string> =
      kind === 'TA1'
        ? { interchange: number, code: answer.verdict.code ?? '', note: answer.note.code }
        : { functionalId: answer.group.functionalId, group: number, code: answer.group.verdict.code ?? '' };
    const words = kind === 'TA1' ? answer.verdict.words : answer.group.verdict.words;
    if (kind !== 'TA1' && answer.ofAcknowledgement)
      return this.#unmatched(answer, kind, 'acknowledges-acknowledgement', facts, words);
    const candidates = await this.#candidates(answer, numberOf(number));
    const [best] = matchAmong(answer, candidates);
    if (!best) {
      const reason = await this.#stranger(envelope, kind === 'TA1' ? 'unknown-interchange' : 'unknown-group');
      return this.#unmatched(answer, kind, reason, facts, words);
    }
    const { sent, match } = kind === 'TA1' ? best : (this.#restricted(answer, best.sent) ?? best);
    const source = sourceOf(answer);
    const findings = [...answer.findings, ...match.findings].map((finding) => findingOf(finding, `${kind} ${number}`));
    // Of a group whose sets it names in part, the others are not spoken of.
    const said: Said[] = [];
    const named = new Set(answer.kind === 'TA1' ? [] : answer.sets.map((set) => strippedNumber(set.control)));
    const spoken = match.sets.filter((set) => set.by !== 'nothing' || named.has(strippedNumber(set.control)));
    const told = new Set(spoken.length > 0 ? spoken : match.sets);
    for (const [index, set] of match.sets.entries()) {
      const document = sent.documents[index];
      if (!document || !told.has(set)) continue;
      said.push(await this.#acknowledged(answer, set, document, match, source, facts, findings));
    }
    for (const stray of match.unmatched)
      said.push({
        kind,
        ...partnerOf(sent.documents),
        outcome: stray.verdict.outcome,
        source,
        unmatchedBecause: 'unknown-set',
        detail: { facts: { ...facts, set: stray.control }, words: stray.verdict.words, findings },
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
      const series = await this.#sent.series(answer.envelope, by);
      const groups =
        answer.kind === 'TA1'
          ? await this.#sent.interchanges(answer.envelope, series, number)
          : await this.#sent.groups(answer.envelope, series, [answer.group.functionalId], number);
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
    match: AcknowledgementMatch,
    source: string,
    facts: Readonly<Record<string, string>>,
    findings: readonly Finding[],
  ): Promise<Said> {
    const profile = await this.#sent.profile(document.profileHash);
    const stray = match.unmatched.some(({ verdict }) => !isAccepted(verdict));
    const group = answer.kind === 'TA1' ? undefined : answer.group.verdict;
    const decided = acknowledgedWord(set, group, stray, profile.acknowledgement);
    // A TA1 that accepts says nothing of what is in the interchange; what it says of the envelope is kept as said.
    const word: Word = answer.kind === 'TA1' ? { ...decided, outcome: answer.verdict.outcome } : decided;
    const code = set.verdict.code ?? '';
    const told = { ...facts, set: set.control, ...(code !== '' && { setCode: code }) };
    const whole = set.errors.map(({ words, code: reason }) => `is refused by the partner: ${words} (${reason})`);
    return this.#about(document, answer.kind, word, source, told, set.verdict.words, findings, placesOf(set), whole);
  }

  async #advice(answer: ApplicationAdvice): Promise<Said[]> {
    const said: Said[] = [];
    for (const [index, item] of answer.items.entries()) {
      const facts = adviceFacts(answer, item);
      const words = adviceWords(item);
      const source = sha256(`${sourceOf(answer)} ${index}`);
      const found = await this.#advised(answer.envelope, item);
      if (typeof found === 'string') {
        said.push(...(await this.#unmatched(answer, '824', found, facts, words, item.verdict.outcome, item.texts)));
        continue;
      }
      for (const document of found) {
        const profile = await this.#sent.profile(document.profileHash);
        const word = applicationWord(item.verdict, item.level === 'group' ? 'group' : 'set', profile.acknowledgement);
        const unplaced = item.errors
          .filter(({ segment, position }) => segment === undefined && position === undefined)
          .map(
            ({ error, text }) =>
              `is refused by the partner: ${[`${error.words} (${error.code})`, text].filter(Boolean).join(': ')}`,
          );
        const findings = answer.findings.map((finding) => findingOf(finding, `824 ${answer.number}`));
        said.push(
          await this.#about(document, '824', word, source, facts, words, findings, placesOfAdvice(item), unplaced, [
            ...item.texts,
            ...item.errors.flatMap((error) => [...(error.text === undefined ? [] : [error.text]), ...error.texts]),
          ]),
        );
      }
    }
    if (answer.items.length === 0) return this.#unmatched(answer, '824', 'no-reference', {}, 'no verdict on anything');
    return said;
  }

  /** By the control numbers an 824 gives, or else by its numbers of the business. @returns why not, where it is nobody's */
  async #advised(envelope: AnswerEnvelope, item: AdviceItem): Promise<readonly AnswerableSet[] | string> {
    const group = item.groupControl === undefined ? undefined : numberOf(item.groupControl);
    if (group !== undefined) {
      const [id] = item.setId === undefined ? [] : [ourGroups[item.setId]];
      const series = await this.#series(envelope);
      const ids = id === undefined ? Object.values(ourGroups) : [id];
      for (const { documents } of await this.#sent.groups(envelope, series, ids, group)) {
        const wanted = item.setControl;
        if (wanted === undefined && item.level === 'group') return documents;
        const of = documents.filter(({ control }) => strippedNumber(control) === strippedNumber(wanted ?? ''));
        if (of.length > 0) return of;
      }
    }
    const [first, ...others] = item.references;
    if (!first) return this.#stranger(envelope, 'no-reference');
    const types = Object.entries(typesOfSets).flatMap(([set, type]) => (set === item.setId ? [type] : []));
    const found = await this.#named(envelope, [first], types);
    return found === 'unknown-number' && others.length > 0 ? this.#named(envelope, others, types) : found;
  }

  async #order(answer: OrderAcknowledgement): Promise<Said[]> {
    const { order, verdict, type } = answer;
    const facts = { order, code: type.code };
    const words = orderWords(answer);
    const reference: BusinessReference = {
      from: 'BAK03',
      value: order,
      names: 'purchase-order',
      words: 'purchase order',
    };
    const found =
      order === ''
        ? await this.#stranger(answer.envelope, 'no-reference')
        : await this.#named(answer.envelope, [reference], ['purchase-order']);
    const texts = [...answer.texts, ...answer.lines.flatMap((line) => line.texts)];
    if (typeof found === 'string') return this.#unmatched(answer, '855', found, facts, words, verdict.outcome, texts);
    const said: Said[] = [];
    for (const document of found) {
      const { acknowledgement } = await this.#sent.profile(document.profileHash);
      const word = applicationWord(verdict, 'set', acknowledgement);
      const findings = answer.findings.map((finding) => findingOf(finding, `855 of ${order}`));
      const whole = [`is refused by the supplier: ${verdict.words}`];
      said.push(await this.#about(document, '855', word, sourceOf(answer), facts, words, findings, [], whole, texts));
    }
    return said;
  }

  async #text(answer: TextMessage): Promise<Said[]> {
    const references = [
      ...answer.references,
      ...answer.mentions.map((value): BusinessReference => ({ from: 'text', value, words: 'number' })),
    ];
    const texts = answer.messages.flatMap(({ subject, lines }) => [...(subject === '' ? [] : [subject]), ...lines]);
    const found =
      references.length === 0
        ? await this.#stranger(answer.envelope, 'no-reference')
        : await this.#named(answer.envelope, references, []);
    const words = answer.subject === '' ? 'a message for people' : answer.subject;
    if (typeof found === 'string') return this.#unmatched(answer, '864', found, {}, words, 'noted', texts);
    const findings = answer.findings.map((finding) => findingOf(finding, '864'));
    return found.map((document) => ({
      kind: '864',
      partner: document.partner,
      about: document,
      outcome: 'noted',
      source: sourceOf(answer),
      detail: { facts: {}, words, texts, findings },
    }));
  }

  /** The last send of the one document that numbers of the business name. @returns why not, where it is not one */
  async #named(
    envelope: AnswerEnvelope,
    references: readonly BusinessReference[],
    types: readonly DocumentType[],
  ): Promise<readonly AnswerableSet[] | string> {
    const series = await this.#series(envelope);
    if (series.length === 0) return 'unknown-parties';
    const numbers = new Set(references.map(({ value }) => shortNumber(value)));
    const found = this.#sent.likely(
      await answerableDocuments(
        this.#db,
        series.map(({ id }) => id),
        [...numbers],
        types,
      ),
      envelope,
    );
    const named = found.filter(({ type, number }) =>
      references.some(
        ({ value, names }) => shortNumber(value) === number && (names === undefined || typesNamed[names] === type),
      ),
    );
    const documents = new Set(named.map(({ document }) => document));
    if (documents.size > 1) return 'several-documents';
    const [newest] = named;
    return newest ? [newest] : 'unknown-number';
  }

  async #about(
    document: AnswerableSet,
    kind: string,
    word: Word,
    source: string,
    facts: Readonly<Record<string, string>>,
    words: string,
    findings: readonly Finding[],
    places: readonly RejectedPlace[],
    whole: readonly string[],
    texts: readonly string[] = [],
  ): Promise<Said> {
    const rejected = word.countsAs === 'rejected';
    const reasons = rejected ? await this.#rejected.findings(document, places, whole) : [];
    const detail: AnswerDetail = {
      facts,
      words,
      ...(texts.length > 0 && { texts }),
      findings: [...reasons, ...findings],
    };
    const { outcome, ...decided } = word;
    const { transmission, document: id, partner } = document;
    return {
      kind,
      partner,
      about: { transmission, document: id },
      outcome: outcome === 'information' ? 'noted' : outcome,
      ...decided,
      source,
      detail,
    };
  }

  async #unmatched(
    answer: Answer,
    kind: string,
    because: string,
    facts: Readonly<Record<string, string>>,
    words: string,
    outcome: string = 'noted',
    texts: readonly string[] = [],
  ): Promise<Said[]> {
    const [known] = await this.#series(answer.envelope);
    const partner = known?.partner ?? undefined;
    const findings = answer.findings.map((finding) => findingOf(finding, kind));
    const { sender, receiver } = answer.envelope;
    const parties = {
      from: `${sender.qualifier}:${sender.id.trim()}`,
      to: `${receiver.qualifier}:${receiver.id.trim()}`,
    };
    const detail = { facts: { ...parties, ...facts }, words, ...(texts.length > 0 && { texts }), findings };
    return [
      {
        kind,
        ...(partner !== undefined && { partner }),
        outcome,
        source: sourceOf(answer),
        unmatchedBecause: because,
        detail,
      },
    ];
  }

  async #series(envelope: AnswerEnvelope): Promise<AnsweringSeries[]> {
    const series = await this.#sent.series(envelope, 'interchange');
    return series.length > 0 ? series : this.#sent.series(envelope, 'group');
  }

  /** Why an answer is nobody's: it is not between a partner and us, or else as told. */
  async #stranger(envelope: AnswerEnvelope, otherwise: string): Promise<string> {
    return (await this.#series(envelope)).length === 0 ? 'unknown-parties' : otherwise;
  }
}

const typesOfSets: Readonly<Record<string, DocumentType>> = {
  '850': 'purchase-order',
  '810': 'invoice',
  '856': 'ship-notice',
};

/** A control number of ours; undefined for what is none. */
function numberOf(text: string): number | undefined {
  const stripped = strippedNumber(text);
  return /^\d{1,9}$/.test(stripped) ? Number(stripped) : undefined;
}

/** Equal for copies of one answer: the numbers of its own envelope, and all it says. */
function sourceOf(answer: Answer): string {
  return sha256(canonicalJson({ ...answer, findings: [] }));
}

function partnerOf([first]: readonly AnswerableSet[]): { partner?: string } {
  return first ? { partner: first.partner } : {};
}

function adviceFacts({ number }: ApplicationAdvice, item: AdviceItem): Record<string, string> {
  const { groupControl, setControl, setId, verdict, references } = item;
  return {
    ...(number !== '' && { advice: number }),
    ...(groupControl !== undefined && { group: groupControl }),
    ...(setControl !== undefined && { set: setControl }),
    ...(setId !== undefined && { setId }),
    ...(references[0] && { reference: references[0].value }),
    code: verdict.code ?? '',
  };
}
