import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { writeInterchange } from '../../src/x12/index.ts';
import { orderOf } from './documents.ts';

/** What the process that reads a large file prints. */
export interface LargeFileReading {
  readonly sets: number;
  readonly segments: number;
  readonly findings: number;
  readonly seconds: number;
  /** Bytes: resident before it read, the most resident, and how much the heap grew at most. */
  readonly atStart: number;
  readonly peak: number;
  readonly heapGrowth: number;
}

const megabyte = 2 ** 20;

/** Writes a file of so many megabytes of 850s, has a process of its own read it, and deletes it. */
export async function readLargeFile(megabytes: number): Promise<LargeFileReading> {
  const folder = mkdtempSync(join(tmpdir(), 'syspro-sterling-x12-'));
  const file = join(folder, 'large.edi');
  try {
    await pipeline(Readable.from(interchanges(megabytes * megabyte)), createWriteStream(file));
    const reader = fileURLToPath(new URL('read-file.ts', import.meta.url));
    const child = spawn(process.execPath, [reader, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    if (code !== 0) throw new Error(`reading the large file ended with ${code}`);
    return JSON.parse(out) as LargeFileReading;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Interchanges of one group with 1,000 sets of ten lines each, as many as make up the size. */
function* interchanges(bytes: number): Generator<string> {
  for (let written = 0, control = 1; written < bytes; control += 1) {
    const order = orderOf(10, control);
    const groups = order.groups.map((group) => ({
      ...group,
      sets: Array.from({ length: 1000 }, (_, index) => ({
        id: '850',
        control: String(index + 1).padStart(4, '0'),
        segments: group.sets[0]?.segments ?? [],
      })),
    }));
    const text = writeInterchange({ ...order, groups }, { suffix: '\n' });
    written += text.length;
    yield text;
  }
}
