import { randomBytes } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { inject } from 'vitest';
import { createNamespace } from '../../local/temporal-server.ts';

export interface TestTemporal {
  /** `host:port` of the run's Temporal server. */
  readonly address: string;
  /** A namespace of its own, with the search attributes: workflow IDs and task queues of other files do not meet these. */
  readonly namespace: string;
  readonly client: Client;
  readonly connection: Connection;
  /** For `Worker.create({ connection: nativeConnection, namespace, … })`. */
  readonly nativeConnection: NativeConnection;
  /** Closes the connections. Shut your workers down before. */
  stop(): Promise<void>;
}

/**
 * A real Temporal server with our search attributes and fairness on, shared over the run; the namespace is new at each
 * call. Call it in `beforeAll`, and `stop` in `afterAll`.
 */
export async function startTestTemporal(): Promise<TestTemporal> {
  const answer = await fetch(inject('temporalLauncher'));
  const address = await answer.text();
  if (!answer.ok) throw new Error(address);
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  await createNamespace(address, namespace, 1);
  const connection = await Connection.connect({ address });
  const nativeConnection = await NativeConnection.connect({ address });
  return {
    address,
    namespace,
    connection,
    nativeConnection,
    client: new Client({ connection, namespace }),
    async stop() {
      await nativeConnection.close();
      await connection.close();
    },
  };
}
