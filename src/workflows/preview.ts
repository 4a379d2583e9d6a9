import type { Activities } from '../activities/index.ts';
import { sysproSteps } from './steps.ts';

export type PreviewInput = Parameters<Activities['keepReading']>[0] & { readonly sysproQueue: string };

/** Reads a record of SYSPRO for somebody to look at. The reading goes to the ledger: a history holds no documents. */
export async function preview({ sysproQueue, ...wanted }: PreviewInput): Promise<void> {
  const patience = { scheduleToCloseTimeout: '2m', maximumAttempts: 2 } as const;
  await sysproSteps(sysproQueue, `Read ${wanted.number} for a preview`, patience).keepReading(wanted);
}
