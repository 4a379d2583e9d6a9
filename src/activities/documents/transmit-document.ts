import { companyOf } from '../../config.ts';
import type { DocumentKey } from '../../documents/document-key.ts';
import type { Finding } from '../../documents/finding.ts';
import { openTransmission, type ResendRequest } from '../../ledger/transmissions.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { parkDocument, type Parked } from './parked.ts';
import { postingProfile } from './posting-profile.ts';
import { createPostingStep, type TransmitResult } from './posting-step.ts';

export type { TransmitResult } from './posting-step.ts';

/** Gets a document's own interchange into its mailbox exactly once. */
export function createTransmitDocument(deps: SterlingDependencies, step = createPostingStep(deps)) {
  const { config, db, now } = deps;
  return async function transmitDocument(input: { key: DocumentKey; resend?: ResendRequest }): Promise<TransmitResult> {
    return withFailures(async () => {
      const by = { at: now(), actor: 'document' };
      const transmission = await openTransmission(db, by, input.key, input.resend);
      const park = (findings: readonly Finding[]): Promise<Parked> => parkDocument(db, by, transmission, findings);
      const sending = await postingProfile(deps, transmission.id, input.key, transmission.partner);
      if ('findings' in sending) return park(sending.findings);
      const { timeZone } = companyOf(config, input.key.company);
      return step(by, transmission.id, { ...sending.profile.sterling, timeZone }, park);
    });
  };
}
