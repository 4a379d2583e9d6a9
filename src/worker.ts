import { hostname } from 'node:os';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createDocumentActivities, createSterlingActivities } from './activities/index.ts';
import { openPartnerFolder } from './activities/partner-folder.ts';
import type { Config } from './config.ts';
import { connectionSettings, openDatabase } from './ledger/database.ts';
import { requireMigrated } from './ledger/migrate.ts';
import { createLog } from './log.ts';
import { temporalConnection } from './temporal/connection.ts';
import { heartbeats } from './temporal/heartbeat.ts';
import { registerSearchAttributes } from './temporal/register-attributes.ts';
import { runtimeLogger } from './temporal/runtime-logger.ts';
import { documentsQueue, sterlingQueue } from './temporal/task-queues.ts';
import { bundleWorkflows } from './worker/bundle-workflows.ts';
import { workerLimits } from './worker/limits.ts';
import { openSterling } from './worker/open-sterling.ts';
import { runOperatorWorker } from './worker/operator-worker.ts';
import { operatorsOf } from './worker/operators.ts';

// Longer than a post may take to end by itself is not needed: an attempt cut off is looked up afterwards.
const shutdownGraceTime = 30_000;

/** Runs a worker process until it is told to stop (SIGTERM, SIGINT), finishing what is under way. */
export async function runWorker(config: Config): Promise<void> {
  // 1. This process: its log, and what it is called in the ledger and in the Temporal UI.
  const log = createLog(config.log);
  const worker = `syspro-sterling@${hostname()}:${process.pid}`;
  Runtime.install({ logger: runtimeLogger(log), shutdownSignals: [] });

  // 2. Connections.
  const db = openDatabase(connectionSettings(config), config.postgres.maxConnections, (error) =>
    log.warn({ error: error.message }, 'an idle PostgreSQL connection broke'),
  );
  await requireMigrated(db).catch(async (error: unknown) => {
    await db.end(); // its idle connections would keep the process
    throw error;
  });
  const options = temporalConnection(config);
  const { namespace } = config.temporal;
  const clientConnection = await Connection.connect(options);
  await registerSearchAttributes(clientConnection, namespace);
  const connection = await NativeConnection.connect(options);
  const sterlingApi = openSterling(config);

  // 3. Activities over the connections.
  const profiles = openPartnerFolder(config.path(config.partners));
  const base = { config, db, log, worker, now: () => new Date(), profiles };
  const interceptors = { activity: [heartbeats] };
  const common = { connection, namespace, identity: worker, shutdownGraceTime, interceptors };
  const documents = await Worker.create({
    ...common,
    ...workerLimits.documents,
    taskQueue: documentsQueue,
    workflowBundle: await bundleWorkflows(new URL('workflows/index.ts', import.meta.url)),
    activities: createDocumentActivities({ ...base, client: new Client({ connection: clientConnection, namespace }) }),
  });
  const sterling = await Worker.create({
    ...common,
    ...workerLimits.sterling,
    taskQueue: sterlingQueue,
    activities: createSterlingActivities({ ...base, sterling: sterlingApi.client }),
  });

  // 4. Run until told to stop, or until one of them fails, which stops the others.
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => {
    log.info({ signal }, 'stopping');
    stop.abort();
  };
  process.once('SIGTERM', onSignal).once('SIGINT', onSignal);
  const workers = [documents, sterling];
  stop.signal.addEventListener('abort', () => workers.forEach((one) => one.getState() === 'RUNNING' && one.shutdown()));
  const runs = [
    ...workers.map((one) => one.run()),
    ...operatorsOf(config).map((operator) =>
      runOperatorWorker({ ...base, connection, operator, stop: stop.signal, shutdownGraceTime }),
    ),
  ];
  log.info({ worker }, 'worker ready');
  try {
    await Promise.all(runs.map((run) => run.finally(() => stop.abort())));
  } finally {
    await Promise.allSettled(runs);
    sterlingApi.close();
    await Promise.all([connection.close(), clientConnection.close(), db.end()]);
    log.info({ worker }, 'worker stopped');
  }
}
