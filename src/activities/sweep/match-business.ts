import { sha256 } from '../../documents/content-hash.ts';
import { shortNumber, type DocumentType } from '../../documents/document-key.ts';
import { answerableDocuments, type AnswerableSet } from '../../ledger/answerable.ts';
import type { Queryable } from '../../ledger/database.ts';
import { applicationWord } from '../../translation/answers/counts-as.ts';
import { findingsOf } from '../../translation/answers/message.ts';
import { adviceWords, orderWords } from '../../translation/answers/words.ts';
import { placesOfAdvice } from '../../translation/index.ts';
import {
  strippedNumber,
  type AdviceItem,
  type AnswerEnvelope,
  type ApplicationAdvice,
  type BusinessReference,
  type OrderAcknowledgement,
  type TextMessage,
} from '../../x12/acknowledgements/index.ts';
import { numberOf, sourceOf, type AnswerRows, type Said } from './answer-rows.ts';
import type { GroupOfOurs } from './sent-groups.ts';

/** GS01 of what we send. */
const ourGroups: Readonly<Record<string, string>> = { '850': 'PO', '810': 'IN', '856': 'SH' };

const typesNamed: Readonly<Record<NonNullable<BusinessReference['names']>, DocumentType>> = {
  'purchase-order': 'purchase-order',
  invoice: 'invoice',
  shipment: 'ship-notice',
};

const typesOfSets: Readonly<Record<string, DocumentType>> = {
  '850': 'purchase-order',
  '810': 'invoice',
  '856': 'ship-notice',
};

/**
 * Matches 824, 855 and 864 of one message: by control numbers where an 824 gives them, else by numbers of the business, to the last
 * send before they arrived, and only where exactly one document of the partner fits.
 */
export class BusinessMatching {
  readonly #db: Queryable;
  readonly #rows: AnswerRows;

  constructor(db: Queryable, rows: AnswerRows) {
    this.#db = db;
    this.#rows = rows;
  }

  async advice(answer: ApplicationAdvice): Promise<Said[]> {
    const said: Said[] = [];
    const whole = sourceOf(answer);
    for (const [index, item] of answer.items.entries()) {
      const facts = adviceFacts(answer, item);
      const words = adviceWords(item);
      const source = sha256(`${whole} ${index}`);
      const found = await this.#advised(answer.envelope, item);
      if (typeof found === 'string') {
        said.push(
          ...(await this.#rows.unmatched(answer, '824', found, facts, words, item.verdict.outcome, item.texts)),
        );
        continue;
      }
      for (const document of found) {
        const profile = await this.#rows.sent.profile(document.profileHash);
        const word = applicationWord(item.verdict, item.level === 'group' ? 'group' : 'set', profile.acknowledgement);
        const unplaced = item.errors
          .filter(({ segment, position }) => segment === undefined && position === undefined)
          .map(
            ({ error, text }) =>
              `is refused by the partner: ${[`${error.words} (${error.code})`, text].filter(Boolean).join(': ')}`,
          );
        const findings = findingsOf(answer.findings, `824 ${answer.number}`, index === 0 ? undefined : 2);
        said.push(
          await this.#rows.about(
            document,
            '824',
            word,
            source,
            facts,
            words,
            findings,
            placesOfAdvice(item),
            unplaced,
            [
              ...item.texts,
              ...item.errors.flatMap((error) => [...(error.text === undefined ? [] : [error.text]), ...error.texts]),
            ],
          ),
        );
      }
    }
    if (answer.items.length === 0)
      return this.#rows.unmatched(answer, '824', 'no-reference', {}, 'no verdict on anything');
    return said;
  }

  /** By the control numbers an 824 gives, or else by its numbers of the business. @returns why not, where it is nobody's */
  async #advised(envelope: AnswerEnvelope, item: AdviceItem): Promise<readonly AnswerableSet[] | string> {
    const types = Object.entries(typesOfSets).flatMap(([set, type]) => (set === item.setId ? [type] : []));
    const groups = await this.#groupsMeant(envelope, item);
    if (groups.length > 0) {
      // What it says of the business must be true of what its control numbers name, or one of the two is wrong.
      const told = await this.#mentioned(envelope, item.references, types);
      const fitting = groups.filter(({ documents }) => documents.some(({ document }) => told.has(document)));
      if (told.size > 0 && fitting.length === 0) return 'contradicts-itself';
      const left = fitting.length > 0 ? fitting : groups;
      const [best] = left;
      // Where GS06 is counted for each GS01, one number is a group of orders and one of invoices.
      if (best && new Set(left.map(({ functionalId }) => functionalId)).size === 1) return best.documents;
    }
    const [first, ...others] = item.references;
    if (!first) return groups.length > 0 ? 'several-documents' : this.#rows.stranger(envelope, 'no-reference');
    const found = await this.#named(envelope, [first], types);
    return found === 'unknown-number' && others.length > 0 ? this.#named(envelope, others, types) : found;
  }

  /** The groups that have an 824's control numbers, the likeliest first; of each the documents it speaks of. */
  async #groupsMeant(
    envelope: AnswerEnvelope,
    item: AdviceItem,
  ): Promise<readonly Pick<GroupOfOurs, 'functionalId' | 'documents'>[]> {
    const group = item.groupControl === undefined ? undefined : numberOf(item.groupControl);
    if (group === undefined) return [];
    const id = item.setId === undefined ? undefined : ourGroups[item.setId];
    const ids = id === undefined ? Object.values(ourGroups) : [id];
    const found = await this.#rows.sent.groups(envelope, await this.#rows.series(envelope), ids, group);
    const { setControl = '', level } = item;
    const whole = item.setControl === undefined && level === 'group';
    return found
      .map(({ functionalId, documents }) => ({
        functionalId,
        documents: whole
          ? documents
          : documents.filter(({ control }) => strippedNumber(control) === strippedNumber(setControl)),
      }))
      .filter(({ documents }) => documents.length > 0);
  }

  /** The documents that numbers of the business name: only those numbers count that say what they are the number of. */
  async #mentioned(
    envelope: AnswerEnvelope,
    references: readonly BusinessReference[],
    types: readonly DocumentType[],
  ): Promise<ReadonlySet<number>> {
    const named = references.filter(({ names }) => names !== undefined);
    return new Set((await this.#sends(envelope, named, types)).map(({ document }) => document));
  }

  async order(answer: OrderAcknowledgement): Promise<Said[]> {
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
        ? await this.#rows.stranger(answer.envelope, 'no-reference')
        : await this.#named(answer.envelope, [reference], ['purchase-order']);
    const texts = [...answer.texts, ...answer.lines.flatMap((line) => line.texts)];
    if (typeof found === 'string')
      return this.#rows.unmatched(answer, '855', found, facts, words, verdict.outcome, texts);
    const said: Said[] = [];
    for (const document of found) {
      const { acknowledgement } = await this.#rows.sent.profile(document.profileHash);
      const word = applicationWord(verdict, 'set', acknowledgement);
      const findings = findingsOf(answer.findings, `855 of ${order}`);
      const whole = [`is refused by the supplier: ${verdict.words}`];
      said.push(
        await this.#rows.about(document, '855', word, sourceOf(answer), facts, words, findings, [], whole, texts),
      );
    }
    return said;
  }

  async text(answer: TextMessage): Promise<Said[]> {
    const references = [
      ...answer.references,
      ...answer.mentions.map((value): BusinessReference => ({ from: 'text', value, words: 'number' })),
    ];
    const texts = answer.messages.flatMap(({ subject, lines }) => [...(subject === '' ? [] : [subject]), ...lines]);
    const found =
      references.length === 0
        ? await this.#rows.stranger(answer.envelope, 'no-reference')
        : await this.#named(answer.envelope, references, []);
    const words = answer.subject === '' ? 'a message for people' : answer.subject;
    if (typeof found === 'string') return this.#rows.unmatched(answer, '864', found, {}, words, 'noted', texts);
    const findings = findingsOf(answer.findings, '864');
    return found.map((document) => ({
      kind: '864',
      partner: document.partner,
      about: document,
      outcome: 'noted',
      source: sourceOf(answer),
      detail: { facts: {}, words, texts, findings: [...findings, ...this.#rows.sent.clockFindings(document, '864')] },
    }));
  }

  /** The last send of the one document that numbers of the business name. @returns why not, where it is not one */
  async #named(
    envelope: AnswerEnvelope,
    references: readonly BusinessReference[],
    types: readonly DocumentType[],
  ): Promise<readonly AnswerableSet[] | string> {
    if ((await this.#rows.series(envelope)).length === 0) return 'unknown-parties';
    const named = await this.#sends(envelope, references, types);
    const documents = new Set(named.map(({ document }) => document));
    if (documents.size > 1) return 'several-documents';
    const [newest] = named;
    return newest ? [newest] : 'unknown-number';
  }

  /** Each send of the documents that numbers of the business name, the newest first. */
  async #sends(
    envelope: AnswerEnvelope,
    references: readonly BusinessReference[],
    types: readonly DocumentType[],
  ): Promise<readonly AnswerableSet[]> {
    if (references.length === 0) return [];
    const series = (await this.#rows.series(envelope)).map(({ id }) => id);
    const numbers = new Set(references.map(({ value }) => shortNumber(value)));
    const found = await answerableDocuments(this.#db, series, [...numbers], types);
    return this.#rows.sent
      .likely(found, envelope)
      .filter(({ type, number }) =>
        references.some(
          ({ value, names }) => shortNumber(value) === number && (names === undefined || typesNamed[names] === type),
        ),
      );
  }
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
