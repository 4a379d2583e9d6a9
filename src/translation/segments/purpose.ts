import { purposesOf } from '../../partners/index.ts';
import { setting } from '../cells/source.ts';
import type { Translation } from '../cells/text-cell.ts';

/** The finding of a purpose the partner takes no documents with: a change or a cancellation that has to go by other means. */
export function checkPurpose(t: Translation, purpose: string | undefined): void {
  const taken = purposesOf(t.profile);
  if (purpose === undefined || taken.includes(purpose)) return;
  t.build.find(
    t.codes.purpose,
    setting('changes'),
    `does not have purpose ${purpose}: the partner takes ${taken.length === 0 ? 'none' : taken.join(', ')}`,
    'Tell the partner by other means, or agree changes.change, changes.cancellation or changes.resend with it.',
    { value: purpose },
  );
}
