import { SysproError } from '../syspro-error.ts';
import type { SessionClock } from './session-clock.ts';

export interface TurnQueueOptions {
  /** Milliseconds an owner keeps the turn while others wait, however much of it waits too. */
  readonly turnMs: number;
  /** Milliseconds without a task of the owner before the turn goes to whoever waits. */
  readonly lingerMs: number;
  readonly clock: SessionClock;
  /** Nothing runs and nothing waits. Called each time that comes about. */
  readonly onIdle: () => void;
}

/** Runs tasks one at a time. Each has an owner, and changing owners is what costs. */
export interface TurnQueue {
  /** @throws SysproError SYSPRO-CANCELLED as soon as the signal ends a task that waits; what a task throws */
  run<T>(owner: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  /** Whether a task of the owner runs or waits. */
  has(owner: string): boolean;
  readonly idle: boolean;
  /** Resolves when everything has run. From now on nobody is lingered for; whoever closes takes no more tasks. */
  close(): Promise<void>;
  /** Takes no task up any more: those that wait end with the error. */
  abandon(error: () => SysproError): void;
}

interface Waiting {
  readonly owner: string;
  readonly start: () => Promise<void>;
  readonly refuse: (error: SysproError) => void;
}

/**
 * The owner whose task ran last has the turn: its tasks go first, in their order, and between two of them the queue lingers a
 * little, for a page is followed by the next one when it has been stored. The turn ends when nothing of the owner's comes any
 * more, or after {@link TurnQueueOptions.turnMs} with others waiting, and goes to the one that has been without it for longest.
 * So with n owners nobody waits longer than n − 1 turns, the task at the end of each, and the changes between them.
 */
export function createTurnQueue({ turnMs, lingerMs, clock, onIdle }: TurnQueueOptions): TurnQueue {
  let waiting: Waiting[] = [];
  let running: string | undefined;
  /** Who has the turn, since when, and when its last task ended. */
  let turn: { readonly owner: string; readonly since: number; ended: number } | undefined;
  /** Owners in the order in which they last began a turn. */
  let begun: string[] = [];
  let closed: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  let stopLingering = (): void => undefined;

  /** The task to run now, or how many milliseconds to wait for one of the owner that has the turn. */
  function choose(): Waiting | number | undefined {
    const own = waiting.find(({ owner }) => owner === turn?.owner);
    const others = waiting.filter(({ owner }) => owner !== turn?.owner);
    const longest = others.toSorted((a, b) => begun.indexOf(a.owner) - begun.indexOf(b.owner))[0];
    if (!turn || !longest) return own ?? longest;
    const now = clock.now();
    const left = turn.since + turnMs - now;
    if (left <= 0) return longest;
    if (own) return own;
    const linger = closed ? 0 : Math.min(turn.ended + lingerMs - now, left);
    return linger > 0 ? linger : longest;
  }

  function proceed(): void {
    if (running !== undefined) return;
    stopLingering();
    const chosen = choose();
    if (typeof chosen === 'number') stopLingering = clock.after(chosen, proceed);
    else if (chosen) void work(chosen);
    else {
      closed?.resolve();
      onIdle();
    }
  }

  async function work(chosen: Waiting): Promise<void> {
    const { owner } = chosen;
    waiting = waiting.filter((one) => one !== chosen);
    running = owner;
    const now = clock.now();
    // After a pause in which nobody else wanted it, its turn is a new one.
    if (!turn || turn.owner !== owner || now - turn.ended > lingerMs) {
      turn = { owner, since: now, ended: now };
      begun = [...begun.filter((one) => one !== owner), owner];
    }
    await chosen.start();
    turn.ended = clock.now();
    running = undefined;
    proceed();
  }

  return {
    run<T>(owner: string, task: () => Promise<T>, signal?: AbortSignal) {
      return new Promise<T>((resolve, reject) => {
        const onAbort = (): void => {
          waiting = waiting.filter((one) => one !== entry);
          reject(cancelled());
          proceed();
        };
        const entry: Waiting = {
          owner,
          async start() {
            signal?.removeEventListener('abort', onAbort);
            try {
              resolve(await task());
            } catch (error) {
              reject(error);
            }
          },
          refuse(error) {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        if (signal?.aborted) return reject(cancelled());
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(entry);
        proceed();
      });
    },
    has: (owner) => running === owner || waiting.some((one) => one.owner === owner),
    get idle() {
      return running === undefined && waiting.length === 0;
    },
    close() {
      closed ??= Promise.withResolvers<void>();
      proceed();
      return closed.promise;
    },
    abandon(error) {
      const all = waiting;
      waiting = [];
      stopLingering();
      for (const one of all) one.refuse(error());
    },
  };
}

function cancelled(): SysproError {
  return new SysproError('SYSPRO-CANCELLED', {
    retryable: true,
    message: 'the call was cancelled while it waited for the SYSPRO session',
    fix: 'Nothing: whoever cancelled it starts it again.',
  });
}
