import { describe, expect, test } from 'vitest';
import { ask, location, sent, serving } from './ask.ts';
import type { Answer } from './https-server.ts';

const codes = [
  { senderCode: 'EA', receiverCode: 'PCE', description: 'Each', texts: ['a', undefined, 'c'] },
  { senderCode: 'CS', receiverCode: 'CAR' },
];
const written = [
  { senderCode: 'EA', receiverCode: 'PCE', description: 'Each', text1: 'a', text3: 'c' },
  { senderCode: 'CS', receiverCode: 'CAR' },
];
const shown = [
  { _id: 'UNITS|US|ACME|3|EA|PCE', ...written[0], text2: '', text4: null },
  { _id: 'UNITS|US|ACME|3|CS|CAR', ...written[1], description: '' },
];
const list = { name: 'UNITS', senderIdentity: 'US', receiverIdentity: 'ACME', version: 3 };

test('lists every version of every list', async () => {
  const rows = [
    { codeListName: 'UNITS', versionNumber: 1, listStatus: { code: 2, display: 'Inactive' } },
    {
      codeListName: 'UNITS',
      senderIdentity: 'US',
      receiverIdentity: '',
      versionNumber: '2',
      listStatus: 1,
      comments: 'x',
    },
  ];
  const { result, received } = await ask(serving(rows), (client) => client.listCodeLists());
  expect(result).toEqual([
    { name: 'UNITS', version: 1, isActive: false },
    { name: 'UNITS', senderIdentity: 'US', version: 2, isActive: true, comments: 'x' },
  ]);
  expect(received[0]).toMatchObject({ method: 'GET', path: 'codelists/' });
});

describe('readCodes', () => {
  test('reads those of exactly this list', async () => {
    const others = ['UNITS|US||3|X|Y', 'UNITS|US|ACME|13|X|Y', 'units|US|ACME|3|X|Y', 'UNITS|||3|X|Y'];
    const rows = [...others.map((_id) => ({ _id, senderCode: 'X', receiverCode: 'Y' })), ...shown];
    const { result, received } = await ask(serving(rows, 2), (client) => client.readCodes(list));
    expect(result).toEqual(codes);
    expect([...(received[0]?.query ?? [])]).toEqual([
      ['listName', 'UNITS'],
      ['listVersion', '3'],
      ['_range', '0-999'],
    ]);
  });

  test('version -1 is whichever is the default', async () => {
    const { result, received } = await ask(serving(shown), (client) => client.readCodes({ ...list, version: -1 }));
    expect(result).toEqual(codes);
    expect(received[0]?.query.get('listVersion')).toBe('-1');
  });

  test.each<[string, Answer]>([
    ['a code without its key', { body: [{ senderCode: 'EA', receiverCode: 'PCE' }] }],
    ['a code without a side', { body: [{ _id: 'UNITS|US|ACME|3|EA|', senderCode: 'EA' }] }],
  ])('does not guess at %s', async (_, answer) => {
    const read = ask(answer, (client) => client.readCodes(list));
    await expect(read).rejects.toMatchObject({ code: 'STERLING-ANSWER-UNREADABLE' });
  });
});

describe('writing', () => {
  test('a new list holds its codes', async () => {
    const { result, received } = await ask(location('https://h/B2BAPIs/svc/codelists/UNITS%7C%7C%7C1'), (client) =>
      client.createCodeList({ name: 'UNITS', comments: 'Units', codes }),
    );
    expect(result).toBe('created');
    expect(sent(received[0])).toEqual({ codeListName: 'UNITS', comments: 'Units', codes: written });
  });

  test.each<[string, Answer]>([
    ['a Location', location('https://h/B2BAPIs/svc/codelistcodes/x')],
    ['rows', { body: { rowsAffected: 2 } }],
  ])('codes are added by the list’s key, answered with %s', async (_, answer) => {
    const { received } = await ask(answer, async (client) => {
      await client.addCodes(list, codes);
      await client.addCodes({ name: 'UNITS', version: 1 }, codes);
    });
    expect(received.map(sent)).toEqual([
      { CodeList: 'UNITS|US|ACME|3', codeSet: written },
      { CodeList: 'UNITS|||1', codeSet: written },
    ]);
    expect(received[0]).toMatchObject({ method: 'POST', path: 'codelistcodes/' });
  });

  test.each<[string, Answer]>([
    ['a page', { body: '<html></html>' }],
    ['nothing', { status: 200 }],
    ['a reset', 'reset'],
  ])('codes added with %s for an answer may be there, and are not added twice', async (_, answer) => {
    let asked = 0;
    const added = ask(
      () => {
        asked += 1;
        return answer;
      },
      (client) => client.addCodes(list, codes),
    );
    await expect(added).rejects.toMatchObject({ outcome: 'unknown' });
    expect(asked).toBe(1);
  });

  test.each([
    ['a | in a sender code', list, [{ senderCode: 'A|B', receiverCode: 'C' }]],
    ['a | in a receiver code', list, [{ senderCode: 'A', receiverCode: 'B|C' }]],
    ['a | in the name', { ...list, name: 'A|B' }, codes],
    ['ten texts', list, [{ senderCode: 'A', receiverCode: 'B', texts: Array.from({ length: 10 }, () => 'x') }]],
  ])('%s is refused before anything is sent', async (_, to, given) => {
    let asked = 0;
    const answer = (): Answer => {
      asked += 1;
      return location('/B2BAPIs/svc/codelists/1');
    };
    await expect(ask(answer, (client) => client.addCodes(to, given))).rejects.toThrow(RangeError);
    await expect(ask(answer, (client) => client.createCodeList({ ...to, codes: given }))).rejects.toThrow(RangeError);
    expect(asked).toBe(0);
  });
});
