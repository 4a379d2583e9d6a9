import { isPosted, type Disposition, type Stage } from './stage.ts';

/** What became of a record, in one word: a disposition, or how its sends stand taken together. */
export const fates = [
  'sent',
  'being-sent',
  'parked',
  'held',
  'unreleased',
  'cancelled',
  'not-edi',
  'before-go-live',
  'sent-otherwise',
] as const;
export type Fate = (typeof fates)[number];

/** How a document stands in the ledger, as far as it tells what became of it. */
export interface Standing {
  readonly id: number;
  readonly disposition: Disposition | null;
  /** The code of why it has its disposition. */
  readonly cause: string | null;
  /** Of its latest transmission; null where it has none. */
  readonly stage: Stage | null;
  /** Whether any of its transmissions is in a mailbox. */
  readonly posted: boolean;
  /** Whether it waits for a person. */
  readonly attention: boolean;
}

/** What became of a document; undefined when the ledger has neither a disposition nor a transmission of it, which must not be. */
export function fateOf({ disposition, cause, stage, posted, attention }: Standing): Fate | undefined {
  if (posted || (stage !== null && isPosted(stage))) return 'sent';
  if (disposition !== null) return disposition === 'unreleased' && cause === 'CANCELLED' ? 'cancelled' : disposition;
  if (stage === null) return undefined;
  if (stage === 'cancelled') return 'cancelled';
  return attention ? 'parked' : 'being-sent';
}

/** Whether a document was ever claimed or was sent by other means: then nothing but a person's re-send sends it. */
export function isDealtWith({ disposition, stage }: Pick<Standing, 'disposition' | 'stage'>): boolean {
  return stage !== null || disposition === 'sent-otherwise';
}
