import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from './files.ts';
import { isRunning, type ProcessIdentity } from './process-identity.ts';

/**
 * Ends a process we started in an earlier life and all of its group: politely first, then by force.
 * @param graceMs how long it may take to end by itself
 */
export async function terminate(target: ProcessIdentity, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!(await isRunning(target))) return;
  // PostgreSQL's children must not get the signal, its postmaster tells them itself; so the process first, not the group.
  send(target.pid, signal);
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline) {
    if (!(await isRunning(target))) return;
    await delay(50);
  }
  killGroup(target.pid);
  while (await isRunning(target)) await delay(50);
}

/** Ends a process and every process of its group at once. */
export function killGroup(pid: number): void {
  if (process.platform === 'win32' || !send(-pid, 'SIGKILL')) send(pid, 'SIGKILL');
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false;
    throw error;
  }
}
