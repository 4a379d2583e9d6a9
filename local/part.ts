import { setTimeout as delay } from 'node:timers/promises';
import type { Running } from './child.ts';

export interface PartOptions {
  /** As shown to people and used for its log file: `worker`, `sterling`. */
  readonly name: string;
  /** Starts it and resolves when it is ready to work. */
  readonly start: () => Promise<Running>;
  /** Tells people something happened. */
  readonly notice: (message: string) => void;
  /** The pause before it is started again after it died. */
  readonly restartAfterMs?: number;
}

// A part that dies again and again is started ever less often.
const LONGEST_PAUSE_MS = 30_000;

/** One part of the stack, kept running: started again, with a notice, when it dies without having been told to. */
export class Part {
  readonly name: string;
  readonly #options: PartOptions;
  #running: Running | undefined;
  #wanted = false;
  #restarts = 0;
  #supervision = new AbortController();
  #starting: Promise<Running> | undefined;
  #revival: Promise<void> | undefined;

  constructor(options: PartOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get status(): 'running' | 'stopped' | 'starting' {
    if (this.#running !== undefined) return 'running';
    return this.#wanted ? 'starting' : 'stopped';
  }

  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  /** @throws Error when it does not become ready */
  async start(): Promise<void> {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#supervision = new AbortController();
    this.#starting = this.#options.start();
    try {
      this.#watch(await this.#starting);
    } catch (error) {
      this.#wanted = false;
      throw error;
    } finally {
      this.#starting = undefined;
    }
  }

  /** Stops it, and keeps it stopped. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.#supervision.abort();
    await this.#revival;
    // Told to stop while it is coming up: what comes up is stopped.
    const running = this.#running ?? (await this.#starting?.catch(() => undefined));
    this.#running = undefined;
    await running?.stop();
  }

  #watch(running: Running): void {
    if (!this.#wanted) return;
    this.#running = running;
    const died = (how: string): void => {
      if (this.#running !== running) return;
      this.#running = undefined;
      if (this.#wanted) this.#revival = this.#revive(how);
    };
    const { process: child } = running;
    child.once('exit', (code, signal) => died(signal ?? `code ${code}`));
    // It may have ended between being ready and here.
    if (child.exitCode !== null || child.signalCode !== null) died(child.signalCode ?? `code ${child.exitCode}`);
  }

  async #revive(how: string): Promise<void> {
    const { name, notice, start, restartAfterMs = 2_000 } = this.#options;
    let reason = `ended unexpectedly (${how})`;
    while (this.#wanted) {
      const pause = Math.min(restartAfterMs * 2 ** Math.min(this.#restarts, 10), LONGEST_PAUSE_MS);
      notice(`${name} ${reason}; starting it again in ${pause / 1000} s`);
      await delay(pause, undefined, { signal: this.#supervision.signal }).catch(() => undefined);
      if (!this.#wanted) return;
      this.#restarts += 1;
      try {
        const running = await start();
        if (!this.#wanted) return await running.stop();
        this.#restarts = 0;
        this.#watch(running);
        notice(`${name} runs again`);
        return;
      } catch (error) {
        reason = `did not start: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
  }
}
