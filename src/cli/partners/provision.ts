import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { routingBindings } from '../../activities/routing-bindings.ts';
import { hasErrors } from '../../documents/finding.ts';
import { makeProvisions, readOnServer } from '../../sterling/provision.ts';
import { provisionPlan, type Provision } from '../../sterling/provision-plan.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import { openSterling } from '../../worker/open-sterling.ts';
import { CannotRun } from '../exit-code.ts';
import type { PartnersAction } from '../partners.ts';
import { table } from '../table.ts';

/** `partners provision`: the mailboxes and routing rules the profiles need, and makes what is missing. */
export const provisionPartners: PartnersAction = async ({ config, say, give }, { dryRun = false }, partner) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  if (partner !== undefined && !directory.partners.some(({ code }) => code === partner))
    throw new CannotRun(`there is no partner ${partner}, or its file cannot be used: see partners check`);
  const all = routingBindings(config.companies, directory);
  const wanted = all.filter((binding) => partner === undefined || binding.partner === partner);
  const { provision, sweep } = config.sterling;
  const others = partner === undefined ? sweep.mailboxes : [];
  const sterling = openSterling(config);
  let items: readonly Provision[];
  try {
    const plan = provisionPlan(
      wanted,
      all,
      others,
      await readOnServer(sterling.client, wanted, others),
      provision !== undefined,
    );
    items = dryRun ? plan : await makeProvisions(sterling.client, plan, all, provision);
  } catch (error) {
    if (error instanceof SterlingError) throw new CannotRun(`${error.code}: ${error.message}. ${error.fix}`);
    throw error;
  } finally {
    sterling.close();
  }
  const incomplete = hasErrors(directory.findings);
  say(
    items.length === 0
      ? 'No document is opted in, so no mailbox is needed.'
      : table(
          ['What', 'Name', 'For', 'State', 'Detail'],
          items.map(({ kind, name, users, state, detail }) => [kind, name, lines(users), state, folded(detail)]),
        ),
  );
  for (const { kind, name, fix } of items.filter((item) => item.fix !== undefined)) say(`${kind} ${name}: ${fix}`);
  if (incomplete) say('Profiles with errors are left out: see partners check.');
  say(summary(items));
  give({ dryRun, items, profilesLeftOut: incomplete });
  const open = items.some(({ state }) => state === 'missing' || state === 'differs' || state === 'not made');
  return open || incomplete ? 1 : 0;
};

function summary(items: readonly Provision[]): string {
  const counts = [...Map.groupBy(items, ({ state }) => state)].map(([state, those]) => `${those.length} ${state}`);
  return counts.join(', ');
}

/** Each user in a line of its own. */
function lines(users: string): string {
  return users.replaceAll('), ', ')\n');
}

/** Broken between words after about 60 characters, so that a long finding leaves room for the other columns. */
function folded(text: string): string {
  return text.replace(/(.{50,70}?) /g, '$1\n');
}
