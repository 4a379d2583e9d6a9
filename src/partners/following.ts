import type { Binding } from '../documents/following.ts';
import type { PostingWay } from '../documents/posting.ts';
import type { DocumentProfile } from './profile.ts';

/** What a stored profile says of its mailbox. Versions from before there was following lack what follows `routingRule`. */
type StoredRoute = Pick<DocumentProfile['sterling'], 'extractable' | 'routingRule'> &
  Partial<Pick<DocumentProfile['sterling'], 'takenBy' | 'removedWhenTaken' | 'takenWithin'>>;

const day = 86_400_000;

/**
 * How the mailbox a document was posted to is used, by the profile it was sent by.
 * @param postedBy messagebatches makes every message extractable always, whatever the profile says
 */
export function followingOf({ sterling }: { readonly sterling: StoredRoute }, postedBy?: PostingWay): Binding {
  const { extractable, routingRule, takenBy, removedWhenTaken = false, takenWithin = day } = sterling;
  const base = {
    takenBy: takenBy ?? (routingRule === undefined ? 'partner' : 'process'),
    removedWhenTaken,
    takenWithin,
  };
  if (postedBy === 'messagebatches' || extractable === 'always') return { ...base, extractable: 'always' };
  if ('count' in extractable) return { ...base, extractable: 'count', count: extractable.count };
  return { ...base, extractable: 'until' };
}

/** Whether a partner acknowledges documents, by the profile they were sent by. */
export function acknowledges({ acknowledgement }: Pick<DocumentProfile, 'acknowledgement'>): boolean {
  return acknowledgement.expect !== 'none';
}
