import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startChild, type ChildOptions, type Running } from '../../local/child.ts';
import { Part } from '../../local/part.ts';
import { identify } from '../../local/process-identity.ts';
import { testFolder } from '../support/folder.ts';
import { until } from '../support/until.ts';

/** A program that says `ready` and runs on; further lines of JavaScript before and after that may be given. */
function program(before = '', after = ''): ChildOptions {
  const file = join(testFolder(), 'program.mjs');
  writeFileSync(file, `${before}\nconsole.log('ready');\nsetInterval(() => {}, 1000);\n${after}`);
  return {
    args: [file],
    cwd: '/',
    onLine: () => undefined,
    isReady: (line) => line === 'ready',
    readyWithinMs: 10_000,
    stopWithinMs: 10_000,
  };
}

const runs = async (pid: number): Promise<boolean> => (await identify(pid)) !== undefined;

function part(options: ChildOptions, pids: number[], notices: string[] = []): Part {
  const start = (): Promise<Running> =>
    startChild(options, (pid) => {
      pids.push(pid);
      return Promise.resolve();
    });
  const supervised = new Part({ name: 'worker', start, notice: (text) => notices.push(text), restartAfterMs: 10 });
  onTestFinished(() => supervised.stop());
  return supervised;
}

test('a part that dies unexpectedly is started again, with a notice', async () => {
  const pids: number[] = [];
  const notices: string[] = [];
  const worker = part(program(), pids, notices);
  await worker.start();
  expect(worker.status).toBe('running');
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await until('started again', () => pids.length === 2 && worker.status === 'running');
  expect(notices).toEqual(['worker ended unexpectedly (SIGKILL); starting it again in 0.01 s', 'worker runs again']);
  expect(worker.pid).toBe(pids[1]);
});

test('a part that was stopped stays stopped and leaves no process', async () => {
  const pids: number[] = [];
  const worker = part(program(), pids);
  await worker.start();
  await worker.stop();
  expect(worker.status).toBe('stopped');
  expect(await runs(pids[0] ?? 0)).toBe(false);
  expect(pids).toHaveLength(1);
});

test('a part told to stop while it starts is stopped once it is up', async () => {
  const pids: number[] = [];
  const worker = part(program(), pids);
  const starting = worker.start();
  await until('spawned', () => pids.length === 1);
  await worker.stop();
  await starting;
  expect(worker.status).toBe('stopped');
  expect(await runs(pids[0] ?? 0)).toBe(false);
});

test('a part that ignores SIGTERM is ended by force, with what it started', async () => {
  const pids: number[] = [];
  const children: number[] = [];
  const options = program(
    `import { spawn } from 'node:child_process';
     process.on('SIGTERM', () => {});
     const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
     console.log('child ' + child.pid);`,
  );
  const stubborn = part(
    {
      ...options,
      stopWithinMs: 100,
      onLine: (line) => line.startsWith('child ') && children.push(Number(line.slice(6))),
    },
    pids,
  );
  await stubborn.start();
  await stubborn.stop();
  expect(children).toHaveLength(1);
  await until('no process is left', async () => !(await runs(pids[0] ?? 0)) && !(await runs(children[0] ?? 0)));
});

test('a part that ends before it is ready fails to start, saying how', async () => {
  const worker = part(program('process.exit(3);'), []);
  await expect(worker.start()).rejects.toThrow('it ended with code 3');
  expect(worker.status).toBe('stopped');
});

test('a part that never gets ready is stopped again', async () => {
  const pids: number[] = [];
  const worker = part({ ...program(), isReady: () => false, readyWithinMs: 200 }, pids);
  await expect(worker.start()).rejects.toThrow('it was not ready within 0.2 s');
  expect(await runs(pids[0] ?? 0)).toBe(false);
});
