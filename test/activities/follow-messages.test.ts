import { describe, expect, test } from 'vitest';
import { SterlingError } from '../../src/sterling/sterling-error.ts';
import { useLedger } from '../support/ledger.ts';
import { followHouse } from './follow-house.ts';
import { laneHouse } from './lane-house.ts';

const ledger = useLedger();
const hour = 3_600_000;
const day = 24 * hour;
const once = { extractable: { count: 1 } } as const;
const removing = { extractable: 'always', takenBy: 'process', removedWhenTaken: true } as const;
const outage = new SterlingError({
  code: 'STERLING-UNREACHABLE',
  outcome: 'not-received',
  message: 'got no answer',
  fix: 'See whether it runs.',
});
let boxes = 0;
/** A mailbox no other test uses. */
const box = (): string => `/P${(boxes += 1)}/Outbound`;

describe('a posted message', () => {
  test('is picked up when its count is lower in two sweeps, with trail and news; in one it is not', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1001', once, { mailbox });
    expect(await house.sweep(300_000, mailbox)).toEqual({ watched: 1, changed: 0, overdue: 0, left: 0, cleared: 0 });
    house.take(order);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 0 });
    expect(await house.stage(order)).toBe('posted');
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 1 });
    expect(await house.stage(order)).toBe('picked-up');
    expect(await house.trail(order)).toEqual(['picked-up']);
    expect(await house.news(order)).toEqual([`follow/${order.transmission}/picked-up/${order.document}`]);
    // Seen again and again, it is told once.
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ watched: 1, changed: 0 });
    expect(await house.trail(order)).toEqual(['picked-up']);
  });

  test('is not picked up by one sweep whose step is repeated', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1002', once, { mailbox });
    house.take(order);
    await house.sweep(300_000, mailbox);
    expect(await house.look(house.lastSweep, mailbox)).toMatchObject({ changed: 0 });
    expect(await house.stage(order)).toBe('posted');
  });

  test('whose extraction was taken back after it was recorded stays picked up, and its trail says so', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1003', once, { mailbox });
    house.take(order);
    await house.sweep(300_000, mailbox);
    await house.sweep(300_000, mailbox);
    order.entry.extractableCount = 1;
    await house.sweep(300_000, mailbox);
    expect(await house.stage(order)).toBe('picked-up');
    expect(await house.trail(order)).toEqual(['picked-up', 'extraction-undone']);
  });

  test('that is gone was routed where its process removes what it takes, else it is unproven; both end the watch', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const [routed, unproven] = [
      await house.post('1004', removing, { mailbox }),
      await house.post('1005', once, { mailbox }),
    ];
    await house.sweep(300_000, mailbox);
    house.remove(routed);
    house.remove(unproven);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ watched: 2, changed: 2 });
    expect([await house.stage(routed), await house.stage(unproven)]).toEqual(['routed', 'gone-unproven']);
    expect(house.asked.filter((one) => one.startsWith('get'))).toEqual([
      `get ${routed.entry.id}`,
      `get ${unproven.entry.id}`,
    ]);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ watched: 0 });
  });

  test('that was moved is told with where to', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1006', once, { mailbox });
    order.entry.mailboxPath = '/DeadLetter';
    await house.sweep(300_000, mailbox);
    expect(await house.stage(order)).toBe('gone-unproven');
    expect((await house.standing(order)).details).toMatch(/^Moved from .* to \/DeadLetter /);
  });

  test('that only its listing has not is there: it was asked for by its own number', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1007', once, { mailbox });
    order.entry.unlisted = true;
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ watched: 1, changed: 0 });
    expect(await house.stage(order)).toBe('posted');
    expect(house.asked).toContain(`get ${order.entry.id}`);
  });

  test('whose number is another message’s, in a Sterling set up anew, is gone', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1008', once, { mailbox });
    order.entry.name = 'B_850_77_1.x12';
    await house.sweep(300_000, mailbox);
    expect(await house.stage(order)).toBe('gone-unproven');
  });
});

describe('nothing is concluded', () => {
  test('from a listing that fails, nor from a question that does', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1101', once, { mailbox });
    house.remove(order);
    house.fail(outage);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 0, left: 1, cause: 'STERLING-UNREACHABLE' });
    house.fail(undefined);
    house.onListing(() => house.fail(outage));
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 0, left: 1, cause: 'STERLING-UNREACHABLE' });
    expect(await house.stage(order)).toBe('posted');
    house.fail(undefined);
    house.onListing(() => undefined);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 1 });
  });

  test.each(['STERLING-ANSWER-UNREADABLE', 'STERLING-NO-ANSWER'] as const)(
    'of one message that cannot be asked for (%s) only, which is told; what the listing shows and the others count',
    async (code) => {
      const house = followHouse(ledger.db);
      const mailbox = box();
      const bad = await house.post(`12${code.length}1`, once, { mailbox });
      const taken = await house.post(`12${code.length}2`, once, { mailbox });
      const gone = await house.post(`12${code.length}3`, once, { mailbox });
      await house.sweep(300_000, mailbox);
      house.take(taken);
      house.remove(gone);
      bad.entry.unlisted = true;
      house.unreadable.set(bad.entry.id, new SterlingError({ code, outcome: 'unknown', message: 'no', fix: 'wait' }));
      const cause = `FOLLOW-UNREADABLE: message ${bad.entry.id}: ${code}`;
      expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 1, left: 1, cause });
      expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 1, left: 1, cause });
      const stages = await Promise.all([bad, taken, gone].map((order) => house.stage(order)));
      expect(stages).toEqual(['posted', 'picked-up', 'gone-unproven']);
    },
  );

  test('where the mailbox itself cannot be found, before it is listed or after', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const orders = [await house.post('1102', once, { mailbox }), await house.post('1103', removing, { mailbox })];
    house.missing.add(mailbox);
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 0, left: 2, cause: 'MAILBOX-GONE' });
    // The account loses its right between the listing and the questions: all messages seem to be gone.
    house.missing.delete(mailbox);
    for (const { entry } of orders) entry.unlisted = true;
    house.onListing(() => house.missing.add(mailbox));
    expect(await house.sweep(300_000, mailbox)).toMatchObject({ changed: 0, left: 2, cause: 'MAILBOX-GONE' });
    for (const order of orders) expect(await house.stage(order)).toBe('posted');
  });
});

describe('overdue', () => {
  test('is flagged once, with what to do, and cleared when the message is taken', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1201', { ...once, takenWithin: 2 * hour }, { mailbox });
    expect(await house.sweep(2 * hour, mailbox)).toMatchObject({ overdue: 0 });
    expect(await house.sweep(hour, mailbox)).toMatchObject({ overdue: 1 });
    expect(await house.sweep(hour, mailbox)).toMatchObject({ overdue: 0 });
    expect(await house.standing(order)).toMatchObject({ stage: 'posted', flag: 'overdue' });
    expect((await house.standing(order)).details).toContain('NOT-PICKED-UP');
    house.take(order);
    expect(await house.sweep(hour, mailbox)).toMatchObject({ cleared: 0 });
    expect(await house.sweep(hour, mailbox)).toMatchObject({ changed: 1, cleared: 1 });
    expect(await house.trail(order)).toEqual(['overdue', 'picked-up', 'overdue-cleared']);
    expect(await house.standing(order)).not.toHaveProperty('flag');
    expect(await house.news(order)).toHaveLength(3);
  });

  test('ends when the message is followed no longer, and it is said until when it was', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const order = await house.post('1209', { ...once, takenWithin: 2 * hour }, { mailbox });
    expect(await house.sweep(3 * hour, mailbox)).toMatchObject({ overdue: 1 });
    expect(await house.sweep(31 * day, mailbox)).toMatchObject({ cleared: 1 });
    const watch = await house.watch(order);
    const closed = watch?.['closed_at'] as Date | undefined;
    const until = closed?.toISOString() ?? 'still followed';
    const standing = await house.standing(order);
    expect(standing).not.toHaveProperty('flag');
    expect(standing.details).toContain(`followed until ${until}, and nobody had taken it by then`);
    expect(await house.trail(order)).toEqual(['overdue', 'overdue-cleared']);
    expect(await house.sweep(hour, mailbox)).toMatchObject({ watched: 0, overdue: 0, cleared: 0 });
  });

  test('of a process is told as stuck, and never where nothing would show', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const stuck = await house.post('1202', { ...removing, takenWithin: hour }, { mailbox });
    const unseen = await house.post('1203', { extractable: 'always', takenWithin: hour }, { mailbox });
    expect(await house.sweep(day, mailbox)).toMatchObject({ overdue: 1 });
    expect((await house.standing(stuck)).details).toContain('STUCK-IN-MAILBOX');
    expect(await house.standing(unseen)).toMatchObject({
      details: expect.stringContaining('pick-up cannot be seen') as string,
    });
    expect(await house.standing(unseen)).not.toHaveProperty('flag');
  });

  test('ends when the partner answers or the document is sent again, and is not raised of what was sent again', async () => {
    const house = followHouse(ledger.db);
    const route = { ...once, takenWithin: hour };
    const [answered, again] = [await house.post('1204', route), await house.post('1205', route)];
    expect(await house.sweep(2 * hour)).toMatchObject({ overdue: 2 });
    await ledger.db.query(`update ledger.transmission set stage = 'acknowledged' where id = $1`, [
      answered.transmission,
    ]);
    await house.resend('1205', { id: 'r-1205', reason: 'lost', requestedBy: 'clerk', data: 'stored' }, route);
    expect(await house.sweep(60_000)).toMatchObject({ cleared: 2, overdue: 0 });
    expect(await house.sweep(60_000)).toMatchObject({ overdue: 0 });
    expect(await house.trail(answered)).toEqual(['overdue', 'overdue-cleared']);
    expect((await house.watch(answered))?.['closed_at']).not.toBeNull();
    expect((await house.watch(again))?.['closed_at']).toBeNull();
  });
});

describe('many messages', () => {
  test('are asked for some hundreds at a time, and those not asked for longest come first', async () => {
    const house = followHouse(ledger.db);
    const mailbox = box();
    const first = await house.post('2000', once, { mailbox });
    const { rows } = await ledger.db.query<{ id: number }>(
      `insert into ledger.transmission (company, type, partner, request_id, stage, stage_at, created_at, profile_hash, control_series_id, control_epoch,
              interchange_control, content, content_sha256, mailbox, message_name, sterling_message, posted_at)
       select company, type, partner, 'many-' || n, 'posted', stage_at, created_at, profile_hash, control_series_id, control_epoch, 500000 + n, content,
              content_sha256, mailbox, 'many-' || n, 'many-' || n, posted_at
         from ledger.transmission, generate_series(1, 700) n where id = $1 returning id`,
      [first.transmission],
    );
    await ledger.db.query(
      `insert into ledger.transmission_document (transmission_id, document_id, send_sequence)
       select id, $2, 1 + row_number() over () from unnest($1::bigint[]) as id`,
      [rows.map(({ id }) => id), first.document],
    );
    await ledger.db.query(
      `insert into ledger.message_watch (transmission_id, mailbox) select unnest($1::bigint[]), $2`,
      [rows.map(({ id }) => id), mailbox],
    );
    // All still there, but the listing shows none of them.
    first.entry.unlisted = true;
    for (let n = 1; n <= 700; n += 1)
      house.messages.push({
        id: `many-${n}`,
        name: `many-${n}`,
        mailboxPath: mailbox,
        extractableCount: 1,
        unlisted: true,
      });
    const asked = (): number => new Set(house.asked.filter((one) => one.startsWith('get'))).size;
    const later = [];
    for (let sweep = 0; sweep < 3; sweep += 1) {
      later.push((await house.sweep(300_000, mailbox)).left);
    }
    expect(later).toEqual([401, 401, 401]);
    expect(asked()).toBe(701);
    expect(house.asked.filter((one) => one.startsWith('list'))).toHaveLength(3);
  });
});

test('documents that left together are followed by one watch, each with its own stage and trail', async () => {
  const lane = laneHouse(ledger.db, 'FOLLOW1', `    batching: { maxSets: 2, maxAge: 1h }\n`);
  const [one, two] = [await lane.order('000000000003001'), await lane.order('000000000003002')];
  const [interchange = 0] = await lane.run();
  const house = followHouse(ledger.db);
  const { rows } = await ledger.db.query<{ mailbox: string; name: string; message: string }>(
    `select mailbox, message_name as name, sterling_message as message from ledger.transmission where id = $1`,
    [interchange],
  );
  const [posted] = rows;
  if (!posted) throw new Error('nothing was posted');
  const watched = await ledger.db.query(`select from ledger.message_watch where transmission_id = any($1)`, [
    [interchange, one.transmission.id, two.transmission.id],
  ]);
  expect(watched.rowCount).toBe(1);
  // One was answered already, and its stage stays.
  await ledger.db.query(`update ledger.transmission set stage = 'acknowledged' where id = $1`, [one.transmission.id]);
  house.clock = new Date('2026-11-24T17:00:00Z');
  await house.sweep(300_000, posted.mailbox);
  const { rows: stages } = await ledger.db.query<{ stage: string }>(
    `select stage from ledger.transmission where id = any($1) order by id`,
    [[one.transmission.id, two.transmission.id]],
  );
  expect(stages.map(({ stage }) => stage)).toEqual(['acknowledged', 'gone-unproven']);
  expect(await lane.events(two.transmission.documentId)).toContain('gone-unproven');
  expect(await lane.events(one.transmission.documentId)).not.toContain('gone-unproven');
});

test('a document stays open until it was received plus the window for re-sends', async () => {
  const house = followHouse(ledger.db);
  const mailbox = box();
  const start = house.clock.getTime();
  const plain = await house.post('3101', once, { mailbox });
  const acknowledged = await house.post('3102', once, { mailbox, expect: '997' });
  expect((await house.standing(plain)).openUntil).toBe(new Date(start + 30 * day).toISOString());
  house.take(plain);
  house.take(acknowledged);
  await house.sweep(hour, mailbox);
  await house.sweep(hour, mailbox);
  expect(await house.standing(plain)).toMatchObject({
    received: true,
    openUntil: new Date(start + 2 * hour + 7 * day).toISOString(),
  });
  // Where a 997 is expected, a pick-up is not yet its receipt.
  expect(await house.standing(acknowledged)).toMatchObject({
    stage: 'picked-up',
    received: false,
    openUntil: new Date(start + 30 * day).toISOString(),
  });
});

test('a watch ends when the message has been followed long enough', async () => {
  const house = followHouse(ledger.db);
  const mailbox = box();
  const order = await house.post('3201', once, { mailbox });
  await house.sweep(29 * day, mailbox);
  expect((await house.watch(order))?.['closed_at']).toBeNull();
  await house.sweep(2 * day, mailbox);
  expect((await house.watch(order))?.['closed_at']).not.toBeNull();
  expect(await house.stage(order)).toBe('posted');
});
