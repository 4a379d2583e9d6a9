import type { Finding } from '../../documents/finding.ts';
import { fileFinding, type ProfileFile } from '../profile-file.ts';
import type { PartnerSummary } from '../directory.ts';

interface Mapping extends PartnerSummary {
  readonly files: readonly ProfileFile[];
}

/** What is wrong with the partners' mappings of master data, each with the partner whose file says it. */
export function masterDataFindings<Partner extends Mapping>(
  partners: readonly Partner[],
): { readonly partner: Partner; readonly finding: Finding }[] {
  const trading = Map.groupBy(
    partners.filter(({ masterData }) => masterData?.sync),
    ({ code, masterData }) =>
      masterData?.tradingPartner === undefined ? `the code ${code}` : `the name ${masterData.tradingPartner}`,
  );
  return partners.flatMap((partner) => {
    const { masterData, bindings, files, path } = partner;
    if (!masterData) return [];
    const found = (code: string, field: string, message: string, fix: string) => ({
      partner,
      finding: fileFinding(
        code,
        path,
        files.at(-1)?.lineOf(['masterData', field]) ?? 1,
        `masterData.${field}`,
        message,
        fix,
      ),
    });
    const bound = bindings.some(
      ({ company, role, codes }) =>
        company === masterData.company &&
        role === masterData.role &&
        codes.some((code) => code.trimEnd() === masterData.code.trimEnd()),
    );
    const others = [...trading].flatMap(([, of]) => (of.includes(partner) ? of.filter((one) => one !== partner) : []));
    return [
      ...(bound
        ? []
        : [
            found(
              'PARTNER-MASTER-UNBOUND',
              'code',
              `is ${masterData.role} ${masterData.code} of company ${masterData.company}, which is not among the partner’s bindings`,
              'Name one of the bound codes, raw and quoted, or bind this one.',
            ),
          ]),
      ...(others.length === 0
        ? []
        : [
            found(
              'PARTNER-MASTER-TWICE',
              'tradingPartner',
              `is a trading partner that is ${others.map((other) => other.path).join(', ')}’s, too`,
              'Leave it to one of them: a trading partner has one master.',
            ),
          ]),
    ];
  });
}

/**
 * Mappings that name a company the configuration does not have.
 * @param companies the codes of the configured companies
 */
export function unknownCompanies(partners: readonly PartnerSummary[], companies: readonly string[]): Finding[] {
  return partners.flatMap(({ path, masterData }) =>
    masterData && !companies.includes(masterData.company)
      ? [
          fileFinding(
            'PARTNER-MASTER-COMPANY',
            path,
            1,
            'masterData.company',
            `is ${masterData.company}, which the configuration does not have`,
            'Correct it, or configure the company.',
          ),
        ]
      : [],
  );
}
