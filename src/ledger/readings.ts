import { canonicalJson, sha256 } from '../documents/content-hash.ts';
import { isSettled, type Decision } from '../documents/disposition.ts';
import { documentShape } from '../documents/document.ts';
import { displayNumber, documentWorkflowId, type DocumentKey } from '../documents/document-key.ts';
import type { Disposition } from '../documents/stage.ts';
import type { Queryable } from './database.ts';
import { appendTrail, type Authorship, type TrailEntry } from './trail.ts';
import { initialRequestId } from './transmissions.ts';

/** One SYSPRO record as a poll read it, with what is to become of it. */
export interface DecidedReading {
  readonly key: DocumentKey;
  readonly partyRole: 'supplier' | 'customer';
  readonly partyCode: string;
  readonly date?: string;
  /** Whether SYSPRO may still change it in the ordinary course. */
  readonly open: boolean;
  /** Tells two readings apart: the amendment hash. */
  readonly hash: string;
  /** Absent when the rows could not become a document; its findings show when it is fetched. */
  readonly document?: unknown;
  readonly decision: Decision;
}

/** What a page of readings changed in the ledger. */
export interface ReadingCounts {
  found: number;
  claimed: number;
  changed: number;
  dispositions: Partial<Record<Disposition, number>>;
}

interface KnownDocument {
  readonly id: number;
  readonly key: string;
  readonly disposition: Disposition | null;
  readonly cause: string | null;
  readonly date: string | null;
  readonly content_hash: string;
  readonly content_shape: number;
  readonly open: boolean;
  readonly gone: boolean;
  /** Whether some transmission of it has left. */
  readonly sent: boolean;
}

/** A reading beside the ledger's row of its record. */
interface Row {
  readonly id: number;
  readonly reading: DecidedReading;
  /** Whether its content is another than the last reading's. */
  readonly changed?: boolean;
  /** Whether what is to become of it is decided again. */
  readonly decides?: boolean;
}

/**
 * Writes a page of readings of one company and type down: new records, what changed of known ones, and claims. All in the
 * caller's transaction, so that a watermark moved in it never passes a record that is not in the ledger.
 */
export async function recordReadings(
  tx: Queryable,
  by: Authorship,
  readings: readonly DecidedReading[],
): Promise<ReadingCounts> {
  const counts: ReadingCounts = { found: readings.length, claimed: 0, changed: 0, dispositions: {} };
  const known = await lockKnown(tx, readings);
  const claims: Row[] = [];
  const updates: Row[] = [];
  const amended: Row[] = [];
  const trail: TrailEntry[] = [];

  for (const { id, reading } of await insertDocuments(
    tx,
    by,
    readings.filter(({ key }) => !known.has(key.key)),
  )) {
    const { key, hash, decision } = reading;
    trail.push({ document: id, event: 'discovered', detail: { ...key, hash, ...outcomeOf(decision) } });
    if (decision.claim) claims.push({ id, reading });
  }
  for (const reading of readings) {
    const document = known.get(reading.key.key);
    if (!document) continue;
    const { id, disposition } = document;
    const { hash, decision } = reading;
    // A hash of another release's shape says nothing of the content; it is replaced without a word.
    const reshaped = document.content_shape !== documentShape;
    const changed = !reshaped && hash !== document.content_hash;
    const { cause, date } = document;
    const decides = disposition !== null && !isSettled({ disposition, cause, date }, reading.date);
    const decidedAnew = decides && (decision.claim || decision.disposition !== disposition || decision.cause !== cause);
    if (changed) {
      counts.changed += 1;
      const event = document.sent ? 'changed-after-sending' : 'changed-before-sending';
      trail.push({ document: id, event, detail: { from: document.content_hash, to: hash } });
      if (document.sent) amended.push({ id, reading });
    }
    if (decidedAnew) {
      trail.push({ document: id, event: 'disposition-decided', detail: outcomeOf(decision) });
      if (decision.claim) claims.push({ id, reading });
    }
    if (changed || reshaped || decidedAnew || document.gone || document.open !== reading.open)
      updates.push({ id, reading, changed, decides });
  }
  await updateDocuments(tx, by, updates);
  // What an order that was sent has become is kept, so that the difference can be shown.
  await insertSnapshots(tx, by, [...claims, ...amended]);
  await insertClaims(tx, by, claims);
  await appendTrail(tx, by, trail);

  counts.claimed = claims.length;
  for (const { decision } of readings) {
    if (!decision.claim)
      counts.dispositions[decision.disposition] = (counts.dispositions[decision.disposition] ?? 0) + 1;
  }
  return counts;
}

function outcomeOf(decision: Decision): Record<string, unknown> {
  return decision.claim
    ? { partner: decision.partner, outcome: 'claimed' }
    : { partner: decision.partner ?? null, outcome: decision.disposition, cause: decision.cause };
}

async function lockKnown(tx: Queryable, readings: readonly DecidedReading[]): Promise<Map<string, KnownDocument>> {
  const [first] = readings;
  if (!first) return new Map();
  const { rows } = await tx.query<KnownDocument>({
    name: 'lock-known-documents',
    text: `select id, key, disposition, disposition_cause as cause, document_date as date, content_hash, content_shape, open, gone_at is not null as gone,
                  exists (select from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
                           where td.document_id = document.id and t.posted_at is not null) as sent
             from ledger.document
            where company = $1 and type = $2 and key = any($3)
            order by id
              for update`,
    values: [first.key.company, first.key.type, readings.map(({ key }) => key.key)],
  });
  return new Map(rows.map((row) => [row.key, row]));
}

async function insertDocuments(tx: Queryable, { at }: Authorship, readings: readonly DecidedReading[]): Promise<Row[]> {
  if (readings.length === 0) return [];
  const { rows } = await tx.query<{ id: number; key: string }>({
    name: 'insert-documents',
    text: `insert into ledger.document
             (company, type, key, number, workflow_id, party_role, party_code, partner, document_date, disposition, disposition_cause,
              content_hash, open, content_shape, read_at, first_read_at)
           select r.*, $15, $1, $1
             from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::date[], $11::text[],
                         $12::text[], $13::text[], $14::boolean[]) as r
               on conflict (company, type, key) do nothing
           returning id, key`,
    values: [
      at,
      readings.map(({ key }) => key.company),
      readings.map(({ key }) => key.type),
      readings.map(({ key }) => key.key),
      readings.map(({ key }) => displayNumber(key)),
      readings.map(({ key }) => documentWorkflowId(key)),
      readings.map(({ partyRole }) => partyRole),
      readings.map(({ partyCode }) => partyCode),
      ...decisionColumns(readings),
      readings.map(({ hash }) => hash),
      readings.map(({ open }) => open),
      documentShape,
    ],
  });
  // A row that conflicted was inserted by another cycle a moment ago, which has decided it.
  const byKey = new Map(readings.map((reading) => [reading.key.key, reading]));
  return rows.flatMap(({ id, key }) => {
    const reading = byKey.get(key);
    return reading ? [{ id, reading }] : [];
  });
}

/** partner, document_date, disposition and disposition_cause, as columns. */
function decisionColumns(readings: readonly DecidedReading[]): (string | null)[][] {
  return [
    readings.map(({ decision }) => decision.partner ?? null),
    readings.map(({ date }) => date ?? null),
    readings.map(({ decision }) => (decision.claim ? null : decision.disposition)),
    readings.map(({ decision }) => (decision.claim ? null : decision.cause)),
  ];
}

async function updateDocuments(tx: Queryable, { at }: Authorship, updates: readonly Row[]): Promise<void> {
  if (updates.length === 0) return;
  const readings = updates.map(({ reading }) => reading);
  await tx.query({
    name: 'update-documents',
    text: `update ledger.document d
              set content_hash = u.hash, content_shape = $10, open = u.open, gone_at = null,
                  read_at = case when u.changed then $1 else d.read_at end, party_code = u.party_code, document_date = u.date,
                  partner = case when u.decides then u.partner else d.partner end,
                  disposition = case when u.decides then u.disposition else d.disposition end,
                  disposition_cause = case when u.decides then u.cause else d.disposition_cause end
             from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::boolean[], $11::boolean[], $12::boolean[])
                    as u (id, hash, party_code, partner, date, disposition, cause, open, changed, decides)
            where d.id = u.id`,
    values: [
      at,
      updates.map(({ id }) => id),
      readings.map(({ hash }) => hash),
      readings.map(({ partyCode }) => partyCode),
      ...decisionColumns(readings),
      readings.map(({ open }) => open),
      documentShape,
      updates.map(({ changed }) => changed ?? false),
      updates.map(({ decides }) => decides ?? false),
    ],
  });
}

/** Notes that a reading by key found no such records any more. Whatever was decided of them stays. */
export async function markGone(tx: Queryable, at: Date, keys: readonly DocumentKey[]): Promise<void> {
  const [first] = keys;
  if (!first) return;
  await tx.query({
    name: 'mark-gone',
    text: `update ledger.document set gone_at = $1, open = false where company = $2 and type = $3 and key = any($4) and gone_at is null`,
    values: [at, first.company, first.type, keys.map(({ key }) => key)],
  });
}

async function insertSnapshots(tx: Queryable, { at }: Authorship, rows: readonly Row[]): Promise<void> {
  const bodies = rows.flatMap(({ id, reading: { document } }) =>
    document === undefined ? [] : [{ id, body: canonicalJson(document) }],
  );
  if (bodies.length === 0) return;
  await tx.query({
    name: 'insert-snapshots',
    text: `insert into ledger.snapshot (document_id, hash, body, read_at)
           select id, hash, body, $1 from unnest($2::bigint[], $3::text[], $4::text[]) as s (id, hash, body)
               on conflict (document_id, hash) do update set read_at = excluded.read_at`,
    values: [at, bodies.map(({ id }) => id), bodies.map(({ body }) => sha256(body)), bodies.map(({ body }) => body)],
  });
}

/** A claim is a first transmission at stage discovered: from here on the record is certain to be started. */
async function insertClaims(tx: Queryable, { at }: Authorship, claims: readonly Row[]): Promise<void> {
  if (claims.length === 0) return;
  const readings = claims.map(({ reading }) => reading);
  await tx.query({
    name: 'insert-claims',
    text: `with claim as (select * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) as c (document, company, type, partner, request)),
                opened as (insert into ledger.transmission (company, type, partner, request_id, stage_at, created_at)
                           select company, type, partner, request, $1, $1 from claim returning id, request_id)
           insert into ledger.transmission_document (transmission_id, document_id, send_sequence)
           select opened.id, claim.document, 1 from opened join claim on claim.request = opened.request_id`,
    values: [
      at,
      claims.map(({ id }) => id),
      readings.map(({ key }) => key.company),
      readings.map(({ key }) => key.type),
      readings.map(({ decision }) => decision.partner),
      readings.map(({ key }) => initialRequestId(key)),
    ],
  });
}
