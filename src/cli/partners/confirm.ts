import { decideFinding, masterFinding, standingFindings } from '../../ledger/master-findings.ts';
import { CannotRun } from '../exit-code.ts';
import type { PartnersAction } from '../partners.ts';
import { whyOf } from './finding-table.ts';
import { askedMasters, runSync } from './run-sync.ts';

/** `partners confirm <partner>`: makes the trading partner in Sterling that a sync proposed, with its user, mailbox and virtual root. */
export const confirmPartner: PartnersAction = async (context, { by }, partner) => {
  const { config, db, say, give, person } = context;
  if (partner === undefined) throw new CannotRun('confirm takes a partner’s code');
  const who = by ?? person;
  await askedMasters(context, partner);
  if (!config.masterData?.create)
    throw new CannotRun('the configuration has no masterData.create: nobody knows what a new partner is made with');
  const proposed = (await standingFindings(db(), partner)).find(
    ({ field, detail }) => field === '' && detail['values'] !== undefined,
  );
  if (!proposed) throw new CannotRun(`nothing is proposed for ${partner}: syspro-sterling partners sync ${partner}`);
  await decideFinding(db(), proposed.id, 'confirmed', who);
  const sync = await runSync(context, who, partner);
  const after = await masterFinding(db(), proposed.id);
  const done = after?.settledAt !== null && after?.settlement === 'confirmed';
  say(
    done
      ? `${partner} is made in Sterling.`
      : `${partner} is NOT made. ${after ? whyOf(after) : ''}${sync.cause ? ` (${sync.cause})` : ''}`,
  );
  give({ sync, finding: after, done });
  return done ? 0 : 1;
};
