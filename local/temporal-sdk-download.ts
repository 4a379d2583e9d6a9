import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

// What the SDK asks first. Behind a firewall it may hang, so we ask it ourselves with a short patience.
const CATALOGUE = 'https://temporal.download/cli/default';
const CATALOGUE_PATIENCE_MS = 4_000;
const DOWNLOAD_PATIENCE_MS = 180_000;

const platforms: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux', win32: 'windows' };
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/**
 * Has the Temporal SDK download the command line it would use for its own test server.
 * @throws Error when the SDK's download site does not answer within seconds, or has none for this platform
 */
export async function downloadWithSdk(target: string, say: (message: string) => void): Promise<void> {
  const platform = platforms[process.platform];
  const architecture = architectures[process.arch];
  if (platform === undefined || architecture === undefined)
    throw new Error(`there is none for ${process.platform} ${process.arch}`);
  const catalogue = new URL(CATALOGUE);
  catalogue.search = new URLSearchParams({ platform, arch: architecture, 'sdk-name': 'sdk-typescript' }).toString();
  try {
    const answer = await fetch(catalogue, { signal: AbortSignal.timeout(CATALOGUE_PATIENCE_MS) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  } catch (error) {
    throw new Error('temporal.download does not answer from here', { cause: error });
  }
  say('Downloading the Temporal command line by way of the SDK (about 45 MB)');
  const folder = await mkdtemp(join(dirname(target), 'sdk-'));
  try {
    // In a process of its own: the SDK's native part hooks the signals of the process it is loaded in.
    await run(process.execPath, [fileURLToPath(new URL('temporal-sdk-download-process.ts', import.meta.url)), folder], {
      timeout: DOWNLOAD_PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
    const file = (await readdir(folder)).find((name) => name.startsWith('temporal'));
    if (file === undefined) throw new Error('the SDK left no executable');
    await chmod(join(folder, file), 0o755);
    await rename(join(folder, file), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
