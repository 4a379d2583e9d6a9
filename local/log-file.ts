import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { readIfPresent } from './files.ts';

const KEEP_BYTES = 20 * 1024 * 1024;

/** The log of one part of the stack: a file that keeps growing over restarts, with one older generation kept. */
export class LogFile {
  readonly path: string;
  readonly #stream: WriteStream;

  constructor(path: string) {
    this.path = path;
    mkdirSync(dirname(path), { recursive: true });
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > KEEP_BYTES) renameSync(path, `${path}.1`);
    this.#stream = createWriteStream(path, { flags: 'a' });
  }

  write(line: string): void {
    this.#stream.write(`${line}\n`);
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.end(resolve));
  }

  /** Its last lines, for people to see why something failed. */
  tail(lines = 15): string {
    return (readIfPresent(this.path) ?? '').trimEnd().split('\n').slice(-lines).join('\n');
  }
}
