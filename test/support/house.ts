import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import got, { type Got } from 'got';
import { Client } from 'pg';
import { stringify } from 'yaml';
import type { z } from 'zod';
import { partnerProfiles } from '../../local/partner-profiles.ts';
import { stackAddress, stackHabits, stackStreams } from '../../local/stack-streams.ts';
import { startSterlingSandbox, type SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import type { SysproSandboxOptions } from '../../sandbox/syspro/options.ts';
import { startSysproSandbox, type SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import type { configSchema } from '../../src/config/schema.ts';
import { connectionSettings, openDatabase, type Database } from '../../src/ledger/database.ts';
import { createTestDatabase, type TestDatabase } from './postgres.ts';
import { startTestTemporal, type TestTemporal } from './temporal.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const day = 86_400_000;

/** A message as the Sterling stand-in witnessed it, independently of our ledger. */
export interface WitnessedMessage {
  readonly id: number;
  readonly mailboxPath: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

export interface HouseOptions {
  /** Purchase orders SYSPRO starts with. */
  readonly orders?: number;
  /** How SYSPRO is, where a test needs it otherwise. */
  readonly sandbox?: Partial<SysproSandboxOptions>;
  /** The companies whose suppliers and customers the partners are; A if not given. */
  readonly partnersOf?: readonly string[];
  /** Changes to the configuration before it is written. */
  readonly configure?: (config: z.input<typeof configSchema>) => void;
  readonly settle?: string;
  /** The passwords of everything, where a test looks for them. */
  readonly passwords?: Partial<Passwords>;
}

export interface Passwords {
  readonly enet: string;
  readonly odata: string;
  readonly sterling: string;
  readonly postgres: string;
}

/**
 * The whole house for a test: both stand-ins, a ledger, a Temporal namespace, a configuration file and partner profiles. Our
 * own programs run as they do in production, as processes of the command line with that file.
 */
export interface House {
  readonly config: Config;
  readonly folder: string;
  readonly db: Database;
  readonly temporal: TestTemporal;
  readonly syspro: Got;
  readonly sterling: Got;
  /** Asks SYSPRO's own database, past everything of ours. */
  sysproSql<T>(text: string, values?: unknown[]): Promise<T[]>;
  /** Runs statements on the ledger that only the owner of its tables may. */
  asOwner(statements: string): Promise<void>;
  /** Stops and starts the Sterling stand-in, on the same port with the same data. */
  stopSterling(): Promise<void>;
  startSterling(): Promise<void>;
  startWorker(): Promise<WorkerProcess>;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<CommandResult>;
  /** Runs a command with another configuration: the house's, changed. */
  runWith(change: (config: z.input<typeof configSchema>) => void, ...args: string[]): Promise<CommandResult>;
  messages(): Promise<WitnessedMessage[]>;
  payload(message: number): Promise<string>;
  raise(spec: Record<string, unknown>): Promise<string[]>;
  close(): Promise<void>;
}

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface WorkerProcess {
  readonly lines: readonly string[];
  stop(): Promise<void>;
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void>;
}

export async function openHouse({
  orders = 0,
  sandbox = {},
  partnersOf,
  configure,
  settle = '0s',
  ...given
}: HouseOptions = {}): Promise<House> {
  const passwords: Passwords = {
    enet: 'edibot-enet',
    odata: 'edibot-odata',
    sterling: 'sandbox-secret',
    postgres: 'app-secret',
    ...given.passwords,
  };
  const folder = mkdtempSync(join(tmpdir(), 'syspro-sterling-house-'));
  const databases: TestDatabase[] = [];
  const database = async (): Promise<TestDatabase> => {
    const made = await createTestDatabase();
    databases.push(made);
    return made;
  };
  const ledger = await database();
  const sysproDb = await database();
  const sterlingDb = await database();
  const syspro: SysproSandbox = await startSysproSandbox({
    port: 0,
    databaseUrl: sysproDb.url,
    orders,
    operators: [{ code: 'EDIBOT', password: passwords.enet, odataPassword: passwords.odata }],
    ...sandbox,
  });
  let sterling: SterlingSandbox = await openSterling(0);
  let sterlingStopped = false;
  const sterlingPort = Number(new URL(sterling.url).port);
  const temporal = await startTestTemporal();
  const goLive = new Date(Date.now() - 30 * day);
  const role = await createRole(ledger, passwords.postgres);

  const raw = configuration({ ledger, role, temporal, syspro, sterling, goLive, settle });
  configure?.(raw);
  const file = join(folder, 'config.yaml');
  writeFileSync(file, stringify(raw));
  for (const [path, text] of partnerProfiles(goLive, partnersOf, false)) {
    mkdirSync(dirname(join(folder, 'partners', path)), { recursive: true });
    writeFileSync(join(folder, 'partners', path), text);
  }
  const env = {
    ...process.env,
    HOUSE_POSTGRES: role.password,
    HOUSE_OWNER: new URL(ledger.url).password,
    HOUSE_SYSPRO: passwords.enet,
    HOUSE_ODATA: passwords.odata,
    HOUSE_STERLING: passwords.sterling,
  };
  const config = loadConfig(file, env);
  const settings = connectionSettings({ ...config, secret: () => role.password });
  const db = openDatabase(settings, 4, () => undefined);
  const workers: WorkerProcess[] = [];
  let variants = 0;

  function openSterling(port: number): Promise<SterlingSandbox> {
    return startSterlingSandbox({
      port,
      databaseUrl: sterlingDb.url,
      tlsDir: join(folder, 'tls'),
      username: 'apiuser',
      password: passwords.sterling,
    });
  }

  const run = (...args: string[]): Promise<CommandResult> => runFile(file, args);
  const runFile = async (config: string, args: readonly string[]): Promise<CommandResult> => {
    const child = spawn(process.execPath, ['src/cli.ts', ...args, '--config', config], { cwd: root, env });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    return { code, out, err };
  };
  const succeed = async (...args: string[]): Promise<void> => {
    const { code, out, err } = await run(...args);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${out}${err}`);
  };
  await succeed('migrate');
  // Applied paused: a test polls when it wants to, and the clock must not do it in between.
  await succeed('schedule', 'apply');
  await succeed('schedule', 'pause');

  const ca = readFileSync(sterling.caFile, 'utf8');
  const house: House = {
    config,
    folder,
    db,
    temporal,
    syspro: got.extend({ prefixUrl: syspro.controlUrl, responseType: 'json', retry: { limit: 0 } }),
    sterling: got.extend({
      prefixUrl: sterling.controlUrl,
      responseType: 'json',
      retry: { limit: 0 },
      https: { certificateAuthority: ca },
    }),
    async stopSterling() {
      await sterling.close();
      sterlingStopped = true;
    },
    async startSterling() {
      sterling = await openSterling(sterlingPort);
      sterlingStopped = false;
    },
    async startWorker() {
      const worker = await startWorkerProcess(file, env);
      workers.push(worker);
      return worker;
    },
    run,
    async runWith(change, ...args) {
      const changed = structuredClone(raw);
      change(changed);
      const other = join(folder, `config-${(variants += 1)}.yaml`);
      writeFileSync(other, stringify(changed));
      return runFile(other, args);
    },
    messages: () => house.sterling.get('messages').json<WitnessedMessage[]>(),
    payload: (message) => house.sterling.get(`messages/${message}/payload`, { responseType: 'text' }).text(),
    async sysproSql<T>(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: sysproDb.url });
      await client.connect();
      try {
        return (await client.query(text, values)).rows as T[];
      } finally {
        await client.end();
      }
    },
    async asOwner(statements) {
      const client = new Client({ connectionString: ledger.url });
      await client.connect();
      try {
        await client.query(statements);
      } finally {
        await client.end();
      }
    },
    raise: async (spec) =>
      (await house.syspro.post('purchase-orders', { json: spec }).json<{ purchaseOrders: string[] }>()).purchaseOrders,
    async close() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await db.end();
      await temporal.stop();
      await syspro.close();
      if (!sterlingStopped) await sterling.close();
      for (const made of databases) await made.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return house;
}

interface Parts {
  readonly ledger: TestDatabase;
  readonly role: { readonly name: string };
  readonly temporal: TestTemporal;
  readonly syspro: SysproSandbox;
  readonly sterling: SterlingSandbox;
  readonly goLive: Date;
  readonly settle: string;
}

function configuration({
  ledger,
  role,
  temporal,
  syspro,
  sterling,
  goLive,
  settle,
}: Parts): z.input<typeof configSchema> {
  const { hostname, port, username } = new URL(ledger.url);
  return {
    postgres: {
      host: hostname,
      port: Number(port),
      database: ledger.name,
      user: role.name,
      password: { env: 'HOUSE_POSTGRES' },
      owner: { user: username, password: { env: 'HOUSE_OWNER' } },
    },
    temporal: { address: temporal.address, namespace: temporal.namespace },
    sterling: {
      url: sterling.url,
      username: 'apiuser',
      password: { env: 'HOUSE_STERLING' },
      caFile: sterling.caFile,
      connectTimeout: '2s',
      requestTimeout: '3s',
      serverTimeout: '2s',
    },
    partners: './partners',
    companies: [
      {
        code: 'A',
        name: 'Great Lakes Manufacturing',
        usage: 'production',
        goLive: goLive.toISOString(),
        timeZone: 'America/Chicago',
        syspro: {
          enet: { url: syspro.enetUrl, operator: 'EDIBOT', password: { env: 'HOUSE_SYSPRO' }, companyId: 'A' },
          odata: { url: syspro.odataUrl, company: 'A', username: 'EDIBOT', password: { env: 'HOUSE_ODATA' } },
          ...stackHabits,
        },
        address: stackAddress,
        streams: stackStreams(settle),
      },
    ],
  };
}

/** An application role of its own: roles belong to the server, which test files share. */
async function createRole(ledger: TestDatabase, password: string): Promise<{ name: string; password: string }> {
  const name = `app_${ledger.name}`;
  const client = new Client({ connectionString: ledger.url });
  await client.connect();
  await client.query(`create role ${client.escapeIdentifier(name)} login password ${client.escapeLiteral(password)}`);
  await client.end();
  return { name, password };
}

async function startWorkerProcess(file: string, env: NodeJS.ProcessEnv): Promise<WorkerProcess> {
  const child: ChildProcess = spawn(process.execPath, ['src/cli.ts', 'worker', '--config', file], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const closed = once(child, 'close');
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        if (line.includes('"msg":"worker ready"')) resolve();
      });
    }
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await closed;
  };
  const failed = closed.then(() => {
    throw new Error(`the worker ended before it was ready:\n${lines.join('\n')}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => undefined); // it ends some time; only before it was ready is that a failure
  return { lines, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
