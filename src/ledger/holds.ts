import type { DocumentType } from '../documents/document-key.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { appendTrail, type Authorship } from './trail.ts';

/** A person's word that nothing is to be posted for a partner until released. */
export interface Hold {
  readonly id: number;
  readonly partner: string;
  /** Null: documents of every type. */
  readonly type: DocumentType | null;
  readonly reason: string;
  readonly heldBy: string;
  readonly heldAt: Date;
}

/** Whom a hold is of. */
export interface HoldTarget {
  readonly partner: string;
  /** Absent: documents of every type. */
  readonly type?: DocumentType;
}

const columns = `h.id, h.partner, h.type, h.reason, h.held_by as "heldBy", h.held_at as "heldAt"`;

/** Places a hold. One that stands for the same documents stays as it is. @returns the hold, and whether it stood before */
export async function placeHold(
  db: Database,
  by: Authorship,
  { partner, type }: HoldTarget,
  reason: string,
): Promise<{ readonly hold: Hold; readonly stood: boolean }> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<Hold>(
      `insert into ledger.partner_hold as h (partner, type, reason, held_by, held_at) values ($1, $2, $3, $4, $5)
           on conflict (partner, coalesce(type, '')) where released_at is null do nothing returning ${columns}`,
      [partner, type ?? null, reason, by.actor, by.at],
    );
    const [placed] = rows;
    if (placed) return { hold: placed, stood: false };
    const { rows: standing } = await tx.query<Hold>(
      `select ${columns} from ledger.partner_hold h where partner = $1 and type is not distinct from $2 and released_at is null`,
      [partner, type ?? null],
    );
    const [stood] = standing;
    // Released between the two statements: whoever releases and whoever holds at once, one of them is asked again.
    if (!stood) throw new Error(`the hold of ${partner} was released just now; hold it again`);
    return { hold: stood, stood: true };
  });
}

/** What a release came to. */
export interface Released {
  readonly holds: readonly Hold[];
  /** The documents that queued for them and have news now. */
  readonly documents: readonly number[];
  /** The lanes in which documents queued, by their series. */
  readonly lanes: readonly number[];
  /** What their news has for its source. */
  readonly source: string;
}

/**
 * Releases what stands for a partner: with a type, the hold on that type alone; without, every hold. What queued for it has news, to be
 * delivered. A document that is being queued at this moment is either told, or finds that the hold is gone.
 */
export async function releaseHold(db: Database, by: Authorship, { partner, type }: HoldTarget): Promise<Released> {
  return inTransaction(db, async (tx) => {
    const { rows: holds } = await tx.query<Hold>(
      `update ledger.partner_hold h set released_by = $3, released_at = $4
        where partner = $1 and ($2::text is null or type = $2) and released_at is null returning ${columns}`,
      [partner, type ?? null, by.actor, by.at],
    );
    if (holds.length === 0) return { holds, documents: [], lanes: [], source: '' };
    // A statement of its own: it sees what was queued while the holds' rows were waited for.
    const { rows } = await tx.query<{ document: number; lane: number | null }>(
      `select td.document_id as document, w.series_id as lane
         from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
         left join ledger.waiting_set w on w.transmission_id = t.id and (w.left_at is null or w.how = 'sealed')
        where t.partner = $1 and ($2::text is null or t.type = $2) and t.queued_for = 'hold'`,
      [partner, type ?? null],
    );
    const source = `released/${holds.map(({ id }) => id).join('+')}`;
    const documents = [...new Set(rows.map(({ document }) => document))];
    await writeNews(tx, by.at, { what: 'released', source, documents });
    const lanes = [...new Set(rows.flatMap(({ lane }) => lane ?? []))];
    return { holds, documents, lanes, source };
  });
}

/** A standing hold, and how many documents queue for it. */
export interface StandingHold extends Hold {
  readonly queued: number;
}

/** Every hold that stands, by partner. */
export async function standingHolds(db: Queryable): Promise<StandingHold[]> {
  const { rows } = await db.query<StandingHold>({
    name: 'standing-holds',
    text: `select ${columns}, (select count(*) from ledger.transmission t
                                where t.partner = h.partner and (h.type is null or t.type = h.type) and t.queued_for = 'hold' and t.type <> 'interchange') as queued
             from ledger.partner_hold h where released_at is null order by h.partner, h.type nulls first`,
  });
  return rows;
}

/** Whether a transmission queues, and the hold that keeps it back. */
export interface Holding {
  readonly queued: boolean;
  readonly hold?: Hold;
}

/** Whether a transmission is held, be it a document's own or an interchange with any document that is. */
export async function holdingOf(db: Queryable, transmission: number): Promise<Holding> {
  const { rows } = await db.query<{ queued: boolean } & (Hold | Record<keyof Hold, null>)>({
    name: 'holding-of',
    text: `select q.queued_for is not null as queued, h.* from ledger.transmission q
             left join lateral (select ${columns} from ledger.partner_hold h
                                 where h.released_at is null
                                   and exists (select from ledger.transmission t
                                                where (t.id = q.id or t.travels_in = q.id) and t.partner = h.partner and (h.type is null or h.type = t.type))
                                 order by h.id limit 1) h on true
            where q.id = $1`,
    values: [transmission],
  });
  const [row] = rows;
  if (!row) return { queued: false };
  const { queued, ...hold } = row;
  return hold.id === null ? { queued } : { queued, hold };
}

/** Which of some documents' transmissions are held, and by which hold. */
export async function heldAmong(db: Queryable, transmissions: readonly number[]): Promise<ReadonlyMap<number, Hold>> {
  const { rows } = await db.query<Hold & { transmission: number }>({
    name: 'held-among',
    text: `select distinct on (t.id) t.id as transmission, ${columns} from ledger.partner_hold h
             join ledger.transmission t on t.partner = h.partner and (h.type is null or h.type = t.type)
            where h.released_at is null and t.id = any($1) order by t.id, h.id`,
    values: [transmissions],
  });
  return new Map(rows.map(({ transmission, ...hold }) => [transmission, hold]));
}

/** Why transmissions queue. */
export type QueueCause =
  { readonly for: 'hold'; readonly hold: Hold } | { readonly for: 'blackout'; readonly until: Date };

/**
 * Writes down that transmissions are not posted yet although nothing is wrong with them: documents' own, or an interchange with all those in it.
 * @returns whether they queue; false where the hold was released meanwhile, or the send was given up
 */
export async function queueTransmissions(
  db: Database,
  by: Authorship,
  transmissions: readonly number[],
  cause: QueueCause,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    if (cause.for === 'hold') {
      // Whoever releases it waits for this, and then finds what queued.
      const { rowCount } = await tx.query({
        name: 'hold-stands',
        text: `select from ledger.partner_hold where id = $1 and released_at is null for share`,
        values: [cause.hold.id],
      });
      if (!rowCount) return false;
    }
    const until = cause.for === 'blackout' ? cause.until : null;
    const { rows: open } = await tx.query<{ id: number; changes: boolean }>({
      name: 'lock-to-queue',
      text: `select id, queued_for is distinct from $2 as changes from ledger.transmission
              where (id = any($1) or travels_in = any($1)) and posted_at is null and stage <> 'cancelled' order by id for update`,
      values: [transmissions, cause.for],
    });
    if (open.length === 0) return false;
    await tx.query({
      name: 'queue-transmissions',
      text: `update ledger.transmission set queued_at = case when queued_for = $2 then queued_at else $3 end, queued_for = $2, queued_until = $4
              where id = any($1)`,
      values: [open.map(({ id }) => id), cause.for, by.at, until],
    });
    const changed = open.filter(({ changes }) => changes).map(({ id }) => id);
    if (changed.length === 0) return true;
    const { rows: documents } = await tx.query<{ document: number; transmission: number }>({
      name: 'documents-queued',
      text: `select document_id as document, transmission_id as transmission from ledger.transmission_document where transmission_id = any($1)`,
      values: [changed],
    });
    const detail =
      cause.for === 'hold'
        ? { for: cause.for, reason: cause.hold.reason, by: cause.hold.heldBy }
        : { for: cause.for, until: cause.until.toISOString() };
    await appendTrail(
      tx,
      by,
      documents.map((one) => ({ ...one, event: 'queued' as const, detail })),
    );
    return true;
  });
}

/** Writes down that nothing keeps transmissions back any more. */
export async function unqueueTransmissions(db: Queryable, transmissions: readonly number[]): Promise<void> {
  await db.query({
    name: 'unqueue-transmissions',
    text: `update ledger.transmission set queued_for = null, queued_at = null, queued_until = null
            where (id = any($1) or travels_in = any($1)) and queued_for is not null`,
    values: [transmissions],
  });
}
