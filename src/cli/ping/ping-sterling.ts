import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { routingBindings } from '../../activities/routing-bindings.ts';
import type { Config } from '../../config.ts';
import { hasErrors } from '../../documents/finding.ts';
import type { PartnerDirectory } from '../../partners/directory.ts';
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
        `${errors.length} errors, the first: ${errors[0]?.record} ${errors[0]?.field ?? ''} ${errors[0]?.message}`,
        'See all of them: syspro-sterling partners check',
      );
    return `${directory.partners.length} partners`;
  });
  if (!directory) return [{ ...profiles, fix: 'Check the folder named by partners.' }];
  const sterling = openSterling(config);
  try {
    const bindings = routingBindings(config.companies, directory);
    return [profiles, ...(await checkSterling(sterling.client, bindings, config.sterling.sweep.mailboxes))];
  } finally {
    sterling.close();
  }
}
