import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { hasErrors } from '../../documents/finding.ts';
import { findingText } from '../finding-text.ts';
import type { PartnersAction } from '../partners.ts';

/** `partners check`: everything wrong with the partners' files. */
export const checkPartners: PartnersAction = async ({ config, say, give }) => {
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  say(directory.findings.map(findingText).join('\n') || `${directory.partners.length} partners, nothing wrong.`);
  give(directory.findings);
  return hasErrors(directory.findings) ? 1 : 0;
};
