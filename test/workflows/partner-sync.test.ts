import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PartnerSyncResult } from '../../src/activities/index.ts';
import { masterAgreement } from '../../src/ledger/master-data.ts';
import { decideFinding, standingFindings } from '../../src/ledger/master-findings.ts';
import { documentsQueue, sterlingQueue, sysproQueue } from '../../src/temporal/task-queues.ts';
import type { partnerSync, PartnerSyncInput } from '../../src/workflows/partner-sync.ts';
import {
  forgetMasters,
  mastersHouse,
  party,
  password,
  supplier,
  type MastersHouse,
} from '../activities/masters-house.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { connect, createCertificate, startServer } from '../sterling/https-server.ts';
import { useLedger } from '../support/ledger.ts';
import { startTestTemporal, type TestTemporal } from '../support/temporal.ts';

/*
 * The workflow on a real server, with the real steps over a real ledger; only the two sides are made up.
 */
const ledger = useLedger();
const certificate = createCertificate();
let temporal: TestTemporal;
let house: MastersHouse;
let stop: () => Promise<void>;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  temporal = await startTestTemporal();
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../src/workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  type Steps = ReturnType<MastersHouse['steps']>;
  const names: (keyof Steps)[] = [
    'openPartnerSync',
    'compareMasters',
    'closePartnerSync',
    'readSysproMasters',
    'writeSysproMaster',
    'readSterlingMasters',
    'writeSterlingMaster',
    'makeTradingPartner',
  ];
  // Of the house of the test that runs: each begins with a new one.
  const activities = Object.fromEntries(
    names.map((name) => [name, (input: never) => (house.steps()[name] as (given: never) => Promise<unknown>)(input)]),
  );
  const common = { connection: temporal.nativeConnection, namespace: temporal.namespace, activities };
  const workers = await Promise.all([
    Worker.create({ ...common, taskQueue: documentsQueue, workflowBundle }),
    Worker.create({ ...common, taskQueue: sterlingQueue }),
    Worker.create({ ...common, taskQueue: sysproQueue('EDI') }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  stop = async () => {
    for (const worker of workers) worker.shutdown();
    await running;
  };
}, 120_000);
afterAll(async () => {
  await stop?.();
  await temporal?.stop();
});
beforeEach(async () => {
  await forgetMasters(ledger.db);
  house = mastersHouse(ledger.db);
  house.mappings = { ACME: {}, NEW: {} };
  house.settings = { create: { community: 'EDI', authentication: 'Local', password: { env: 'X' }, connections: [] } };
  house.suppliers.set('00ACME', supplier('ACME', { SupAddr3: 'Canarytown', Email: 'canary@example.com' }));
  house.suppliers.set('00NEW', supplier('NEW', { Email: 'new-canary@example.com', Contact: 'Cana Ry' }));
  house.parties.set('ACME Inc', party('ACME', { phone: 'canary-phone' }));
});

const run = async (workflowId: string, input: PartnerSyncInput = {}): Promise<PartnerSyncResult> =>
  temporal.client.workflow.execute<typeof partnerSync>('partnerSync', {
    workflowId,
    taskQueue: documentsQueue,
    args: [input],
  });

/** All that histories hold, in one text. */
async function historiesOf(...ids: string[]): Promise<string> {
  const told = await Promise.all(
    ids.map(async (id) => JSON.stringify(await temporal.client.workflow.getHandle(id).fetchHistory())),
  );
  return told
    .join('')
    .replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (_all, data: string) => Buffer.from(data, 'base64').toString('utf8'));
}

test('carries over, asks, makes what was confirmed, and leaves no party data and no password in its histories', async () => {
  expect(await run('s-1')).toMatchObject({
    outcome: 'complete',
    counts: { partners: 2, compared: 2, toSterling: 1, made: 0, failed: 0 },
  });
  expect(house.parties.get('ACME Inc')?.city).toBe('Canarytown');
  const standing = await standingFindings(ledger.db);
  expect(standing.map(({ kind, field }) => `${kind} ${field}`.trim()).toSorted()).toEqual([
    'conflict emailAddress',
    'conflict phone',
    'create',
  ]);
  for (const { id, kind } of standing)
    await decideFinding(ledger.db, id, kind === 'create' ? 'confirmed' : 'syspro', 'clerk');
  expect(await run('s-2', { requestedBy: 'clerk' })).toMatchObject({
    outcome: 'complete',
    counts: { made: 1, toSterling: 2 },
  });
  expect(house.parties.get('NEW Inc')?.emailAddress).toBe('new-canary@example.com');
  expect(await run('s-3')).toMatchObject({ counts: { asked: 0, made: 0, toSterling: 0 } });

  const text = await historiesOf('s-1', 's-2', 's-3');
  expect(text).toContain('writeSterlingMaster');
  expect(text).toContain('ACME');
  for (const secret of ['anary', 'Cana Ry', 'ACME Inc', 'NEW Inc', '555-0100', password])
    expect(text).not.toContain(secret);
});

test('an outage of a side is an outcome, and concludes nothing', async () => {
  house.down.add('syspro');
  expect(await run('o-1')).toMatchObject({ outcome: 'syspro-unavailable', cause: 'SYSPRO-UNREACHABLE' });
  house.down.clear();
  house.down.add('sterling');
  expect(await run('o-2')).toMatchObject({ outcome: 'sterling-unavailable', cause: 'STERLING-NO-ANSWER' });
  expect(await standingFindings(ledger.db)).toEqual([]);
  expect(house.sent).toEqual([]);
  house.down.clear();
  house.faults.push('failed', 'failed', 'failed');
  expect(await run('o-3')).toMatchObject({ outcome: 'partial', cause: 'MASTER-WRITE-FAILED', counts: { failed: 1 } });
}, 120_000);

test('waits for one that is under way', async () => {
  await ledger.db.query(
    `insert into ledger.master_sync (id, workflow_id, started_at, requested_by) values ('other', 'w', now(), 'x')`,
  );
  house.running.add('other');
  const handle = await temporal.client.workflow.start<typeof partnerSync>('partnerSync', {
    workflowId: 'w-1',
    taskQueue: documentsQueue,
    args: [{ partners: ['ACME'] }],
  });
  await expect.poll(async () => JSON.stringify(await handle.fetchHistory())).toContain('timerStarted');
  await ledger.db.query(`update ledger.master_sync set ended_at = now(), outcome = 'complete' where id = 'other'`);
  expect(await handle.result()).toMatchObject({ outcome: 'complete', counts: { partners: 1, compared: 1 } });
});

test('what a server says of a partner when it fails is in no history', async () => {
  const shown = { ...house.parties.get('ACME Inc'), settings: undefined };
  await using server = await startServer(await certificate, ({ method, path, body }) => {
    if (method === 'GET') return { body: path.endsWith('/') ? [shown] : shown };
    return { status: 500, body: { errorCode: 500, errorDescription: `API000100: ACME Inc: ${body}` } };
  });
  using connected = connect(server.baseUrl, (await certificate).authority);
  house.client = connected.client;
  house.mappings = { ACME: {} };
  // Sterling's is blank in one field, which SYSPRO fills: a PUT, whose answer says all that was sent.
  expect(await run('h-1')).toMatchObject({ outcome: 'partial', cause: 'MASTER-WRITE-FAILED', counts: { failed: 1 } });
  expect(server.received.some(({ method, body }) => method === 'PUT' && body.includes('Canarytown'))).toBe(true);
  const text = await historiesOf('h-1');
  expect(text).toContain('tradingpartners/…');
  expect(text).toContain('API000100');
  for (const secret of ['anary', 'ACME Inc', 'ACME%20Inc', '555-0100']) expect(text).not.toContain(secret);
}, 120_000);

test('an outage of the ledger is not called one of Sterling', async () => {
  house.mappings = { ACME: {} };
  house.client = {
    listTradingPartners: async () => ledger.db.query('select * from ledger.no_such_table'),
  } as unknown as SterlingClient;
  expect(await run('l-1')).toMatchObject({ outcome: 'partial', cause: 'DatabaseError' });
}, 120_000);

test('the run of a comparison that has ended, reset, changes nothing and says so', async () => {
  house.mappings = { ACME: {} };
  await run('r-1');
  await run('r-2');
  const stand = async () => [await masterAgreement(ledger.db, 'ACME'), await standingFindings(ledger.db)];
  const before = await stand();
  const handle = temporal.client.workflow.getHandle('r-1');
  const { events } = await handle.fetchHistory();
  const at = events?.findIndex(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'compareMasters',
  );
  const task = events?.slice(0, at).findLast((event) => event.workflowTaskCompletedEventAttributes);
  await temporal.client.workflowService.resetWorkflowExecution({
    namespace: temporal.namespace,
    workflowExecution: { workflowId: 'r-1', runId: (await handle.describe()).runId },
    workflowTaskFinishEventId: task?.eventId ?? null,
    requestId: 'r-1',
    reason: 'test',
  });
  await expect(temporal.client.workflow.getHandle('r-1').result()).rejects.toMatchObject({
    cause: { cause: { type: 'MASTER-SYNC-CLOSED' } },
  });
  expect(await stand()).toEqual(before);
}, 120_000);
