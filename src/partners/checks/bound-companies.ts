import type { Finding } from '../../documents/finding.ts';
import type { PartnerSummary } from '../directory.ts';
import { fileFinding } from '../profile-file.ts';

/**
 * Bindings of companies the configuration does not have: nothing of them is ever sent. Warnings, since one folder of profiles may serve
 * several installations.
 * @param companies the codes of the configured companies
 */
export function unknownBoundCompanies(partners: readonly PartnerSummary[], companies: readonly string[]): Finding[] {
  return partners.flatMap(({ path, bindings }) =>
    bindings.flatMap(({ company }, index) =>
      companies.includes(company)
        ? []
        : [
            {
              ...fileFinding(
                'PARTNER-BINDING-COMPANY',
                path,
                1,
                `bindings.${index}.company`,
                `is ${company}, which the configuration does not have, so that nothing is sent by this binding`,
                'Correct it (its case counts), or configure the company.',
              ),
              severity: 'warning' as const,
            },
          ],
    ),
  );
}
