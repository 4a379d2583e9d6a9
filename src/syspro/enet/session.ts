import { isSysproError, SysproError } from '../syspro-error.ts';
import type { EnetClient, EnetCredentials } from './enet-client.ts';
import type { SessionToken } from './session-token.ts';

/** What became of the session, for the log. Never the token. */
export type SessionEvent =
  | { readonly type: 'logged-on' | 'logged-off' | 'dropped' }
  | { readonly type: 'session-lost' | 'logoff-failed'; readonly error: SysproError };

export interface SessionOptions {
  readonly enet: EnetClient;
  readonly credentials: EnetCredentials;
  /** Milliseconds without a call after which the session is logged off and its seat is free again. */
  readonly idleLogoffMs: number;
  /** Asked before each logon, which evicts whoever else has the operator: throws when this process may not. */
  readonly mayLogOn?: () => Promise<void>;
  readonly onEvent?: (event: SessionEvent) => void;
  /** Only simulated time sets it. */
  readonly clock?: SessionClock;
}

export interface SessionClock {
  /** Calls back once after so many milliseconds, unless the function it returns is called first. */
  after(ms: number, callback: () => void): () => void;
}

/** A call inside the session. The signal ends it when the caller cancels or the session is dropped. */
export type SessionCall<T> = (session: SessionToken, signal: AbortSignal) => Promise<T>;

/**
 * The one session an operator has in this process. Calls run one at a time; there is never more than one logon under
 * way; the token is in this closure and nowhere else. All methods throw {@link SysproError}.
 */
export interface Session {
  /**
   * Replaces the session by a fresh one, as each poll cycle does at its start. Leaves it alone while a call is in flight
   * or waiting: a session in use is alive, and its calls heal it when it is not.
   */
  renew(): Promise<void>;
  /** Runs an idempotent call, logging on first where needed. An `ERROR` answer brings one fresh logon and one repeat. */
  use<T>(call: SessionCall<T>, signal?: AbortSignal): Promise<T>;
  /** Runs a call that must not be repeated: an `ERROR` answer is the caller's to judge. */
  useOnce<T>(call: SessionCall<T>, signal?: AbortSignal): Promise<T>;
  /** The lock is lost, someone else may own the operator: forgets the token unused, cancels the call in flight. For good. */
  drop(): void;
  /** Finishes the calls that wait, logs off, and takes no more. */
  close(): Promise<void>;
}

/** Makes the session of one operator. Logs on with the first call, not before. */
export function createSession(options: SessionOptions): Session {
  const { enet, credentials, idleLogoffMs } = options;
  const clock = options.clock ?? systemClock;
  const dropped = new AbortController();
  let token: SessionToken | undefined;
  let tail: Promise<unknown> = Promise.resolve();
  let pending = 0;
  let renewing: Promise<void> | undefined;
  let closed: Promise<void> | undefined;
  let stopIdleTimer = (): void => undefined;

  function enqueue<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (dropped.signal.aborted || closed) return Promise.reject(ended());
    pending += 1;
    stopIdleTimer();
    const run = tail.then(async () => {
      if (dropped.signal.aborted) throw ended();
      if (signal?.aborted) throw cancelled();
      return task();
    });
    tail = run.then(afterTask, afterTask);
    return settledOrDropped(run, dropped.signal);
  }

  function afterTask(): void {
    pending -= 1;
    if (pending > 0 || token === undefined || closed) return;
    stopIdleTimer = clock.after(idleLogoffMs, () => {
      // Nobody waits for this, so whatever stops it (a drop, a close) needs no report of its own.
      if (pending === 0 && token) enqueue(logoff).catch(() => undefined);
    });
  }

  async function logon(): Promise<SessionToken> {
    await options.mayLogOn?.();
    token = undefined;
    const fresh = await enet.logon(credentials, dropped.signal);
    if (dropped.signal.aborted) throw ended();
    token = fresh;
    options.onEvent?.({ type: 'logged-on' });
    return fresh;
  }

  async function logoff(): Promise<void> {
    const old = token;
    if (old === undefined) return;
    token = undefined;
    try {
      await enet.logoff(old, dropped.signal);
      options.onEvent?.({ type: 'logged-off' });
    } catch (error) {
      // A session that cannot be logged off is gone already, or goes with the next logon.
      if (!isSysproError(error)) throw error;
      options.onEvent?.({ type: 'logoff-failed', error });
    }
  }

  function run<T>(call: SessionCall<T>, repeat: boolean, signal?: AbortSignal): Promise<T> {
    const either = signal ? AbortSignal.any([signal, dropped.signal]) : dropped.signal;
    return enqueue(async () => {
      const session = token ?? (await logon());
      try {
        return await call(session, either);
      } catch (error) {
        if (!isSysproError(error, 'SYSPRO-SESSION-LOST')) throw error;
        options.onEvent?.({ type: 'session-lost', error });
        token = undefined;
        if (!repeat) throw error;
      }
      const fresh = await logon();
      return call(fresh, either).catch((error: unknown) => {
        // A fresh session met the same answer, so it was the request and not the session. The session stays.
        throw isSysproError(error, 'SYSPRO-SESSION-LOST') ? refusedTwice(error) : error;
      });
    }, signal);
  }

  return {
    use: (call, signal) => run(call, true, signal),
    useOnce: (call, signal) => run(call, false, signal),
    renew() {
      if (renewing) return renewing;
      const before = token;
      if (before !== undefined && pending > 0) return Promise.resolve();
      renewing = enqueue(async () => {
        // A call that was under way has logged on meanwhile: that session is as fresh as ours would be.
        if (token !== undefined && token !== before) return;
        await logoff();
        await logon();
      }).finally(() => (renewing = undefined));
      return renewing;
    },
    drop() {
      if (dropped.signal.aborted) return;
      token = undefined;
      stopIdleTimer();
      dropped.abort();
      options.onEvent?.({ type: 'dropped' });
    },
    close() {
      if (closed) return closed;
      if (dropped.signal.aborted) return Promise.resolve();
      const last = enqueue(logoff).catch((error: unknown) => {
        // Dropped while closing: there is nothing left to log off.
        if (!isSysproError(error, 'SYSPRO-SESSION-ENDED')) throw error;
      });
      closed = last;
      return last;
    },
  };
}

const systemClock: SessionClock = {
  after(ms, callback) {
    // A session that idles keeps no process alive.
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** The promise, or a rejection as soon as the session is dropped, even where the call does not heed its signal. */
function settledOrDropped<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onDrop = (): void => reject(ended());
    signal.addEventListener('abort', onDrop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onDrop));
  });
}

function ended(): SysproError {
  return new SysproError('SYSPRO-SESSION-ENDED', {
    retryable: true,
    message: 'this process has given up the SYSPRO operator’s session',
    fix: 'Nothing: the process that holds the operator now does the work.',
  });
}

function cancelled(): SysproError {
  return new SysproError('SYSPRO-CANCELLED', {
    retryable: true,
    message: 'the call was cancelled while it waited for the SYSPRO session',
    fix: 'Nothing: whoever cancelled it starts it again.',
  });
}

function refusedTwice(error: SysproError): SysproError {
  return new SysproError('SYSPRO-REFUSED', {
    retryable: true,
    message: `${error.message}, and again after a fresh logon`,
    fix: 'If the operator is used by nobody else, run the same query in SYSPRO’s e.net diagnostics: the request itself fails.',
  });
}
