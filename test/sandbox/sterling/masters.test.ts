import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { SterlingSandbox } from '../../../sandbox/sterling/sterling-sandbox.ts';
import { createSandboxHome, SandboxClient, idOf, type SandboxHome } from './sandbox-client.ts';

let home: SandboxHome;
let sandbox: SterlingSandbox;
let client: SandboxClient;
beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start();
  client = await SandboxClient.connect(sandbox);
});
afterAll(async () => {
  client.close();
  await sandbox.close();
  await home.remove();
});

const change = {
  community: 'EDI_PARTNERS',
  authenticationType: 'Local',
  givenName: 'Ann',
  surname: 'Doe',
  phone: '+1-555-0199',
  emailAddress: 'edi@northwind.example',
};
const creation = { ...change, partnerName: 'Northwind', username: 'northwind', password: 'not a secret' };
const accounts = async (): Promise<unknown> => (await client.send('GET', '/accounts')).json;

describe('a trading partner', () => {
  test('is created with a user account, a virtual root and a mailbox, and leaves its mailbox behind', async () => {
    expect((await client.send('POST', 'tradingpartners/', { body: creation })).status).toBe(201);
    const account = {
      userId: 'northwind',
      partnerName: 'Northwind',
      userGroup: 'File Gateway Partner Users',
      virtualRoot: '/Northwind',
    };
    expect(await accounts()).toContainEqual(account);
    expect((await client.send('DELETE', 'tradingpartners/Northwind')).json).toEqual({ rowsAffected: 1 });
    expect((await client.send('DELETE', 'tradingpartners/Northwind')).status).toBe(404);
    expect(await accounts()).not.toContainEqual(account);
    expect((await client.send('GET', 'mailboxes/?path=/Northwind')).json).toHaveLength(1);
    expect((await client.send('POST', 'tradingpartners/', { body: creation })).status).toBe(201);
  });

  test('shares neither name nor code nor username', async () => {
    const fresh = { ...creation, partnerName: 'Other', code: 'OTHER', username: 'otheruser' };
    for (const taken of [{ partnerName: 'Northwind' }, { code: 'Northwind' }, { username: 'northwind' }]) {
      const answer = await client.send('POST', 'tradingpartners/', { body: { ...fresh, ...taken } });
      expect(answer).toMatchObject({
        status: 400,
        json: { errorDescription: expect.stringContaining('already exists') },
      });
    }
    // Nothing of a refused one is left.
    expect((await client.send('GET', 'mailboxes/?path=/Other')).json).toEqual([]);
    const suffixed = { ...fresh, username: 'northwind', appendSuffixToUsername: true };
    expect((await client.send('POST', 'tradingpartners/', { body: suffixed })).status).toBe(201);
    expect((await client.send('GET', 'tradingpartners/Other')).json).toMatchObject({ username: 'northwind1' });
  });

  test.each(['with space', 'é', 'x'.repeat(25), ''])('has no code like %j', async (code) => {
    const body = { ...creation, partnerName: 'Coded', username: 'coded', code };
    expect((await client.send('POST', 'tradingpartners/', { body })).status).toBe(400);
  });

  test('is changed by all that is required, what is left out stays, and no time of it is told', async () => {
    const city = 'A city whose name is longer than thirty-five characters';
    const put = (body: object): ReturnType<SandboxClient['send']> =>
      client.send('PUT', 'tradingpartners/Northwind', { body });
    expect((await put({ ...change, city, timeZone: '-06' })).json).toEqual({ rowsAffected: 1 });
    expect((await put({ ...change, phone: '1' })).json).toEqual({ rowsAffected: 1 });
    const { json } = await client.send('GET', 'tradingpartners/Northwind');
    expect(json).toMatchObject({ phone: '1', city: city.slice(0, 35), timeZone: { code: '-06' }, code: 'Northwind' });
    expect(
      Object.keys(z.looseObject({}).parse(json)).filter((field) => /date|time$|version|modified/i.test(field)),
    ).toEqual([]);
    for (const field of Object.keys(change)) {
      const { [field]: _, ...rest } = change as Record<string, string>;
      expect([field, (await put(rest)).status]).toEqual([field, 400]);
    }
    expect((await put({ ...change, community: 'NONE' })).status).toBe(400);
    expect((await client.send('PUT', 'tradingpartners/Nobody', { body: change })).status).toBe(404);
  });

  test('keeps what only creation takes: PUT ignores it, or refuses it', async () => {
    const body = { ...change, partnerName: 'Northwind', code: 'NEW', username: 'new user' };
    expect((await client.send('PUT', 'tradingpartners/Northwind', { body })).status).toBe(200);
    expect((await client.send('GET', 'tradingpartners/Northwind')).json).toMatchObject({
      code: 'Northwind',
      username: 'northwind',
    });
    const strict = await home.start({ product: 'classic-5.2.6' });
    const strictClient = await SandboxClient.connect(strict);
    const refused = await strictClient.send('PUT', 'tradingpartners/Northwind', { body });
    expect(refused).toMatchObject({ status: 400, json: { errorDescription: expect.stringContaining('code') } });
    expect((await strictClient.send('PUT', 'tradingpartners/Northwind', { body: change })).status).toBe(200);
    // This one answers creates with 200.
    expect((await strictClient.send('POST', 'communities/', { body: { name: 'OLD' } })).status).toBe(200);
    strictClient.close();
    await strict.close();
  });
});

test('communities are changed and deleted, but not while they have partners', async () => {
  await client.send('POST', 'communities/', { body: { name: 'SOON GONE', sshListening: true } });
  expect((await client.send('PUT', 'communities/SOON+GONE', { body: { sshListening: false } })).json).toEqual({
    rowsAffected: 1,
  });
  expect((await client.send('GET', 'communities/SOON GONE')).json).toMatchObject({ sshListening: { code: false } });
  expect((await client.send('PUT', 'communities/SOON+GONE', { body: { name: 'NEW' } })).status).toBe(400);
  expect((await client.send('DELETE', 'communities/SOON+GONE')).json).toEqual({ rowsAffected: 1 });
  expect((await client.send('DELETE', 'communities/EDI_PARTNERS')).status).toBe(400);
});

describe('code lists', () => {
  const key = 'XREF%7C%7C%7C1';
  const codes = [{ senderCode: 'EA', receiverCode: 'EACH', description: 'each', text1: 'one' }];

  test('have versions, a default one, and a key of four parts', async () => {
    const create = (more: object = {}): ReturnType<SandboxClient['send']> =>
      client.send('POST', 'codelists/', { body: { codeListName: 'XREF', codes, ...more } });
    const created = await create({ comments: 'units' });
    expect(created.json).toEqual({ Location: `${sandbox.url}codelists/${key}` });
    expect((await create()).status).toBe(400);
    expect(idOf(await create({ createNewVersion: true }))).toBe('XREF|||2');
    expect((await client.send('GET', `codelists/${key}`)).json).toMatchObject({
      codeListName: 'XREF',
      versionNumber: 1,
      userName: 'apiuser',
      comments: 'units',
      listStatus: { code: '1' },
      codes: [{ senderCode: 'EA', receiverCode: 'EACH', description: 'each', text1: 'one' }],
    });
    const versions = async (query: string): Promise<unknown> =>
      z
        .array(z.looseObject({ versionNumber: z.number() }))
        .parse((await client.send('GET', `codelists/?codeListName=XREF${query}`)).json)
        .map(({ versionNumber }) => versionNumber);
    expect(await versions('')).toEqual([1, 2]);
    expect(await versions('&versionNumber=-1')).toEqual([1]);
    await client.send('PUT', 'codelists/XREF%7C%7C%7C2', { body: { setAsDefaultVersion: true, listStatus: 2 } });
    expect(await versions('&versionNumber=-1')).toEqual([2]);
    expect((await client.send('GET', 'codelists/XREF')).json).toMatchObject({ versionNumber: 2 });
  });

  test('single codes are added, read, found and deleted; | is refused', async () => {
    const add = (codeSet: object[], list = 'XREF|||1'): ReturnType<SandboxClient['send']> =>
      client.send('POST', 'codelistcodes/', { body: { CodeList: list, codeSet } });
    expect(idOf(await add([{ senderCode: 'CS', receiverCode: 'CASE' }]))).toBe('XREF|||1|CS|CASE');
    expect((await add([{ senderCode: 'CS', receiverCode: 'CASE' }])).status).toBe(400);
    expect((await add([{ senderCode: 'A|B', receiverCode: 'C' }])).status).toBe(400);
    expect((await add([{ senderCode: 'A', receiverCode: 'C' }], 'NONE|||1')).status).toBe(400);
    const id = encodeURIComponent('XREF|||1|CS|CASE');
    expect((await client.send('GET', `codelistcodes/${id}`)).json).toMatchObject({ senderCode: 'CS', listVersion: 1 });
    const found = await client.send('GET', 'codelistcodes/?listName=XREF&listVersion=1&senderCode=CS');
    expect(found.json).toHaveLength(1);
    expect((await client.send('DELETE', `codelistcodes/${id}`)).json).toEqual({ rowsAffected: 1 });
    expect((await client.send('DELETE', `codelistcodes/${id}`)).status).toBe(404);
  });

  test('bulk actions, a change of all codes, and deletion', async () => {
    const bulk = (action: string, body: object): ReturnType<SandboxClient['send']> =>
      client.send('POST', `codelists/${key}/actions/${action}`, { body });
    const more = [
      { senderCode: 'EA', receiverCode: 'EACH', text2: 'two' },
      { senderCode: 'BX', receiverCode: 'BOX' },
    ];
    expect((await bulk('bulkupdatecodes', { codes: more })).json).toEqual({ response: '2 codes updated' });
    const shown = async (): Promise<unknown> =>
      z.looseObject({ codes: z.array(z.unknown()) }).parse((await client.send('GET', `codelists/${key}`)).json).codes;
    expect(await shown()).toEqual([
      { senderCode: 'BX', receiverCode: 'BOX' },
      { senderCode: 'EA', receiverCode: 'EACH', text2: 'two' },
    ]);
    await bulk('bulkdeletecodes', { codes: [{ senderCode: 'BX', receiverCode: 'BOX' }] });
    expect(await shown()).toHaveLength(1);
    await client.send('PUT', `codelists/${key}`, { body: { codes: [{ senderCode: 'DZ', receiverCode: 'DOZEN' }] } });
    expect(await shown()).toEqual([{ senderCode: 'DZ', receiverCode: 'DOZEN' }]);
    expect((await client.send('DELETE', `codelists/${key}`)).json).toEqual({ rowsAffected: 1 });
    expect((await client.send('GET', `codelists/${key}`)).status).toBe(404);
  });
});
