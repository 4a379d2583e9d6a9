import { setTimeout as pause } from 'node:timers/promises';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { createSysproActivities } from '../activities/index.ts';
import type { Dependencies, Profiles } from '../activities/dependencies.ts';
import type { CompanyConfig } from '../config.ts';
import { connectionSettings } from '../ledger/database.ts';
import { tryOperatorLock, type OperatorLock } from '../ledger/operator-lock.ts';
import { heartbeats } from '../temporal/heartbeat.ts';
import { sysproQueue } from '../temporal/task-queues.ts';
import { workerLimits } from './limits.ts';
import { openSysproCompany } from './syspro-company.ts';

export interface OperatorWorkerOptions extends Dependencies {
  readonly profiles: Profiles;
  readonly connection: NativeConnection;
  readonly company: CompanyConfig;
  /** Ends the loop. */
  readonly stop: AbortSignal;
  /** Milliseconds. */
  readonly shutdownGraceTime: number;
}

// How often a process that does not have the lock asks for it: the time a hand-over takes at most.
const askAgain = 2_000;

/**
 * Works off an operator's queue for as long as this process has the operator's lock, and waits for the lock when it has
 * not. Losing it cancels what is under way and forgets the session unused: somebody else may be logged on already.
 */
export async function runOperatorWorker(options: OperatorWorkerOptions): Promise<void> {
  const { company, log, stop, config } = options;
  const { operator } = company.syspro.enet;
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
      await workWhileLocked(options, lock);
    } else {
      await pause(askAgain, undefined, { signal: stop }).catch(() => undefined); // an abort only ends the wait
    }
  }
}

async function workWhileLocked(options: OperatorWorkerOptions, lock: OperatorLock): Promise<void> {
  const { company, config, connection, log, stop } = options;
  const { operator } = company.syspro.enet;
  const syspro = openSysproCompany(config, company, log, () => lock.check());
  const worker = await Worker.create({
    ...workerLimits.syspro,
    connection,
    namespace: config.temporal.namespace,
    taskQueue: sysproQueue(operator),
    identity: options.worker,
    activities: createSysproActivities({
      ...options,
      company(code) {
        if (code !== company.code) throw new RangeError(`operator ${operator} is not configured for company ${code}`);
        return syspro;
      },
    }),
    shutdownGraceTime: options.shutdownGraceTime,
    interceptors: { activity: [heartbeats] },
  });
  const end = (): void => {
    if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  const lose = (): void => {
    log.warn({ operator }, 'lost the SYSPRO operator');
    syspro.session.drop();
    end();
  };
  lock.lost.addEventListener('abort', lose, { once: true });
  stop.addEventListener('abort', end, { once: true });
  try {
    const running = worker.run();
    if (stop.aborted || lock.lost.aborted) end();
    await running;
  } finally {
    stop.removeEventListener('abort', end);
    lock.lost.removeEventListener('abort', lose);
    await syspro.session.close();
    await lock.release();
  }
}
