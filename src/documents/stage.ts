/**
 * How far a transmission has come. One vocabulary in the ledger, the search attributes, the command line and the web.
 *
 * `posted` means Sterling's API accepted it; only `picked-up` and `acknowledged` say anything of the partner.
 */
export const stages = [
  'discovered',
  'translated',
  'posting',
  'posted',
  'routed',
  'picked-up',
  'acknowledged',
  'rejected',
  'gone-unproven',
  'cancelled',
] as const;
export type Stage = (typeof stages)[number];

/** Why a document has no transmission. */
export const dispositions = ['not-edi', 'before-go-live', 'sent-otherwise', 'unreleased', 'held'] as const;
export type Disposition = (typeof dispositions)[number];

/** What stands beside a stage or disposition and wants a person's eye. */
export const flags = ['overdue', 'needs-attention'] as const;
export type Flag = (typeof flags)[number];

const order: ReadonlyMap<Stage, number> = new Map(stages.map((stage, index) => [stage, index]));

// Each stage and what may follow it. A stage may be skipped forwards (a mailbox's settings make some invisible), a
// post may be found not to have happened, and the verdict of a partner may be corrected by a later one.
const transitions: Record<Stage, readonly Stage[]> = {
  discovered: ['translated', 'cancelled'],
  translated: ['posting', 'cancelled'],
  posting: ['posted', 'cancelled'],
  posted: ['routed', 'picked-up', 'acknowledged', 'rejected', 'gone-unproven'],
  routed: ['picked-up', 'acknowledged', 'rejected', 'gone-unproven'],
  'gone-unproven': ['picked-up', 'acknowledged', 'rejected'],
  'picked-up': ['acknowledged', 'rejected'],
  acknowledged: ['rejected'],
  rejected: ['acknowledged'],
  cancelled: [],
};

/** Whether a transmission may go from one stage to the other. Staying where it is, is no transition. */
export function mayFollow(from: Stage, to: Stage): boolean {
  return transitions[from].includes(to);
}

/** Whether Sterling's API has certainly accepted the transmission. */
export function isPosted(stage: Stage): boolean {
  return stage !== 'cancelled' && (order.get(stage) ?? 0) >= (order.get('posted') ?? 0);
}
