import type { DocumentKey } from '../../documents/document-key.ts';
import type { Finding } from '../../documents/finding.ts';
import { variantOf } from '../../ledger/queries.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import type { DocumentDependencies, SterlingDependencies } from '../dependencies.ts';
import { sendingProfile } from '../sending-profile.ts';

/**
 * The profile a rendered transmission is posted by: as the files are now, and of the variant it was rendered by, for that may go to a mailbox
 * of its own. A variant that is gone leaves the profile itself.
 */
export async function postingProfile(
  deps: Pick<SterlingDependencies | DocumentDependencies, 'config' | 'db' | 'profiles'>,
  transmission: number,
  key: Pick<DocumentKey, 'company' | 'type'>,
  partner: string,
): Promise<{ profile: DocumentProfile } | { findings: readonly Finding[] }> {
  const sending = await sendingProfile(deps, key, partner);
  if ('findings' in sending || sending.profile.variants.length === 0) return sending;
  const name = await variantOf(deps.db, transmission);
  const variant = sending.profile.variants.find((one) => one.name === name);
  return variant ? { profile: variant.profile } : sending;
}
