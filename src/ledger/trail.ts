import { canonicalJson } from '../documents/content-hash.ts';
import type { Queryable } from './database.ts';

/** What can happen to a document. One word each, in the trail, the log and the command line. */
export type TrailEvent =
  | 'discovered'
  | 'disposition-decided'
  | 'read-again'
  | 'changed-before-sending'
  | 'changed-after-sending'
  | 'resend-requested'
  | 'translated'
  | 'joined-lane'
  | 'left-lane'
  | 'sealed'
  | 'queued'
  | 'post-attempted'
  | 'post-failed'
  | 'post-unknown'
  | 'looked-up'
  | 'posted'
  | 'answered'
  | 'answer-kept'
  | 'acknowledged'
  | 'rejected'
  | 'routed'
  | 'picked-up'
  | 'gone-unproven'
  | 'extraction-undone'
  | 'overdue'
  | 'overdue-cleared'
  | 'parked'
  | 'retried'
  | 'attention-settled'
  | 'cancelled'
  | 'marked-sent'
  | 'baselined'
  | 'reopened';

export interface TrailEntry {
  readonly document: number;
  readonly transmission?: number;
  readonly event: TrailEvent;
  /** Facts only: codes, hashes, sizes, numbers, times. No party data and no secrets. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Who did what is written down, and when. */
export interface Authorship {
  readonly at: Date;
  /** A person's name as they gave it, or the part of the product: `poll-cycle`, `document`. */
  readonly actor: string;
}

/** Appends entries to the documents' trails, in the order given, chained by {@link https://www.rfc-editor.org/rfc/rfc8785 canonical} hashes. */
export async function appendTrail(
  tx: Queryable,
  { at, actor }: Authorship,
  entries: readonly TrailEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  // One statement however many entries: a page of 500 new records is one round trip. Sorted by document, so that two
  // transactions that touch the same documents lock them in one order.
  const sorted = [...entries].sort((a, b) => a.document - b.document);
  await tx.query({
    name: 'append-trail',
    text: `select ledger.append_trail(document, transmission, $1, $2, event, detail)
             from unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[]) as entry (document, transmission, event, detail)`,
    values: [
      at,
      actor,
      sorted.map((entry) => entry.document),
      sorted.map((entry) => entry.transmission ?? null),
      sorted.map((entry) => entry.event),
      sorted.map((entry) => canonicalJson(entry.detail ?? {})),
    ],
  });
}
