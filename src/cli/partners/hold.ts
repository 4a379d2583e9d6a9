import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { placeHold } from '../../ledger/holds.ts';
import { CannotRun } from '../exit-code.ts';
import type { PartnersAction } from '../partners.ts';
import { holdText, holdTarget } from './hold-target.ts';

/** `partners hold <partner> [type] --reason`: nothing is posted for the partner until released. Its documents queue, and nobody is alerted. */
export const holdPartner: PartnersAction = async (context, { reason = '', by }, partner, type) => {
  const { config, db, say, give, person } = context;
  const target = holdTarget(partner, type);
  if (reason.trim() === '') throw new CannotRun('--reason says why, for whoever finds its documents queued');
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  if (!directory.partners.some(({ code }) => code === target.partner))
    throw new CannotRun(`there is no partner ${target.partner}: syspro-sterling partners list`);
  const { hold, stood } = await placeHold(db(), { at: new Date(), actor: by ?? person }, target, reason);
  say(
    stood
      ? `${holdText(hold)} already; that stays as it is.`
      : `${holdText(hold)}. What is being posted at this moment still arrives; from now on documents queue until: syspro-sterling partners release ${[partner, type].filter(Boolean).join(' ')}`,
  );
  give({ ...hold, stood });
  return 0;
};
