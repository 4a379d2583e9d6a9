import { Context } from '@temporalio/activity';
import { keepReadings, masterAgreements } from '../../ledger/master-data.ts';
import { matchPartners } from '../../partners/master-data/mapping.ts';
import { recordOfSterling } from '../../partners/master-data/sterling-party.ts';
import { valuesOf } from '../../partners/master-data/fields.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { mappedPartners } from './partner-state.ts';
import { sterlingParties } from './sterling-parties.ts';

/** Reads Sterling's trading partners, and keeps what it says of those that are mapped. The values stay in the ledger. */
export function createReadSterlingMasters({ config, db, now, profiles, sterling }: SterlingDependencies) {
  return async function readSterlingMasters({ sync }: { sync: string }): Promise<{
    listed: number;
    found: number;
    unmapped: number;
  }> {
    return withFailures(async () => {
      const partners = mappedPartners(await profiles.current(), config);
      const signal = Context.current().cancellationSignal;
      const parties = await sterlingParties(sterling, partners, await masterAgreements(db), signal);
      const { matched, shared, unmapped } = matchPartners(partners, parties);
      const readings = partners.map(({ code }) => {
        const party = matched.get(code);
        return {
          partner: code,
          found: party !== undefined,
          ...(party && { tradingPartner: party.partnerName, fields: valuesOf(recordOfSterling(party)) }),
          shared: shared.has(code),
        };
      });
      await keepReadings(db, sync, 'sterling', readings, now());
      return { listed: parties.length, found: matched.size, unmapped: unmapped.length };
    });
  };
}
