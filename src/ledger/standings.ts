import type { DocumentType } from '../documents/document-key.ts';
import type { Standing } from '../documents/fate.ts';
import type { Queryable } from './database.ts';

/** How the documents of some keys stand; what the ledger has not is not in the answer. */
export async function standingsOf(
  db: Queryable,
  company: string,
  type: DocumentType,
  keys: readonly string[],
): Promise<Map<string, Standing>> {
  if (keys.length === 0) return new Map();
  const { rows } = await db.query<Standing & { key: string }>({
    name: 'standings',
    text: `select d.key, d.id, d.disposition, d.disposition_cause as cause, t.stage, coalesce(t.posted, false) as posted,
                  exists (select from ledger.flag f where f.document_id = d.id and f.flag = 'needs-attention' and f.cleared_at is null) as attention
             from ledger.document d
             left join lateral (
                    select (array_agg(t.stage order by td.send_sequence desc))[1] as stage, bool_or(t.posted_at is not null) as posted
                      from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
                     where td.document_id = d.id) t on true
            where d.company = $1 and d.type = $2 and d.key = any($3)`,
    values: [company, type, keys],
  });
  return new Map(rows.map((row) => [row.key, row]));
}
