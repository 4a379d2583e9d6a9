import { undeliveredFrom } from '../../ledger/events.ts';
import { releaseHold, standingHolds, type Released } from '../../ledger/holds.ts';
import { readLane } from '../../ledger/lanes.ts';
import { deliverTogether } from '../../activities/delivery.ts';
import { signalWithStartLane } from '../../temporal/signal-lane.ts';
import type { CommandContext } from '../context.ts';
import type { PartnersAction } from '../partners.ts';
import { holdTarget, holdText } from './hold-target.ts';

/** `partners release <partner> [type]`: what queued for a hold goes out. Without a type, every hold of the partner ends. */
export const releasePartner: PartnersAction = async (context, { by }, partner, type) => {
  const { db, say, give, person } = context;
  const target = holdTarget(partner, type);
  const released = await releaseHold(db(), { at: new Date(), actor: by ?? person }, target);
  const left = (await standingHolds(db())).filter((hold) => hold.partner === target.partner);
  const { holds, documents } = released;
  for (const hold of holds) say(`Released: ${holdText(hold)}.`);
  if (holds.length === 0) say(`${[partner, type].filter(Boolean).join(', ')} is not on hold.`);
  for (const hold of left) say(`Still: ${holdText(hold)}.`);
  if (documents.length > 0)
    say(`${documents.length} documents that queued are told now; the next poll tells those this command cannot.`);
  await tell(context, target.partner, released);
  give({ released: holds, documents: documents.length, standing: left });
  return holds.length > 0 ? 0 : 1;
};

async function tell({ config, db, temporal }: CommandContext, partner: string, released: Released): Promise<void> {
  if (released.documents.length === 0) return;
  const client = await temporal();
  const events = await undeliveredFrom(db(), released.source);
  await deliverTogether({ config, db: db(), client, now: () => new Date() }, events);
  for (const id of released.lanes) await signalWithStartLane(client, { id, series: await readLane(db(), id), partner });
}
