import type { Decision, ReleaseRules } from './disposition.ts';
import { isDealtWith, type Standing } from './fate.ts';
import type { LocalDate } from './local-date.ts';
import type { Disposition } from './stage.ts';

/** Dispositions a backfill may decide anew. Of `held`, what a person may release is then sent by that person's word. */
export const reopenable = ['before-go-live', 'not-edi', 'held'] as const satisfies readonly Disposition[];
export type Reopenable = (typeof reopenable)[number];

/** A window of the past that is to be sent. */
export interface BackfillWindow {
  /** First and last day of the stream's date column, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Dispositions that are decided anew. */
  readonly reopen: readonly Reopenable[];
  /** Only this partner's documents; absent: everybody's. */
  readonly partner?: string | null;
}

/** What a person asked for. */
export interface BackfillOrder extends BackfillWindow {
  /** At most so many documents are claimed a minute. */
  readonly rate: number;
  readonly requestedBy: string;
}

/** The rules a backfill decides by, besides the configured ones. */
export function backfillRules({ from, reopen }: Pick<BackfillWindow, 'from' | 'reopen'>): Partial<ReleaseRules> {
  return { goLive: from, beforePartnersGoLive: reopen.includes('before-go-live') };
}

/** What a backfill makes of a decision: what is held is claimed where it was asked to release that. */
export function backfillDecision(decision: Decision, reopen: readonly Reopenable[]): Decision {
  return reopen.includes('held') ? releasedByPerson(decision) : decision;
}

/**
 * The decision once a person has said that the record is to be sent: claimed, where what holds it is a question to a person. A
 * profile that cannot be read, or a date too far ahead, is none.
 */
export function releasedByPerson(decision: Decision): Decision {
  if (decision.claim || decision.partner === undefined || decision.disposition !== 'held') return decision;
  const { partner, cause } = decision;
  return /^(?:POLICY|COMPLETE)-/.test(cause) || cause === 'UNDATED' ? { claim: true, partner } : decision;
}

/** Whether a backfill decides a known document anew: never what was dealt with, and what was settled only where it is asked to. */
export function isOpenToBackfill(standing: Standing, reopen: readonly Reopenable[]): boolean {
  if (isDealtWith(standing)) return false;
  const { disposition } = standing;
  return disposition !== 'before-go-live' && disposition !== 'not-edi' ? true : reopen.includes(disposition);
}

/** Whether a record is certainly of a window: one whose date is no day is let through by SYSPRO, and is of none. */
export function isWithin(
  { date }: { readonly date?: LocalDate },
  window: { readonly from?: LocalDate; readonly to: LocalDate },
): boolean {
  return date !== undefined && date <= window.to && (window.from === undefined || date >= window.from);
}
