import { transactionSetOf } from '../../documents/document-key.ts';
import type { Finding } from '../../documents/finding.ts';
import { canonicalJson } from '../../documents/content-hash.ts';
import { storedDocument } from '../../documents/stored-document.ts';
import type { AnswerableSet } from '../../ledger/answerable.ts';
import type { Queryable } from '../../ledger/database.ts';
import { readContent, readSnapshot } from '../../ledger/queries.ts';
import { rejectionFindings } from '../../translation/answers/rejection.ts';
import { describeOrigin, rejectedElements, translateDocument, type RejectedPlace } from '../../translation/index.ts';
import { isEmptyElement, readInterchanges, unwrapped, type Interchange, type Segment } from '../../x12/index.ts';
import type { SentGroups } from './sent-groups.ts';

/** Says why partners rejected sets: reads an interchange at most once while one message is handled. */
export class RejectedSets {
  readonly #db: Queryable;
  readonly #sent: SentGroups;
  readonly #interchanges = new Map<number, Promise<readonly Interchange[]>>();

  constructor(db: Queryable, sent: SentGroups) {
    this.#db = db;
    this.#sent = sent;
  }

  /**
   * Why a set was rejected, by the SYSPRO fields behind it. What stood in it is taken from the bytes that were sent; where it came from,
   * from the translation made once more of the same reading and profile. If that gives another set today, only the place is told.
   */
  async findings(
    set: AnswerableSet,
    places: readonly RejectedPlace[],
    whole: readonly string[],
  ): Promise<readonly Finding[]> {
    const id = transactionSetOf[set.type];
    const record = `${set.type} ${set.number}`;
    if (places.length === 0) return rejectionFindings(record, [], whole);
    const profile = await this.#sent.profile(set.profileHash);
    const document = storedDocument(await readSnapshot(this.#db, set.document, set.snapshot));
    const made = { at: set.renderedAt, timeZone: set.timeZone ?? 'UTC' };
    const { draft, sources } = translateDocument(document, profile, { made });
    const segments = await this.#segmentsSent(set);
    const same = segments === undefined || plain(segments) === plain(draft.segments);
    const elements = rejectedElements(
      places,
      { id, segments: segments ?? draft.segments, sources: same ? sources : [] },
      describeOrigin(document, profile),
    );
    return rejectionFindings(record, elements, whole);
  }

  async #segmentsSent({ interchange, group, control }: AnswerableSet): Promise<readonly Segment[] | undefined> {
    const known = this.#interchanges.get(interchange) ?? this.#read(interchange);
    this.#interchanges.set(interchange, known);
    const sets = (await known)[0]?.groups[group - 1]?.sets;
    return sets?.find((set) => set.control === control)?.segments;
  }

  async #read(interchange: number): Promise<readonly Interchange[]> {
    const content = await readContent(this.#db, interchange);
    return content ? readInterchanges(unwrapped(content.toString('utf8'))).interchanges : [];
  }
}

/** Segments for comparison: empty elements at the end are not written, and a composite of one component is that. */
function plain(segments: readonly Segment[]): string {
  return canonicalJson(
    segments.map(({ id, elements }) => {
      const last = elements.findLastIndex((element) => !isEmptyElement(element));
      return [id, ...elements.slice(0, last + 1)];
    }),
  );
}
