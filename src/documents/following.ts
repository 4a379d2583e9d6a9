import { mayFollow, type Stage } from './stage.ts';

/** How the mailbox of a message is used, as far as it decides what becomes visible of it after the post. */
export interface Binding {
  /** Who takes messages from the mailbox: the partner, or a process of Sterling's that carries them further. */
  readonly takenBy: 'partner' | 'process';
  /** Whether such a process deletes or moves what it takes. */
  readonly removedWhenTaken: boolean;
  /** Milliseconds after the post within which somebody usually takes it. */
  readonly takenWithin: number;
  /** How it was posted: only a count shows afterwards that it was taken. */
  readonly extractable: 'always' | 'count' | 'until';
  /** How often it could be taken when it was posted, where it was posted with a count. */
  readonly count?: number;
}

/** What a sweep found of a message. */
export type Observation =
  /** In the mailbox it was posted to. @property count how often it may still be taken; absent where no count limits that */
  | { readonly kind: 'there'; readonly count?: number }
  /** In another mailbox. */
  | { readonly kind: 'moved'; readonly to: string }
  /** Asked for by its own number, and the API said there is none. */
  | { readonly kind: 'gone' };

/** What earlier sweeps knew of a message. */
export interface Watched {
  readonly postedAt: Date;
  /** The most it could be taken so far; absent before it was first seen. */
  readonly postedCount?: number;
  readonly seenCount?: number;
  /** The beginning of the sweep that first saw the count lower. */
  readonly lowerSince?: Date;
  /** The beginning of the sweep from which it was certain that somebody had taken it. */
  readonly takenAt?: Date;
}

/** What an observation came to. */
export interface Followed {
  readonly postedCount?: number;
  readonly seenCount?: number;
  readonly lowerSince?: Date;
  readonly takenAt?: Date;
  /** The stage it shows, for those of the message's documents that may go there. */
  readonly reached?: 'routed' | 'picked-up' | 'gone-unproven';
  /** That the count was lower, was taken for certain, and is back: said, and nothing else. */
  readonly undone: boolean;
  /** Why somebody should look, where it should have been taken by now. */
  readonly overdue?: OverdueCause;
  /** Whether nothing more can be seen of it. */
  readonly closes: boolean;
}

/** Why a posted message wants a person's eye. */
export type OverdueCause = 'NOT-PICKED-UP' | 'STUCK-IN-MAILBOX';

/**
 * What of a message's way shows in the mailbox: `count` that it was taken, by its count going down; `absence` that a process took it, by its
 * not being there any more; `nothing` neither.
 */
export function visibilityOf({ takenBy, removedWhenTaken, extractable }: Binding): 'count' | 'absence' | 'nothing' {
  if (extractable === 'count') return 'count';
  return takenBy === 'process' && removedWhenTaken ? 'absence' : 'nothing';
}

/** Why nobody will learn from the mailbox that a message was taken, in words; undefined where it shows. */
export function whyUnseen(binding: Binding): string | undefined {
  if (visibilityOf(binding) !== 'nothing') return undefined;
  const messages =
    binding.extractable === 'always'
      ? 'the mailbox’s messages stay extractable always'
      : 'the mailbox’s messages stay extractable until their time is over';
  return binding.takenBy === 'partner'
    ? `pick-up cannot be seen: ${messages}`
    : `routing cannot be seen: ${messages}, and the process leaves them there`;
}

/**
 * What a sweep's observation of a message means. Only what is certain becomes a stage:
 *
 * - A count that is lower may be an extraction under way, which Sterling takes back if it is aborted (Extract Begin, Abort). It counts when a
 *   later sweep finds it lower still.
 * - A message that is gone proves that its process took it, where that process removes what it takes. Of a partner it proves nothing:
 *   anybody may have deleted it.
 *
 * @param at the beginning of the sweep; the same sweep twice is once
 */
export function followed(binding: Binding, watched: Watched, seen: Observation, at: Date): Followed {
  const { takenAt } = watched;
  if (seen.kind !== 'there') {
    const known = { ...kept(watched), undone: false, closes: true };
    if (takenAt) return known;
    const byProcess = binding.takenBy === 'process' && (seen.kind === 'moved' || binding.removedWhenTaken);
    return byProcess ? { ...known, takenAt: at, reached: 'routed' } : { ...known, reached: 'gone-unproven' };
  }
  const { count } = seen;
  if (count === undefined) return { ...kept(watched), undone: false, closes: false, ...late(binding, watched, at) };

  const postedCount = Math.max(binding.count ?? 0, watched.postedCount ?? 0, count);
  const counted = { postedCount, seenCount: count, closes: false };
  const bound: Binding = { ...binding, extractable: 'count' };
  if (count === postedCount) {
    const undone = watched.lowerSince !== undefined && takenAt !== undefined;
    return { ...counted, ...(takenAt && { takenAt }), undone, ...late(bound, watched, at) };
  }
  const { lowerSince = at } = watched;
  const lower = { ...counted, lowerSince, undone: false };
  if (takenAt) return { ...lower, takenAt };
  if (lowerSince.getTime() >= at.getTime()) return lower;
  return { ...lower, takenAt: at, reached: binding.takenBy === 'partner' ? 'picked-up' : 'routed' };
}

function kept({ postedCount, seenCount, lowerSince, takenAt }: Watched): Partial<Followed> {
  return {
    ...(postedCount !== undefined && { postedCount }),
    ...(seenCount !== undefined && { seenCount }),
    ...(lowerSince && { lowerSince }),
    ...(takenAt && { takenAt }),
  };
}

/** Still there, and nobody has taken it in the time that usually takes. What cannot be seen is never late. */
function late(binding: Binding, { postedAt, takenAt }: Watched, at: Date): { readonly overdue?: OverdueCause } {
  const waited = at.getTime() - postedAt.getTime();
  if (takenAt || waited <= binding.takenWithin || visibilityOf(binding) === 'nothing') return {};
  return { overdue: binding.takenBy === 'partner' ? 'NOT-PICKED-UP' : 'STUCK-IN-MAILBOX' };
}

/** The stage a transmission goes to when its message reached one; undefined where it stays, for it is further already. */
export function stageAfter(stage: Stage, reached: Stage | undefined): Stage | undefined {
  // A process that has taken a message may well delete it: that it is gone then says nothing new.
  if (reached === undefined || (stage === 'routed' && reached === 'gone-unproven')) return undefined;
  return mayFollow(stage, reached) ? reached : undefined;
}

/**
 * Whether the partner has received a transmission: it acknowledged it or, where the profile expects no acknowledgement, provably took it.
 */
export function isReceived(stage: Stage, acknowledgementExpected: boolean): boolean {
  return stage === 'acknowledged' || (!acknowledgementExpected && stage === 'picked-up');
}

/**
 * Until when a posted document's workflow stays open: for re-sends a while after it was received, and never longer than it is followed.
 * @param windows milliseconds
 */
export function openUntil(
  posted: { readonly postedAt: Date; readonly receivedAt?: Date },
  windows: { readonly resendWindow: number; readonly followFor: number },
): Date {
  const last = posted.postedAt.getTime() + windows.followFor;
  if (!posted.receivedAt) return new Date(last);
  return new Date(Math.min(posted.receivedAt.getTime() + windows.resendWindow, last));
}
