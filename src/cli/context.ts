import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Client, Connection } from '@temporalio/client';
import { loadConfig, type Config } from '../config.ts';
import { connectionSettings, openDatabase, type Database } from '../ledger/database.ts';
import { temporalConnection } from '../temporal/connection.ts';
import { CannotRun } from './exit-code.ts';

/** How a command prints. A command that needs no configuration is given nothing else. */
export interface PlainContext {
  readonly json: boolean;
  /** Prints a line for a person; nothing with --json. */
  readonly say: (line: string) => void;
  /** Prints the command's result as JSON; nothing without --json. */
  readonly give: (result: unknown) => void;
}

/** What every other command is given: the configuration, and connections that are opened when first asked for and closed after. */
export interface CommandContext extends PlainContext {
  readonly config: Config;
  readonly db: () => Database;
  readonly temporal: () => Promise<Client>;
  /** Who runs the command, for the trail. */
  readonly person: string;
}

// Where a configuration is looked for when --config does not name one. The last is what `npm start` generates.
const usualFiles = ['syspro-sterling.yaml', '.local/syspro-sterling.yaml'];

/** The configuration file to use. @throws CannotRun when there is none */
export function configFile(named: string | undefined): string {
  const file = named ?? process.env['SYSPRO_STERLING_CONFIG'] ?? usualFiles.find((candidate) => existsSync(candidate));
  if (file === undefined) {
    throw new CannotRun(
      'there is no configuration: name one with --config or SYSPRO_STERLING_CONFIG (config/example.yaml shows what goes in), or run npm start for a local stack',
    );
  }
  return file;
}

/** The context of a command that reads neither configuration nor database. */
export function plainContext({ json = false }: { readonly json?: boolean }): PlainContext {
  return {
    json,
    say(line) {
      if (!json) console.log(line);
    },
    give(result) {
      if (json) console.log(JSON.stringify(result, null, 2));
    },
  };
}

/** Runs a command's body with a context, and closes what it opened. */
export async function withContext<T>(
  options: { config?: string; json?: boolean },
  body: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const config = loadConfig(configFile(options.config));
  let db: Database | undefined;
  let connection: Connection | undefined;
  try {
    return await body({
      ...plainContext(options),
      config,
      person: userInfo().username,
      db() {
        db ??= openDatabase(connectionSettings(config), 4, () => undefined); // the query that needs the connection reports it
        return db;
      },
      async temporal() {
        // Loaded only by commands that ask Temporal: it takes half a second.
        const temporal = await import('@temporalio/client');
        try {
          connection ??= await temporal.Connection.connect(temporalConnection(config));
        } catch (error) {
          throw new CannotRun(`Temporal at ${config.temporal.address} cannot be reached: ${(error as Error).message}`);
        }
        return new temporal.Client({ connection, namespace: config.temporal.namespace });
      },
    });
  } finally {
    await db?.end();
    await connection?.close();
  }
}
