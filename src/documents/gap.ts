import type { LocalDate } from './local-date.ts';

/** Why the ledger has no such record, as far as that can be known. TOO-NEW is no gap: no poll could have read it yet. */
export const gapCauses = [
  'TOO-NEW',
  'NOT-POLLED',
  'POLL-MISSED',
  'NEVER-POLLED',
  'NO-DATE',
  'BEFORE-OVERLAP',
  'OUT-OF-REACH',
  'LEDGER-INCOMPLETE',
] as const;
export type GapCause = (typeof gapCauses)[number];

/** The first days the polls of a stream look at, and the day through which they have read. */
export interface PolledDays {
  /** Absent before the first complete poll. */
  readonly watermark?: LocalDate;
  readonly overlapFrom: LocalDate;
  readonly deepOverlapFrom: LocalDate;
}

/** Why the ledger may have no such record when it is noticed, by its date and by whether SYSPRO may still change it. */
export function noticedCause(
  record: { readonly date?: LocalDate; readonly open: boolean },
  { watermark, overlapFrom, deepOverlapFrom }: PolledDays,
): GapCause {
  if (watermark === undefined) return 'NEVER-POLLED';
  if (record.date === undefined) return 'NO-DATE';
  if (record.date < deepOverlapFrom && !record.open) return 'OUT-OF-REACH';
  if (record.date < overlapFrom) return 'BEFORE-OVERLAP';
  return record.date < watermark ? 'NOT-POLLED' : 'TOO-NEW';
}

/** What is known of a stream's polls when a recount ends. */
export interface PollsSeen {
  /** Whether a complete poll began after it was noticed that the record is missing. */
  readonly polledSince: boolean;
  /** Whether polls come to their end: where they do not, nothing is merely too new for them. */
  readonly alive: boolean;
}

/** Why, in the end, a record is missing that was noticed with a cause. */
export function finalCause(noticed: GapCause, { polledSince, alive }: PollsSeen): GapCause {
  if (noticed !== 'TOO-NEW' && noticed !== 'NOT-POLLED') return noticed;
  if (polledSince) return 'POLL-MISSED';
  return alive ? noticed : 'NOT-POLLED';
}

// A poll may take some minutes, and be made up for after Temporal was away.
const margin = 30 * 60_000;

/**
 * Whether polls come to their end, by when the last complete one ended: one of the last two that were due did.
 * @param every milliseconds from one to the next
 */
export function pollsAreAlive(lastComplete: Date | undefined, every: number, now: Date): boolean {
  return lastComplete !== undefined && now.getTime() - lastComplete.getTime() <= 2 * every + margin;
}
