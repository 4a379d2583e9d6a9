import { ApplicationFailure } from '@temporalio/common';
import type { Finding } from '../../documents/finding.ts';
import type { Database } from '../../ledger/database.ts';
import { park } from '../../ledger/attention.ts';
import type { Authorship } from '../../ledger/trail.ts';
import type { OpenTransmission } from '../../ledger/transmissions.ts';

/** A step that needs a person. The findings are in the ledger; the history carries only the cause and how many. */
export interface Parked {
  readonly outcome: 'parked';
  readonly cause: string;
  readonly findings: number;
}

/**
 * Parks a document with all its findings, the first error's code as the cause.
 * @throws ApplicationFailure where the send was given up meanwhile: the step's next try finds that, and has another answer
 */
export async function parkDocument(
  db: Database,
  by: Authorship,
  transmission: OpenTransmission,
  findings: readonly Finding[],
): Promise<Parked> {
  const cause = causeOfFindings(findings);
  const at = { documentId: transmission.documentId, transmission: transmission.id };
  if (!(await park(db, by, at, cause, findings)))
    throw ApplicationFailure.retryable('the send was given up while it was looked at', 'SEND-CANCELLED');
  return { outcome: 'parked', cause, findings: findings.length };
}

/** The code of what a person is asked for: the first error's. */
export function causeOfFindings(findings: readonly Finding[]): string {
  return (findings.find((finding) => finding.severity === 'error') ?? findings[0])?.code ?? 'UNKNOWN';
}
