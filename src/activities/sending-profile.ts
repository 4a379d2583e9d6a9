import { companyOf, type CompanyConfig } from '../config.ts';
import type { Sending } from '../documents/disposition.ts';
import type { DocumentKey, DocumentType } from '../documents/document-key.ts';
import type { Finding } from '../documents/finding.ts';
import { localDate } from '../documents/local-date.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import type { DocumentProfile } from '../partners/profile.ts';
import type { Dependencies, Profiles } from './dependencies.ts';

/** What the profiles say of a party's documents, as far as it decides whether they are sent. */
export function sendingOf(
  partners: PartnerDirectory,
  company: CompanyConfig,
  type: DocumentType,
  role: 'supplier' | 'customer',
  code: string,
): Sending {
  const binding = partners.bindingOf(company.code, role, code);
  if (binding.kind !== 'bound') return binding;
  const { send, goLive, policies } = partners.optInOf(binding.partner, type);
  if (!send) return { kind: 'not-opted-in', partner: binding.partner };
  return {
    kind: 'send',
    partner: binding.partner,
    ...(goLive && { goLive: localDate(new Date(goLive), company.timeZone) }),
    ...(policies && { policies }),
  };
}

/** The profile a claimed document is sent by, as the files are now, or what is wrong with it. */
export async function sendingProfile(
  { config, profiles }: Pick<Dependencies, 'config'> & { profiles: Profiles },
  key: Pick<DocumentKey, 'company' | 'type'>,
  partner: string,
): Promise<{ profile: DocumentProfile } | { findings: readonly Finding[] }> {
  const partners = await profiles.current();
  return partners.documentProfile(partner, key.type, companyOf(config, key.company).usage);
}
