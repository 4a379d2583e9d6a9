import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePartnerFiles, type PartnerDirectory } from '../partners/directory.ts';
import type { Profiles } from './dependencies.ts';

// Looking at 60 files for every document would cost more than translating it; a person who has just corrected a profile and
// retries is slower than this.
const lookAgainAfter = 250;

/**
 * The partner profiles of a folder and its folders (`*.yaml`, `*.yml`). They are read again when a file has changed, so that a
 * profile can be corrected and its documents retried without a restart.
 * @throws Error from `current` when the folder itself cannot be read
 */
export function openPartnerFolder(folder: string): Profiles {
  let known: { fingerprint: string; directory: PartnerDirectory } | undefined;
  let looking: Promise<PartnerDirectory> | undefined;
  let lookedAt = -Infinity;

  async function look(): Promise<PartnerDirectory> {
    const paths = await profilePaths(folder);
    const fingerprint = await fingerprintOf(folder, paths);
    if (known?.fingerprint !== fingerprint) {
      const read = async (path: string): Promise<{ path: string; text: string }> => ({
        path,
        text: await readFile(join(folder, path), 'utf8'),
      });
      known = { fingerprint, directory: parsePartnerFiles(await Promise.all(paths.map(read))) };
    }
    lookedAt = performance.now();
    return known.directory;
  }

  return {
    async current() {
      if (known && performance.now() - lookedAt < lookAgainAfter) return known.directory;
      looking ??= look().finally(() => (looking = undefined));
      return looking;
    },
  };
}

async function profilePaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((path) => /\.ya?ml$/.test(path)).sort();
}

/** Which files there are, when each was written and how long it is: cheaper by far than parsing 60 of them for every document. */
async function fingerprintOf(folder: string, paths: readonly string[]): Promise<string> {
  const stats = await Promise.all(paths.map((path) => stat(join(folder, path))));
  return paths.map((path, index) => `${path} ${stats[index]?.mtimeMs} ${stats[index]?.size}`).join('\n');
}
