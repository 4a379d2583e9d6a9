import { DefaultLogger, type Logger } from '@temporalio/worker';
import type { Log } from '../log.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** The SDK's own messages and those of workflows and activities, in our log and its form. */
export function runtimeLogger(log: Log): Logger {
  return new DefaultLogger(
    log.level === 'debug' ? 'DEBUG' : log.level === 'info' ? 'INFO' : log.level === 'warn' ? 'WARN' : 'ERROR',
    ({ level, message, meta }) => {
      const { error, sdkComponent, ...fields } = (meta ?? {}) as { error?: unknown; sdkComponent?: string };
      // The SDK says a great deal of its own state at INFO; what workflows and activities say is what matters there.
      const quiet = level === 'INFO' && (sdkComponent === 'worker' || sdkComponent === 'core');
      log[quiet ? 'debug' : levels[level]](
        { ...fields, ...(error !== undefined && { error: messageOf(error) }) },
        message,
      );
    },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}
