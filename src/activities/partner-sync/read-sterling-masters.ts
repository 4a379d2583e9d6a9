import { Context } from '@temporalio/activity';
import { keepReadings, masterAgreements } from '../../ledger/master-data.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { mappedPartners } from './partner-state.ts';
import { sterlingParties, sterlingReadings } from './sterling-parties.ts';

/** Reads Sterling's trading partners, and keeps what it says of those that are mapped. The values stay in the ledger. */
export function createReadSterlingMasters({ config, db, now, profiles, sterling, log }: SterlingDependencies) {
  return async function readSterlingMasters({ sync }: { sync: string }): Promise<{
    listed: number;
    found: number;
    unmapped: number;
  }> {
    return withFailures(async () => {
      const partners = mappedPartners(await profiles.current(), config);
      const signal = Context.current().cancellationSignal;
      const parties = await sterlingParties(sterling, partners, await masterAgreements(db), signal);
      const { readings, unreadable, unmapped } = sterlingReadings(partners, parties);
      for (const [partner, why] of unreadable) log.error({ partner, sync }, `its trading partner ${why}`);
      const kept = [...readings].map(([partner, reading]) => ({ partner, ...reading }));
      await keepReadings(db, sync, 'sterling', kept, now());
      const found = kept.filter((reading) => reading.found).length;
      return { listed: parties.length, found, unmapped: unmapped.length };
    });
  };
}
