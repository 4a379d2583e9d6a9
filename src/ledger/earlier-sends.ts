import { settleAnswers } from './answers.ts';
import type { Queryable } from './database.ts';
import { writeNews } from './events.ts';
import type { Authorship } from './trail.ts';

/**
 * Raises again what an earlier send wants, where a later one was given up: the rejection that came before the re-send, or while it was under
 * way. In the caller's transaction. Documents with a flag that stands are left as they are.
 */
export async function settleEarlierSends(tx: Queryable, by: Authorship, documents: readonly number[]): Promise<void> {
  const { rows } = await tx.query<{ transmission: number; document: number; flagged: boolean }>({
    name: 'latest-posted-sends',
    text: `select distinct on (td.document_id) t.id as transmission, td.document_id as document,
                  exists (select from ledger.flag f where f.document_id = td.document_id and f.flag = 'needs-attention' and f.cleared_at is null) as flagged
             from ledger.transmission_document td join ledger.transmission t on t.id = td.transmission_id
            where td.document_id = any($1) and t.posted_at is not null
            order by td.document_id, td.send_sequence desc`,
    values: [documents],
  });
  const earlier = rows.filter(({ flagged }) => !flagged).map(({ transmission }) => transmission);
  await settleAnswers(tx, by, earlier, new Set(earlier));
  // Its workflow shows the send that was given up; how the document stands is another.
  for (const { transmission, document } of rows)
    await writeNews(tx, by.at, {
      what: 'answered',
      source: `earlier/${transmission}/${by.at.getTime()}`,
      documents: [document],
    });
}
