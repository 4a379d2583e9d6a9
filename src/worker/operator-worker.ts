import { setTimeout as pause } from 'node:timers/promises';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { createSysproActivities } from '../activities/index.ts';
import type { Dependencies, Profiles } from '../activities/dependencies.ts';
import { connectionSettings } from '../ledger/database.ts';
import { tryOperatorLock, type OperatorLock } from '../ledger/operator-lock.ts';
import { heartbeats } from '../temporal/heartbeat.ts';
import { sysproQueue } from '../temporal/task-queues.ts';
import { sysproLimits } from './limits.ts';
import { openOperator } from './open-operator.ts';
import type { Operator } from './operators.ts';

export interface OperatorWorkerOptions extends Dependencies {
  readonly profiles: Profiles;
  readonly connection: NativeConnection;
  readonly operator: Operator;
  /** Ends the loop. */
  readonly stop: AbortSignal;
  /** Milliseconds. */
  readonly shutdownGraceTime: number;
}

// How often a process that does not have the lock asks for it: the time a hand-over takes at most.
const askAgain = 2_000;

/**
 * Works off an operator's queue, for all its companies, for as long as this process has the operator's lock, and waits for the
 * lock when it has not. Losing it cancels what is under way and forgets the session unused: somebody else may be logged on already.
 */
export async function runOperatorWorker(options: OperatorWorkerOptions): Promise<void> {
  const { log, stop, config } = options;
  const operator = options.operator.name;
  while (!stop.aborted) {
    const lock = await tryOperatorLock(connectionSettings(config), operator).catch((error: Error) => {
      log.warn(
        { operator, error: error.message },
        'the operator’s lock cannot be asked for; PostgreSQL does not answer',
      );
      return undefined;
    });
    if (lock) {
      log.info({ operator }, 'holding the SYSPRO operator');
      try {
        await workWhileLocked(options, lock);
      } finally {
        await lock.release();
      }
    } else {
      await pause(askAgain, undefined, { signal: stop }).catch(() => undefined); // an abort only ends the wait
    }
  }
}

async function workWhileLocked(options: OperatorWorkerOptions, lock: OperatorLock): Promise<void> {
  const { config, connection, log, stop } = options;
  const operator = options.operator.name;
  const syspro = openOperator(config, options.operator, {
    mayLogOn: () => lock.check(),
    onEvent(event) {
      const fields = { company: event.company, operator };
      if ('error' in event) log.warn({ ...fields, code: event.error.code }, `SYSPRO ${event.type}`);
      else log.info(fields, `SYSPRO ${event.type}`);
    },
  });
  const worker = await Worker.create({
    ...sysproLimits(options.operator.companies.length),
    connection,
    namespace: config.temporal.namespace,
    taskQueue: sysproQueue(operator),
    identity: options.worker,
    activities: createSysproActivities({ ...options, company: syspro.company }),
    shutdownGraceTime: options.shutdownGraceTime,
    interceptors: { activity: [heartbeats] },
  });
  const end = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const lose = (): void => {
    log.warn({ operator }, 'lost the SYSPRO operator');
    syspro.drop();
    end();
  };
  lock.lost.addEventListener('abort', lose, { once: true });
  stop.addEventListener('abort', end, { once: true });
  try {
    const running = worker.run();
    // Either may have come while the worker was being made.
    if (lock.lost.aborted) lose();
    if (stop.aborted) end();
    await running;
  } finally {
    stop.removeEventListener('abort', end);
    lock.lost.removeEventListener('abort', lose);
    await syspro.close();
  }
}
