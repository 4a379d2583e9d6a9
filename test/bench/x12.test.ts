import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// The short form of `npm run bench -- x12`: that it measures the same work of both, and that ours is not the slower by far. How
// fast exactly is nothing that a shared machine can say in a second.
test('the X12 benchmark prints ours beside node-x12, and the memory of reading a large file', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const options = ['--rounds', '2', '--milliseconds', '100', '--megabytes', '12'];
  const child = spawn(process.execPath, ['bench/run.ts', 'x12', ...options], { cwd: root });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  for (const size of ['typical: an 850 of 10 lines', 'large: an 850 of 1000 lines']) {
    const table = out.slice(out.indexOf(size)).split('┘')[0] ?? '';
    const ratio = (row: string): number => Number(new RegExp(`${row} +│.*│ ([\\d.]+) × node-x12`).exec(table)?.[1]);
    expect(ratio('generate'), size).toBeGreaterThan(1.5);
    expect(ratio('generate, full validation'), size).toBeGreaterThan(0.4);
    expect(ratio('read'), size).toBeGreaterThan(1.5);
    expect(ratio('read, full validation'), size).toBeGreaterThan(0.4);
  }
  const large = /12 MB read in pieces: (\d+) sets, .* the heap grew by (\d+) MB at most/.exec(out);
  expect(Number(large?.[1])).toBeGreaterThan(9000);
  // The sets alone are many times as much.
  expect(Number(large?.[2])).toBeLessThan(60);
}, 120_000);
