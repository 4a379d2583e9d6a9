import type { DocumentKey } from '../../documents/document-key.ts';
import { isReceived, openUntil, whyUnseen } from '../../documents/following.ts';
import type { Flag, Stage } from '../../documents/stage.ts';
import { standingText } from '../../documents/standing-text.ts';
import { documentStanding } from '../../ledger/document-standing.ts';
import { LedgerMissing } from '../../ledger/transmissions.ts';
import { acknowledges, followingOf } from '../../partners/following.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import type { Dependencies } from '../dependencies.ts';

/** How a document stands, as its workflow shows it. Codes and numbers only: a history is read by many. */
export interface Standing {
  readonly stage: Stage;
  readonly flag?: Flag;
  readonly details: string;
  /** Whether the partner has it: acknowledged where that is expected, else provably picked up. */
  readonly received: boolean;
  /** ISO 8601: until when its workflow stays open. Absent where it is in no mailbox. */
  readonly openUntil?: string;
}

/** Reads in the ledger how a document stands, after news of it. */
export function createReadStanding({ config, db }: Dependencies) {
  return async function readStanding({ key }: { key: DocumentKey }): Promise<Standing> {
    const found = await documentStanding(db, key);
    if (!found) throw new LedgerMissing(`the ledger has no send of ${key.type} ${key.key} of company ${key.company}`);
    const profile = found.profile === null ? undefined : (JSON.parse(found.profile) as DocumentProfile);
    const { stage, stageAt, postedAt, flag } = found;
    const received = profile !== undefined && isReceived(stage, acknowledges(profile));
    const unseen = profile && whyUnseen(followingOf(profile, found.postedBy ?? undefined));
    const until = postedAt && openUntil({ postedAt, ...(received && { receivedAt: stageAt }) }, config);
    return {
      stage,
      ...(flag && { flag }),
      details: standingText({ ...found, ...(unseen !== undefined && { unseen }) }),
      received,
      ...(until && { openUntil: until.toISOString() }),
    };
  };
}
