import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { routingBindings } from '../../activities/routing-bindings.ts';
import type { Config } from '../../config.ts';
import { hasErrors, type Finding } from '../../documents/finding.ts';
import type { PartnerDirectory } from '../../partners/directory.ts';
import { answerFindings } from '../../sterling/binding.ts';
import { checkMasters } from '../../sterling/check-masters.ts';
import { checkSterling } from '../../sterling/check-sterling.ts';
import { openSterling } from '../../worker/open-sterling.ts';
import { check, CheckFailed, type Check } from './check.ts';

/** The partner profiles, and Sterling with the mailbox and routing rule of each document that is opted in. */
export async function pingSterling(config: Config): Promise<Check[]> {
  let directory: PartnerDirectory | undefined;
  const profiles = await check('Partner profiles', async () => {
    directory = await openPartnerFolder(config.path(config.partners)).current();
    const errors = directory.findings.filter((finding) => finding.severity === 'error');
    if (hasErrors(errors))
      throw new CheckFailed(
        `${errors.length === 1 ? 'an error' : `${errors.length} errors, the first`}: ${errors[0]?.record} ${errors[0]?.field ?? ''} ${errors[0]?.message}`,
        'See all of them: syspro-sterling partners check',
      );
    return `${directory.partners.length} partners`;
  });
  if (!directory) return [{ ...profiles, fix: 'Check the folder named by partners.' }];
  const sterling = openSterling(config);
  try {
    const bindings = routingBindings(config.companies, directory);
    const sweepMailboxes = config.sterling.sweep.mailboxes;
    const checks = await checkSterling(sterling.client, bindings, sweepMailboxes);
    return [
      profiles,
      ...unreadAnswers(answerFindings(bindings, sweepMailboxes)),
      ...checks,
      // Of a server that cannot be asked the lines above say so.
      ...(config.masterData && checks.slice(0, 2).every(({ ok }) => ok)
        ? await checkMasters(sterling.client, config.masterData.create?.community)
        : []),
    ];
  } finally {
    sterling.close();
  }
}

/** One line for all partners whose acknowledgements would not be seen; none where there are none. */
function unreadAnswers(findings: readonly Finding[]): Check[] {
  const [first, ...others] = findings;
  if (!first) return [];
  const more = others.length === 0 ? '' : `; and so are ${others.length} more (see: syspro-sterling partners check)`;
  const detail = `${first.record}: ${first.field} ${first.message}${more}`;
  return [{ name: 'Partners’ answers', ok: true, warning: true, detail, fix: first.fix, ms: 0 }];
}
