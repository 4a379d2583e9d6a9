import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { matchesGlob } from '../../../sandbox/sterling/routing/glob.ts';
import type { SterlingSandbox } from '../../../sandbox/sterling/sterling-sandbox.ts';
import { createSandboxHome, SandboxClient, type SandboxHome } from './sandbox-client.ts';

describe('a pattern', () => {
  test.each([
    ['ACME_*', 'ACME_850.x12', true],
    ['ACME_*', 'XACME_850', false],
    ['*.x12', 'A.x12', true],
    ['A*B*C', 'A1B2C', true],
    ['A*B*C', 'AC', false],
    ['AB*BC', 'ABC', false],
    ['*', '', true],
    ['A.C', 'ABC', false],
    ['acme', 'ACME', false],
  ])('%s and %s: %s', (pattern, name, matches) => expect(matchesGlob(pattern, name)).toBe(matches));

  test('means what the regular expression does', () => {
    const words = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(words, words, (pattern, text) => {
        const name = text.replaceAll('*', '');
        const pieces = pattern.split('*').map((piece) => piece.replaceAll('.', '\\.'));
        expect(matchesGlob(pattern, name)).toBe(new RegExp(`^${pieces.join('.*')}$`).test(name));
      }),
    );
  });
});

let home: SandboxHome;
let sandbox: SterlingSandbox;
let client: SandboxClient;
beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start({ robots: false });
  client = await SandboxClient.connect(sandbox);
});
afterAll(async () => {
  client.close();
  await sandbox.close();
  await home.remove();
});

const workflowShape = z.array(
  z.object({
    workFlowId: z.number(),
    workFlowName: z.string(),
    stepId: z.number(),
    serviceName: z.string(),
    messageId: z.number().optional(),
    rule: z.string().optional(),
  }),
);
/** The processes that were started for a message: the rule of each, and what it did. */
async function processes(messageId: string): Promise<string[]> {
  const { json } = await client.send('GET', 'workflowmonitors/?fieldList=Full');
  return workflowShape
    .parse(json)
    .filter((step) => step.stepId === 1 && step.messageId === Number(messageId))
    .map(({ rule, serviceName }) => `${rule}: ${serviceName}`);
}
const rule = { evaluationMode: 'automatic', actionType: 'bp', action: 'EDI_Outbound_Core', runRuleAs: 'apiuser' };
const habit = (of: string, does: object): Promise<unknown> => client.send('PUT', `/processes/${of}`, { body: does });

test('a message is looked at once: a rule made later does not see it, unless it is resubmitted', async () => {
  await client.send('DELETE', 'routingrules/RR_ALDEFAST_OUT');
  const { messageId } = await client.post('once.x12');
  await sandbox.tick();
  expect(await processes(messageId)).toEqual([]);
  const mailboxes = [{ path: '/ALDEFAST/Outbound' }];
  await client.send('POST', 'routingrules/', { body: { ...rule, name: 'LATER', mailboxes } });
  await sandbox.tick();
  expect(await processes(messageId)).toEqual([]);
  await client.send('PUT', `mailboxmessages/${messageId}`, { body: { resubmitMessage: true } });
  await sandbox.tick();
  await sandbox.tick();
  expect(await processes(messageId)).toEqual(['LATER: left']);
  await client.send('DELETE', 'routingrules/LATER');
});

test('rules are chosen by mailbox and by name; one without mailboxes is one for all', async () => {
  await client.send('POST', 'routingrules/', { body: { ...rule, name: 'ALL', messageNamePattern: 'ANY_*' } });
  await client.send('POST', 'routingrules/', { body: { ...rule, name: 'BYHAND', evaluationMode: 'manual' } });
  const any = await client.post('ANY_1.x12');
  const elsewhere = await client.post('ANY_2.x12', { mailboxPath: '/BEACFAST/Test' });
  const other = await client.post('OTHER.x12', { mailboxPath: '/BEACFAST/Outbound' });
  await sandbox.tick();
  expect(await processes(any.messageId)).toEqual(['ALL: left']);
  expect(await processes(elsewhere.messageId)).toEqual(['ALL: left', 'RR_BEACFAST_TEST: left']);
  expect(await processes(other.messageId)).toEqual(['RR_BEACFAST_OUT: left']);
});

test('evaluated by hand, a rule matches everything there is, each time', async () => {
  const { messageId } = await client.post('hand.x12', { mailboxPath: '/COBAFAST/Outbound' });
  const evaluate = (): ReturnType<SandboxClient['send']> =>
    client.send('POST', 'routingrules/RR_COBAFAST_OUT/actions/evaluaterule', { body: {} });
  expect((await evaluate()).json).toEqual({ response: '1 messages routed' });
  await evaluate();
  await sandbox.tick();
  expect(await processes(messageId)).toEqual(Array.from({ length: 3 }, () => 'RR_COBAFAST_OUT: left'));
  expect((await client.send('POST', 'routingrules/NONE/actions/evaluaterule', { body: {} })).status).toBe(404);
});

test('a rule only starts its process; what that does is its habit', async () => {
  const started = await client.post('started.x12', { mailboxPath: '/DELTFAST/Outbound', extractableCount: 2 });
  await habit('RR_DELTFAST_OUT', { does: 'extract' });
  expect((await client.send('GET', `mailboxmessages/${started.messageId}`)).json).toMatchObject({
    extractableCount: 2,
  });
  await sandbox.tick();
  expect((await client.send('GET', `mailboxmessages/${started.messageId}`)).json).toMatchObject({
    extractableCount: 1,
  });
  expect(await processes(started.messageId)).toEqual(['RR_DELTFAST_OUT: extracted']);

  const used = await client.post('used.x12', { mailboxPath: '/DELTFAST/Outbound', extractableCount: 0 });
  await sandbox.tick();
  expect(await processes(used.messageId)).toEqual(['RR_DELTFAST_OUT: nothing could be taken']);

  await habit('RR_DELTFAST_OUT', { does: 'move', to: '/DELTFAST/Test' });
  const moved = await client.post('moved.x12', { mailboxPath: '/DELTFAST/Outbound' });
  await habit('RR_EVERFAST_OUT', { does: 'delete' });
  const deleted = await client.post('deleted.x12', { mailboxPath: '/EVERFAST/Outbound' });
  await sandbox.tick(new Date('2026-11-24T12:00:00Z'));
  expect((await client.send('GET', `mailboxmessages/${moved.messageId}`)).json).toMatchObject({
    mailboxPath: '/DELTFAST/Test',
  });
  expect((await client.send('GET', '/messages?name=moved.x12')).json).toMatchObject([
    { mailboxPath: '/DELTFAST/Outbound', movedTo: '/DELTFAST/Test' },
  ]);
  expect((await client.send('GET', `mailboxmessages/${deleted.messageId}`)).status).toBe(404);
  expect((await client.send('GET', '/messages?name=deleted.x12')).json).toMatchObject([
    { deleted: '2026-11-24T12:00:00.000Z' },
  ]);
  expect((await client.send('PUT', '/processes/X', { body: { does: 'dance' } })).status).toBe(400);
});

test('File Gateway tracks what was routed, minimally', async () => {
  await habit('RR_FOUNFAST_OUT', { does: 'extract' });
  const { messageId } = await client.post('tracked.x12', { mailboxPath: '/FOUNFAST/Outbound' });
  expect((await client.send('GET', `fgarrivedfiles/?messageId=${messageId}`)).json).toEqual([]);
  await sandbox.tick();
  const arrived = await client.send('GET', `fgarrivedfiles/?messageId=${messageId}`);
  expect(arrived.json).toMatchObject([
    { fileName: 'tracked.x12', prodOrgName: 'FOUNFAST', arrivedFileState: { code: 'Routed' } },
  ]);
  const [{ _id: id }] = z.tuple([z.object({ _id: z.string() })]).parse(arrived.json);
  expect((await client.send('GET', `fgarrivedfiles/${id}`)).json).toMatchObject({ wfId: Number(id) });
  expect((await client.send('GET', `workflowmonitors/?workFlowId=${id}`)).json).toHaveLength(2);
  expect((await client.send('GET', `fgdeliveries/?dataFlowId=${id}`)).json).toMatchObject([{ consOrgKey: 'FOUNFAST' }]);
  expect((await client.send('GET', 'fgarrivedfiles/?arrivedFileState=Started&fileName=tracked.x12')).json).toEqual([]);
});

test('the timer ticks by itself, and not once it is closed', async () => {
  const own = await home.start({ tickEvery: 30 });
  const ownClient = await SandboxClient.connect(own);
  const { messageId } = await ownClient.post('by-itself.x12', { mailboxPath: '/GRANFAST/Outbound' });
  await expect.poll(async () => processes(messageId)).toEqual(['RR_GRANFAST_OUT: left']);
  ownClient.close();
  await own.close();
});
