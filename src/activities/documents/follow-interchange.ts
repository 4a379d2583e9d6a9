import type { DocumentKey } from '../../documents/document-key.ts';
import { holdingOf } from '../../ledger/holds.ts';
import { readLane, readTravelling, type Travelling } from '../../ledger/lanes.ts';
import { openTransmission, type ResendRequest } from '../../ledger/transmissions.ts';
import { signalWithStartLane } from '../../temporal/signal-lane.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { queuedFor } from './queued.ts';

/** How a document stands that leaves with others. */
export type FollowResult =
  | { readonly outcome: 'posted'; readonly interchange: number; readonly message: string; readonly mailbox: string }
  | { readonly outcome: 'cancelled' }
  /** Its interchange needs a person, and with it all the sets in it. */
  | { readonly outcome: 'parked'; readonly cause: string; readonly findings: number; readonly sets: number }
  /** Sealed, and on its way; or held: why. */
  | { readonly outcome: 'sealed'; readonly interchange: number; readonly sets: number; readonly held?: string }
  /** Waits for others, until then at the latest, unless it is held: why. */
  | { readonly outcome: 'waiting'; readonly leavesBy: string; readonly held?: string }
  /** Was taken out of the lane, to be read and checked again. */
  | { readonly outcome: 'left' };

/** Looks how a document stands that leaves with others, and has its lane look too: one that somebody ended is started again by this. */
export function createFollowInterchange({ db, client, now }: DocumentDependencies) {
  return async function followInterchange(input: { key: DocumentKey; resend?: ResendRequest }): Promise<FollowResult> {
    return withFailures(async () => {
      const { id, partner } = await openTransmission(db, { at: now(), actor: 'document' }, input.key, input.resend);
      const found = await readTravelling(db, id);
      if (found.stage === 'cancelled') return { outcome: 'cancelled' };
      if (found.postedAt)
        return {
          outcome: 'posted',
          interchange: found.interchange ?? 0,
          message: found.message ?? '',
          mailbox: found.mailbox ?? '',
        };
      if (found.travelsIn !== null && found.attention !== null)
        return { outcome: 'parked', cause: found.attention, findings: found.findings, sets: found.sets };
      if (found.travelsIn === null && !found.waits) return { outcome: 'left' };
      if (found.series !== null)
        await signalWithStartLane(client, { id: found.series, series: await readLane(db, found.series), partner });
      const why = await heldBecause(id, found);
      const held = why === undefined ? {} : { held: why };
      return found.travelsIn === null
        ? { outcome: 'waiting', leavesBy: (found.leavesBy ?? now()).toISOString(), ...held }
        : { outcome: 'sealed', interchange: found.interchange ?? 0, sets: found.sets, ...held };
    });
  };

  /** What its lane found to keep it back. A hold on one document of an interchange keeps all of it back. */
  async function heldBecause(
    transmission: number,
    { queuedFor: kept, queuedUntil, travelsIn }: Travelling,
  ): Promise<string | undefined> {
    if (kept === null) return undefined;
    if (kept === 'blackout' && queuedUntil) return queuedFor({ for: 'blackout', until: queuedUntil }, now()).why;
    const { hold } = await holdingOf(db, travelsIn ?? transmission);
    return hold && queuedFor({ for: 'hold', hold }, now()).why;
  }
}
