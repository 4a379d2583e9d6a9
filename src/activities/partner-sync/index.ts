import type { DocumentDependencies, SterlingDependencies, SysproDependencies } from '../dependencies.ts';
import { createClosePartnerSync } from './close-partner-sync.ts';
import { createCompareMasters } from './compare-masters.ts';
import { createKeepParties } from './keep-parties.ts';
import { createMakeTradingPartner } from './make-trading-partner.ts';
import { createOpenPartnerSync } from './open-partner-sync.ts';
import { createReadSterlingMasters } from './read-sterling-masters.ts';
import { createReadSysproMasters } from './read-syspro-masters.ts';
import { createWriteSterlingMaster } from './write-sterling-master.ts';
import { createWriteSysproMaster } from './write-syspro-master.ts';

/** The steps of a sync of masters that need only the ledger. */
export function createPartnerSyncLedger(deps: DocumentDependencies) {
  return {
    openPartnerSync: createOpenPartnerSync(deps),
    compareMasters: createCompareMasters(deps),
    closePartnerSync: createClosePartnerSync(deps),
  };
}

/** Those that ask SYSPRO. */
export function createPartnerSyncSyspro(deps: SysproDependencies) {
  return {
    readSysproMasters: createReadSysproMasters(deps),
    writeSysproMaster: createWriteSysproMaster(deps),
    keepParties: createKeepParties(deps),
  };
}

/** Those that ask Sterling. */
export function createPartnerSyncSterling(deps: SterlingDependencies) {
  return {
    readSterlingMasters: createReadSterlingMasters(deps),
    writeSterlingMaster: createWriteSterlingMaster(deps),
    makeTradingPartner: createMakeTradingPartner(deps),
  };
}
