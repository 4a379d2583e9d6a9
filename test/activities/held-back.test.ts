import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { startSterlingSandbox, type SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import { cancelTransmission } from '../../src/ledger/attention.ts';
import { undeliveredFrom } from '../../src/ledger/events.ts';
import { placeHold, releaseHold, standingHolds, type HoldTarget, type Released } from '../../src/ledger/holds.ts';
import { findDocuments } from '../../src/ledger/queries.ts';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { account, connect, type TestClient } from '../sterling/https-server.ts';
import { useLedger } from '../support/ledger.ts';
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts';
import { laneHouse, type LaneHouse, type Sent } from './lane-house.ts';

/*
 * Partners nothing is posted to for a while, over a real ledger and the stand-in for Sterling, which witnesses what it was sent.
 */

const ledger = useLedger();
let database: TestDatabase;
let folder: string;
let sandbox: SterlingSandbox;
let connected: TestClient;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sterling-'));
  sandbox = await startSterlingSandbox({ port: 0, databaseUrl: database.url, tlsDir: folder, ...account });
  connected = connect(sandbox.url, readFileSync(sandbox.caFile, 'utf8'));
});
afterAll(async () => {
  connected?.[Symbol.dispose]();
  await sandbox?.close();
  await database?.drop();
  rmSync(folder, { recursive: true });
});

async function control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<unknown> {
  const response = await connected.http.request({
    method,
    url: new URL(`${sandbox.controlUrl}${path}`),
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return JSON.parse(response.body.toString());
}
beforeEach(() => control('DELETE', '/faults'));

const fault = (kind: string, resource: string, more: object = {}): Promise<unknown> =>
  control('POST', '/faults', { kind, resource, ...more });

/** Names of the messages Sterling accepted in a mailbox, in their order. */
async function accepted(mailboxPath: string): Promise<string[]> {
  const found = await control('GET', `/messages?mailboxPath=${encodeURIComponent(mailboxPath)}`);
  return z
    .array(z.object({ name: z.string() }))
    .parse(found)
    .map(({ name }) => name);
}

let houses = 0;
/**
 * A partner with a mailbox of its own.
 * @param sterling more settings of the profile's section of that name, as YAML's flow
 */
async function open(
  sterling = '',
  more = '',
  { make = true, rule, client }: { make?: boolean; rule?: string; client?: SterlingClient } = {},
): Promise<LaneHouse & { id: string; box: string }> {
  houses += 1;
  const id = `HELD${houses}`;
  const box = `/${id}/Outbound`;
  if (make) await connected.client.createMailbox({ path: box, description: 'of a test' });
  const settings = `    sterling: { testMailbox: ${box}, testRoutingRule: ${rule ?? 'null'}${sterling} }\n${more}`;
  return Object.assign(laneHouse(ledger.db, id, settings, client ?? connected.client), { id, box });
}

let orders = 0;
const next = (): string => String((orders += 1)).padStart(15, '0');
const by = (house: LaneHouse) => ({ at: house.clock, actor: 'clerk' });
const hold = (house: LaneHouse & { id: string }, type?: HoldTarget['type']) =>
  placeHold(ledger.db, by(house), { partner: house.id, ...(type && { type }) }, 'their system is down');
const release = (house: LaneHouse & { id: string }, type?: HoldTarget['type']): Promise<Released> =>
  releaseHold(ledger.db, by(house), { partner: house.id, ...(type && { type }) });
const held = { outcome: 'queued', for: 'hold', why: 'on hold by clerk: their system is down' } as const;
const summaryOf = async ({ key }: Sent) => (await findDocuments(ledger.db, key.key))[0];
const attempts = async ({ transmission }: Sent): Promise<number> => {
  const { rows } = await ledger.db.query(`select from ledger.post_attempt where transmission_id = $1`, [
    transmission.id,
  ]);
  return rows.length;
};
const postedBy = async ({ transmission }: Sent): Promise<unknown> => {
  const { rows } = await ledger.db.query<{ way: string | null }>(
    `select posted_by as way from ledger.transmission where id = $1`,
    [transmission.id],
  );
  return rows[0]?.way;
};

describe('a partner on hold', () => {
  test('has its documents queue before they take numbers; released, each is sent once', async () => {
    const house = await open();
    await hold(house);
    const sent = [await house.order(next()), await house.order(next()), await house.order(next())];
    for (const one of sent) {
      expect(one.result).toEqual(held);
      expect(await house.events(one.transmission.documentId)).toEqual(['discovered', 'read-again', 'queued']);
      expect(await summaryOf(one)).toMatchObject({
        stage: 'discovered',
        interchange: null,
        attention: null,
        queuedFor: 'hold',
        queuedAt: house.clock,
        holdReason: 'their system is down',
      });
    }
    // Asked again, nothing more is written.
    house.clock = new Date(house.clock.getTime() + 60_000);
    expect(await house.translate(sent[0]!.key)).toEqual(held);
    expect(await house.events(sent[0]!.transmission.documentId)).toHaveLength(3);
    expect((await summaryOf(sent[0]!))?.queuedAt).toEqual(new Date(house.clock.getTime() - 60_000));
    expect((await standingHolds(ledger.db)).find(({ partner }) => partner === house.id)).toMatchObject({ queued: 3 });

    const released = await release(house);
    expect(released.documents).toEqual(sent.map(({ transmission }) => transmission.documentId));
    const news = await undeliveredFrom(ledger.db, released.source);
    expect(news.map(({ kind, key, payload }) => [kind, key.key, payload])).toEqual(
      sent.map(({ key }) => ['news', key.key, { what: 'released' }]),
    );
    for (const one of sent) {
      expect(await house.translate(one.key)).toMatchObject({ outcome: 'translated' });
      expect(await summaryOf(one)).toMatchObject({ queuedFor: null, queuedAt: null });
      expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
      expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    }
    expect(await accepted(house.box)).toHaveLength(3);
    expect(await release(house)).toMatchObject({ holds: [], documents: [] });
  });

  test('while a post is retried: no attempt more is opened until it is released', async () => {
    const house = await open();
    const one = await house.order(next());
    await fault('503', 'documents/', { method: 'POST' });
    expect(await house.post(one.key)).toBe('STERLING-SERVER-ERROR');
    await hold(house);
    expect([await house.post(one.key), await house.post(one.key)]).toEqual([held, held]);
    expect(await attempts(one)).toBe(1);
    expect(await accepted(house.box)).toEqual([]);
    await release(house);
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    expect(await summaryOf(one)).toMatchObject({ stage: 'posted', queuedFor: null });
    expect(await accepted(house.box)).toHaveLength(1);
  });

  test('has a lost answer looked up all the same', async () => {
    const house = await open();
    const one = await house.order(next());
    await fault('reset-after-commit', 'mailboxmessages/');
    expect(await house.post(one.key)).toBe('STERLING-OUTCOME-UNKNOWN');
    await hold(house);
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    expect(await accepted(house.box)).toHaveLength(1);
  });

  test('for one type has the others go', async () => {
    const house = await open();
    await hold(house, 'invoice');
    const [order, invoice] = [await house.order(next()), await house.invoice(next())];
    expect(order.result).toMatchObject({ outcome: 'translated' });
    expect(invoice.result).toEqual(held);
    expect(await house.post(order.key)).toMatchObject({ outcome: 'posted' });
    // A hold on everything beside it: the one on invoices alone can be released, and then changes nothing.
    await hold(house);
    await release(house, 'invoice');
    expect(await house.translate(invoice.key)).toEqual(held);
    await release(house);
    expect(await house.translate(invoice.key)).toMatchObject({ outcome: 'translated' });
  });

  test('has a re-send queue, and what queues can be cancelled', async () => {
    const house = await open();
    const one = await house.order(next());
    await house.post(one.key);
    await hold(house);
    const resend = { id: `again-${one.key.key}`, reason: 'lost', requestedBy: 'clerk', data: 'stored' } as const;
    expect(await house.translate(one.key, resend)).toEqual(held);
    const { transmission } = (await summaryOf(one))!;
    await cancelTransmission(
      ledger.db,
      by(house),
      { documentId: one.transmission.documentId, transmission: transmission ?? 0 },
      'not needed',
    );
    expect(await summaryOf(one)).toMatchObject({ stage: 'posted', queuedFor: null });
    expect((await release(house)).documents).toEqual([]);
    expect(await house.translate(one.key, resend)).toEqual({ outcome: 'cancelled' });
  });

  test('is held once, however often it is said', async () => {
    const house = await open();
    const said = await Promise.all(Array.from({ length: 4 }, () => hold(house)));
    expect(new Set(said.map((one) => one.hold.id)).size).toBe(1);
    expect(said.filter(({ stood }) => !stood)).toHaveLength(1);
    await release(house);
    expect((await hold(house)).stood).toBe(false);
    await release(house);
  });
});

describe('a blackout', () => {
  // 17:00 to 18:00 UTC: the company is in Chicago.
  const window = ", blackouts: [{ from: '11:00', to: '12:00' }]";
  const at = (house: LaneHouse, time: string): void => void (house.clock = new Date(`2026-11-24T${time}Z`));

  test('that begins between translation and post keeps the message back to its end', async () => {
    const house = await open(window);
    at(house, '16:59:00');
    const one = await house.order(next());
    expect(one.result).toMatchObject({ outcome: 'translated' });
    // What is known of the mailbox since a minute ago is no reason not to look at the clock.
    expect(await house.post((await house.order(next())).key)).toMatchObject({ outcome: 'posted' });
    at(house, '17:01:00');
    const queued = {
      outcome: 'queued',
      for: 'blackout',
      why: 'the partner takes nothing until 2026-11-24T18:00:00.000Z',
      wait: 3_540_000,
    };
    expect(await house.post(one.key)).toEqual(queued);
    expect((await house.order(next())).result).toEqual(queued);
    expect(await summaryOf(one)).toMatchObject({
      queuedFor: 'blackout',
      queuedUntil: new Date('2026-11-24T18:00:00Z'),
      attention: null,
    });
    expect(await attempts(one)).toBe(0);
    at(house, '18:00:00');
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    expect(await accepted(house.box)).toHaveLength(2);
  });

  test('that begins while Sterling is asked about the mailbox keeps the message back', async () => {
    let pass = (): void => undefined;
    const slow = new Proxy(connected.client, {
      get: (client, name: keyof SterlingClient) =>
        name === 'findMailbox'
          ? async (...asked: Parameters<SterlingClient['findMailbox']>) => (pass(), client.findMailbox(...asked))
          : client[name],
    });
    const house = await open(window, '', { client: slow });
    at(house, '16:59:59');
    const one = await house.order(next());
    pass = () => at(house, '17:00:05');
    expect(await house.post(one.key)).toMatchObject({ outcome: 'queued', for: 'blackout' });
    expect(await attempts(one)).toBe(0);
    pass = () => undefined;
    at(house, '18:00:00');
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
  });

  test('keeps a lane from sealing, and ends its wait', async () => {
    const house = await open(window, '    batching: { maxSets: 2, maxAge: 10m }\n');
    at(house, '16:55:00');
    await house.order(next());
    at(house, '17:10:00');
    const turn = await house.turn();
    expect(turn).toEqual({
      step: 'held',
      why: 'the partner takes nothing until 2026-11-24T18:00:00.000Z',
      wait: 3_000_000,
      sets: 1,
    });
    at(house, '18:00:00');
    expect(await house.run()).toHaveLength(1);
    expect(await accepted(house.box)).toHaveLength(1);
  });
});

describe('a lane whose partner is put on hold', () => {
  test('seals nothing, tells its documents, and goes on when it is released', async () => {
    const house = await open('', '    batching: { maxSets: 2, maxAge: 1h }\n');
    const sent = [await house.order(next()), await house.order(next())];
    await hold(house);
    const wait = { step: 'held', why: held.why, sets: 2 };
    expect(await house.turn()).toEqual(wait);
    for (const { key } of sent) {
      expect(await house.follow(key)).toMatchObject({ outcome: 'waiting', held: held.why });
      expect(house.told).toContain(`interchange document/MAIN/purchase-order/${key.key}`);
    }
    house.told.length = 0;
    expect(await house.turn()).toEqual(wait);
    expect(house.told).toEqual([]);
    expect(await release(house)).toMatchObject({ lanes: [await house.lane()] });
    expect(await house.run()).toHaveLength(1);
    expect(await house.follow(sent[0]!.key)).toMatchObject({ outcome: 'posted' });
    expect(await summaryOf(sent[0]!)).toMatchObject({ stage: 'posted', queuedFor: null });
  });

  test('on one type lets the others leave', async () => {
    const house = await open('', '    batching: { maxSets: 9, maxAge: 1m }\n');
    const [order, invoice] = [await house.order(next()), await house.invoice(next())];
    await hold(house, 'invoice');
    house.clock = new Date(house.clock.getTime() + 60_000);
    expect(await house.run()).toHaveLength(1);
    expect(await house.follow(order.key)).toMatchObject({ outcome: 'posted' });
    expect(await house.follow(invoice.key)).toMatchObject({ outcome: 'waiting', held: held.why });
    expect(await house.turn()).toMatchObject({ step: 'held', sets: 1 });
    await release(house);
    expect(await house.run()).toHaveLength(1);
  });

  test('after sealing is not overtaken where numbers rise strictly, and leaves in order', async () => {
    const house = await open('', '    strictlyRising: true\n');
    const first = await house.order(next());
    const sealed = await house.turn();
    if (sealed.step !== 'post') throw new Error('nothing was sealed');
    await hold(house, 'purchase-order');
    expect(await house.transmit(sealed.interchange)).toEqual(held);
    expect(await house.follow(first.key)).toMatchObject({ outcome: 'sealed', held: held.why });
    const second = await house.invoice(next());
    expect(second.result).toMatchObject({ outcome: 'joined' });
    expect(await house.turn()).toEqual({ step: 'held', why: held.why, sets: 1 });
    await release(house);
    expect(await house.run()).toEqual([sealed.interchange, expect.any(Number)]);
    expect((await accepted(house.box)).map((name) => /I\.\d+\.1\.(\d+)/.exec(name)?.[1])).toEqual(['1', '2']);
  });
});

describe('messagebatches', () => {
  test('posts by one request, says so, and keeps the bytes', async () => {
    const house = await open(', post: messagebatches, extractable: always');
    const one = await house.order(next());
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    const [message] = await connected.client.findMessages({
      name: (await accepted(house.box))[0] ?? '',
      mailboxPath: house.box,
    });
    expect(message).toMatchObject({ extractableAlways: true });
    expect(await postedBy(one)).toBe('messagebatches');
  });

  test('without an answer is looked up, and posted once', async () => {
    const house = await open(', post: messagebatches, extractable: always');
    const one = await house.order(next());
    await fault('reset-after-commit', 'messagebatches/');
    expect(await house.post(one.key)).toBe('STERLING-OUTCOME-UNKNOWN');
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
    expect(await accepted(house.box)).toHaveLength(1);
    expect(await postedBy(one)).toBe('messagebatches');
    expect((await house.events(one.transmission.documentId)).slice(2)).toEqual([
      'translated',
      'post-attempted',
      'post-unknown',
      'posted',
    ]);
  });

  test('that never arrived is posted again', async () => {
    const house = await open(', post: messagebatches, extractable: always');
    const one = await house.order(next());
    await fault('reset-before', 'messagebatches/');
    expect([await house.post(one.key), await house.post(one.key), await house.post(one.key)]).toEqual([
      'STERLING-OUTCOME-UNKNOWN',
      'POSTING-ABSENT',
      expect.objectContaining({ outcome: 'posted' }),
    ]);
    expect(await accepted(house.box)).toHaveLength(1);
  });

  test('is not the way of small messages, unless told', async () => {
    const house = await open(', extractable: always');
    const one = await house.order(next());
    await house.post(one.key);
    expect(await postedBy(one)).toBe('documents');
  });
});

describe('a mailbox or routing rule', () => {
  test('that is not there parks the document before an attempt is opened; corrected and retried, it goes', async () => {
    const house = await open('', '', { make: false });
    const one = await house.order(next());
    const parked = { outcome: 'parked', cause: 'STERLING-MAILBOX-MISSING', findings: 1 };
    expect([await house.post(one.key), await house.post(one.key)]).toEqual([parked, parked]);
    expect(await attempts(one)).toBe(0);
    expect(await summaryOf(one)).toMatchObject({
      attention: 'STERLING-MAILBOX-MISSING',
      findings: [{ fix: expect.stringMatching(/partners provision/) as string }],
    });
    await connected.client.createMailbox({ path: house.box, description: 'made at last' });
    expect(await house.post(one.key)).toMatchObject({ outcome: 'posted' });
  });

  test('of no use parks it too: no rule of that name, or one that would not take the message', async () => {
    const absent = await open('', '', { rule: 'RR_NONE' });
    const one = await absent.order(next());
    expect(await absent.post(one.key)).toMatchObject({ outcome: 'parked', cause: 'STERLING-RULE-MISSING' });
    const foreign = await open('', '', { rule: 'RR_ALDEFAST_TEST' });
    const two = await foreign.order(next());
    expect(await foreign.post(two.key)).toMatchObject({ outcome: 'parked', cause: 'STERLING-RULE-MISMATCH' });
    expect(await accepted(foreign.box)).toEqual([]);
  });

  test('is asked for once in five minutes, however many documents go there, and an outage meanwhile is retried', async () => {
    const asked: string[] = [];
    const counting: SterlingClient = {
      ...connected.client,
      findMailbox: (path, signal) => (asked.push('mailbox'), connected.client.findMailbox(path, signal)),
      findRoutingRule: (name, signal) => (asked.push('rule'), connected.client.findRoutingRule(name, signal)),
    };
    const rule = 'RR_HELD_COUNTED';
    const house = await open('', '', { rule, client: counting });
    const { id: mailboxId = '' } = (await connected.client.findMailbox(house.box)) ?? {};
    const pattern = { messageNamePattern: '*_850_*' };
    await connected.client.createRoutingRule({
      name: rule,
      mailboxIds: [mailboxId],
      ...pattern,
      process: 'P',
      runAs: 'apiuser',
    });
    const sent = [];
    for (let count = 0; count < 8; count += 1) sent.push(await house.order(next()));
    await fault('500', 'mailboxes/', { method: 'GET', count: 3 });
    expect(await house.post(sent[0]!.key)).toBe('STERLING-SERVER-ERROR');
    expect(await attempts(sent[0]!)).toBe(0);
    asked.length = 0;
    const results = await Promise.all(sent.map(({ key }) => house.post(key)));
    expect(results.map((result) => (typeof result === 'string' ? result : result.outcome))).toEqual(
      sent.map(() => 'posted'),
    );
    expect(asked).toEqual(['mailbox', 'rule']);
    // What is remembered is the rule, not that all is well: it is another message's name that does not fit.
    const invoice = await house.invoice(next());
    expect(await house.post(invoice.key)).toMatchObject({ outcome: 'parked', cause: 'STERLING-RULE-MISMATCH' });
    asked.length = 0;
    house.clock = new Date(house.clock.getTime() + 299_000);
    await house.post((await house.order(next())).key);
    expect(asked).toEqual([]);
    house.clock = new Date(house.clock.getTime() + 1_000);
    await house.post((await house.order(next())).key);
    expect(asked).toEqual(['mailbox', 'rule']);
  });
});
