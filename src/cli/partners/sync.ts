import { changesOfSync, type MasterChange } from '../../ledger/master-changes.ts';
import { standingFindings } from '../../ledger/master-findings.ts';
import type { PartnersAction } from '../partners.ts';
import { table } from '../table.ts';
import { findingTable } from './finding-table.ts';
import { askedMasters, runSync } from './run-sync.ts';
import { showDifferences } from './show-differences.ts';

/** `partners sync [partner] [--dry-run]`: compares masters now, and prints what was done or, dry, what would be. */
export const syncPartners: PartnersAction = async (context, { dryRun = false, by }, partner) => {
  const { db, say, give, person } = context;
  const asked = await askedMasters(context, partner);
  if (dryRun) return showDifferences(context, asked);
  const result = await runSync(context, by ?? person, partner);
  const changes = await changesOfSync(db(), result.sync);
  const standing = await standingFindings(db(), partner);
  if (changes.length > 0) say(changeTable(changes));
  if (standing.length > 0) say(findingTable(standing));
  const { outcome, cause, counts } = result;
  say(
    `${outcome}${cause ? ` (${cause})` : ''}: ${counts['compared'] ?? 0} of ${asked.length} partners compared, ${changes.filter(({ writtenAt }) => writtenAt !== null).length} fields written, ${standing.length === 1 ? '1 difference waits' : `${standing.length} differences wait`} for a person.`,
  );
  give({ ...result, changes, findings: standing });
  if (outcome === 'syspro-unavailable' || outcome === 'sterling-unavailable') return 2;
  return outcome === 'complete' && standing.length === 0 ? 0 : 1;
};

function changeTable(changes: readonly MasterChange[]): string {
  return table(
    ['Partner', 'Written to', 'Field', 'Before', 'Now', 'Why'],
    changes.map(({ partner, side, field, before, after, made, writtenAt, givenUp, because }) => [
      partner,
      side === 'syspro' ? 'SYSPRO' : 'Sterling',
      field,
      before ?? '',
      writtenAt ? (made ?? '') : `NOT ${after ?? 'emptied'}: ${givenUp ?? 'no answer came; the next sync finds out'}`,
      because,
    ]),
  );
}
