import { Context } from '@temporalio/activity';
import { companyOf } from '../../config.ts';
import { claimStands } from '../../documents/disposition.ts';
import type { DocumentKey } from '../../documents/document-key.ts';
import type { Finding } from '../../documents/finding.ts';
import { isPosted, type Stage } from '../../documents/stage.ts';
import { streamOfType } from '../../documents/stream.ts';
import { cancelTransmission } from '../../ledger/attention.ts';
import type { Authorship } from '../../ledger/trail.ts';
import { recordRereading } from '../../ledger/rereadings.ts';
import { openTransmission, type OpenTransmission, type ResendRequest } from '../../ledger/transmissions.ts';
import type { ListedRecord, RecordReading } from '../../syspro/document-source.ts';
import { streamOf } from '../decide-readings.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { parkDocument, type Parked } from './parked.ts';
import { sendingOf } from '../sending-profile.ts';
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
// A carton that is still being packed is a finding like any other, after an hour.
const longestSettling = 3_600_000;
// An invoice that waits for its ship notices so long needs a person, who may not know that it waits.
const longestAwaited = 48 * 3_600_000;
// A ship notice is a minute or two behind at most, unless something holds it up: the longer it has been, the more rarely one looks.
const shipNoticePause = { shortest: 2_000, longest: 900_000 } as const;

/** Reads a record again before it is sent. What was posted already, by an earlier run of the workflow, is only reported. */
export function createFetchDocument(deps: SysproDependencies) {
  const { config, db, now, company, profiles } = deps;
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
      if (reading.cancelled) return withdraw(by, transmission);
      if (reading.outcome === 'unusable') return unusable(by, transmission, reading, input);
      if (resend) return settleReading(by, transmission, reading, input);

      const { releasedStatuses } = streamOf(config, { company: key.company, stream });
      // What a person claimed though it was complete (backfill --reopen held) is sent by that word.
      const releasedByPerson = transmission.requestedBy !== null && !reading.open;
      if (releasedStatuses && !releasedStatuses.includes(reading.status) && !releasedByPerson) {
        if (!reading.open) return parkDocument(db, by, transmission, [releasePassed(key, reading.status)]);
        return { outcome: 'unsettled', wait: Math.max(settle, unreleasedPause), for: 'its release in SYSPRO' };
      }
      const finding = await claimFinding(transmission, reading);
      if (finding) return parkDocument(db, by, transmission, [finding]);
      return settleReading(by, transmission, reading, input);
    });
  };

  /** A record that is no document: perhaps not yet, where somebody is still at work on it. */
  async function unusable(
    by: Authorship,
    transmission: OpenTransmission,
    reading: Extract<RecordReading, { outcome: 'unusable' }>,
    { resend, settle }: { resend?: ResendRequest; settle: number },
  ): Promise<FetchResult> {
    const waited = by.at.getTime() - transmission.readAt.getTime();
    if (!reading.settling || resend || waited > longestSettling)
      return parkDocument(db, by, transmission, reading.findings);
    return {
      outcome: 'unsettled',
      wait: Math.max(settle, waited, 60_000),
      for: 'the record to be completed in SYSPRO',
    };
  }

  /** What speaks against a claim by what SYSPRO and the profiles say now. */
  async function claimFinding(transmission: OpenTransmission, reading: ListedRecord): Promise<Finding | undefined> {
    const { key, party, traits } = reading;
    const partners = await profiles.current();
    const sending = sendingOf(partners, companyOf(config, key.company), key.type, party.role, party.code);
    const standing = claimStands(sending, transmission.partner, traits);
    const record = `SYSPRO ${key.type} ${key.key}`;
    if (standing === 'stands') return undefined;
    if (standing === 'other-party') {
      return {
        code: 'PARTY-CHANGED',
        severity: 'error',
        record,
        field: party.role,
        value: party.code,
        message: `is no longer of ${transmission.partner}, for whom it was claimed`,
        fix: 'If SYSPRO is right now, cancel it and send it to the other party by other means. If not, correct SYSPRO and retry.',
      };
    }
    return {
      code: standing,
      severity: 'error',
      record,
      message: `turned out to be of a kind that ${transmission.partner} never takes`,
      fix: 'Cancel it; or change the profile’s policies, and retry.',
    };
  }

  async function withdraw(by: Authorship, transmission: OpenTransmission): Promise<FetchResult> {
    await cancelTransmission(
      db,
      by,
      { documentId: transmission.documentId, transmission: transmission.id },
      'cancelled in SYSPRO before it was sent',
    );
    return { outcome: 'withdrawn', cause: 'CANCELLED' };
  }

  async function settleReading(
    by: Authorship,
    transmission: OpenTransmission,
    reading: Extract<RecordReading, { outcome: 'document' }>,
    { resend, settle }: { resend?: ResendRequest; settle: number },
  ): Promise<FetchResult> {
    // A re-send is a person's word, and what is in SYSPRO now is what they mean.
    const waitsFor = resend ? undefined : await waitsForShipNotices(deps, transmission.partner, reading.document);
    if (waitsFor) {
      const waited = by.at.getTime() - transmission.readAt.getTime();
      // What was held back has its two days from then on.
      const alone = by.at.getTime() - Math.max(transmission.readAt.getTime(), waitsFor.heldUntil?.getTime() ?? 0);
      if (alone > longestAwaited && !waitsFor.heldBack)
        return parkDocument(db, by, transmission, [shipNoticeMissing(reading.key, waitsFor.words)]);
      const wait = Math.min(shipNoticePause.longest, Math.max(settle, shipNoticePause.shortest, waited / 2));
      return { outcome: 'unsettled', wait: Math.round(wait), for: waitsFor.words };
    }
    const { amendmentHash: hash, document } = reading;
    const settled = await recordRereading(db, by, transmission, { hash, document, acceptAnyway: resend !== undefined });
    return settled === undefined
      ? { outcome: 'unsettled', wait: Math.max(settle, 1_000) }
      : { outcome: 'settled', hash: settled };
  }
}

function shipNoticeMissing(key: DocumentKey, waitsFor: string): Finding {
  return {
    code: 'SHIP-NOTICE-AWAITED',
    severity: 'error',
    record: `SYSPRO ${key.type} ${key.key}`,
    message: `has waited for ${waitsFor} for two days, as its partner’s profile asks (afterShipNotices)`,
    fix: 'See what holds the ship notice up: syspro-sterling show. Have it sent, mark it sent or cancel it, then retry.',
  };
}

function releasePassed(key: DocumentKey, status: string): Finding {
  return {
    code: 'RELEASE-PASSED',
    severity: 'error',
    record: `SYSPRO ${key.type} ${key.key}`,
    field: 'status',
    value: status,
    message: 'was complete in SYSPRO before it was sent',
    fix: 'If the partner still has to have it, re-open it in SYSPRO and retry, or send it otherwise and mark it sent. If not, cancel it.',
  };
}

function goneFrom(key: DocumentKey): Finding {
  return {
    code: 'SYSPRO-RECORD-GONE',
    severity: 'error',
    record: `SYSPRO ${key.type} ${key.key}`,
    message: 'was there when it was claimed and is gone now',
    fix: 'If it was purged on purpose, cancel the document.',
  };
}
