import { storedDocument } from '../../documents/stored-document.ts';
import type { Queryable } from '../../ledger/database.ts';
import type { SetInLane } from '../../ledger/lanes.ts';
import { readProfileVersion, readSnapshot } from '../../ledger/queries.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import { translateDocument as translate } from '../../translation/index.ts';
import type { TransactionSetBody } from '../../x12/index.ts';

/** What a set of an interchange is made from, as the ledger keeps it. */
export type StoredSet = Pick<SetInLane, 'document' | 'snapshot' | 'profileHash'>;

/** The profile and the set of a stored document, made as at an instant. The set is absent where it does not pass the checks any more. */
export async function setFromLedger(
  db: Queryable,
  { document, snapshot, profileHash }: StoredSet,
  made: { readonly at: Date; readonly timeZone: string },
): Promise<{ readonly profile: DocumentProfile; readonly set?: TransactionSetBody }> {
  const profile = (await readProfileVersion(db, profileHash)) as DocumentProfile;
  const { set } = translate(storedDocument(await readSnapshot(db, document, snapshot)), profile, { made });
  return { profile, ...(set && { set }) };
}
