import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import getPort from 'get-port';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../../local/temporal-server.ts';
import type { Config } from '../../src/config.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import { readFairness } from '../../src/temporal/fairness.ts';
import { startTestTemporal, type TestTemporal } from '../support/temporal.ts';

let fair: TestTemporal;
let unfair: TemporalServer;
beforeAll(async () => {
  fair = await startTestTemporal();
  const cli = await findTemporalCli({
    binDir: fileURLToPath(new URL('../../.local/bin', import.meta.url)),
    say: () => undefined,
  });
  unfair = await startTemporalServer({ cli: cli.path, port: await getPort(), fairness: false });
}, 120_000);
afterAll(async () => {
  await fair?.stop();
  await unfair?.stop();
});

const configOf = (address: string, namespace: string): Config => ({ temporal: { address, namespace } }) as Config;

/** Puts enough into the queue that some partition has seen something. */
async function use(client: Client): Promise<void> {
  const starts = Array.from({ length: 12 }, (_, n) =>
    client.workflow.start('nothing', {
      workflowId: `fairness-${n}`,
      taskQueue: documentsQueue,
      workflowExecutionTimeout: '1s',
      priority: { fairnessKey: `partner-${n}` },
    }),
  );
  await Promise.all(starts);
}

test('tells a server with fairness from one without, once the queue was used', async () => {
  expect(await readFairness(configOf(fair.address, fair.namespace))).toBe('unused');
  await use(fair.client);
  const read = () => readFairness(configOf(fair.address, fair.namespace));
  await expect.poll(read, { timeout: 20_000 }).toBe('on');

  const connection = await Connection.connect({ address: unfair.address });
  await use(new Client({ connection }));
  await connection.close();
  await expect.poll(() => readFairness(configOf(unfair.address, 'default')), { timeout: 20_000 }).toBe('off');
});

test('says so when nobody answers', async () => {
  const nobody = configOf(`127.0.0.1:${await getPort()}`, 'default');
  await expect(readFairness(nobody)).rejects.toThrow(/connect/i);
});
