import { inspect } from 'node:util';
import { isSysproError, type SysproError } from '../../src/syspro/syspro-error.ts';

/** The SysproError a promise rejects with. */
export async function sysproError(promise: Promise<unknown>): Promise<SysproError> {
  const error: unknown = await promise.then(
    (value) => new Error(`resolved to ${inspect(value)}`),
    (thrown: unknown) => thrown,
  );
  if (isSysproError(error)) return error;
  throw error;
}

/** Everything an error can show anywhere, to be looked through for secrets. */
export function allOf(error: Error): string {
  return [
    error.message,
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: 10, showHidden: true }),
    inspect(error.cause, { depth: 10 }),
  ].join('\n');
}
