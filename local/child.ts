import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup } from './terminate.ts';

export interface ChildOptions {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Each line of its output, standard output and standard error alike. */
  readonly onLine: (line: string) => void;
  /** Whether a line of standard output says that it is ready to work. */
  readonly isReady: (line: string) => boolean;
  readonly readyWithinMs: number;
  /** How long it may take to stop when asked to. */
  readonly stopWithinMs: number;
}

/** A part of the stack that runs. */
export interface Running {
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Starts one of our own programs with the Node that runs us, in a process group of its own (Ctrl-C in the terminal must
 * not reach it: we stop the parts in an order), and waits until it says it is ready.
 * @throws Error when it ends or stays silent instead
 */
export async function startChild(options: ChildOptions, onSpawn: (pid: number) => Promise<void>): Promise<Running> {
  const child = spawn(process.execPath, [...options.args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`it cannot be run: ${error.message}`));
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
  });
  const ready = new Promise<undefined>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      options.onLine(line);
      if (options.isReady(line)) resolve(undefined);
    });
    createInterface({ input: child.stderr }).on('line', options.onLine);
  });
  const stop = async (): Promise<void> => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const patience = new AbortController();
    const late = delay(options.stopWithinMs, 'late' as const, { signal: patience.signal }).catch(
      () => 'ended' as const,
    );
    if ((await Promise.race([exited, late])) === 'late') killGroup(child.pid);
    await exited;
    patience.abort();
  };
  if (child.pid !== undefined) await onSpawn(child.pid);
  const patience = new AbortController();
  const tooLate = delay(options.readyWithinMs, `it was not ready within ${options.readyWithinMs / 1000} s`, {
    signal: patience.signal,
  });
  tooLate.catch(() => undefined);
  const failure = await Promise.race([ready, exited, tooLate]);
  patience.abort();
  if (failure !== undefined) {
    await stop();
    throw new Error(failure);
  }
  return { process: child, stop };
}
