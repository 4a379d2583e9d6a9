import { setTimeout as sleep } from 'node:timers/promises';
import { SterlingError, type SterlingErrorCode } from './sterling-error.ts';

/** How the client repeats reads; a test gives its own pause and clock. */
export interface Repeats {
  /** Waits so many milliseconds, or until the signal is aborted; either way it resolves. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** Milliseconds of a clock that only rises. */
  now(): number;
}

export const realRepeats: Repeats = {
  pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  now: () => performance.now(),
};

// Long enough for a listener that is being restarted or a short burst, short enough that nobody waits for it.
const pauses = [300, 1_500];

/**
 * After so many milliseconds no repeat begins, so that a call takes little longer than one request may: a server that lets a
 * read time out is not helped by asking again, and the steps that read have time limits of their own.
 */
const patience = 30_000;

/**
 * Reads, and again at most twice after no answer, a 5xx or a 429. Only for what changes nothing: a read is fenced by nothing,
 * and whoever decides by it decides by its last answer, never by its absence.
 * @throws the last error; also when the signal is aborted in a pause
 */
export async function repeatRead<T>(read: () => Promise<T>, repeats: Repeats, signal?: AbortSignal): Promise<T> {
  const begun = repeats.now();
  for (const milliseconds of pauses) {
    try {
      return await read();
    } catch (error) {
      if (!passing(error) || repeats.now() - begun + milliseconds > patience) throw error;
      await repeats.pause(milliseconds, signal);
      if (signal?.aborted) throw error;
    }
  }
  return read();
}

const passingCodes: ReadonlySet<SterlingErrorCode> = new Set([
  'STERLING-UNREACHABLE',
  'STERLING-NO-ANSWER',
  'STERLING-BUSY',
  'STERLING-SERVER-ERROR',
]);

function passing(error: unknown): boolean {
  return error instanceof SterlingError && passingCodes.has(error.code);
}
