import type { LocalDate } from './purchase-order.ts';
import type { Disposition } from './stage.ts';

/** What the partner profiles say of one party and document type. */
export type Sending =
  /** The partner takes this document by EDI, from its go-live on. */
  | { readonly kind: 'send'; readonly partner: string; readonly goLive?: LocalDate }
  /** The party is a partner's, but the profile does not opt in to this document. */
  | { readonly kind: 'not-opted-in'; readonly partner: string }
  /** The partner's profile is broken: the document is claimed and parks with the profile's findings. */
  | { readonly kind: 'broken'; readonly partner: string }
  /** No partner claims the party's code. */
  | { readonly kind: 'unbound' }
  /** Some profile cannot be read at all, so nobody can say whether it claims the code. */
  | { readonly kind: 'unknown' };

/** What a reading has that decides whether it is sent. */
export interface Release {
  readonly status: string;
  readonly cancelled: boolean;
  /** Absent when the row has none or an unreadable one. */
  readonly date?: LocalDate;
}

/** The stream's rules, as configured. */
export interface ReleaseRules {
  readonly releasedStatuses: readonly string[];
  /** The first calendar day, in the company's time zone, whose documents are sent. */
  readonly goLive: LocalDate;
}

/** Send it, or why not. */
export type Decision =
  | { readonly claim: true; readonly partner: string }
  | { readonly claim: false; readonly partner?: string; readonly disposition: Disposition; readonly cause: string };

/**
 * Decides whether a SYSPRO record that has no transmission yet is to be sent. Sending is opt-in; what cannot be decided is
 * held and decided again at the next reading, never passed over.
 */
export function decideDisposition(sending: Sending, release: Release, rules: ReleaseRules): Decision {
  switch (sending.kind) {
    case 'unknown':
      return { claim: false, disposition: 'held', cause: 'PROFILES-UNREADABLE' };
    case 'unbound':
      return { claim: false, disposition: 'not-edi', cause: 'NO-PARTNER' };
    case 'not-opted-in':
      return { claim: false, partner: sending.partner, disposition: 'not-edi', cause: 'NOT-OPTED-IN' };
    case 'send':
    case 'broken': {
      const { partner } = sending;
      const goLive =
        sending.kind === 'send' && sending.goLive && sending.goLive > rules.goLive ? sending.goLive : rules.goLive;
      // A record without a date cannot be said to be older than go-live; it is claimed and its findings are shown.
      if (release.date !== undefined && release.date < goLive) {
        return { claim: false, partner, disposition: 'before-go-live', cause: `BEFORE-${goLive}` };
      }
      if (release.cancelled) return { claim: false, partner, disposition: 'unreleased', cause: 'CANCELLED' };
      if (!rules.releasedStatuses.includes(release.status)) {
        return { claim: false, partner, disposition: 'unreleased', cause: `STATUS-${release.status || 'BLANK'}` };
      }
      return { claim: true, partner };
    }
  }
}

/** A disposition that was decided once and for all; the others are decided again at every reading. */
export function isSettled(disposition: Disposition): boolean {
  return disposition === 'before-go-live' || disposition === 'sent-otherwise';
}

/** The calendar day an instant falls on in a time zone. */
export function localDate(instant: Date, timeZone: string): LocalDate {
  // The Swedish locale writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    instant,
  );
}
