import { afterAll, beforeAll, expect, test } from 'vitest';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import type { DocumentSummary } from '../../src/ledger/queries.ts';
import { openHouse, type House, type WorkerProcess } from '../support/house.ts';
import { until } from '../support/until.ts';

/*
 * A partner is held and released by the commands people use, with every process running: what it should get queues, and then arrives once.
 */

const partner = tradingPartners[0] ?? { code: '', supplier: '' };
let house: House;
let worker: WorkerProcess;
beforeAll(async () => {
  house = await openHouse();
  worker = await house.startWorker();
}, 120_000);
afterAll(async () => {
  await worker?.stop();
  await house?.close();
});

const listed = async (): Promise<DocumentSummary[]> =>
  JSON.parse((await house.run('list', '--json')).out) as DocumentSummary[];
const queued = async (): Promise<number> => (await listed()).filter(({ queuedFor }) => queuedFor !== null).length;

test('hold, queue, release: every document arrives once, and nobody was alerted', async () => {
  expect((await house.run('partners', 'hold', 'NOBODY', '--reason', 'x')).code).toBe(2);
  expect((await house.run('partners', 'hold', partner.code)).code).toBe(2);
  const { code, out } = await house.run('partners', 'hold', partner.code, '--reason', 'they move', '--by', 'clerk');
  expect([code, out]).toEqual([0, expect.stringMatching(/is on hold since .* by clerk \(they move\)/)]);

  const numbers = await house.raise({ supplier: partner.supplier, status: '4', plain: true, count: 3 });
  const poll = await house.run('poll', 'purchase-orders', '--wait');
  expect(poll.out).toMatch(/Sent: 0/);
  await until('all queue', async () => (await queued()) === 3, 30_000);
  expect(await house.messages()).toEqual([]);
  const [number = ''] = numbers;
  const shown = await house.run('show', number, '--type', 'purchase-order');
  expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/queued: hold \(they move\) since/)]);
  expect((await house.run('list')).out).toMatch(/queued: hold \(they move\) since/);
  expect((await house.run('partners', 'list')).out).toMatch(/they move \(3 queued\)/);
  const workflow = house.temporal.client.workflow.getHandle(`document/A/purchase-order/${number}`);
  expect(await workflow.query('status')).toMatchObject({
    phase: 'queued',
    waitingFor: 'on hold by clerk: they move',
  });

  expect((await house.run('partners', 'release', partner.code, 'invoice')).code).toBe(1);
  const released = await house.run('partners', 'release', partner.code);
  expect([released.code, released.out]).toEqual([0, expect.stringMatching(/3 documents that queued are told/)]);
  await until('all arrived', async () => (await house.messages()).length === 3, 30_000);
  await until('all are posted', async () => (await listed()).every(({ stage }) => stage === 'posted'), 30_000);
  expect(new Set((await house.messages()).map(({ name }) => name)).size).toBe(3);
  expect((await listed()).every(({ attention, queuedFor }) => attention === null && queuedFor === null)).toBe(true);
}, 180_000);
