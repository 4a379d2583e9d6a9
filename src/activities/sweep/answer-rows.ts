import { canonicalJson, sha256 } from '../../documents/content-hash.ts';
import type { Finding } from '../../documents/finding.ts';
import type { AnswerableSet, AnsweringSeries } from '../../ledger/answerable.ts';
import type { AnswerDetail, NewAnswer } from '../../ledger/answers.ts';
import type { Queryable } from '../../ledger/database.ts';
import type { Word } from '../../translation/answers/counts-as.ts';
import { findingsOf } from '../../translation/answers/message.ts';
import type { RejectedPlace } from '../../translation/index.ts';
import { strippedNumber, type Answer, type AnswerEnvelope } from '../../x12/acknowledgements/index.ts';
import { RejectedSets } from './rejected-set.ts';
import { SentGroups, type Arrival } from './sent-groups.ts';

/** An answer before it has its place in its message. */
export type Said = Omit<NewAnswer, 'position'>;

/** Makes what one message says into rows: of a document, or of none and why. */
export class AnswerRows {
  readonly sent: SentGroups;
  readonly #rejected: RejectedSets;

  constructor(db: Queryable, arrival: Arrival) {
    this.sent = new SentGroups(db, arrival);
    this.#rejected = new RejectedSets(db, this.sent);
  }

  /** What an answer says of a document; of a rejection with the SYSPRO fields behind it. */
  async about(
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
      findings: [...reasons, ...findings, ...this.sent.clockFindings(document, kind)],
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

  /** What an answer says that belongs to no document of ours. */
  async unmatched(
    answer: Answer,
    kind: string,
    because: string,
    facts: Readonly<Record<string, string>>,
    words: string,
    outcome: string = 'noted',
    texts: readonly string[] = [],
  ): Promise<Said[]> {
    const [known] = await this.series(answer.envelope);
    const partner = known?.partner ?? undefined;
    const findings = findingsOf(answer.findings, kind);
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

  /** The series between an answer's parties: of its interchange, or else of its group. */
  async series(envelope: AnswerEnvelope): Promise<AnsweringSeries[]> {
    const series = await this.sent.series(envelope, 'interchange');
    return series.length > 0 ? series : this.sent.series(envelope, 'group');
  }

  /** Why an answer is nobody's: it is not between a partner and us, or else as told. */
  async stranger(envelope: AnswerEnvelope, otherwise: string): Promise<string> {
    return (await this.series(envelope)).length === 0 ? 'unknown-parties' : otherwise;
  }
}

/** A control number of ours; undefined for what is none. */
export function numberOf(text: string): number | undefined {
  const stripped = strippedNumber(text);
  return /^\d{1,9}$/.test(stripped) ? Number(stripped) : undefined;
}

/** Equal for copies of one answer: the numbers of its own envelope, and all it says. */
export function sourceOf(answer: Answer): string {
  return sha256(canonicalJson({ ...answer, findings: [] }));
}
