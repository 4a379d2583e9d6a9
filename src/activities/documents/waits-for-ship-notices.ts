import { companyOf } from '../../config.ts';
import type { BusinessDocument } from '../../documents/document.ts';
import { shipNoticeKey } from '../../documents/ship-notice.ts';
import { unsentDocuments } from '../../ledger/queries.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { sendingProfile } from '../sending-profile.ts';

/** What an invoice waits for. */
export interface AwaitedShipNotices {
  /** In words. */
  readonly words: string;
  /** Whether one of them queues, for a hold or a blackout: nothing is wrong, and nobody is to be asked. */
  readonly heldBack: boolean;
  /** When what held one of them back was last over. */
  readonly heldUntil?: Date;
}

/**
 * What an invoice still waits for, where its partner wants the ship notices of what it bills first: those of its dispatch notes
 * that are on their way, or have not been read yet. One that is never sent by EDI is not waited for.
 */
export async function waitsForShipNotices(
  deps: Pick<SysproDependencies, 'config' | 'profiles' | 'db'>,
  partner: string,
  document: BusinessDocument,
): Promise<AwaitedShipNotices | undefined> {
  if (document.type !== 'invoice' || document.dispatchNotes.length === 0) return undefined;
  // A company that polls no shipments sends no ship notices.
  if (!companyOf(deps.config, document.company).streams.shipments) return undefined;
  const sending = await sendingProfile(deps, document, partner);
  // A broken profile parks the invoice at its translation, with everything that is wrong.
  if ('findings' in sending || sending.profile.type !== 'invoice') return undefined;
  if (!sending.profile.afterShipNotices) return undefined;
  const shipNotices = document.dispatchNotes.map((note) => shipNoticeKey(document.company, note));
  const unsent = await unsentDocuments(deps.db, shipNotices);
  if (unsent.length === 0) return undefined;
  const numbers = unsent.map((notice) => notice.number);
  const ends = unsent.flatMap(({ heldUntil }) => (heldUntil ? [heldUntil.getTime()] : []));
  return {
    words: `the ship notice of ${numbers.join(', ')}`,
    heldBack: unsent.some(({ queued }) => queued),
    ...(ends.length > 0 && { heldUntil: new Date(Math.max(...ends)) }),
  };
}
