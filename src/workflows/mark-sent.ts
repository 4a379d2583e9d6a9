import type { MarkUnknownResult } from '../activities/index.ts';
import type { CompanyStream } from '../documents/stream.ts';
import { sysproSteps, withinMinutes } from './steps.ts';

export interface MarkSentInput extends CompanyStream {
  readonly sysproQueue: string;
  readonly numbers: readonly string[];
  readonly party?: string;
  readonly reason: string;
  readonly requestedBy: string;
}

// Each number is a request of its own to SYSPRO.
const numbersAtOnce = 50;

/** Marks documents the ledger does not know as sent otherwise, having looked them up in SYSPRO. */
export async function markSent({ sysproQueue, numbers, ...input }: MarkSentInput): Promise<MarkUnknownResult[]> {
  const steps = sysproSteps(sysproQueue, 'Look up and mark as sent otherwise', withinMinutes);
  const results: MarkUnknownResult[] = [];
  for (let first = 0; first < numbers.length; first += numbersAtOnce)
    results.push(...(await steps.markUnknownSent({ ...input, numbers: numbers.slice(first, first + numbersAtOnce) })));
  return results;
}
