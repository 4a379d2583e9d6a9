import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// The short form of `npm run bench -- pipeline`: that it runs and reports, not how fast, which a shared machine cannot say.
test('the pipeline’s benchmark sends every order and prints the floor beside it', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['bench/run.ts', 'pipeline', '--orders', '20', '--rounds', '1'], { cwd: root });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/Floor .*\d/);
  expect(out).toMatch(/Pipeline \/ floor: \d+\.\d\d/);
}, 180_000);
