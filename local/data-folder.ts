import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isReachableByOthers, unprivilegedAccount } from './postgres-binaries.ts';
import type { StackPaths } from './paths.ts';

/**
 * The folder of PostgreSQL's data: `.local/postgres`. When we are root, PostgreSQL runs under another account; if that
 * one cannot reach the checkout (a home folder, a `mktemp -d`), the data goes to a folder of the same checkout's own
 * under /var/tmp instead.
 */
export async function postgresDataFolder(paths: StackPaths): Promise<string> {
  const usual = join(paths.dir, 'postgres');
  if ((await unprivilegedAccount()) === undefined || (await isReachableByOthers(paths.dir))) return usual;
  const folder = distantFolder(paths);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(folder);
  // Anyone may create folders there; one that is not ours is a trap.
  if (!lstatSync(folder).isDirectory() || uid !== process.getuid?.())
    throw new Error(`${folder} belongs to somebody else: remove it`);
  return join(folder, 'postgres');
}

/** The folder outside the checkout, if this checkout has one. `reset` deletes it too. */
export function existingDistantFolder(paths: StackPaths): string | undefined {
  const folder = distantFolder(paths);
  return existsSync(folder) ? folder : undefined;
}

function distantFolder(paths: StackPaths): string {
  const checkout = createHash('sha256').update(paths.root).digest('hex').slice(0, 12);
  return `/var/tmp/syspro-sterling-${checkout}`;
}
