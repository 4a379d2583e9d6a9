import type { DocumentKey, DocumentType } from '../documents/document-key.ts';
import type { LaneRules, WaitingSet } from '../documents/lane.ts';
import { lockSeries, type ControlSeries, type FirstNumbers } from './control-numbers.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { keepProfile } from './rendering.ts';
import { appendTrail, type Authorship } from './trail.ts';
import type { OpenTransmission } from './transmissions.ts';

/** A checked document on its way into a lane. */
export interface Joining {
  readonly series: ControlSeries;
  readonly first: FirstNumbers;
  readonly profile: { readonly hash: string; readonly body: string };
  readonly type: string;
  readonly timeZone: string;
  readonly strictlyRising: boolean;
  readonly set: Omit<WaitingSet, 'transmission'>;
}

/** A set that waits, with what it was checked by and whether its document was amended since. */
export interface SetInLane extends WaitingSet {
  readonly document: number;
  readonly key: DocumentKey;
  readonly partner: string;
  readonly snapshot: string;
  readonly profileHash: string;
  readonly timeZone: string;
  readonly strictlyRising: boolean;
  /** What is to be sent was read again and is another now. Never so of a re-send, which is a person's word. */
  readonly amended: boolean;
  /** What keeps it back, as was last written down; null where nothing did. */
  readonly queuedFor: 'hold' | 'blackout' | null;
}

/** The lane a transmission waits in or left by; undefined where it never joined one, or was taken out of it. */
export async function laneOf(db: Queryable, transmission: number): Promise<number | undefined> {
  const { rows } = await db.query<{ series: number }>({
    name: 'lane-of',
    text: `select series_id as series from ledger.waiting_set where transmission_id = $1 and (left_at is null or how = 'sealed')`,
    values: [transmission],
  });
  return rows[0]?.series;
}

/**
 * Has a checked document wait for others. It has no control numbers yet; those come when the interchange is sealed. Joining twice is once.
 * @returns the lane, which is a series of control numbers, or `cancelled` where the send was given up meanwhile
 */
export async function joinLane(
  db: Database,
  by: Authorship,
  transmission: OpenTransmission,
  joining: Joining,
): Promise<number | 'cancelled'> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<{ stage: string }>(
      `select stage from ledger.transmission where id = $1 for update`,
      [transmission.id],
    );
    if (rows[0]?.stage === 'cancelled') return 'cancelled';
    const joined = await laneOf(tx, transmission.id);
    if (joined !== undefined) return joined;
    const { id: series } = await lockSeries(tx, joining.series, joining.first);
    await keepProfile(tx, by.at, { partner: transmission.partner, type: joining.type }, joining.profile);
    const { set, profile, strictlyRising, timeZone } = joining;
    await tx.query({
      name: 'join-lane',
      text: `insert into ledger.waiting_set as w (transmission_id, series_id, joined_at, leaves_by, envelope, group_key, bytes, envelope_bytes, rules, strictly_rising,
                                                  profile_hash, time_zone, content_hash)
             select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, content_hash from ledger.document where id = $13
                 on conflict (transmission_id) do update
                set place = default, series_id = excluded.series_id, joined_at = excluded.joined_at, leaves_by = excluded.leaves_by, envelope = excluded.envelope,
                    group_key = excluded.group_key, bytes = excluded.bytes, envelope_bytes = excluded.envelope_bytes, rules = excluded.rules,
                    strictly_rising = excluded.strictly_rising, profile_hash = excluded.profile_hash, time_zone = excluded.time_zone,
                    content_hash = excluded.content_hash, left_at = null, how = null`,
      values: [
        transmission.id,
        series,
        by.at,
        set.leavesBy,
        set.envelope,
        set.group,
        set.bytes,
        set.envelopeBytes,
        JSON.stringify(set.rules),
        strictlyRising,
        profile.hash,
        timeZone,
        transmission.documentId,
      ],
    });
    await tx.query(`update ledger.transmission set stage = 'translated', stage_at = $2 where id = $1`, [
      transmission.id,
      by.at,
    ]);
    await appendTrail(tx, by, [
      {
        document: transmission.documentId,
        transmission: transmission.id,
        event: 'joined-lane',
        detail: { lane: series, leavesBy: set.leavesBy.toISOString(), bytes: set.bytes, profile: profile.hash },
      },
    ]);
    return series;
  });
}

/** The sets that wait in a lane, in the order they joined. */
export async function setsInLane(db: Queryable, series: number): Promise<SetInLane[]> {
  const { rows } = await db.query<
    Omit<SetInLane, 'rules' | 'key'> & { rules: LaneRules; company: string; type: DocumentType; key: string }
  >({
    name: 'sets-in-lane',
    text: `select w.transmission_id as transmission, w.envelope, w.group_key as "group", w.bytes, w.envelope_bytes as "envelopeBytes", w.leaves_by as "leavesBy",
                  w.rules, w.profile_hash as "profileHash", w.time_zone as "timeZone", w.strictly_rising as "strictlyRising",
                  d.id as document, d.company, d.type, d.key, t.partner, td.snapshot_hash as snapshot, td.send_sequence = 1 and d.content_hash <> w.content_hash as amended,
                  t.queued_for as "queuedFor"
             from ledger.waiting_set w
             join ledger.transmission_document td on td.transmission_id = w.transmission_id
             join ledger.document d on d.id = td.document_id
             join ledger.transmission t on t.id = w.transmission_id
            where w.series_id = $1 and w.left_at is null
            order by w.place`,
    values: [series],
  });
  return rows.map(({ company, type, key, ...row }) => ({ ...row, key: { company, type, key } }));
}

/** Ends the wait of a set, in the caller's transaction, that holds its transmission's row. @returns whether it waited */
export async function leaveLane(
  tx: Queryable,
  at: Date,
  transmission: number,
  how: 'cancelled' | 'changed' | 'parked',
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'leave-lane',
    text: `update ledger.waiting_set set left_at = $2, how = $3 where transmission_id = $1 and left_at is null`,
    values: [transmission, at, how],
  });
  return rowCount === 1;
}

/**
 * Takes a set out of its lane, so that its document is read and checked again: it was amended, or does not pass the checks any more.
 * @returns whether it still waited
 */
export async function takeOutOfLane(
  db: Database,
  by: Authorship,
  series: number,
  set: Pick<SetInLane, 'transmission' | 'document'>,
  how: 'changed' | 'parked',
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    await tx.query(`select from ledger.transmission where id = $1 for update`, [set.transmission]);
    if (!(await leaveLane(tx, by.at, set.transmission, how))) return false;
    await tx.query(`update ledger.transmission set stage = 'discovered', stage_at = $2 where id = $1`, [
      set.transmission,
      by.at,
    ]);
    await appendTrail(tx, by, [
      { document: set.document, transmission: set.transmission, event: 'left-lane', detail: { lane: series, how } },
    ]);
    await tellDocuments(tx, by.at, { series, transmissions: [set.transmission], what: `left/${by.at.getTime()}` });
    return true;
  });
}

/**
 * Writes down that documents of a lane have news, in the caller's transaction. The news itself is in the ledger; the event only wakes the
 * documents' workflows. Written twice under one name it is one.
 */
export async function tellDocuments(
  tx: Queryable,
  at: Date,
  { series, transmissions, what }: { series: number; transmissions: readonly number[]; what: string },
): Promise<void> {
  await tx.query({
    name: 'tell-documents-of-lane',
    text: `insert into ledger.event (id, document_id, kind, payload, created_at)
           select 'lane/' || transmission_id || '/' || $3::text, document_id, 'interchange', jsonb_build_object('lane', $1::bigint), $4
             from ledger.transmission_document where transmission_id = any($2)
               on conflict (id) do nothing`,
    values: [series, transmissions, what, at],
  });
}

/** How a document's send stands that waits for others, or left with them. */
export interface Travelling {
  readonly stage: string;
  /** The interchange it left in. */
  readonly travelsIn: number | null;
  readonly interchange: number | null;
  readonly postedAt: Date | null;
  readonly message: string | null;
  readonly mailbox: string | null;
  readonly waits: boolean;
  readonly queuedFor: 'hold' | 'blackout' | null;
  readonly queuedUntil: Date | null;
  readonly leavesBy: Date | null;
  readonly series: number | null;
  /** How many sets are in its interchange. */
  readonly sets: number;
  readonly attention: string | null;
  readonly findings: number;
}

/** How a send stands. */
export async function readTravelling(db: Queryable, transmission: number): Promise<Travelling> {
  const { rows } = await db.query<Travelling>({
    name: 'read-travelling',
    text: `select t.stage, t.travels_in as "travelsIn", c.interchange_control as interchange, t.posted_at as "postedAt", t.sterling_message as message, t.mailbox,
                  coalesce(w.left_at is null and w.transmission_id is not null, false) as waits, w.leaves_by as "leavesBy", w.series_id as series,
                  t.queued_for as "queuedFor", t.queued_until as "queuedUntil",
                  (select count(*) from ledger.transmission m where m.travels_in = t.travels_in) as sets,
                  f.cause as attention, coalesce(jsonb_array_length(f.findings), 0) as findings
             from ledger.transmission t
             left join ledger.transmission c on c.id = t.travels_in
             left join ledger.waiting_set w on w.transmission_id = t.id
             left join ledger.flag f on f.transmission_id = t.id and f.flag = 'needs-attention' and f.cleared_at is null
            where t.id = $1`,
    values: [transmission],
  });
  const [row] = rows;
  if (!row) throw new Error(`the ledger has no transmission ${transmission}`);
  return row;
}

/** What a lane is called, and whose documents it carries. */
export async function readLane(db: Queryable, series: number): Promise<ControlSeries> {
  const { rows } = await db.query<ControlSeries>({
    name: 'read-lane',
    text: `select sender_qualifier as "senderQualifier", sender, receiver_qualifier as "receiverQualifier", receiver, usage from ledger.control_series where id = $1`,
    values: [series],
  });
  const [row] = rows;
  if (!row) throw new Error(`the ledger has no series ${series}`);
  return row;
}
