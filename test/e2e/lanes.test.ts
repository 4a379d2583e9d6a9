import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import type { DocumentSummary } from '../../src/ledger/queries.ts';
import type { DocumentStatus } from '../../src/workflows/document-messages.ts';
import { readInterchanges, type Interchange } from '../../src/x12/index.ts';
import { openHouse, type House, type WitnessedMessage, type WorkerProcess } from '../support/house.ts';
import { until } from '../support/until.ts';

/*
 * Documents that leave together, through the whole house: judged by what the Sterling stand-in witnessed.
 */

const partner = tradingPartners[0] as (typeof tradingPartners)[number];
const fullAt = 3;
const maxAge = 6_000;

let house: House;
let worker: WorkerProcess;
beforeAll(async () => {
  house = await openHouse();
  const file = join(house.folder, 'partners', `${partner.code.toLowerCase()}.yaml`);
  const profile = parse(readFileSync(file, 'utf8')) as { everyDocument: object };
  Object.assign(profile.everyDocument, { batching: { maxSets: fullAt, maxAge: `${maxAge}ms` } });
  writeFileSync(file, stringify(profile));
  worker = await house.startWorker();
}, 120_000);
afterAll(() => house?.close());

const raise = (count: number, goodsLines = 2): Promise<string[]> =>
  house.raise({ supplier: partner.supplier, status: '4', plain: true, count, goodsLines });
const poll = () => house.run('poll', 'purchase-orders');
const short = (number: string): string => number.replace(/^0+/, '');
const workflowOf = (number: string) => house.temporal.client.workflow.getHandle(`document/A/purchase-order/${number}`);
const phaseOf = async (number: string): Promise<string> =>
  (await workflowOf(number).query<DocumentStatus>('status')).phase;
async function shown(number: string): Promise<DocumentSummary> {
  const { out } = await house.run('show', short(number), '--type', 'purchase-order', '--json');
  return (JSON.parse(out) as { document: DocumentSummary }).document;
}

const textOf = (element: unknown): string => (typeof element === 'string' ? element : '');

/** What arrived, each message read: one interchange, whose counts and trailers agree. */
async function arrived(): Promise<{ message: WitnessedMessage; interchange: Interchange; orders: string[] }[]> {
  return Promise.all(
    (await house.messages()).map(async (message) => {
      const { interchanges, findings } = readInterchanges(await house.payload(message.id));
      const [interchange] = interchanges;
      if (!interchange || findings.length > 0) throw new Error(`${message.name}: ${JSON.stringify(findings)}`);
      const sets = interchange.groups.flatMap((group) => group.sets);
      const orders = sets.map(({ segments }) => textOf(segments.find(({ id }) => id === 'BEG')?.elements[2]));
      return { message, interchange, orders };
    }),
  );
}
const times = async (numbers: readonly string[]): Promise<number[]> => {
  const orders = (await arrived()).flatMap((one) => one.orders.map(short));
  return numbers.map((number) => orders.filter((order) => order === short(number)).length);
};

test('a full interchange leaves at once, the rest by its age; a bad document parks by itself; one cancelled in time stays', async () => {
  const good = await raise(5);
  const [bad = ''] = await raise(1, 0);
  await poll();
  await until('a full interchange arrived', async () => (await arrived()).length === 1, 30_000);
  const [first] = await arrived();
  expect(first?.orders).toHaveLength(fullAt);
  expect(first?.interchange.groups.map(({ sets }) => sets.map(({ control }) => control))).toEqual([
    ['0001', '0002', '0003'],
  ]);
  expect(first?.message.mailboxPath).toBe(partner.mailbox);

  const left = new Set(first?.orders.map(short));
  const [cancelled = '', last = ''] = good.filter((number) => !left.has(short(number)));
  await until(
    'the others wait',
    async () => (await phaseOf(cancelled)) === 'waiting' && (await phaseOf(last)) === 'waiting',
  );
  expect((await house.run('list', '--partner', partner.code)).out).toContain('leaves with others by');
  await workflowOf(cancelled).executeUpdate('cancel', { args: [{ requestedBy: 'clerk', reason: 'raised twice' }] });
  await until('the last one arrived', async () => (await times([last]))[0] === 1, maxAge + 20_000);

  const others = good.filter((number) => number !== cancelled);
  expect(await times([...others, cancelled, bad])).toEqual([1, 1, 1, 1, 0, 0]);
  expect((await arrived()).map(({ interchange }) => Number(interchange.control))).toEqual([1, 2]);
  expect(await shown(bad)).toMatchObject({ stage: 'discovered', attention: 'PO-NO-LINES' });
  expect(await shown(cancelled)).toMatchObject({ stage: 'cancelled' });
  const sent = others.find((number) => left.has(short(number))) ?? '';
  await until('it knows that it left', async () => (await phaseOf(sent)) === 'following');
  expect(await shown(sent)).toMatchObject({ stage: 'posted', interchange: 1, message: String(first?.message.id) });
  const { out } = await house.run('show', short(sent), '--type', 'purchase-order');
  expect(out).toMatch(/Sealed with 3 sets into interchange 1, group 1, set 000[123]/);
}, 90_000);

test('a worker killed between sealing and posting: the same bytes arrive, once', async () => {
  const before = (await arrived()).length;
  await house.stopSterling();
  const numbers = await raise(fullAt);
  await poll();
  const sealed = async (): Promise<{ name: string; sha256: string }[]> =>
    (
      await house.db.query<{ name: string; sha256: string }>(
        `select message_name as name, content_sha256 as sha256 from ledger.transmission where type = 'interchange' and posted_at is null`,
      )
    ).rows;
  await until('it is sealed', async () => (await sealed()).length === 1, 30_000);
  const [interchange] = await sealed();
  await worker.kill();
  await house.startSterling();
  worker = await house.startWorker();
  await until('all arrived', async () => (await times(numbers)).every((count) => count === 1), 60_000);
  const all = await arrived();
  expect(all).toHaveLength(before + 1);
  expect(all.at(-1)?.message).toMatchObject({ name: interchange?.name, sha256: interchange?.sha256 });
  expect(all.at(-1)?.interchange.control).toBe('000000003');
  for (const number of numbers)
    await until('its workflow knows', async () => (await phaseOf(number)) === 'following', 20_000);
  expect(await sealed()).toEqual([]);
}, 120_000);

test('the command tells where the series stands, sets it forwards, and nothing of it can be taken back', async () => {
  const of = ['--partner', partner.code, '--json'];
  const { out } = await house.run('control-numbers', 'list', ...of);
  expect(JSON.parse(out)).toMatchObject([
    { partners: [partner.code], usage: 'production', epoch: 1, last: { interchange: 3, group: 3 }, interchanges: 3 },
  ]);
  const back = await house.run('control-numbers', 'set', ...of, '--last-interchange', '2', '--reason', 'test');
  expect(back).toMatchObject({ code: 2, err: expect.stringContaining('ISA13 stands at 3') as string });
  const set = await house.run('control-numbers', 'set', ...of, '--last-interchange', '50', '--reason', 'test');
  expect(set).toMatchObject({ code: 0, err: '' });
  await expect(house.db.query(`delete from ledger.control_change`)).rejects.toThrow(/permission denied/);
}, 30_000);
