import type { Activities } from '../activities/index.ts';
import { sysproSteps } from './steps.ts';

export type ReadPartiesInput = Parameters<Activities['keepParties']>[0] & { readonly sysproQueue: string };

/** Reads a company's suppliers and customers for somebody to look at. They go to the ledger: a history holds no party data. */
export async function readParties({ sysproQueue, ...wanted }: ReadPartiesInput): Promise<void> {
  const patience = { scheduleToCloseTimeout: '3m', maximumAttempts: 2 } as const;
  await sysproSteps(sysproQueue, `Read parties of company ${wanted.company}`, patience).keepParties(wanted);
}
