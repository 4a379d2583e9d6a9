import { Context } from '@temporalio/activity';
import type { DocumentKey } from '../documents/document-key.ts';
import { purchaseOrderOf } from '../documents/purchase-order.ts';
import { isPosted, type Stage } from '../documents/stage.ts';
import { cancelTransmission } from '../ledger/attention.ts';
import { recordRereading } from '../ledger/rereadings.ts';
import { openTransmission, type ResendRequest } from '../ledger/transmissions.ts';
import { companyOf } from '../config.ts';
import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';
import { parkDocument, type Parked } from './parked.ts';

export type FetchResult =
  | { readonly outcome: 'settled'; readonly hash: string }
  /** Look again after so many milliseconds: the record has just changed, or is not released at present. */
  | { readonly outcome: 'unsettled'; readonly wait: number }
  /** Cancelled in SYSPRO before it was ever sent. */
  | { readonly outcome: 'withdrawn'; readonly cause: string }
  | { readonly outcome: 'posted'; readonly stage: Stage }
  | Parked;

// While somebody has a claimed order open again for editing, there is no hurry.
const unreleasedPause = 900_000;

/** Reads a record again before it is sent. What was posted already, by an earlier run of the workflow, is only reported. */
export function createFetchDocument({ config, db, now, company }: SysproDependencies) {
  return async function fetchDocument(input: {
    key: DocumentKey;
    resend?: ResendRequest;
    settle: number;
  }): Promise<FetchResult> {
    return withFailures(async () => {
      const { key, resend, settle } = input;
      const by = { at: now(), actor: 'document' };
      const transmission = await openTransmission(db, by, key, resend);
      if (isPosted(transmission.stage)) return { outcome: 'posted', stage: transmission.stage };
      if (transmission.stage === 'cancelled') return { outcome: 'withdrawn', cause: 'CANCELLED' };
      // Once rendered, its bytes are what is sent.
      if (transmission.stage !== 'discovered' && transmission.snapshotHash)
        return { outcome: 'settled', hash: transmission.snapshotHash };

      const soonest = transmission.readAt.getTime() + settle;
      if (!resend && by.at.getTime() < soonest) return { outcome: 'unsettled', wait: soonest - by.at.getTime() };

      const [reading] = await company(key.company).purchaseOrders.readByKeys(
        [purchaseOrderOf(key)],
        Context.current().cancellationSignal,
      );
      if (!reading || reading.outcome === 'absent') {
        const finding = {
          code: 'SYSPRO-RECORD-GONE',
          record: `PorMasterHdr ${key.key}`,
          message: 'was there when it was claimed and is gone now',
          fix: 'If it was purged on purpose, cancel the document.',
        };
        return parkDocument(db, by, transmission, [{ severity: 'error', ...finding }]);
      }
      if (reading.outcome === 'unusable') return parkDocument(db, by, transmission, reading.findings);
      if (reading.document.cancelled) {
        await cancelTransmission(
          db,
          by,
          { documentId: transmission.documentId, transmission: transmission.id },
          'cancelled in SYSPRO before it was sent',
        );
        return { outcome: 'withdrawn', cause: 'CANCELLED' };
      }
      const stream = companyOf(config, key.company).streams['purchase-orders'];
      if (!resend && stream && !stream.releasedStatuses.includes(reading.status))
        return { outcome: 'unsettled', wait: Math.max(settle, unreleasedPause) };
      // A re-send is a person's word, and what is in SYSPRO now is what they mean.
      const settled = await recordRereading(db, by, transmission, { ...reading, acceptAnyway: resend !== undefined });
      return settled
        ? { outcome: 'settled', hash: reading.hash }
        : { outcome: 'unsettled', wait: Math.max(settle, 1_000) };
    });
  };
}
