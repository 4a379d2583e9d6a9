import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { identify, type ProcessIdentity } from '../../local/process-identity.ts';
import { cleanUpAfter, RunFile, runningStack } from '../../local/run-record.ts';
import { testFolder } from '../support/folder.ts';

function idle(): ChildProcess & { pid: number } {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', detached: true });
  onTestFinished(() => void child.kill('SIGKILL'));
  if (child.pid === undefined) throw new Error('no process');
  return Object.assign(child, { pid: child.pid });
}

async function identityOf(pid: number): Promise<ProcessIdentity> {
  const found = await identify(pid);
  if (found === undefined) throw new Error('no process');
  return found;
}

test('only one process can have the run file', async () => {
  const file = join(testFolder(), 'run.json');
  const own = await RunFile.open(file);
  expect(own).toBeDefined();
  expect(await RunFile.open(file)).toBeUndefined();
  expect((await runningStack(file))?.supervisor.pid).toBe(process.pid);
  own?.close();
  expect(await runningStack(file)).toBeUndefined();
});

test('what a start that was killed has left running is ended by the next one', async () => {
  const file = join(testFolder(), 'run.json');
  const left = idle();
  const processes = { worker: { ...(await identityOf(left.pid)), signal: 'SIGTERM' } };
  const supervisor = { pid: 2 ** 22 + 1, started: '1' };
  writeFileSync(file, JSON.stringify({ supervisor, addresses: {}, processes }));
  expect(await runningStack(file)).toBeUndefined();
  expect(await cleanUpAfter(file)).toEqual(['worker']);
  expect(await identify(left.pid)).toBeUndefined();
  expect(await cleanUpAfter(file)).toEqual([]);
});

test('a process that only has the same number is left alone', async () => {
  const file = join(testFolder(), 'run.json');
  const stranger = idle();
  const processes = { worker: { pid: stranger.pid, started: '1', signal: 'SIGTERM' } };
  writeFileSync(file, JSON.stringify({ supervisor: { pid: process.pid, started: '1' }, addresses: {}, processes }));
  expect(await runningStack(file)).toBeUndefined();
  expect(await cleanUpAfter(file)).toEqual([]);
  expect(await identify(stranger.pid)).toBeDefined();
});
