import type { Finding } from '../documents/finding.ts';
import type { Queryable } from './database.ts';
import { writeNews } from './events.ts';
import { raiseAttention, settleAttention, undecidable } from './raise-attention.ts';
import { appendTrail, type Authorship } from './trail.ts';

// An answer that names a transmission by its control numbers. An 824 may name its document only, and then means any send of it: it is a
// witness where there was one. An 855 or 864 never names a transmission.
const witness = `select from ledger.answer a
  join ledger.transmission w on w.id = a.transmission_id
  join ledger.transmission_document wd on wd.transmission_id = w.id and wd.document_id = a.document_id
 where (w.id = i.id or w.travels_in = i.id)
   and (a.kind in ('997', '999', 'TA1')
        or (a.kind = '824' and (wd.send_sequence = 1
             or ltrim(a.detail #>> '{facts,group}', '0')
                = any (array(select g.control::text from ledger.functional_group g where g.transmission_id = i.id)))))`;

const maybeArrived = `select from ledger.post_attempt p
 where p.transmission_id = i.id and p.message_sent_at is not null and coalesce(p.outcome, 'unknown') = 'unknown'`;

/**
 * Whether a partner has answered an interchange, or any document in it, and an attempt of unknown outcome can be what was answered.
 * @param transmission the one that has the bytes
 */
export async function arrivalWitnessed(tx: Queryable, transmission: number): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'arrival-witnessed',
    text: `select from ledger.transmission i where i.id = $1 and exists (${witness}) and exists (${maybeArrived})`,
    values: [transmission],
  });
  return rowCount === 1;
}

/**
 * What new answers prove besides what they say: that their messages arrived. A document that waits for a person to find that out waits no
 * longer, and one that was given up is put before a person. In the caller's transaction, after the answers were written.
 */
export async function settleArrivals(
  tx: Queryable,
  by: Authorship,
  source: string,
  transmissions: readonly number[],
): Promise<void> {
  if (transmissions.length === 0) return;
  // An answer about one document of an interchange proves that all of it arrived.
  const { rows: waiting } = await tx.query<{ document: number }>({
    name: 'documents-undecided-and-answered',
    text: `select distinct f.document_id as document
             from ledger.transmission t join ledger.transmission i on i.id = coalesce(t.travels_in, t.id)
             join ledger.transmission m on m.id = i.id or m.travels_in = i.id
             join ledger.flag f on f.transmission_id = m.id and f.flag = 'needs-attention' and f.cause = $2 and f.cleared_at is null
            where t.id = any($1) and i.posted_at is null and i.stage <> 'cancelled' and exists (${witness}) and exists (${maybeArrived})`,
    values: [transmissions, undecidable],
  });
  const woken = await settleAttention(
    tx,
    by,
    waiting.map(({ document }) => document),
    [undecidable],
    'answered',
  );
  if (woken.length > 0) await writeNews(tx, by.at, { what: 'answered', source: `arrived/${source}`, documents: woken });
  await flagCancelled(tx, by, transmissions);
}

/** Puts documents before a person that were answered although they were given up; beside what is wanted of them already. */
async function flagCancelled(tx: Queryable, by: Authorship, transmissions: readonly number[]): Promise<void> {
  const { rows } = await tx.query<{ document: number; transmission: number; number: string; flagged: boolean }>({
    name: 'answered-although-cancelled',
    text: `select td.document_id as document, t.id as transmission, d.number,
                  exists (select from ledger.flag f where f.document_id = d.id and f.flag = 'needs-attention' and f.cleared_at is null) as flagged
             from ledger.transmission t join ledger.transmission_document td on td.transmission_id = t.id
             join ledger.document d on d.id = td.document_id
            where t.id = any($1) and t.stage = 'cancelled' and exists (select from ledger.answer a where a.transmission_id = t.id and a.kind in ('997', '999', 'TA1', '824'))
            order by t.id`,
    values: [transmissions],
  });
  for (const { document, transmission, number, flagged } of rows) {
    const finding = answeredAlthoughCancelled(number);
    if (!flagged) {
      await raiseAttention(tx, by, [{ documentId: document, transmission }], finding.code, [finding]);
      continue;
    }
    const { rowCount } = await tx.query(
      `update ledger.flag set findings = findings || $2::jsonb
        where document_id = $1 and flag = 'needs-attention' and cleared_at is null and not findings @> $3::jsonb`,
      [document, JSON.stringify([finding]), JSON.stringify([{ code: finding.code }])],
    );
    if (rowCount)
      await appendTrail(tx, by, [
        {
          document,
          transmission,
          event: 'parked',
          detail: { cause: finding.code, findings: 1, codes: [finding.code] },
        },
      ]);
  }
}

function answeredAlthoughCancelled(number: string): Finding {
  return {
    code: 'ANSWERED-ALTHOUGH-CANCELLED',
    severity: 'error',
    record: number,
    message: 'was cancelled here, and its partner has answered it: it has it',
    fix: 'If it is to stand, mark it sent, so that nobody sends it again. If it is not, agree that with the partner, and mark it sent when that is done.',
  };
}
