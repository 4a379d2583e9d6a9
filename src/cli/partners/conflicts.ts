import { standingFindings, waits } from '../../ledger/master-findings.ts';
import type { PartnersAction } from '../partners.ts';
import { findingTable } from './finding-table.ts';

/** `partners conflicts [partner]`: what a sync of masters may not decide by itself. */
export const partnerConflicts: PartnersAction = async ({ db, say, give }, _options, partner) => {
  const findings = (await standingFindings(db(), partner)).filter(waits);
  say(
    findings.length === 0
      ? 'Nothing waits for a person.'
      : `${findingTable(findings)}\nTo decide: syspro-sterling partners settle (the id) --take syspro|sterling|neither; to make a trading partner: syspro-sterling partners confirm (the partner).`,
  );
  give(findings);
  return findings.length === 0 ? 0 : 1;
};
