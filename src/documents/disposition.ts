import type { LocalDate } from './local-date.ts';
import type { Disposition } from './stage.ts';

/**
 * What a record is besides its status, where a partner may want it treated differently: an invoice is an invoice, a credit or
 * a debit note, and may be a deposit, without value, or made without a sales order.
 */
export const traits = ['invoice', 'credit', 'debit', 'deposit', 'zero-value', 'without-sales-order'] as const;
export type Trait = (typeof traits)[number];

/** Whether records of a trait are sent, wait for a person, or are none of the partner's business. */
export type TraitPolicy = 'send' | 'hold' | 'never';

/**
 * What is done where a profile does not say. A credit or debit note changes what is owed the other way, and what comes without a
 * sales order has no purchase order the customer could match it to: both wait until the partner has agreed to them. A deposit
 * bills no goods.
 */
export const usualPolicies: Readonly<Record<Trait, TraitPolicy>> = {
  invoice: 'send',
  credit: 'hold',
  debit: 'hold',
  deposit: 'never',
  'zero-value': 'send',
  'without-sales-order': 'hold',
};

/** What the partner profiles say of one party and document type. */
export type Sending =
  /** The partner takes this document by EDI, from its go-live on. */
  | {
      readonly kind: 'send';
      readonly partner: string;
      readonly goLive?: LocalDate;
      /** What the profile says otherwise than {@link usualPolicies}. */
      readonly policies?: Partial<Record<Trait, TraitPolicy>>;
    }
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
  /** Whether SYSPRO may still change it in the ordinary course. */
  readonly open: boolean;
  /** Absent when the row has none or an unreadable one. */
  readonly date?: LocalDate;
  readonly traits: readonly Trait[];
}

/** The stream's rules, as configured. */
export interface ReleaseRules {
  /** Absent: the stream's records have no status, and are released as soon as they are there. */
  readonly releasedStatuses?: readonly string[];
  /** The first calendar day, in the company's time zone, whose documents are sent. */
  readonly goLive: LocalDate;
  /** Whether {@link goLive} counts also where the partner's own is later: a person has asked for the past. */
  readonly beforePartnersGoLive?: boolean;
  /** The last day a record may be dated: a later one is a slip of somebody's keyboard, and may still be corrected. */
  readonly latest: LocalDate;
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
        sending.kind === 'send' && sending.goLive && sending.goLive > rules.goLive && !rules.beforePartnersGoLive
          ? sending.goLive
          : rules.goLive;
      // An open record without a date cannot be said to be older than go-live; it is claimed and its findings are shown.
      if (release.date !== undefined && release.date < goLive) {
        return { claim: false, partner, disposition: 'before-go-live', cause: `BEFORE-${goLive}` };
      }
      if (release.cancelled) return { claim: false, partner, disposition: 'unreleased', cause: 'CANCELLED' };
      if (release.date !== undefined && release.date > rules.latest)
        return { claim: false, partner, disposition: 'held', cause: 'DATED-AHEAD' };
      if (release.date === undefined && !release.open)
        return { claim: false, partner, disposition: 'held', cause: 'UNDATED' };
      const policies = sending.kind === 'send' ? { ...usualPolicies, ...sending.policies } : usualPolicies;
      const withPolicy = (policy: TraitPolicy): Trait | undefined =>
        release.traits.find((trait) => policies[trait] === policy);
      const never = withPolicy('never');
      if (never) return { claim: false, partner, disposition: 'not-edi', cause: `POLICY-${never.toUpperCase()}` };
      if (rules.releasedStatuses && !rules.releasedStatuses.includes(release.status)) {
        return release.open
          ? { claim: false, partner, disposition: 'unreleased', cause: `STATUS-${release.status || 'BLANK'}` }
          : // It was released and completed between two polls, or never released at all: only a person can say.
            { claim: false, partner, disposition: 'held', cause: `COMPLETE-${release.status || 'BLANK'}` };
      }
      const held = withPolicy('hold');
      if (held) return { claim: false, partner, disposition: 'held', cause: `POLICY-${held.toUpperCase()}` };
      return { claim: true, partner };
    }
  }
}

/** A disposition as it was decided, with what it was decided by. */
export interface DecidedDisposition {
  readonly disposition: Disposition;
  readonly cause: string | null;
  /** The record's date then. */
  readonly date: LocalDate | null;
}

/** The cause of a disposition that a person confirmed for everything before go-live. */
export const baselined = 'BASELINE';

/**
 * Whether a disposition stands, whatever a later reading would decide. What a person said stands; what was older than go-live
 * stands for as long as SYSPRO dates it so, for a date may have been a slip; the others are decided again at every reading.
 */
export function isSettled({ disposition, cause, date }: DecidedDisposition, dateNow: LocalDate | undefined): boolean {
  if (disposition === 'sent-otherwise') return true;
  return disposition === 'before-go-live' && (cause === baselined || date === (dateNow ?? null));
}

/** What became, by a second reading, of what a record was claimed for. */
export type Standing = 'stands' | 'other-party' | `POLICY-${string}`;

/**
 * Whether a claim still stands by what SYSPRO says now: the record is still of the partner it was claimed for, and has not turned
 * out to be of a kind the partner never takes. Go-live and held kinds are not asked again: a person may have claimed it against them.
 */
export function claimStands(sending: Sending, partner: string, traits: readonly Trait[]): Standing {
  if (sending.kind === 'unbound' || ('partner' in sending && sending.partner !== partner)) return 'other-party';
  if (sending.kind !== 'send') return 'stands';
  const policies = { ...usualPolicies, ...sending.policies };
  const never = traits.find((trait) => policies[trait] === 'never');
  return never ? `POLICY-${never.toUpperCase()}` : 'stands';
}
