import { describe, expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { apiNotFound, ask, serving } from './ask.ts';
import type { Answer } from './https-server.ts';

const list = (client: SterlingClient): ReturnType<SterlingClient['listMailbox']> => client.listMailbox('334');

// As in section 9.4 of the API's sample exchanges.
const shown = {
  id: 91,
  name: 'ACME_997_1.x12',
  type: 'message',
  creationDate: '2024-05-02T08:00:03.000+0000',
  size: 412,
  documentId: 'b2bhost:node1:18f3a:55',
  extractableAlways: true,
};
const understood = {
  id: '91',
  name: 'ACME_997_1.x12',
  createdAt: new Date('2024-05-02T08:00:03Z'),
  size: 412,
  documentId: 'b2bhost:node1:18f3a:55',
  extractableAlways: true,
};
const mailbox = { id: 400, name: 'Archive', type: 'mailbox' };

test('asks by the mailbox’s number, in detail, and reads the published form', async () => {
  const { result, received } = await ask(serving([shown]), list);
  expect(result).toEqual([understood]);
  expect(received[0]).toMatchObject({ method: 'GET', path: 'mailboxcontents/', body: '' });
  expect(received.map(({ query }) => [...query])).toEqual([
    [
      ['parentMailboxId', '334'],
      ['detail', 'true'],
      ['_range', '0-999'],
    ],
    [
      ['parentMailboxId', '334'],
      ['detail', 'true'],
      ['_range', '1-1000'],
    ],
  ]);
});

test.each([
  ['coded values', { extractableAlways: { code: false, display: 'No' } }, { extractableAlways: false }],
  ['coded type', { type: { code: 'message', display: 'Message' } }, {}],
  ['another literal for a message', { type: 'mailboxMessage' }, {}],
  [
    'a count',
    { extractableAlways: undefined, extractableCount: '1' },
    { extractableAlways: undefined, extractableCount: 1 },
  ],
  [
    'an end',
    { extractableUntil: '2024-06-02T08:00:00.000+0200' },
    { extractableUntil: new Date('2024-06-02T06:00:00Z') },
  ],
  ['a date nobody can read', { creationDate: 'today' }, { createdAt: undefined }],
  ['a date whose zone is not told', { creationDate: '2020-03-14T17:19:20.000' }, { createdAt: undefined }],
  ['_id before id', { _id: '9007199254740993', id: 9007199254740992 }, { id: '9007199254740993' }],
  ['nothing of the detail', { size: undefined, documentId: null }, { size: undefined, documentId: undefined }],
])('reads %s', async (_, change, expected) => {
  expect((await ask(serving([{ ...shown, ...change }]), list)).result).toEqual([{ ...understood, ...expected }]);
});

describe('mailboxes in it', () => {
  test('are left out', async () => {
    const rows = [mailbox, shown, { ...mailbox, id: 401, type: { code: 'mailbox', display: 'Mailbox' } }];
    expect((await ask(serving(rows), list)).result).toEqual([understood]);
  });

  test('do not end the list when they fill pages of their own', async () => {
    const mailboxes = Array.from({ length: 250 }, (_, n) => ({ ...mailbox, id: 400 + n, name: `M${n}` }));
    const { result, received } = await ask(serving([...mailboxes, shown], 100), list);
    expect(result).toEqual([understood]);
    expect(received.map(({ query }) => query.get('_range'))).toEqual(['0-999', '100-1099', '200-1199', '251-1250']);
  });
});

test('every message of 2,500 is there once, whatever the server’s page is', async () => {
  const many = Array.from({ length: 2_500 }, (_, n) => ({ ...shown, id: n, name: `a${n}.x12` }));
  for (const most of [100, 999, 1000]) {
    const { result } = await ask(serving(many, most), list);
    expect(result.map((entry) => entry.id)).toEqual(many.map(({ id }) => String(id)));
  }
});

test('a message that came while the pages were read makes no other appear twice', async () => {
  // New ones come first, so that everything else moves down by one between the pages.
  const rows = Array.from({ length: 150 }, (_, n) => ({ ...shown, id: 1000 - n, name: `a${n}.x12` }));
  let asked = 0;
  const { result } = await ask((request) => {
    asked += 1;
    return serving(asked === 1 ? rows : [{ ...shown, id: 1001, name: 'new.x12' }, ...rows], 100)(request);
  }, list);
  const ids = result.map((entry) => entry.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(rows.map(({ id }) => String(id))));
});

test('a message taken while the pages were read is shown as it was last', async () => {
  const counted = { ...shown, extractableAlways: undefined, extractableCount: 1 };
  let asked = 0;
  // A server that ignores _range: the second time, the count is lower.
  const { result } = await ask(() => {
    asked += 1;
    return { body: [asked === 1 ? counted : { ...counted, extractableCount: 0 }] };
  }, list);
  expect(result).toMatchObject([{ id: '91', extractableCount: 0 }]);
});

test('404 of the API is an empty mailbox', async () => {
  expect((await ask(apiNotFound, list)).result).toEqual([]);
});

// What is not listed is held for gone, so nothing else may look like an empty mailbox.
test.each<[string, Answer, string]>([
  ['a 404 page', { status: 404, body: '<html></html>' }, 'STERLING-WRONG-ADDRESS'],
  ['an empty answer', { status: 200 }, 'STERLING-ANSWER-UNREADABLE'],
  ['an object', { body: { contents: [] } }, 'STERLING-ANSWER-UNREADABLE'],
  ['an entry without type', { body: [{ ...shown, type: undefined }] }, 'STERLING-ANSWER-UNREADABLE'],
  ['an entry without id', { body: [{ ...shown, id: undefined }] }, 'STERLING-ANSWER-UNREADABLE'],
  ['a 400', { status: 400, body: { errorCode: 400, errorDescription: 'API000901: bad' } }, 'STERLING-REFUSED'],
  ['a 403', { status: 403 }, 'STERLING-FORBIDDEN'],
  ['a 500', { status: 500 }, 'STERLING-SERVER-ERROR'],
])('%s is none', async (_, answer, code) => {
  await expect(ask(answer, list)).rejects.toMatchObject({ name: 'SterlingError', code });
});

test('a page that fails in the middle fails the list', async () => {
  const rows = Array.from({ length: 150 }, (_, n) => ({ ...shown, id: n }));
  const read = ask(
    (request) => (request.query.get('_range')?.startsWith('0-') ? serving(rows, 100)(request) : { status: 500 }),
    list,
  );
  await expect(read).rejects.toMatchObject({ code: 'STERLING-SERVER-ERROR' });
});
