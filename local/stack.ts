import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workerNodeFlags } from '../src/worker/limits.ts';
import { startChild, type Running } from './child.ts';
import { postgresDataFolder } from './data-folder.ts';
import { databases, prepareDatabases, roles } from './databases.ts';
import { announcement, messageOf } from './feed.ts';
import { LogFile } from './log-file.ts';
import { Part } from './part.ts';
import { writePartnerProfiles } from './partner-profiles.ts';
import type { StackPaths } from './paths.ts';
import { startPostgresServer } from './postgres-server.ts';
import type { RunFile } from './run-record.ts';
import { stackSecrets, type SecretName, type StackSecret } from './secrets.ts';
import { sandboxArguments, sandboxFacts } from './sandboxes.ts';
import { stackConfiguration, stackGoLive } from './stack-config.ts';
import { recall, type StackMemory } from './stack-memory.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { setRetention, startTemporalServer } from './temporal-server.ts';
import { killGroup } from './terminate.ts';

export interface StackOptions {
  readonly paths: StackPaths;
  readonly runFile: RunFile;
  /** Tells people what is being done. */
  readonly say: (message: string) => void;
  /** Each line the worker logs. */
  readonly onWorkerLine: (line: string) => void;
  /** How often the SYSPRO sandbox raises a new purchase order, such as `20s`; absent: only when asked. */
  readonly raiseEvery?: string;
  /** How often the Sterling sandbox evaluates rules and its partners act, such as `5s`; absent: never. */
  readonly tickEvery?: string;
  /** Keeps workflows in memory only, as a benchmark wants it. */
  readonly temporalInMemory?: boolean;
  /** The stream's settling time; a second when left out. */
  readonly settle?: string;
  /** Whether some partners have documents leave together; they do when left out. A benchmark counts a message for each. */
  readonly together?: boolean;
}

const partNames = ['postgres', 'temporal', 'syspro', 'sterling', 'worker'] as const;
export type PartName = (typeof partNames)[number];

/** How long the worker may take to finish what it is doing; its own grace is 30 s. */
const WORKER_STOP_MS = 45_000;
const RETENTION_DAYS = 30;

/** The local stack: PostgreSQL, Temporal, the two sandboxes and the worker, each kept running until stopped. */
export class Stack {
  readonly #options: StackOptions;
  readonly #memory: StackMemory;
  readonly #secrets: Readonly<Record<SecretName, StackSecret>>;
  readonly #logs = new Map<string, LogFile>();
  readonly #announcements = new Map<PartName, Readonly<Record<string, unknown>>>();
  readonly parts: Readonly<Record<PartName, Part>>;
  /** Commands under way, each with its end. */
  readonly #commands = new Map<ChildProcess, Promise<unknown>>();
  #stopping: Promise<void> | undefined;

  private constructor(options: StackOptions, memory: StackMemory, secrets: Readonly<Record<SecretName, StackSecret>>) {
    this.#options = options;
    this.#memory = memory;
    this.#secrets = secrets;
    const part = (name: PartName, start: () => Promise<Running>): Part =>
      new Part({ name, start, notice: options.say });
    this.parts = {
      postgres: part('postgres', () => this.#startPostgres()),
      temporal: part('temporal', () => this.#startTemporal()),
      syspro: part('syspro', () => this.#startSandbox('syspro')),
      sterling: part('sterling', () => this.#startSandbox('sterling')),
      worker: part('worker', () => this.#startWorker()),
    };
  }

  /** Chooses ports and makes passwords; starts nothing yet. */
  static async prepare(options: StackOptions): Promise<Stack> {
    const { paths, say } = options;
    mkdirSync(paths.dir, { recursive: true, mode: 0o755 });
    const memory = await recall(paths.memory, new Date(), (name, from, to) =>
      say(`Port ${from} of ${name} is taken; using ${to}`),
    );
    return new Stack(options, memory, stackSecrets(paths.secrets));
  }

  /** Brings everything up in order. @throws Error naming the part and the end of its log */
  async start(): Promise<void> {
    const { paths, say } = this.#options;
    await this.#bringUp('postgres', 'PostgreSQL');
    await this.#step('databases and roles', 'postgres', () => prepareDatabases(this.#superuserUrl, this.#secrets));
    await this.#bringUp('temporal', 'Temporal');
    await this.#step('namespace', 'temporal', () => setRetention(this.temporalAddress, 'default', RETENTION_DAYS));
    await this.#bringUp('syspro', 'SYSPRO sandbox');
    await this.#bringUp('sterling', 'Sterling sandbox');
    writePartnerProfiles(paths.partners, stackGoLive(this.#memory), this.#options.together);
    writeFileSync(paths.config, stackConfiguration(this.#memory, this.facts, this.#options.settle), { mode: 0o600 });
    say('Applying migrations and schedules');
    await this.command(['migrate']);
    await this.command(['schedule', 'apply']);
    await this.#bringUp('worker', 'worker');
    this.#options.runFile.setAddresses(this.addresses);
  }

  /** Stops everything: the worker first with its grace, what it depends on after it. */
  async stop(): Promise<void> {
    this.#stopping ??= (async () => {
      await Promise.all(
        [...this.#commands].map(([child, ended]) => {
          child.kill('SIGTERM');
          return ended.catch(() => undefined);
        }),
      );
      for (const name of partNames.toReversed()) {
        await this.parts[name].stop();
        this.#options.runFile.remove(name);
      }
      await Promise.all([...this.#logs.values()].map((log) => log.close()));
    })();
    return this.#stopping;
  }

  /** Ends everything at once, for whoever presses Ctrl-C twice. Data survives: PostgreSQL recovers at the next start. */
  kill(): void {
    for (const { pid } of Object.values(this.#options.runFile.processes)) killGroup(pid);
  }

  /**
   * Runs a command of our own command line against the stack.
   * @param output `inherit` shows what it prints; without it the output goes to the log
   * @returns its exit code; @throws Error when `output` is not inherited and the code is not 0
   */
  async command(words: readonly string[], output?: 'inherit'): Promise<number> {
    const { paths } = this.#options;
    const log = this.#log('commands');
    log.write(`$ syspro-sterling ${words.join(' ')}`);
    const child = spawn(process.execPath, ['src/cli.ts', ...words, '--config', paths.config], {
      cwd: paths.root,
      stdio: output === 'inherit' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        lines.push(text);
        log.write(text.trimEnd());
      });
    }
    const ended = new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (...ending) => resolve(ending));
    });
    this.#commands.set(child, ended);
    if (child.pid !== undefined) await this.#options.runFile.add('command', child.pid, 'SIGTERM');
    const [code, signal] = await ended;
    this.#commands.delete(child);
    this.#options.runFile.remove('command');
    if (output === undefined && code !== 0) {
      throw new Error(
        `syspro-sterling ${words.join(' ')} ended with ${signal ?? `code ${code}`}:\n${lines.join('').trimEnd()}`,
      );
    }
    return code ?? 2;
  }

  get temporalAddress(): string {
    return `127.0.0.1:${this.#memory.ports.temporal}`;
  }

  /** What the sandboxes said of themselves. */
  get facts(): ReturnType<typeof sandboxFacts> {
    return sandboxFacts(
      this.#memory,
      this.#options.paths,
      this.#announcements.get('syspro'),
      this.#announcements.get('sterling'),
    );
  }

  /** The addresses to open, by what is there. */
  get addresses(): Readonly<Record<string, string>> {
    const { enetUrl, odataUrl, sterlingUrl, sysproControlUrl, sterlingControlUrl } = this.facts;
    return {
      'Temporal UI': `http://127.0.0.1:${this.#memory.ports.temporalUi}`,
      'SYSPRO e.net': enetUrl,
      'SYSPRO OData': odataUrl,
      Sterling: sterlingUrl,
      'SYSPRO control': sysproControlUrl,
      'Sterling control': sterlingControlUrl,
      PostgreSQL: `127.0.0.1:${this.#memory.ports.postgres}, database ${databases.ledger}, passwords in ${this.#options.paths.secrets}`,
      Configuration: this.#options.paths.config,
      Logs: this.#options.paths.logs,
    };
  }

  async #bringUp(name: PartName, title: string): Promise<void> {
    await this.#step(title, name, () => {
      this.#options.say(`Starting ${title}`);
      return this.parts[name].start();
    });
  }

  async #step(title: string, log: string, work: () => Promise<void>): Promise<void> {
    // Asked again after the work: a stop waits for a part that comes up, and what follows must not go on then.
    this.#refuseWhenStopping();
    try {
      await work();
      this.#refuseWhenStopping();
    } catch (error) {
      if (this.#stopping !== undefined) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const tail = this.#log(log).tail();
      throw new Error(`${title} did not start: ${reason}\n--- the end of ${this.#log(log).path} ---\n${tail}`, {
        cause: error,
      });
    }
  }

  #refuseWhenStopping(): void {
    if (this.#stopping !== undefined) throw new Error('stopped while starting');
  }

  async #startPostgres(): Promise<Running> {
    const log = this.#log('postgres');
    return startPostgresServer({
      dataDir: await postgresDataFolder(this.#options.paths),
      port: this.#memory.ports.postgres,
      password: this.#secrets['postgres-superuser'].value,
      onLog: (line) => log.write(line),
      onInitialise: () => this.#options.say('First start: initialising PostgreSQL’s data folder'),
      onSpawn: (pid) => this.#options.runFile.add('postgres', pid, 'SIGINT'),
    });
  }

  async #startTemporal(): Promise<Running> {
    const { paths, say, temporalInMemory } = this.#options;
    const log = this.#log('temporal');
    const cli = await findTemporalCli({ binDir: paths.bin, say });
    log.write(`${cli.version}, from ${cli.source}: ${cli.path}`);
    say(`  ${cli.version} (${cli.source})`);
    return startTemporalServer({
      cli: cli.path,
      port: this.#memory.ports.temporal,
      uiPort: this.#memory.ports.temporalUi,
      ...(temporalInMemory ? {} : { database: paths.temporalDatabase }),
      onLog: (line) => log.write(line),
      onSpawn: (pid) => this.#options.runFile.add('temporal', pid, 'SIGTERM'),
    });
  }

  async #startSandbox(name: 'syspro' | 'sterling'): Promise<Running> {
    const { paths, runFile, raiseEvery, tickEvery } = this.#options;
    const log = this.#log(name);
    const database = this.#sandboxDatabase(databases[name]);
    return startChild(
      {
        args: sandboxArguments(name, {
          port: this.#memory.ports[name],
          database,
          paths,
          secrets: this.#secrets,
          raiseEvery,
          tickEvery,
        }),
        cwd: paths.root,
        env: { PGPASSWORD: this.#secrets['postgres-sandbox'].value },
        onLine: (line) => {
          log.write(line);
          const announced = announcement(line);
          if (announced) this.#announcements.set(name, announced);
        },
        isReady: (line) => announcement(line) !== undefined,
        readyWithinMs: 60_000,
        stopWithinMs: 10_000,
      },
      (pid) => runFile.add(name, pid, 'SIGTERM'),
    );
  }

  async #startWorker(): Promise<Running> {
    const { paths, runFile, onWorkerLine } = this.#options;
    const log = this.#log('worker');
    return startChild(
      {
        args: [...workerNodeFlags, 'src/cli.ts', 'worker', '--config', paths.config],
        cwd: paths.root,
        onLine: (line) => {
          log.write(line);
          onWorkerLine(line);
        },
        isReady: (line) => messageOf(line) === 'worker ready',
        readyWithinMs: 120_000,
        stopWithinMs: WORKER_STOP_MS,
      },
      (pid) => runFile.add('worker', pid, 'SIGTERM'),
    );
  }

  #log(name: string): LogFile {
    let log = this.#logs.get(name);
    if (log === undefined) this.#logs.set(name, (log = new LogFile(join(this.#options.paths.logs, `${name}.log`))));
    return log;
  }

  get #superuserUrl(): string {
    const password = encodeURIComponent(this.#secrets['postgres-superuser'].value);
    return `postgresql://postgres:${password}@127.0.0.1:${this.#memory.ports.postgres}/postgres`;
  }

  /** Without the password: a command line can be read by every user of the machine. */
  #sandboxDatabase(database: string): string {
    return `postgresql://${roles.sandbox}@127.0.0.1:${this.#memory.ports.postgres}/${database}`;
  }
}

/** Deletes the state of a stack that does not run: data, passwords, profiles. The downloaded Temporal stays. */
export function forget(paths: StackPaths, distantData: string | undefined): void {
  for (const path of [
    paths.secrets,
    paths.logs,
    paths.partners,
    paths.tls,
    paths.config,
    paths.memory,
    paths.run,
    join(paths.dir, 'postgres'),
  ]) {
    rmSync(path, { recursive: true, force: true });
  }
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${paths.temporalDatabase}${suffix}`, { force: true });
  if (distantData !== undefined) rmSync(distantData, { recursive: true, force: true });
}
