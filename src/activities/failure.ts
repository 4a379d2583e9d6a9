import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { SterlingError } from '../sterling/sterling-error.ts';
import { SysproError } from '../syspro/syspro-error.ts';

// A refused logon is tried rarely: SYSPRO may lock the operator after a few.
const credentialsPause = '5m';

/**
 * An adapter's error as Temporal takes it: its stable code as type, its redacted message, what to do, and nothing else.
 * No cause: histories are read by many and kept for long.
 */
export function failureOf(error: unknown): Error {
  if (error instanceof ApplicationFailure || error instanceof CancelledFailure) return error;
  if (error instanceof SysproError) {
    return ApplicationFailure.create({
      type: error.code,
      message: `${error.message} ${error.fix}`,
      // Everything is tried again, for somebody may have repaired the settings or SYSPRO: only how often depends.
      nextRetryDelay: error.retryable ? undefined : credentialsPause,
    });
  }
  if (error instanceof SterlingError) {
    return ApplicationFailure.create({
      type: error.code,
      message: `${error.message} ${error.fix}`,
      nextRetryDelay: error.code === 'STERLING-CREDENTIALS' || error.code === 'STERLING-FORBIDDEN' ? '1m' : undefined,
    });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Runs an activity's body and turns what adapters throw into what Temporal takes. */
export async function withFailures<T>(body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw failureOf(error);
  }
}
