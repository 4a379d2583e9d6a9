import { Context } from '@temporalio/activity';
import { companyOf } from '../../config.ts';
import { keepPreview } from '../../ledger/previews.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { mappedPartners } from './partner-state.ts';
import { sysproRecords } from './read-syspro-masters.ts';

/** Which partners of a company somebody wants to look at, and the id the answer is kept under. */
export interface WantedParties {
  readonly id: string;
  readonly company: string;
  readonly partners?: readonly string[];
  readonly requestedBy: string;
}

/** Reads a company's mapped parties for a command that somebody runs, and leaves them for that command in the ledger. */
export function createKeepParties({ config, db, now, profiles, company }: SysproDependencies) {
  return async function keepParties(input: WantedParties): Promise<{ found: number }> {
    return withFailures(async () => {
      const partners = mappedPartners(await profiles.current(), config).filter(
        ({ code, masterData }) =>
          masterData.company === input.company && (input.partners === undefined || input.partners.includes(code)),
      );
      const settings = companyOf(config, input.company);
      const records = await sysproRecords(
        settings,
        company(input.company),
        partners,
        Context.current().cancellationSignal,
      );
      const preview = { ...input, type: 'masters', number: '' } as const;
      await keepPreview(db, preview, Object.fromEntries(records), now());
      return { found: records.size };
    });
  };
}
