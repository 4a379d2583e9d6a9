import { Context } from '@temporalio/activity';
import type { DocumentKey } from '../documents/document-key.ts';
import { isPosted, type Stage } from '../documents/stage.ts';
import { streamOfType } from '../documents/stream.ts';
import { cancelTransmission } from '../ledger/attention.ts';
import { recordRereading } from '../ledger/rereadings.ts';
import { openTransmission, type OpenTransmission, type ResendRequest } from '../ledger/transmissions.ts';
import type { RecordReading } from '../syspro/document-source.ts';
import { streamOf } from './decide-readings.ts';
import type { SysproDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';
import { parkDocument, type Parked } from './parked.ts';
import { waitsForShipNotices } from './waits-for-ship-notices.ts';

export type FetchResult =
  | { readonly outcome: 'settled'; readonly hash: string }
  /** Look again after so many milliseconds, and what is waited for. */
  | { readonly outcome: 'unsettled'; readonly wait: number; readonly for?: string }
  /** Cancelled in SYSPRO before it was ever sent. */
  | { readonly outcome: 'withdrawn'; readonly cause: string }
  | { readonly outcome: 'posted'; readonly stage: Stage }
  | Parked;

// While somebody has a claimed order open again for editing, there is no hurry.
const unreleasedPause = 900_000;
// A ship notice is a minute or two behind at most, unless something holds it up: the longer it has been, the more rarely one looks.
const shipNoticePause = { shortest: 2_000, longest: 900_000 } as const;

/** Reads a record again before it is sent. What was posted already, by an earlier run of the workflow, is only reported. */
export function createFetchDocument(deps: SysproDependencies) {
  const { config, db, now, company } = deps;
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

      const stream = streamOfType[key.type];
      const { fetcher } = company(key.company).stream(stream);
      const [reading] = await fetcher.readByKeys([key.key], Context.current().cancellationSignal);
      if (!reading || reading.outcome === 'absent') return parkDocument(db, by, transmission, [goneFrom(key)]);
      if (reading.outcome === 'unusable') return parkDocument(db, by, transmission, reading.findings);
      if (reading.cancelled) return withdraw(by, transmission);

      const { releasedStatuses } = streamOf(config, { company: key.company, stream });
      if (!resend && releasedStatuses && !releasedStatuses.includes(reading.status))
        return { outcome: 'unsettled', wait: Math.max(settle, unreleasedPause), for: 'its release in SYSPRO' };
      return settleReading(by, transmission, reading, input);
    });
  };

  async function withdraw(by: { at: Date; actor: string }, transmission: OpenTransmission): Promise<FetchResult> {
    await cancelTransmission(
      db,
      by,
      { documentId: transmission.documentId, transmission: transmission.id },
      'cancelled in SYSPRO before it was sent',
    );
    return { outcome: 'withdrawn', cause: 'CANCELLED' };
  }

  async function settleReading(
    by: { at: Date; actor: string },
    transmission: OpenTransmission,
    reading: Extract<RecordReading, { outcome: 'document' }>,
    { resend, settle }: { resend?: ResendRequest; settle: number },
  ): Promise<FetchResult> {
    // A re-send is a person's word, and what is in SYSPRO now is what they mean.
    const waitsFor = resend ? undefined : await waitsForShipNotices(deps, transmission.partner, reading.document);
    if (waitsFor) {
      const waited = by.at.getTime() - transmission.readAt.getTime();
      const wait = Math.min(shipNoticePause.longest, Math.max(settle, shipNoticePause.shortest, waited / 2));
      return { outcome: 'unsettled', wait: Math.round(wait), for: waitsFor };
    }
    const { amendmentHash: hash, document } = reading;
    const settled = await recordRereading(db, by, transmission, { hash, document, acceptAnyway: resend !== undefined });
    return settled === undefined
      ? { outcome: 'unsettled', wait: Math.max(settle, 1_000) }
      : { outcome: 'settled', hash: settled };
  }
}

function goneFrom(key: DocumentKey): Parameters<typeof parkDocument>[3][number] {
  return {
    code: 'SYSPRO-RECORD-GONE',
    severity: 'error',
    record: `SYSPRO ${key.type} ${key.key}`,
    message: 'was there when it was claimed and is gone now',
    fix: 'If it was purged on purpose, cancel the document.',
  };
}
