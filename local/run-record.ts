import { rmSync } from 'node:fs';
import { z } from 'zod';
import { readIfPresent, writeIfAbsent, writeWhole } from './files.ts';
import { identify, isRunning } from './process-identity.ts';
import { terminate } from './terminate.ts';

const identity = z.object({ pid: z.int(), started: z.string() });
const record = z.object({
  supervisor: identity,
  /** Where the running stack takes orders, see control.ts. */
  control: z.object({ port: z.int(), token: z.string() }).optional(),
  addresses: z.record(z.string(), z.string()),
  processes: z.record(z.string(), identity.extend({ signal: z.enum(['SIGTERM', 'SIGINT']) })),
});
export type RunRecord = z.infer<typeof record>;

/** What runs now, kept in a file so that a later start, or `npm run local`, knows. */
export class RunFile {
  readonly #file: string;
  readonly #record: RunRecord;

  private constructor(file: string, own: RunRecord) {
    this.#file = file;
    this.#record = own;
  }

  /** Takes the file for this process; undefined when another process has it. */
  static async open(file: string): Promise<RunFile | undefined> {
    const supervisor = await identify(process.pid);
    if (supervisor === undefined) throw new Error('this process cannot be identified');
    const own: RunRecord = { supervisor, addresses: {}, processes: {} };
    return writeIfAbsent(file, JSON.stringify(own), 0o600) ? new RunFile(file, own) : undefined;
  }

  /** The processes running now. */
  get processes(): Readonly<RunRecord['processes']> {
    return this.#record.processes;
  }

  setControl(port: number, token: string): void {
    this.#record.control = { port, token };
    this.#write();
  }

  setAddresses(addresses: Readonly<Record<string, string>>): void {
    this.#record.addresses = { ...addresses };
    this.#write();
  }

  /** To be called right after a process has been started, before anything else is waited for. */
  async add(name: string, pid: number, signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
    const found = await identify(pid);
    if (found === undefined) return;
    this.#record.processes[name] = { ...found, signal };
    this.#write();
  }

  remove(name: string): void {
    delete this.#record.processes[name];
    this.#write();
  }

  /** Everything has stopped. */
  close(): void {
    rmSync(this.#file, { force: true });
  }

  #write(): void {
    writeWhole(this.#file, this.#record);
  }
}

/** The record of the stack that runs now; undefined when none does, whatever an earlier one may have left. */
export async function runningStack(file: string): Promise<RunRecord | undefined> {
  const found = readRecord(file);
  return found !== undefined && (await isRunning(found.supervisor)) ? found : undefined;
}

/** Ends what a start that was killed has left running, in the order of a proper stop. Returns the names. */
export async function cleanUpAfter(file: string): Promise<string[]> {
  const left = readRecord(file);
  if (left === undefined) return [];
  const ended: string[] = [];
  // Started in the order PostgreSQL, Temporal, sandboxes, worker; so stopped from the end.
  for (const [name, process] of Object.entries(left.processes).toReversed()) {
    if (!(await isRunning(process))) continue;
    await terminate(process, process.signal, 10_000);
    ended.push(name);
  }
  rmSync(file, { force: true });
  return ended;
}

function readRecord(file: string): RunRecord | undefined {
  const text = readIfPresent(file);
  return text === undefined ? undefined : record.parse(JSON.parse(text));
}
