import { DefaultLogger, type Logger } from '@temporalio/worker';
import type { Log } from '../log.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

interface Meta {
  readonly error?: unknown;
  readonly sdkComponent?: string;
  /** Long, and of use to nobody who reads a log. */
  readonly taskToken?: string;
  readonly isLocal?: boolean;
}

/** The SDK's own messages and those of workflows and activities, in our log and its form. */
export function runtimeLogger(log: Log): Logger {
  return new DefaultLogger(
    log.level === 'debug' ? 'DEBUG' : log.level === 'info' ? 'INFO' : log.level === 'warn' ? 'WARN' : 'ERROR',
    ({ level, message, meta }) => {
      const { error, sdkComponent, taskToken: _token, isLocal: _local, ...fields } = (meta ?? {}) as Meta;
      // The SDK says a great deal of its own state at INFO, and warns of workers that run activities only, as ours do on
      // purpose; what workflows and activities say is what matters there.
      const ofTheSdk = sdkComponent === 'worker' || sdkComponent === 'core';
      const quiet = (level === 'INFO' && ofTheSdk) || message.startsWith('No workflows registered');
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
