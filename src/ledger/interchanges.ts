import { sha256 } from '../documents/content-hash.ts';
import type { DocumentKey } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import { arrivalWitnessed } from './arrival-proof.ts';
import {
  reserveNumbers,
  storeGroups,
  type ControlSeries,
  type FirstNumbers,
  type ReservedNumbers,
} from './control-numbers.ts';
import { inTransaction, type Database, type Queryable } from './database.ts';
import { settleEarlierSends } from './earlier-sends.ts';
import { tellDocuments, type SetInLane } from './lanes.ts';
import type { WantedGroup } from './numbering.ts';
import { raiseAttention, undecidable } from './raise-attention.ts';
import { setControlOf } from './rendering.ts';
import { appendTrail, type Authorship } from './trail.ts';
import { LedgerMissing } from './transmissions.ts';

/** An interchange about to be sealed. */
export interface Sealing {
  readonly series: ControlSeries;
  readonly first: FirstNumbers;
  readonly company: string;
  readonly partner: string;
  readonly mailbox: string;
  readonly timeZone: string;
  /** Its groups and their sets, in order. */
  readonly groups: readonly { readonly wanted: Omit<WantedGroup, 'sets'>; readonly sets: readonly SetInLane[] }[];
  /** The message's name. Different for every interchange. */
  name(numbers: { readonly series: number; readonly epoch: number; readonly interchange: number }): string;
  /** Writes the interchange. Pure: the same numbers give the same bytes. */
  render(numbers: ReservedNumbers): Uint8Array;
}

/**
 * Seals an interchange, in one transaction: reserves its numbers, freezes which sets are in it, and keeps its bytes. A crash leaves all of
 * it or nothing.
 * @returns the interchange's transmission; undefined when one of the sets does not wait any more, so that the plan does not hold
 */
export async function sealInterchange(db: Database, by: Authorship, sealing: Sealing): Promise<number | undefined> {
  return inTransaction(db, async (tx) => {
    const sets = sealing.groups.flatMap((group, index) => group.sets.map((set) => ({ set, group: index })));
    const members = sets.map(({ set }) => set.transmission);
    const { rowCount } = await tx.query({
      name: 'lock-sealed-sets',
      text: `select from ledger.transmission t join ledger.waiting_set w on w.transmission_id = t.id
              where t.id = any($1) and w.left_at is null and t.stage = 'translated' order by t.id for update of t`,
      values: [members],
    });
    // Row locks are waited for after the rows were found; those that changed meanwhile are found changed by a second look.
    const { rowCount: still } = await tx.query({
      name: 'recheck-sealed-sets',
      text: `select from ledger.waiting_set where transmission_id = any($1) and left_at is null`,
      values: [members],
    });
    if (rowCount !== members.length || still !== members.length) return undefined;

    const wanted = sealing.groups.map((group) => ({ ...group.wanted, sets: group.sets.length }));
    const reserved = await reserveNumbers(tx, by, sealing.series, sealing.first, wanted);
    const content = sealing.render(reserved);
    const hash = sha256(content);
    const name = sealing.name(reserved);
    const id = await insertInterchange(tx, by, sealing, reserved, { content, hash, name });
    await storeGroups(tx, id, reserved);

    const position = new Map<number, number>();
    const controls = sets.map(({ group }) => {
      const next = position.get(group) ?? 0;
      position.set(group, next + 1);
      const digits = sealing.groups[group]?.wanted.rules.setDigits ?? 4;
      return { position: next + 1, control: setControlOf(reserved.groups[group]?.sets[next] ?? 0, digits) };
    });
    await tx.query({
      name: 'freeze-sets',
      text: `update ledger.transmission set travels_in = $2, mailbox = $3, usage = $4, stage_at = $5 where id = any($1)`,
      values: [members, id, sealing.mailbox, sealing.series.usage, by.at],
    });
    await tx.query({
      name: 'place-sets',
      text: `update ledger.transmission_document td set position = p.position, group_position = p.group_position, set_control = p.control, profile_hash = p.profile
               from unnest($1::bigint[], $2::integer[], $3::integer[], $4::text[], $5::text[]) as p (transmission, position, group_position, control, profile)
              where td.transmission_id = p.transmission`,
      values: [
        members,
        controls.map((one) => one.position),
        sets.map(({ group }) => group + 1),
        controls.map(({ control }) => control),
        sets.map(({ set }) => set.profileHash),
      ],
    });
    await tx.query({
      name: 'leave-lane-sealed',
      text: `update ledger.waiting_set set left_at = $2, how = 'sealed' where transmission_id = any($1)`,
      values: [members, by.at],
    });
    const { interchange } = reserved;
    await appendTrail(
      tx,
      by,
      sets.map(({ set, group }, index) => ({
        document: set.document,
        transmission: set.transmission,
        event: 'sealed' as const,
        detail: {
          interchange,
          group: reserved.groups[group]?.control ?? null,
          set: controls[index]?.control ?? null,
          sets: sets.length,
          size: content.length,
          sha256: hash,
          mailbox: sealing.mailbox,
          messageName: name,
          profile: set.profileHash,
        },
      })),
    );
    return id;
  });
}

async function insertInterchange(
  tx: Queryable,
  by: Authorship,
  { company, partner, series, mailbox, timeZone, groups }: Sealing,
  reserved: ReservedNumbers,
  { content, hash, name }: { content: Uint8Array; hash: string; name: string },
): Promise<number> {
  const { rows } = await tx.query<{ id: number }>({
    name: 'insert-interchange',
    text: `insert into ledger.transmission
             (company, type, partner, request_id, stage, stage_at, created_at, workflow_started_at, usage, profile_hash, control_series_id, control_epoch,
              interchange_control, group_control, rendered_at, content, content_sha256, mailbox, message_name, time_zone)
           values ($1, 'interchange', $2, $3, 'translated', $4, $4, $4, $5, $6, $7, $8, $9, $10, $4, $11, $12, $13, $14, $15) returning id`,
    values: [
      company,
      partner,
      `interchange/${reserved.series}/${reserved.epoch}/${reserved.interchange}`,
      by.at,
      series.usage,
      groups[0]?.sets[0]?.profileHash,
      reserved.series,
      reserved.epoch,
      reserved.interchange,
      reserved.groups[0]?.control,
      content,
      hash,
      mailbox,
      name,
      timeZone,
    ],
  });
  return (rows[0] as { id: number }).id;
}

/** An interchange that is sealed and not posted yet. */
export interface OpenInterchange {
  readonly id: number;
  /** Waits for a person. */
  readonly parked: boolean;
  /** Was found held, or in a blackout, when it was to be posted. */
  readonly queued: boolean;
}

/** A lane's interchanges that are neither posted nor given up, in the order of their numbers. */
export async function openInterchanges(db: Queryable, series: number): Promise<OpenInterchange[]> {
  const { rows } = await db.query<OpenInterchange>({
    name: 'open-interchanges',
    text: `select c.id, exists (select from ledger.transmission m join ledger.flag f on f.transmission_id = m.id
                                 where m.travels_in = c.id and f.flag = 'needs-attention' and f.cleared_at is null) as parked,
                  c.queued_for is not null as queued
             from ledger.transmission c
            where c.control_series_id = $1 and c.type = 'interchange' and c.posted_at is null and c.stage in ('translated', 'posting') order by c.id`,
    values: [series],
  });
  return rows;
}

interface Member {
  readonly transmission: number;
  readonly document: number;
}

/** The documents of an interchange, with their own transmissions. */
export async function membersOf(db: Queryable, interchange: number): Promise<Member[]> {
  const { rows } = await db.query<Member>({
    name: 'members-of-interchange',
    text: `select m.id as transmission, td.document_id as document from ledger.transmission m
             join ledger.transmission_document td on td.transmission_id = m.id where m.travels_in = $1 order by m.id`,
    values: [interchange],
  });
  return rows;
}

/** By whose profile an interchange is posted: its first document's. */
export async function interchangeKey(
  db: Queryable,
  interchange: number,
): Promise<{ readonly key: DocumentKey; readonly partner: string }> {
  const { rows } = await db.query<DocumentKey & { partner: string }>({
    name: 'interchange-key',
    text: `select d.company, d.type, d.key, m.partner from ledger.transmission m
             join ledger.transmission_document td on td.transmission_id = m.id join ledger.document d on d.id = td.document_id
            where m.travels_in = $1 order by td.group_position, td.position limit 1`,
    values: [interchange],
  });
  const [row] = rows;
  if (!row) throw new LedgerMissing(`the ledger has no documents of interchange ${interchange}`);
  const { partner, ...key } = row;
  return { key, partner };
}

/** Locks an interchange and its documents' transmissions. @returns its stage and lane */
async function lockInterchange(
  tx: Queryable,
  interchange: number,
): Promise<{ stage: string; series: number; posted: boolean }> {
  const { rows } = await tx.query<{ stage: string; series: number; posted: boolean }>(
    `select stage, control_series_id as series, posted_at is not null as posted from ledger.transmission where id = $1 for update`,
    [interchange],
  );
  await tx.query(`select from ledger.transmission where travels_in = $1 order by id for update`, [interchange]);
  const [row] = rows;
  if (!row) throw new Error(`the ledger has no interchange ${interchange}`);
  return row;
}

/** Parks an interchange: each of its documents shows why, and is told. @returns false where it was given up meanwhile, or an answer has decided what a person was to be asked */
export async function parkInterchange(
  db: Database,
  by: Authorship,
  interchange: number,
  cause: string,
  findings: readonly Finding[],
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { stage, series } = await lockInterchange(tx, interchange);
    if (stage === 'cancelled') return false;
    if (cause === undecidable && (await arrivalWitnessed(tx, interchange))) return false;
    const members = await membersOf(tx, interchange);
    await raiseAttention(
      tx,
      by,
      members.map(({ document, transmission }) => ({ documentId: document, transmission })),
      cause,
      findings,
    );
    await tellDocuments(tx, by.at, {
      series,
      transmissions: members.map(({ transmission }) => transmission),
      what: `parked/${by.at.getTime()}`,
    });
    return true;
  });
}

/** Has a parked interchange tried again, by the word given for one of its documents: all of them go on. */
export async function retryInterchange(
  db: Database,
  by: Authorship,
  interchange: number,
  detail: Record<string, unknown>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { series } = await lockInterchange(tx, interchange);
    const members = await membersOf(tx, interchange);
    const transmissions = members.map(({ transmission }) => transmission);
    const { rowCount } = await tx.query(
      `update ledger.flag set cleared_at = $2, cleared_by = $3 where transmission_id = any($1) and flag = 'needs-attention' and cleared_at is null`,
      [transmissions, by.at, by.actor],
    );
    if (!rowCount) return;
    await appendTrail(
      tx,
      by,
      members.map((member) => ({ ...member, event: 'retried' as const, detail })),
    );
    await tellDocuments(tx, by.at, { series, transmissions, what: `retried/${by.at.getTime()}` });
  });
}

/** Gives up an interchange that is not posted, with all its documents. Its numbers stay a recorded gap. @returns whether it was given up now */
export async function cancelInterchange(
  db: Database,
  by: Authorship,
  interchange: number,
  reason: string,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { stage, series, posted } = await lockInterchange(tx, interchange);
    if (posted || stage === 'cancelled') return false;
    const members = await membersOf(tx, interchange);
    const transmissions = members.map(({ transmission }) => transmission);
    await tx.query(
      `update ledger.transmission set stage = 'cancelled', stage_at = $2, queued_for = null, queued_at = null, queued_until = null
        where id = $1 or id = any($3)`,
      [interchange, by.at, transmissions],
    );
    await tx.query(
      `update ledger.flag set cleared_at = $2, cleared_by = $3 where transmission_id = any($1) and cleared_at is null`,
      [transmissions, by.at, by.actor],
    );
    await appendTrail(
      tx,
      by,
      members.map((member) => ({ ...member, event: 'cancelled' as const, detail: { reason } })),
    );
    await settleEarlierSends(
      tx,
      by,
      members.map(({ document }) => document),
    );
    await tellDocuments(tx, by.at, { series, transmissions, what: 'cancelled' });
    return true;
  });
}
