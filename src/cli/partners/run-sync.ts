import type { PartnerSyncResult } from '../../activities/index.ts';
import { openPartnerFolder } from '../../activities/partner-folder.ts';
import { mappedPartners } from '../../activities/partner-sync/partner-state.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { unknownCompanies } from '../../partners/master-data/profile-findings.ts';
import type { CommandContext } from '../context.ts';
import { CannotRun } from '../exit-code.ts';
import { findingText } from '../finding-text.ts';
import { requireWorker, runToEnd } from '../run-workflow.ts';

/** The partners whose masters are kept aligned, or the one that is named. @throws CannotRun where there is none */
export async function askedMasters({ config, say }: CommandContext, named?: string): Promise<MappedPartner[]> {
  if (!config.masterData) throw new CannotRun('the configuration has no masterData: masters are not compared');
  const directory = await openPartnerFolder(config.path(config.partners)).current();
  const lost = unknownCompanies(
    directory.partners,
    config.companies.map(({ code }) => code),
  );
  for (const finding of lost) say(findingText(finding));
  const mapped = mappedPartners(directory, config);
  const asked = mapped.filter(({ code }) => named === undefined || code === named);
  if (asked.length > 0) return asked;
  throw new CannotRun(
    named === undefined
      ? 'no partner’s profile has masterData with sync: true'
      : `${named} is no partner whose profile has masterData with sync: true`,
  );
}

/** Has the worker compare masters, and waits for it. */
export async function runSync(context: CommandContext, by: string, partner?: string): Promise<PartnerSyncResult> {
  const client = await context.temporal();
  await requireWorker(client);
  return runToEnd<PartnerSyncResult>(client, {
    type: 'partnerSync',
    // Never an ID that may be running: a decision is followed by a sync that began after it.
    id: `partner-sync/${partner ?? 'all'}/${by}/${Date.now()}`,
    input: { requestedBy: by, ...(partner !== undefined && { partners: [partner] }) },
    summary: partner === undefined ? 'Compare all masters' : `Compare the masters of ${partner}`,
  });
}
