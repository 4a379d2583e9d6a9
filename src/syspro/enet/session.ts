import { isSysproError, SysproError } from '../syspro-error.ts';
import type { EnetClient, EnetCredentials } from './enet-client.ts';
import { systemClock, type SessionClock } from './session-clock.ts';
import type { SessionToken } from './session-token.ts';
import { createTurnQueue } from './turn-queue.ts';

/** What became of the session of a company, for the log. Never the token. */
export type SessionEvent = { readonly company: string } & (
  | { readonly type: 'logged-on' | 'logged-off' | 'dropped' }
  | { readonly type: 'session-lost' | 'logoff-failed'; readonly error: SysproError }
);

export interface OperatorSessionOptions {
  readonly enet: Pick<EnetClient, 'logon' | 'logoff'>;
  /** The operator's credentials, by our code of the company they log on to. */
  readonly companies: ReadonlyMap<string, EnetCredentials>;
  /** Milliseconds without a call after which the session is logged off and its seat is free again. */
  readonly idleLogoffMs: number;
  /** Asked before each logon, which evicts whoever else has the operator: throws when this process may not. */
  readonly mayLogOn?: () => Promise<void>;
  readonly onEvent?: (event: SessionEvent) => void;
  readonly clock?: SessionClock;
}

/** A call inside the session. The signal ends it when the caller cancels or the session is dropped. */
export type SessionCall<T> = (session: SessionToken, signal: AbortSignal) => Promise<T>;

/** The operator's session as one company uses it. All methods throw {@link SysproError}. */
export interface Session {
  /**
   * Replaces the company's session by a fresh one, as each poll cycle does at its start. Leaves it alone while a call of the company
   * is in flight or waiting: a session in use is alive, and its calls heal it when it is not. A call of another company is
   * waited for.
   */
  renew(): Promise<void>;
  /**
   * Runs an idempotent call, a query or an update that sets the same values again, logging on first where needed. An `ERROR` answer
   * brings one fresh logon and one repeat.
   */
  use<T>(call: SessionCall<T>, signal?: AbortSignal): Promise<T>;
  /** Runs a call that must not be repeated: an `ERROR` answer is the caller's to judge. */
  useOnce<T>(call: SessionCall<T>, signal?: AbortSignal): Promise<T>;
}

/**
 * The one session an operator has in this process, and in the world. The companies take turns in it, logging off one before
 * the next logs on. Calls run one at a time; there is never more than one logon under way; the token is in this closure and
 * nowhere else.
 */
export interface OperatorSession {
  /** @throws RangeError for a company the operator has no credentials for */
  company(code: string): Session;
  /** The lock is lost, someone else may own the operator: forgets the token unused, cancels the call in flight. For good. */
  drop(): void;
  /** Finishes the calls that wait, logs off, and takes no more. */
  close(): Promise<void>;
}

// How the companies of an operator share its session. Changing company costs a logoff and a logon, taken for about a second
// together (inferred; nobody has published it). With turns of 10 s at most a tenth of the time goes into changing. Three companies
// wait at most 2 × (10 s + a call + 1 s), well within the two minutes a step of a poll has. Half a second is less than a
// change, and more than lies between the steps of a cycle and the pages of a scan.
const turnMs = 10_000;
const lingerMs = 500;

/** Makes the session of one operator. Logs on with the first call, not before. */
export function createOperatorSession(options: OperatorSessionOptions): OperatorSession {
  const { enet, companies, idleLogoffMs, clock = systemClock } = options;
  const dropped = new AbortController();
  const queue = createTurnQueue({ turnMs, lingerMs, clock, onIdle });
  let live: { readonly company: string; readonly token: SessionToken } | undefined;
  let closed: Promise<void> | undefined;
  let stopIdleTimer = (): void => undefined;

  function enqueue<T>(company: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (dropped.signal.aborted || closed) return Promise.reject(ended());
    stopIdleTimer();
    return settledOrDropped(queue.run(company, task, signal), dropped.signal);
  }

  function onIdle(): void {
    stopIdleTimer();
    if (!live || closed) return;
    const { company } = live;
    stopIdleTimer = clock.after(idleLogoffMs, () => {
      // Nobody waits for this, so whatever stops it (a drop, a close) needs no report of its own.
      if (queue.idle && live) enqueue(company, logoff).catch(() => undefined);
    });
  }

  async function logon(company: string, credentials: EnetCredentials): Promise<SessionToken> {
    await options.mayLogOn?.();
    if (dropped.signal.aborted) throw ended();
    live = undefined;
    const token = await enet.logon(credentials, dropped.signal);
    if (dropped.signal.aborted) throw ended();
    live = { company, token };
    options.onEvent?.({ type: 'logged-on', company });
    return token;
  }

  async function logoff(): Promise<void> {
    if (!live) return;
    const { company, token } = live;
    live = undefined;
    try {
      await enet.logoff(token, dropped.signal);
      options.onEvent?.({ type: 'logged-off', company });
    } catch (error) {
      // A session that cannot be logged off is gone already, or goes with the next logon.
      if (!isSysproError(error)) throw error;
      options.onEvent?.({ type: 'logoff-failed', company, error });
    }
  }

  function sessionOf(company: string, credentials: EnetCredentials): Session {
    let renewing: Promise<void> | undefined;

    /** The session, if it is the company's. Another company's is logged off: SYSPRO lets no operator have both. */
    async function own(): Promise<SessionToken | undefined> {
      if (live && live.company !== company) await logoff();
      return live?.token;
    }

    function run<T>(call: SessionCall<T>, repeat: boolean, signal?: AbortSignal): Promise<T> {
      const either = signal ? AbortSignal.any([signal, dropped.signal]) : dropped.signal;
      const task = async (): Promise<T> => {
        const token = (await own()) ?? (await logon(company, credentials));
        try {
          return await call(token, either);
        } catch (error) {
          if (!isSysproError(error, 'SYSPRO-SESSION-LOST')) throw error;
          options.onEvent?.({ type: 'session-lost', company, error });
          live = undefined;
          if (!repeat) throw error;
        }
        const fresh = await logon(company, credentials);
        return call(fresh, either).catch((error: unknown) => {
          // A fresh session met the same answer, so it was the request and not the session. The session stays.
          throw isSysproError(error, 'SYSPRO-SESSION-LOST') ? refusedTwice(error) : error;
        });
      };
      return enqueue(company, task, signal);
    }

    return {
      use: (call, signal) => run(call, true, signal),
      useOnce: (call, signal) => run(call, false, signal),
      renew() {
        if (renewing) return renewing;
        const before = live?.company === company ? live.token : undefined;
        if (before !== undefined && queue.has(company)) return Promise.resolve();
        const renewal = enqueue(company, async () => {
          const token = await own();
          // A call that was under way has logged on meanwhile: that session is as fresh as ours would be.
          if (token !== undefined && token !== before) return;
          await logoff();
          await logon(company, credentials);
        }).finally(() => (renewing = undefined));
        renewing = renewal;
        return renewal;
      },
    };
  }

  const sessions = new Map([...companies].map(([code, credentials]) => [code, sessionOf(code, credentials)]));
  return {
    company(code) {
      const session = sessions.get(code);
      if (!session) throw new RangeError(`the operator is not configured for company ${code}`);
      return session;
    },
    drop() {
      if (dropped.signal.aborted) return;
      const company = live?.company;
      live = undefined;
      stopIdleTimer();
      dropped.abort();
      queue.abandon(ended);
      if (company !== undefined) options.onEvent?.({ type: 'dropped', company });
    },
    close() {
      if (closed) return closed;
      if (dropped.signal.aborted) return Promise.resolve();
      stopIdleTimer();
      closed = settledOrDropped(queue.close().then(logoff), dropped.signal).catch((error: unknown) => {
        // Dropped while closing: there is nothing left to log off.
        if (!isSysproError(error, 'SYSPRO-SESSION-ENDED')) throw error;
      });
      return closed;
    },
  };
}

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

function refusedTwice(error: SysproError): SysproError {
  return new SysproError('SYSPRO-REFUSED', {
    retryable: true,
    message: `${error.message}, and again after a fresh logon`,
    fix: 'If the operator is used by nobody else, run the same call in SYSPRO’s e.net diagnostics: the request itself fails.',
  });
}
