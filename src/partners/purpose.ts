import type { DocumentProfile } from './profile.ts';

/** The occasion a document is sent on. */
export type Sent = 'first' | 'again' | 'changed' | 'cancelled';

/**
 * The purpose (BEG01, BIG08, BSN01) a partner takes a document with on an occasion, or that it does not take it then by EDI.
 * Without a purpose the element is left out (BIG08 of most partners).
 */
export function purposeFor(
  profile: Pick<DocumentProfile, 'type' | 'purpose' | 'changes'>,
  sent: Sent,
): { readonly taken: true; readonly purpose?: string } | { readonly taken: false } {
  const { changes } = profile;
  const asked = {
    first: profile.purpose,
    again: changes.resend ?? profile.purpose,
    changed: 'change' in changes ? changes.change : 'never',
    cancelled: 'cancellation' in changes ? changes.cancellation : 'never',
  }[sent];
  if (asked === 'never') return { taken: false };
  return { taken: true, ...(asked === undefined ? {} : { purpose: asked }) };
}

/** Every purpose the partner takes. */
export function purposesOf(profile: Pick<DocumentProfile, 'type' | 'purpose' | 'changes'>): string[] {
  const occasions: readonly Sent[] = ['first', 'again', 'changed', 'cancelled'];
  return occasions.flatMap((sent) => {
    const answer = purposeFor(profile, sent);
    return answer.taken && answer.purpose !== undefined ? [answer.purpose] : [];
  });
}
