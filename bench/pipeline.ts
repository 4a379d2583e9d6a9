import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import Table from 'cli-table3';
import got, { type Got } from 'got';
import { brokenProfile, notOptedIn } from '../local/partner-profiles.ts';
import { stackPaths } from '../local/paths.ts';
import { RunFile } from '../local/run-record.ts';
import { Stack } from '../local/stack.ts';
import { stackUsers } from '../local/stack-config.ts';
import { tradingPartners } from '../sandbox/seed/trading-partners.ts';
import { documentsQueue, sysproQueue } from '../src/temporal/task-queues.ts';
import type { PollCycleInput } from '../src/workflows/poll-cycle.ts';
import { workerNodeFlags } from '../src/worker/limits.ts';
import { floorQueues } from './floor/queues.ts';

export interface PipelineOptions {
  readonly orders: number;
  /** How often floor and pipeline are run in turn. */
  readonly rounds: number;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const megabyte = 2 ** 20;

/**
 * Sends purchase orders through the whole local stack (Temporal in memory) and prints, beside it and from the same run, the
 * floor: the same server and worker settings, a parent that starts as many children with three no-op activities each.
 */
export async function benchPipeline({ orders, rounds }: PipelineOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'syspro-sterling-bench-'));
  const paths = { ...stackPaths(root), ...stackPaths(folder), root, bin: stackPaths(root).bin };
  // PostgreSQL runs as a user of its own where we are root, and has to get to its folder.
  chmodSync(folder, 0o755);
  mkdirSync(paths.dir, { mode: 0o755 });
  const say = (message: string): void => void process.stderr.write(`${message}\n`);
  const runFile = await RunFile.open(paths.run);
  if (!runFile) throw new Error(`${paths.run} is in use`);
  const stack = await Stack.prepare({
    paths,
    runFile,
    say,
    onWorkerLine: () => undefined,
    temporalInMemory: true,
    settle: '0s',
    together: false,
  });
  let floor: ChildProcess | undefined;
  try {
    await stack.start();
    const { connection, client } = await connect(stack.temporalAddress);
    const syspro = got.extend({ prefixUrl: stack.facts.sysproControlUrl, responseType: 'json' });
    const sterling = got.extend({
      prefixUrl: stack.facts.sterlingControlUrl,
      responseType: 'json',
      https: { certificateAuthority: readFileSync(stack.facts.sterlingCaFile, 'utf8') },
    });
    const started = await startFloor(stack.temporalAddress);
    floor = started.process;

    say('Warming both up');
    await runFloor(client, started.done, 'warm-up', 100);
    await sendWaiting(client, sterling, 'warm-up');
    const floorSeconds: number[] = [];
    const pipelineSeconds: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      floorSeconds.push(await runFloor(client, started.done, `round-${round}`, orders));
      await raise(syspro, orders);
      pipelineSeconds.push(await sendWaiting(client, sterling, `round-${round}`, orders));
      say(
        `Round ${round}: floor ${floorSeconds.at(-1)?.toFixed(1)} s, pipeline ${pipelineSeconds.at(-1)?.toFixed(1)} s`,
      );
    }
    report(orders, floorSeconds, pipelineSeconds, peakMemory(stack.parts.worker.pid), peakMemory(floor.pid));
    await connection.close();
  } finally {
    floor?.kill();
    await stack.stop();
    runFile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function connect(address: string): Promise<{ connection: Connection; client: Client }> {
  const connection = await Connection.connect({ address });
  return { connection, client: new Client({ connection }) };
}

/** Orders that cannot be held up by anything: released, plain lines, dealt out over the partners that are opted in. */
async function raise(syspro: Got, count: number): Promise<void> {
  const partners = tradingPartners.filter(({ code }) => !notOptedIn.has(code) && code !== brokenProfile);
  for (const [index, { supplier }] of partners.entries()) {
    const share = Math.floor(count / partners.length) + (index < count % partners.length ? 1 : 0);
    if (share > 0) await syspro.post('purchase-orders', { json: { supplier, count: share, status: '4', plain: true } });
  }
}

/** Runs a poll cycle and waits until Sterling has as many more messages, or until nothing more comes. @returns seconds */
async function sendWaiting(client: Client, sterling: Got, name: string, expected?: number): Promise<number> {
  const before = await countMessages(sterling);
  const input: PollCycleInput = {
    company: 'A',
    stream: 'purchase-orders',
    sysproQueue: sysproQueue(stackUsers.operator),
  };
  const start = performance.now();
  const cycle = await client.workflow.start('pollCycle', {
    workflowId: `bench-${name}`,
    taskQueue: documentsQueue,
    args: [input],
  });
  const { started } = (await cycle.result()) as { started: number };
  if (expected !== undefined && started !== expected)
    throw new Error(`the cycle started ${started} documents instead of ${expected}`);
  let parked = 0;
  for (;;) {
    const arrived = (await countMessages(sterling)) - before;
    if (arrived + parked >= started) return (performance.now() - start) / 1000;
    // The seeded orders hold some that park on purpose; the raised ones do not.
    if (expected === undefined) ({ count: parked } = await client.workflow.count(`DocumentFlag = 'needs-attention'`));
    await pause(50);
  }
}

async function countMessages(sterling: Got): Promise<number> {
  interface Stats {
    readonly requests: Readonly<Record<string, { statuses: Readonly<Record<string, number>> }>>;
  }
  const { requests } = await sterling.get('stats').json<Stats>();
  return requests['POST mailboxmessages/']?.statuses['201'] ?? 0;
}

async function startFloor(address: string): Promise<{ process: ChildProcess; done: (total: number) => Promise<void> }> {
  const child = spawn(process.execPath, [...workerNodeFlags, 'bench/floor/worker.ts', address, 'default'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let total = -1;
  const waiting: { total: number; resolve: () => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    total = line === 'ready' ? 0 : Number(line);
    for (const one of waiting) if (total >= one.total) one.resolve();
  });
  const done = (wanted: number): Promise<void> =>
    total >= wanted ? Promise.resolve() : new Promise((resolve) => waiting.push({ total: wanted, resolve }));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the floor's worker ended with ${code}`);
  });
  await Promise.race([done(0), failed]);
  failed.catch(() => undefined); // it is ended on purpose at the end
  return { process: child, done };
}

let floorTotal = 0;

/** @returns seconds until every child's third step ran */
async function runFloor(
  client: Client,
  done: (total: number) => Promise<void>,
  name: string,
  count: number,
): Promise<number> {
  const start = performance.now();
  await client.workflow.start('floorParent', {
    workflowId: `floor-${name}`,
    taskQueue: floorQueues.documents,
    args: [{ prefix: `floor-${name}`, from: 0, to: count }],
  });
  await done((floorTotal += count));
  return (performance.now() - start) / 1000;
}

/** The most memory a process has had resident, in MiB; undefined where the system does not say. */
function peakMemory(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / megabyte;
  } catch {
    return undefined;
  }
}

function report(
  orders: number,
  floor: readonly number[],
  pipeline: readonly number[],
  worker?: number,
  floorWorker?: number,
): void {
  const median = (values: readonly number[]): number =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const [floorMedian, pipelineMedian] = [median(floor), median(pipeline)];
  const row = (name: string, seconds: readonly number[], middle: number, memory?: number): string[] => [
    name,
    seconds.map((one) => one.toFixed(1)).join(' '),
    (orders / middle).toFixed(1),
    memory === undefined ? '' : `${memory.toFixed(0)} MB`,
  ];
  const table = new Table({
    head: ['', 'Seconds per round', 'Documents/s (median)', 'Worker, peak'],
    style: { head: [], border: [] },
  });
  table.push(row('Floor', floor, floorMedian, floorWorker), row('Pipeline', pipeline, pipelineMedian, worker));
  console.log(`${orders} purchase orders, ${floor.length} rounds in turn`);
  console.log(table.toString());
  console.log(`Pipeline / floor: ${(floorMedian / pipelineMedian).toFixed(2)}`);
}
