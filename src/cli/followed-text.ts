import { whyUnseen } from '../documents/following.ts';
import { standingText } from '../documents/standing-text.ts';
import type { FollowedSend } from '../ledger/document-standing.ts';
import { followingOf } from '../partners/following.ts';
import type { DocumentProfile } from '../partners/profile.ts';

/** What became of a posted send, as far as sweeps and answers have shown it, and what they cannot show. */
export function followedText(send: FollowedSend): string {
  const profile = send.profile === null ? undefined : (JSON.parse(send.profile) as DocumentProfile);
  const unseen = profile && whyUnseen(followingOf(profile, send.postedBy ?? undefined));
  const text = standingText({ ...send, cause: null, ...(unseen !== undefined && { unseen }) });
  if (send.stage !== 'posted' || send.message === null) return text;
  if (send.lastSeenAt === null) return `${text} No sweep has looked yet.`;
  const count = send.seenCount === null ? '' : ` with ${send.seenCount} takings left`;
  return `${text} Last seen there ${send.lastSeenAt.toISOString()}${count}.`;
}
