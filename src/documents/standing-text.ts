import type { Stage } from './stage.ts';

/** How a posted document stands, as far as a sentence tells it. */
export interface StandingFacts {
  readonly stage: Stage;
  readonly stageAt: Date;
  readonly mailbox: string | null;
  readonly message: string | null;
  /** The mailbox its message is in now, where that is another. */
  readonly movedTo: string | null;
  /** When nothing more was to be seen of its message; null while it is followed, and where it never was. */
  readonly followedUntil: Date | null;
  /** The cause of the flag that stands. */
  readonly cause: string | null;
  /** Why its pick-up cannot be seen; absent where it can. */
  readonly unseen?: string;
}

/** How a posted document stands, in words for whoever looks at its workflow. Codes, numbers and paths only. */
export function standingText(facts: StandingFacts): string {
  const flag = facts.cause === null ? '' : ` **${facts.cause}**: see \`syspro-sterling show\`.`;
  return `${sentence(facts)}${flag}`;
}

function sentence({ stage, stageAt, mailbox, message, movedTo, followedUntil, unseen }: StandingFacts): string {
  const entry = `message ${message ?? 'unknown'} in ${mailbox ?? 'no mailbox'}`;
  const since = stageAt.toISOString();
  switch (stage) {
    case 'posted':
      if (message === null)
        return `Arrived in ${mailbox ?? 'its mailbox'}, though Sterling never said so: its message number is unknown, and its pick-up cannot be seen.`;
      if (followedUntil === null) return `Posted as ${entry}; ${unseen ?? 'nobody has taken it yet'}.`;
      return `Posted as ${entry}; followed until ${followedUntil.toISOString()}, ${unseen ?? 'and nobody had taken it by then'}.`;
    case 'routed':
      return `Taken from ${mailbox ?? 'its mailbox'} by Sterling’s process (seen ${since}).`;
    case 'picked-up':
      return `Picked up by the partner: ${entry} was taken (seen ${since}).`;
    case 'gone-unproven':
      return movedTo === null
        ? `Gone from ${mailbox ?? 'its mailbox'} (seen ${since}); who took or deleted it cannot be proven.`
        : `Moved from ${mailbox ?? 'its mailbox'} to ${movedTo} (seen ${since}); whether the partner got it cannot be proven.`;
    case 'acknowledged':
      return `Acknowledged by the partner (${since}).`;
    case 'rejected':
      return `Rejected by the partner (${since}). Correct the cause and re-send it.`;
    case 'discovered':
    case 'translated':
    case 'posting':
    case 'cancelled':
      return `${stage}, since ${since}.`;
  }
}
