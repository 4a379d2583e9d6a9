import { setTimeout as delay } from 'node:timers/promises';

/** Waits until a condition holds. @throws Error naming it when it does not within the time */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`after ${withinMs} ms still not: ${what}`);
    await delay(20);
  }
}
