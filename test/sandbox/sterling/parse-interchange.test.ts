import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { badElementOf } from '../../../sandbox/sterling/robots/bad-element.ts';
import { parseInterchange } from '../../../sandbox/sterling/robots/parse-interchange.ts';
import { order, sentInterchange } from './sent-interchange.ts';

const golden = fileURLToPath(new URL('../../golden', import.meta.url));

test.each(['850', '810', '856'])('reads every %s we have ever written down, whatever its delimiters', (set) => {
  const folder = join(golden, set);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.edi'));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    const read = parseInterchange(readFileSync(join(folder, file), 'latin1'));
    const sets = read?.groups.flatMap((group) => group.sets) ?? [];
    expect([file, sets.map(({ id }) => id).includes(set)]).toEqual([file, true]);
    // SE01 counts the segments from ST to SE.
    for (const { id, segments, control } of sets) {
      expect([file, segments.at(-1)]).toEqual([file, ['SE', String(segments.length), control]]);
      if (id === set) expect([file, badElementOf({ id, control, segments })]).not.toEqual([file, undefined]);
    }
  }
});

test('line breaks anywhere are no matter, unless one is a delimiter', () => {
  const text = sentInterchange([[order('0001')]]);
  const read = parseInterchange(text);
  expect(read?.groups[0]?.sets[0]?.segments).toHaveLength(7);
  expect(parseInterchange(text.replace(/.{80}/g, '$&\r\n'))).toEqual(read);
  expect(parseInterchange(text.replaceAll('~', '\n'))).toEqual(read);
  expect(parseInterchange(text.replaceAll('~', '~\r\n'))).toEqual(read);
});

test.each(['', 'ISA', 'ISA*00*name~', sentInterchange([[order('0001')]]).slice(0, -20), sentInterchange([])])(
  'is undefined for what is no whole interchange',
  (text) => expect(parseInterchange(text)).toBeUndefined(),
);
