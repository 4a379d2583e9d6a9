import type { LocalDate } from './local-date.ts';

/** Whether the polls of a stream look where a record is dated. */
export const reaches = [
  'never-polled',
  'no-date',
  'out-of-reach',
  'deep-only',
  'in-overlap',
  'newest',
  'incomplete',
] as const;
export type Reach = (typeof reaches)[number];

/** The first days the polls of a stream look at, and the day through which they have read. */
export interface PolledDays {
  /** Absent before the first complete poll. */
  readonly watermark?: LocalDate;
  readonly overlapFrom: LocalDate;
  readonly deepOverlapFrom: LocalDate;
}

/** Where a record lies for the polls: by its date, and whether SYSPRO may still change it. */
export function reachOf(record: { readonly date?: LocalDate; readonly open: boolean }, polled: PolledDays): Reach {
  const { watermark, overlapFrom, deepOverlapFrom } = polled;
  if (watermark === undefined) return 'never-polled';
  if (record.date === undefined) return 'no-date';
  if (record.date < deepOverlapFrom && !record.open) return 'out-of-reach';
  if (record.date < overlapFrom) return 'deep-only';
  return record.date < watermark ? 'in-overlap' : 'newest';
}

/** Why the ledger has no such record, as far as that can be known. */
export type GapCause =
  | 'TOO-NEW'
  | 'NEVER-POLLED'
  | 'NO-DATE'
  | 'OUT-OF-REACH'
  | 'BEFORE-OVERLAP'
  | 'NOT-POLLED'
  | 'POLL-MISSED'
  | 'LEDGER-INCOMPLETE';

/**
 * Why a record is missing.
 * @param polledSince whether a complete poll began after it was noticed that the record is missing
 * @returns TOO-NEW where it is no gap: no poll could have read it yet
 */
export function gapCause(reach: Reach, polledSince: boolean): GapCause {
  switch (reach) {
    case 'never-polled':
      return 'NEVER-POLLED';
    case 'no-date':
      return 'NO-DATE';
    case 'out-of-reach':
      return 'OUT-OF-REACH';
    case 'deep-only':
      return 'BEFORE-OVERLAP';
    case 'in-overlap':
      return polledSince ? 'POLL-MISSED' : 'NOT-POLLED';
    case 'newest':
      return polledSince ? 'POLL-MISSED' : 'TOO-NEW';
    case 'incomplete':
      return 'LEDGER-INCOMPLETE';
  }
}
