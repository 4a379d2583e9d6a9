import { canonicalJson, sha256 } from '../documents/content-hash.ts';
import { documentShape } from '../documents/document.ts';
import { inTransaction, type Database } from './database.ts';
import { appendTrail, type Authorship } from './trail.ts';
import type { OpenTransmission } from './transmissions.ts';

/**
 * Records the reading a document's workflow made before sending. Equal to the last one, it is what will be sent: two
 * readings, the settling time apart, agree, so nobody is in the middle of an edit. Different, it is the new first reading.
 * @param reading.hash its amendment hash
 * @param reading.acceptAnyway send it though it differs: a person asked for what is in SYSPRO now
 * @returns the hash of the snapshot that will be sent, where this reading is what will be sent
 */
export async function recordRereading(
  db: Database,
  by: Authorship,
  transmission: OpenTransmission,
  reading: { readonly hash: string; readonly document: unknown; readonly acceptAnyway: boolean },
): Promise<string | undefined> {
  const { hash, acceptAnyway } = reading;
  const body = canonicalJson(reading.document);
  const snapshot = sha256(body);
  return inTransaction(db, async (tx) => {
    // Decided against the row as it is now: a poll may have read it again since the workflow looked.
    const { rows } = await tx.query<{ equal: boolean; previous: string | null }>({
      name: 'compare-rereading',
      text: `select content_hash = $2 and content_shape = $3 as equal, content_hash as previous from ledger.document where id = $1 for update`,
      values: [transmission.documentId, hash, documentShape],
    });
    const equal = rows[0]?.equal ?? false;
    await tx.query({
      name: 'insert-snapshot',
      text: `insert into ledger.snapshot (document_id, hash, body, read_at) values ($1, $2, $3, $4)
                 on conflict (document_id, hash) do update set read_at = excluded.read_at`,
      values: [transmission.documentId, snapshot, body, by.at],
    });
    if (equal || acceptAnyway) {
      await tx.query({
        name: 'settle',
        text: `update ledger.transmission_document set snapshot_hash = $3 where transmission_id = $1 and document_id = $2`,
        values: [transmission.id, transmission.documentId, snapshot],
      });
    }
    if (!equal) {
      await tx.query(`update ledger.document set content_hash = $2, content_shape = $3, read_at = $4 where id = $1`, [
        transmission.documentId,
        hash,
        documentShape,
        by.at,
      ]);
    }
    const entry = { document: transmission.documentId, transmission: transmission.id };
    await appendTrail(tx, by, [
      equal
        ? { ...entry, event: 'read-again', detail: { hash } }
        : { ...entry, event: 'changed-before-sending', detail: { from: rows[0]?.previous ?? null, to: hash } },
    ]);
    return equal || acceptAnyway ? snapshot : undefined;
  });
}
