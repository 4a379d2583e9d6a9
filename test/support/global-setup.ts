import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import getPort from 'get-port';
import type { TestProject } from 'vitest/node';
import { startTemporaryPostgres } from '../../local/temporary-postgres.ts';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../../local/temporal-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Superuser URL of the run's PostgreSQL server, database `postgres`. */
    postgresUrl: string;
    /** A GET here starts the run's Temporal server if need be and answers its `host:port`. */
    temporalLauncher: string;
  }
}

/**
 * What the whole run shares: one real PostgreSQL in a temporary folder (durability off, because nothing of it is kept),
 * and one real Temporal server in memory, started when the first test asks for it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The tests run our command some hundred times; compiled once, it starts in half the time.
  process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'node-compile-cache');
  const postgres = await startTemporaryPostgres();
  project.provide('postgresUrl', postgres.url('postgres'));

  // Most runs while working on one thing need no Temporal; those that do share one.
  let temporal: Promise<TemporalServer> | undefined;
  const launcher = createServer((_request, response) => {
    temporal ??= startTemporal();
    temporal.then(
      ({ address }) => response.end(address),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  const launcherPort = await getPort();
  await new Promise<void>((resolve) => launcher.listen(launcherPort, '127.0.0.1', resolve));
  project.provide('temporalLauncher', `http://127.0.0.1:${launcherPort}/`);

  return async () => {
    launcher.close();
    launcher.closeAllConnections();
    await temporal?.then(
      (server) => server.stop(),
      () => undefined,
    );
    await postgres.stop();
  };
}

async function startTemporal(): Promise<TemporalServer> {
  const binDir = fileURLToPath(new URL('../../.local/bin', import.meta.url));
  const cli = await findTemporalCli({ binDir, say: (message) => process.stderr.write(`${message}\n`) });
  return startTemporalServer({ cli: cli.path, port: await getPort() });
}
