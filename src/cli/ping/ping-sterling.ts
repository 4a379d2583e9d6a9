import { openPartnerFolder } from '../../activities/partner-folder.ts';
import type { CompanyConfig, Config } from '../../config.ts';
import { documentTypes, transactionSetOf } from '../../documents/document-key.ts';
import { hasErrors } from '../../documents/finding.ts';
import type { PartnerDirectory } from '../../partners/directory.ts';
import { checkSterling, type PartnerBinding } from '../../sterling/check-sterling.ts';
import { messageName } from '../../sterling/message-name.ts';
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
    return [profiles, ...(await checkSterling(sterling.client, bindingsOf(config, directory)))];
  } finally {
    sterling.close();
  }
}

/** Every mailbox and rule that documents go through, with a message name such as theirs. */
function bindingsOf(config: Config, directory: PartnerDirectory): PartnerBinding[] {
  return config.companies.flatMap((company: CompanyConfig) =>
    directory.partners.flatMap(({ code, bindings }) =>
      documentTypes.flatMap((type) => {
        if (!bindings.some((binding) => binding.company === company.code) || !directory.optInOf(code, type).send)
          return [];
        const result = directory.documentProfile(code, type, company.usage);
        if ('findings' in result) return [];
        const { mailbox, routingRule, messagePrefix } = result.profile.sterling;
        const name = messageName({
          partnerPrefix: messagePrefix,
          company: company.code,
          transactionSet: transactionSetOf[type],
          key: '1',
          sendSequence: 1,
        });
        return [{ partner: code, mailbox, ...(routingRule && { routingRule }), messageName: name }];
      }),
    ),
  );
}
