import { ApplicationFailure } from '@temporalio/activity';
import { companyOf } from '../../config.ts';
import type { Finding } from '../../documents/finding.ts';
import { interchangeKey, parkInterchange } from '../../ledger/interchanges.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { causeOfFindings, type Parked } from '../documents/parked.ts';
import { postingProfile } from '../documents/posting-profile.ts';
import { createPostingStep, type TransmitResult } from '../documents/posting-step.ts';

/** Gets a sealed interchange into its mailbox exactly once. What needs a person is told to every document in it. */
export function createTransmitInterchange(deps: SterlingDependencies, step = createPostingStep(deps)) {
  const { config, db, now } = deps;
  return async function transmitInterchange({ interchange }: { interchange: number }): Promise<TransmitResult> {
    return withFailures(async () => {
      const by = { at: now(), actor: 'lane' };
      const park = async (findings: readonly Finding[]): Promise<Parked> => {
        const cause = causeOfFindings(findings);
        if (!(await parkInterchange(db, by, interchange, cause, findings)))
          throw ApplicationFailure.retryable('the interchange was given up while it was looked at', 'SEND-CANCELLED');
        return { outcome: 'parked', cause, findings: findings.length };
      };
      const { key, partner } = await interchangeKey(db, interchange);
      const sending = await postingProfile(deps, interchange, key, partner);
      if ('findings' in sending) return park(sending.findings);
      const { timeZone } = companyOf(config, key.company);
      return step(by, interchange, { ...sending.profile.sterling, timeZone }, park);
    });
  };
}
