import { fateOf } from '../documents/fate.ts';
import type { DocumentType } from '../documents/document-key.ts';
import { finalCause, gapCauses, type GapCause, type PollsSeen } from '../documents/gap.ts';
import type { LocalDate } from '../documents/local-date.ts';
import type { Queryable } from './database.ts';
import { standingsOf } from './standings.ts';

/** A record that SYSPRO has and the ledger has not, as a recount notices it. */
export interface NoticedGap {
  readonly key: string;
  readonly number: string;
  readonly partyRole: 'supplier' | 'customer';
  readonly partyCode: string;
  readonly partner?: string;
  readonly date?: LocalDate;
  readonly status: string;
  /** What would become of it: would-be-sent, or a disposition. */
  readonly outlook: string;
  readonly cause: GapCause;
}

/** A gap as a recount ended with it. */
export interface Gap {
  readonly key: string;
  readonly number: string;
  readonly partyCode: string;
  readonly partner: string | null;
  readonly date: LocalDate | null;
  readonly status: string;
  readonly outlook: string;
  readonly state: 'too-new' | 'missing';
  readonly cause: GapCause;
}

/** Replaces the gaps a page noticed. */
export async function insertGaps(
  tx: Queryable,
  id: string,
  page: number,
  gaps: readonly NoticedGap[],
  at: Date,
): Promise<void> {
  // Noticed by an earlier try of this page and there now: it has arrived meanwhile, and the page's own counts have it.
  await tx.query(
    `update ledger.reconciliation_gap set state = 'arrived', cause = null where reconciliation_id = $1 and page = $2 and key <> all($3)`,
    [id, page, gaps.map(({ key }) => key)],
  );
  if (gaps.length === 0) return;
  await tx.query(
    `insert into ledger.reconciliation_gap
            (reconciliation_id, page, noticed_at, key, number, party_role, party_code, partner, document_date, status, outlook, cause)
     select $1, $2, $3, g.* from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::date[], $10::text[], $11::text[], $12::text[]) as g
         on conflict (reconciliation_id, key) do update
        set page = excluded.page, noticed_at = excluded.noticed_at, state = 'noticed', cause = excluded.cause`,
    [
      id,
      page,
      at,
      gaps.map(({ key }) => key),
      gaps.map(({ number }) => number),
      gaps.map(({ partyRole }) => partyRole),
      gaps.map(({ partyCode }) => partyCode),
      gaps.map(({ partner }) => partner ?? null),
      gaps.map(({ date }) => date ?? null),
      gaps.map(({ status }) => status),
      gaps.map(({ outlook }) => outlook),
      gaps.map(({ cause }) => cause),
    ],
  );
}

const batch = 1_000;

/**
 * Looks at the noticed gaps again: what the ledger has by now is no gap.
 * @returns how many are left, and whether a complete poll began after the last of them was noticed
 */
export async function recheckGaps(
  db: Queryable,
  id: string,
  { company, stream, type }: { readonly company: string; readonly stream: string; readonly type: DocumentType },
): Promise<{ left: number; polledSince: boolean }> {
  // Asked first: a poll that completes while the ledger is looked at is the next look's.
  const { rows } = await db.query<{ polled: boolean }>(
    `select exists (select from ledger.poll_cycle c
                     where c.company = $2 and c.stream = $3 and c.outcome = 'complete'
                       and c.started_at > (select max(noticed_at) from ledger.reconciliation_gap where reconciliation_id = $1 and state = 'noticed')) as polled`,
    [id, company, stream],
  );
  let left = 0;
  for (let after = '', full = true; full;) {
    const { rows } = await db.query<{ key: string }>(
      `select key from ledger.reconciliation_gap where reconciliation_id = $1 and state = 'noticed' and key collate "C" > $2
        order by key collate "C" limit $3`,
      [id, after, batch],
    );
    const keys = rows.map(({ key }) => key);
    const arrived = [...(await standingsOf(db, company, type, keys))].flatMap(([key, standing]) => {
      const fate = fateOf(standing);
      return fate ? [{ key, fate }] : [];
    });
    await db.query(
      `update ledger.reconciliation_gap g set state = 'arrived', cause = a.fate
         from unnest($2::text[], $3::text[]) as a (key, fate) where g.reconciliation_id = $1 and g.key = a.key`,
      [id, arrived.map(({ key }) => key), arrived.map(({ fate }) => fate)],
    );
    left += keys.length - arrived.length;
    after = keys.at(-1) ?? '';
    full = keys.length === batch;
  }
  return { left, polledSince: rows[0]?.polled ?? false };
}

/** Says of each gap that is left what it is: too new for any poll, or missing, and why. */
export async function settleGaps(db: Queryable, id: string, polls: PollsSeen): Promise<void> {
  const causes = gapCauses.map((noticed) => finalCause(noticed, polls));
  await db.query(
    `update ledger.reconciliation_gap g set state = case c.cause when 'TOO-NEW' then 'too-new' else 'missing' end, cause = c.cause
       from unnest($2::text[], $3::text[]) as c (noticed, cause)
      where g.reconciliation_id = $1 and g.state = 'noticed' and c.noticed = g.cause`,
    [id, gapCauses, causes],
  );
}

/** The gaps a recount ended with, the missing first, then by number. */
export async function readGaps(db: Queryable, id: string, limit: number): Promise<Gap[]> {
  const { rows } = await db.query<Gap>(
    `select key, number, party_code as "partyCode", partner, document_date as date, status, outlook, state, cause
       from ledger.reconciliation_gap where reconciliation_id = $1 and state in ('missing', 'too-new') order by state, number, key limit $2`,
    [id, limit],
  );
  return rows;
}
