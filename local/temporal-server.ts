import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { registerSearchAttributes } from '../src/temporal/register-attributes.ts';
import { searchAttributes } from '../src/temporal/search-attributes.ts';

/** The custom search attributes of documents, all of type Keyword. The worker refuses to start without them. */
export const searchAttributeNames: readonly string[] = Object.values(searchAttributes).map(({ name }) => name);

// Without fairness one partner's backlog delays every other partner.
const dynamicConfig = ['matching.enableFairness=true', 'matching.useNewMatcher=true'] as const;

// With the server's own setting (a flush to disk per transaction) a cycle takes three times as long. This way a power cut
// may lose the last moments, and the ledger still knows what was sent.
const sqlitePragmas = ['--sqlite-pragma=journal_mode=WAL', '--sqlite-pragma=synchronous=NORMAL'] as const;

export interface TemporalServerOptions {
  /** The Temporal command line. */
  readonly cli: string;
  readonly port: number;
  /** The port of the UI; without one there is no UI. */
  readonly uiPort?: number;
  /** The SQLite file that keeps workflows from one start to the next; without one they are kept in memory. */
  readonly database?: string;
  /** Off only to see what it is like without; on when left out. */
  readonly fairness?: boolean;
  readonly onLog?: (line: string) => void;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: (pid: number) => Promise<void>;
}

export interface TemporalServer {
  /** `host:port` of the gRPC service. */
  readonly address: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;

/**
 * Starts a Temporal development server on 127.0.0.1 with our search attributes and with fairness on, and waits until
 * it serves the namespace `default`.
 * @throws Error with the last log lines when it does not come up
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const lines: string[] = [];
  const child = spawn(
    options.cli,
    [
      'server',
      'start-dev',
      '--ip=127.0.0.1',
      `--port=${options.port}`,
      '--log-level=warn',
      ...(options.uiPort === undefined ? ['--headless'] : [`--ui-port=${options.uiPort}`, '--ui-disable-news-fetch']),
      ...(options.database === undefined ? [] : [`--db-filename=${options.database}`, ...sqlitePragmas]),
      ...searchAttributeNames.map((name) => `--search-attribute=${name}=Keyword`),
      ...(options.fairness === false ? [] : dynamicConfig).map((setting) => `--dynamic-config-value=${setting}`),
    ],
    // A process group of its own: Ctrl-C in the terminal reaches us, and we stop it after the worker.
    { stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' },
  );
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 40) lines.shift();
      options.onLog?.(line);
    });
  }
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? `code ${code}`}`));
  if (child.pid !== undefined) await options.onSpawn?.(child.pid);
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  };
  const address = `127.0.0.1:${options.port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await serves(address))) {
    if (Date.now() > deadline) failure ??= `it did not serve within ${READY_WITHIN_MS / 1000} s`;
    if (failure !== undefined) {
      await stop();
      throw new Error(`the Temporal server did not start: ${failure}\n${lines.join('\n')}`);
    }
    await delay(100);
  }
  return { address, process: child, stop };
}

async function serves(address: string): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: '2s' });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
    return searchAttributeNames.every((name) => name in customAttributes);
  } catch {
    return false;
  } finally {
    await connection?.close();
  }
}

/** Creates a namespace with our search attributes, ready to use. */
export async function createNamespace(address: string, namespace: string, retentionDays: number): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(`${retentionDays}d`),
    });
    await untilKnown(() => connection.workflowService.describeNamespace({ namespace }));
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

/** Sets how long closed workflows of a namespace are kept. The development server's own setting is one day. */
export async function setRetention(address: string, namespace: string, days: number): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(`${days}d`) },
    });
  } finally {
    await connection.close();
  }
}

// A namespace just made is not known to every part of the server at once.
async function untilKnown(call: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await call();
      return;
    } catch (error) {
      if (attempt >= 100) throw error;
      await delay(100);
    }
  }
}
