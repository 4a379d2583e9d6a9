import { pino, type Logger } from 'pino';

/** A structured logger: an object of fields, then the message. */
export type Log = Logger;

/**
 * The process's log: JSON lines on standard output, or text for a person. Whatever looks like a secret by its name is
 * censored, as a last line of defence; the first is that adapters never put one into a message.
 */
export function createLog(options: { level: string; format: 'json' | 'pretty' }): Log {
  return pino({
    level: options.level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['password', '*.password', 'token', '*.token', 'authorization', '*.authorization'],
      censor: '[secret]',
    },
    transport:
      options.format === 'pretty'
        ? { target: 'pino-pretty', options: { translateTime: 'SYS:HH:MM:ss', ignore: 'pid,hostname' } }
        : undefined,
  });
}
