import { decideFinding, masterFinding, waits } from '../../ledger/master-findings.ts';
import { sideGone } from '../../activities/partner-sync/side-doubt.ts';
import { takes } from '../../partners/master-data/merge.ts';
import { CannotRun } from '../exit-code.ts';
import type { PartnersAction } from '../partners.ts';
import { whyOf } from './finding-table.ts';
import { askedMasters, runSync } from './run-sync.ts';

/** `partners settle <id> --take syspro|sterling|neither`: a person's word on a difference, carried over by a sync of that partner. */
export const settleConflict: PartnersAction = async (context, { take = '', by }, subject = '') => {
  const { db, say, give, person } = context;
  const who = by ?? person;
  if (!takes.some((one) => one === take)) throw new CannotRun(`--take is ${takes.join(', ')}`);
  const id = Number(subject);
  const before = Number.isSafeInteger(id) ? await masterFinding(db(), id) : undefined;
  if (!before) throw new CannotRun(`there is no finding ${subject}: syspro-sterling partners conflicts`);
  const whole = before.kind === sideGone;
  if (before.field === '' && !(whole ? ['syspro', 'neither'] : ['neither']).includes(take))
    throw new CannotRun(
      whole
        ? `${before.kind} is about all of a company: --take syspro says that they are really gone, --take neither leaves it at that`
        : `${before.kind} is about the whole partner: --take neither leaves it at that, syspro-sterling partners confirm ${before.partner} makes it in Sterling; nothing deletes one`,
    );
  await askedMasters(context, whole ? undefined : before.partner);
  if (!(await decideFinding(db(), id, take, who))) throw new CannotRun(`${subject} is settled already`);
  const sync = await runSync(context, who, whole ? undefined : before.partner);
  const after = await masterFinding(db(), id);
  const done = after?.settlement === take && (after.settledAt !== null || !waits(after));
  say(
    done
      ? `${before.partner} ${before.field}: done (${take}).`
      : `${before.partner} ${before.field}: NOT done: ${after ? whyOf(after).replaceAll('\n', '; ') : ''}${sync.cause ? ` (${sync.cause})` : ''}`,
  );
  if (!done && take !== 'neither')
    say(`To leave both as they are: syspro-sterling partners settle ${id} --take neither`);
  give({ sync, finding: after, done });
  return done ? 0 : 1;
};
