import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import getPort from 'get-port';
import { fileURLToPath } from 'node:url';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import { startTemporalServer, type TemporalServer } from '../../local/temporal-server.ts';
import type { Config } from '../../src/config.ts';
import { documentsQueue } from '../../src/temporal/task-queues.ts';
import { readFairness, type Fairness } from '../../src/temporal/fairness.ts';
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

let started = 0;
/**
 * Puts something into the queue, and reads. A partition shows how it is served once a task of it has run out: on a busy machine
 * a workflow may have run out before its task came to the queue, so more are put there with each reading.
 */
async function useAndRead(client: Client, config: Config): Promise<Fairness> {
  const starts = Array.from({ length: 12 }, (_, n) =>
    client.workflow.start('nothing', {
      workflowId: `fairness-${(started += 1)}`,
      taskQueue: documentsQueue,
      workflowExecutionTimeout: '1s',
      priority: { fairnessKey: `partner-${n}` },
    }),
  );
  await Promise.all(starts);
  return readFairness(config);
}
const patience = { timeout: 60_000, interval: 1_000 };

test('tells a server with fairness from one without, once the queue was used', async () => {
  const fairConfig = configOf(fair.address, fair.namespace);
  expect(await readFairness(fairConfig)).toBe('unused');
  await expect.poll(() => useAndRead(fair.client, fairConfig), patience).toBe('on');

  const connection = await Connection.connect({ address: unfair.address });
  const client = new Client({ connection });
  await expect.poll(() => useAndRead(client, configOf(unfair.address, 'default')), patience).toBe('off');
  await connection.close();
}, 150_000);

test('says so when nobody answers', async () => {
  const nobody = configOf(`127.0.0.1:${await getPort()}`, 'default');
  await expect(readFairness(nobody)).rejects.toThrow(/connect/i);
});
