import { settleAnswers } from './answers.ts';
import type { Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { tellDocuments } from './lanes.ts';
import { rejectedByPartner, settleAttention } from './raise-attention.ts';
import { appendTrail, type Authorship, type TrailEvent } from './trail.ts';

/** A transmission with a message of its own, and the documents it carries, each with the transmission that is the document's own. */
interface Carrier {
  readonly transmission: number;
  readonly documents: readonly { readonly document: number; readonly transmission: number }[];
}

/** What follows from a post, however it is known: who waits for it is told, what an earlier send wanted is done, what was answered counts. */
export async function settlePosted(
  tx: Queryable,
  by: Authorship,
  posting: Carrier,
  detail: Record<string, unknown>,
): Promise<void> {
  await tellTravellers(tx, by.at, posting);
  await noteOfCarried(tx, by, posting, 'posted', detail);
  await settleAttention(
    tx,
    by,
    posting.documents.map(({ document }) => document),
    [rejectedByPartner],
    'sent-again',
  );
  await settleAnswersBefore(tx, by, posting);
}

/** Writes an event of a message into the trail of every document it carries. */
export async function noteOfCarried(
  tx: Queryable,
  by: Authorship,
  posting: Pick<Carrier, 'documents'>,
  event: TrailEvent,
  detail: Record<string, unknown>,
): Promise<void> {
  await appendTrail(
    tx,
    by,
    posting.documents.map((carried) => ({ ...carried, event, detail })),
  );
}

/** A partner may have answered before we knew that the message had arrived: what it said counts from now on. */
async function settleAnswersBefore(tx: Queryable, by: Authorship, { transmission, documents }: Carrier): Promise<void> {
  const own = documents.map((carried) => carried.transmission);
  const settled = new Set(await settleAnswers(tx, by, own));
  const told = documents.filter((carried) => settled.has(carried.transmission)).map(({ document }) => document);
  if (told.length === 0) return;
  await writeNews(tx, by.at, { what: 'answered', source: `posted/${transmission}`, documents: told });
}

/** Those that travel in an interchange wait for news of it; a document with one of its own is at it itself. */
async function tellTravellers(tx: Queryable, at: Date, { transmission, documents }: Carrier): Promise<void> {
  const transmissions = documents.map((carried) => carried.transmission).filter((own) => own !== transmission);
  if (transmissions.length === 0) return;
  const { rows } = await tx.query<{ series: number }>({
    name: 'series-of-interchange',
    text: `select control_series_id as series from ledger.transmission where id = $1`,
    values: [transmission],
  });
  for (const { series } of rows) await tellDocuments(tx, at, { series, transmissions, what: 'posted' });
}
