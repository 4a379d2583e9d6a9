import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInterchanges, validateInterchange, writeInterchange, X12Unwritable } from '../../src/x12/index.ts';
import { cutAt, readPieces } from './in-pieces.ts';
import { below, mutated, noise, randomOf } from './mutations.ts';
import { interchangeOf, orderSegments } from './skeleton.ts';

// `npm run fuzz` takes minutes; FUZZ_SECONDS and FUZZ_SEED say how many seconds, and from which seed on.
const seconds = Number(process.env['FUZZ_SECONDS'] ?? 6);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);

const goldenFolder = fileURLToPath(new URL('../golden', import.meta.url));
const samples = [
  writeInterchange(interchangeOf(orderSegments)),
  writeInterchange(
    interchangeOf([...orderSegments, { id: 'REF', elements: [{ repetitions: ['A', ['B', 'C']] }] }], {
      version: '00501',
      delimiters: { element: '|', component: ':', segment: '\n', repetition: '^' },
    }),
  ),
  ...readdirSync(goldenFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.edi'))
    .map((name) => readFileSync(join(goldenFolder, name), 'utf8')),
];

/** Milliseconds that reading, writing and validating a text may take: in proportion to it, and generous for a busy machine. */
function allowed(text: string): number {
  return 2000 + text.length / 10;
}

/** Everything that must hold for any text whatsoever. */
async function check(text: string, random: () => number): Promise<void> {
  const start = performance.now();
  const read = readInterchanges(text);
  const offsets = Array.from({ length: below(random, 12) }, () => below(random, text.length + 1));
  expect(await readPieces(cutAt(text, offsets))).toEqual(read);
  for (const { offset } of read.findings) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(text.length);
  }
  expect(read.interchanges.length + read.findings.length).toBeGreaterThan(0);
  for (const interchange of read.interchanges) {
    const before = structuredClone(interchange);
    validateInterchange(interchange);
    expect(interchange).toEqual(before);
    const written = writtenOr(interchange);
    if (written === undefined || read.findings.length > 0) continue;
    // What was read once is read again: trailing empty elements are gone by then, and nothing else changes any more.
    const again = readInterchanges(written);
    expect(again.findings).toEqual([]);
    expect(readInterchanges(again.interchanges.map((one) => writtenOr(one)).join(''))).toEqual(again);
  }
  expect(performance.now() - start).toBeLessThan(allowed(text));
}

function writtenOr(interchange: Parameters<typeof writeInterchange>[0]): string | undefined {
  try {
    return writeInterchange(interchange);
  } catch (error) {
    // Damage that cannot be written is told as such; anything else is an error of ours.
    expect(error).toBeInstanceOf(X12Unwritable);
    return undefined;
  }
}

test('no text makes the reader, the writer or the validator fail', { timeout: (seconds + 60) * 1000 }, async () => {
  const until = performance.now() + seconds * 1000;
  let seed = firstSeed;
  for (; performance.now() < until; seed += 1) {
    const random = randomOf(seed);
    const isNoise = random() < 0.05;
    const text = isNoise
      ? new TextDecoder().decode(noise(random))
      : mutated(samples[below(random, samples.length)] ?? '', random);
    try {
      await check(text, random);
    } catch (error) {
      throw new Error(`FUZZ_SEED=${seed}: ${JSON.stringify(text)}`, { cause: error });
    }
  }
  process.stdout.write(`fuzz: ${seed - firstSeed} texts, from FUZZ_SEED=${firstSeed} on\n`);
  expect(seed - firstSeed).toBeGreaterThan(20);
});

test('bytes of any kind are read alike in any pieces', async () => {
  for (let seed = firstSeed; seed < firstSeed + 50; seed += 1) {
    const random = randomOf(seed);
    const bytes = noise(random);
    const at = below(random, bytes.length + 1);
    const whole = await readPieces([bytes]);
    expect(await readPieces([bytes.subarray(0, at), bytes.subarray(at)]), `FUZZ_SEED=${seed}`).toEqual(whole);
  }
});
