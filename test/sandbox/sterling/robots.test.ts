import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { robotHabit, type RobotHabitInput } from '../../../sandbox/sterling/robots/habit.ts';
import type { SterlingSandbox } from '../../../sandbox/sterling/sterling-sandbox.ts';
import { readAnswers } from '../../../src/x12/acknowledgements/read-answers.ts';
import { unwrapped } from '../../../src/x12/index.ts';
import { createSandboxHome, SandboxClient, idOf, type SandboxHome } from './sandbox-client.ts';
import { invoice, order, sentInterchange } from './sent-interchange.ts';

// What the robots wrote is read by the product's own reader, which shares nothing with the library that wrote it.

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

const logShape = z.array(
  z.object({
    messageId: z.number(),
    seen: z.string(),
    pickedUp: z.string().optional(),
    answers: z.array(z.object({ what: z.string(), says: z.string().optional(), messageId: z.number().optional() })),
    outstanding: z.number(),
    expected: z.array(z.object({ set: z.string(), verdict: z.string(), by: z.string().optional() })),
    note: z.string().optional(),
  }),
);
const messageShape = z.object({ extractableCount: z.number().optional() });
let partners = 0;

/** A partner of its own with a habit, its mailboxes, and what was posted for it. */
async function partner(habit: RobotHabitInput): Promise<{
  post(text: string, fields?: object): Promise<string>;
  log(message: string): Promise<z.infer<typeof logShape>[number]>;
  /** The texts in its inbound mailbox, in order. */
  inbound(): Promise<string[]>;
  count(message: string): Promise<number | undefined>;
}> {
  partners += 1;
  const code = `ROBOT${partners}`;
  for (const end of ['Outbound', 'Inbound']) {
    const body = { path: `/${code}/${end}`, description: end, createParentMailbox: true };
    expect((await client.send('POST', 'mailboxes/', { body })).status).toBe(201);
  }
  expect((await client.send('PUT', `/robots/${code}`, { body: habit })).status).toBe(200);
  return {
    async post(text, fields = { extractableCount: 1 }) {
      const payload = Buffer.from(text, 'latin1').toString('base64');
      const documentId = idOf(await client.send('POST', 'documents/', { body: { payload } }));
      const body = { documentId, mailboxPath: `/${code}/Outbound`, name: `${code}.x12`, ...fields };
      return idOf(await client.send('POST', 'mailboxmessages/', { body }));
    },
    async log(message) {
      const [entry] = logShape.parse((await client.send('GET', `/robots/log?messageId=${message}`)).json);
      if (entry === undefined) throw new Error(`nothing is logged of ${message}`);
      return entry;
    },
    async inbound() {
      const { json } = await client.send('GET', `/messages?mailboxPath=/${code}/Inbound`);
      const messages = z.array(z.object({ id: z.number() })).parse(json);
      return Promise.all(messages.map(async ({ id }) => (await client.send('GET', `/messages/${id}/payload`)).text));
    },
    async count(message) {
      return messageShape.parse((await client.send('GET', `mailboxmessages/${message}`)).json).extractableCount;
    },
  };
}

const read = (text: string | undefined): ReturnType<typeof readAnswers>['answers'] => {
  const { answers, findings } = readAnswers(unwrapped(text ?? ''));
  expect(findings).toEqual([]);
  return answers;
};

describe('a pick-up', () => {
  test('begin and commit: the count goes down and stays down', async () => {
    const p = await partner({ pickUp: 'extract' });
    const message = await p.post(sentInterchange([[order('0001')]]));
    await sandbox.tick(new Date('2026-11-24T10:00:00Z'));
    expect(await p.count(message)).toBe(0);
    expect(await p.log(message)).toMatchObject({
      pickedUp: '2026-11-24T10:00:00.000Z',
      answers: [],
      outstanding: 0,
      expected: [{ set: '0001', verdict: 'none' }],
    });
  });

  test('begin and abort: the count comes back before it goes for good', async () => {
    const p = await partner({ pickUp: 'abort-then-extract', answers: [{}] });
    const message = await p.post(sentInterchange([[order('0001')]]));
    const counts: unknown[] = [];
    for (let n = 0; n < 3; n++) {
      await sandbox.tick();
      counts.push([await p.count(message), (await p.inbound()).length, 'pickedUp' in (await p.log(message))]);
    }
    expect(counts).toEqual([
      [0, 0, false],
      [1, 0, false],
      [0, 1, true],
    ]);
  });

  test('delete after download: the message is gone', async () => {
    const p = await partner({ pickUp: 'delete', pickUpAfter: 1, answers: [{}] });
    const message = await p.post(sentInterchange([[order('0001')]]));
    await sandbox.tick();
    expect((await client.send('GET', `mailboxmessages/${message}`)).status).toBe(200);
    await sandbox.tick();
    expect((await client.send('GET', `mailboxmessages/${message}`)).status).toBe(404);
    expect(await p.inbound()).toHaveLength(1);
  });

  test('never', async () => {
    const p = await partner({ pickUp: 'never', answers: [{}] });
    const message = await p.post(sentInterchange([[order('0001')]]));
    await sandbox.tick();
    expect(await p.count(message)).toBe(1);
    expect(await p.inbound()).toEqual([]);
    expect((await p.log(message)).expected).toEqual([expect.objectContaining({ verdict: 'none' })]);
  });

  test('what cannot be taken is given up, and nothing is expected of it', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{}] });
    const message = await p.post(sentInterchange([[order('0001')]]), { extractableCount: 0 });
    await sandbox.tick();
    expect(await p.log(message)).toMatchObject({
      note: 'given up: not extractable',
      outstanding: 0,
      answers: [],
      expected: [{ verdict: 'none' }],
    });
    expect(await p.inbound()).toEqual([]);
  });

  test('what is no interchange is taken and not answered', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{}] });
    const message = await p.post('ISA*00*no interchange~');
    await sandbox.tick();
    expect(await p.log(message)).toMatchObject({ note: 'not an interchange', expected: [], answers: [] });
    expect(await p.count(message)).toBe(0);
  });
});

describe('an answer', () => {
  const sent = sentInterchange([[order('0001'), order('0002', '150402')]], { control: 77 });
  const group = { functionalId: 'PO', control: '770' };

  async function answered(answer: object, text = sent, form: object = {}): Promise<{ text: string; log: unknown }> {
    const p = await partner({
      pickUp: 'extract',
      answers: [robotHabit.shape.answers.unwrap().element.parse(answer)],
      form,
    });
    const message = await p.post(text);
    await sandbox.tick(new Date('2026-11-24T10:15:00Z'));
    const [first = ''] = await p.inbound();
    return { text: first, log: await p.log(message) };
  }

  test('accepted: parties swapped, each set by its number', async () => {
    const { text, log } = await answered({});
    expect(text).toMatch(
      /^ISA\*00\* {10}\*00\* {10}\*01\*080007919 {6}\*ZZ\*GREATLAKESMFG {2}\*261124\*1015\*U\*00401\*000000001\*0\*P\*>~/,
    );
    expect(text).toContain('GS*FA*080007919*GREATLAKESMFG*20261124*1015*1*X*004010~');
    expect(text).toContain('ST*997*0001~AK1*PO*770~AK2*850*0001~AK5*A~AK2*850*0002~AK5*A~AK9*A*2*2*2~SE*8*0001~');
    expect(read(text)).toHaveLength(1);
    expect(log).toMatchObject({
      answers: [{ what: '997', says: 'accepted' }],
      expected: [{ verdict: 'accepted', by: 'set' }, {}],
    });
  });

  test.each([
    [
      'accepted-with-errors',
      /AK2\*850\*0001~AK3\*N1\*3\*\*8~AK4\*4\*67\*7\*GLM-A~AK5\*E\*5~/,
      'AK9*E*2*2*2~',
      'accepted-with-errors',
    ],
    ['rejected', /AK2\*850\*0001~AK5\*R\*5~/, 'AK9*R*2*2*0~', 'rejected'],
    [
      'rejected-elements',
      /AK2\*850\*0002~AK3\*BEG\*2\*\*8~AK4\*3\*324\*7\*150402~AK5\*R\*5~/,
      'AK9*R*2*2*0~',
      'rejected',
    ],
    ['group-accepted', /AK1\*PO\*770~AK9/, 'AK9*A*2*2*2~', 'accepted'],
    ['group-rejected', /AK1\*PO\*770~AK9/, 'AK9*R*2*2*0~', 'rejected'],
    ['wrong-control', /AK1\*PO\*500000770~/, 'AK9*A*2*2*2~', 'none'],
  ])('%s', async (says, set, ak9, verdict) => {
    const { text, log } = await answered({ says });
    expect(text).toMatch(set);
    expect(text).toContain(ak9);
    expect(read(text)).toHaveLength(1);
    expect(log).toMatchObject({ expected: [{ verdict }, { verdict }] });
  });

  test('partial: the last of several sets is rejected, one alone is not', async () => {
    const { text, log } = await answered({ says: 'partial' });
    expect(text).toMatch(/AK2\*850\*0001~AK5\*A~AK2\*850\*0002~AK3.*AK5\*R\*5~AK9\*P\*2\*2\*1~/);
    expect(log).toMatchObject({ expected: [{ verdict: 'accepted' }, { verdict: 'rejected' }] });
    const alone = await answered({ says: 'partial' }, sentInterchange([[order('0001')]]));
    expect(alone.text).toContain('AK9*A*1*1*1~');
  });

  test('999: its own segments, convention and release', async () => {
    const text5010 = sentInterchange([[order('0001')]], { control: 5, version: '005010' });
    const { text } = await answered({ form: '999', says: 'rejected-elements' }, text5010);
    expect(text).toContain('*^*00501*');
    expect(text).toContain(
      'ST*999*0001*005010X231A1~AK1*PO*50*005010~AK2*850*0001~IK3*N1*3**8~IK4*4*67*7*GLM-A~IK5*R*5~AK9*R*1*1*0~',
    );
    expect(read(text)).toHaveLength(1);
  });

  test('TA1 beside a 997, and alone when it rejects', async () => {
    const accepted = await answered({ ta1: 'A' });
    expect(accepted.text).toContain('~TA1*000000077*261124*1010*A*000~GS*FA*');
    expect(read(accepted.text).map(({ kind }) => kind)).toEqual(['TA1', '997']);
    const rejected = await answered({ ta1: 'R' });
    expect(rejected.text).toMatch(/>~TA1\*000000077\*261124\*1010\*R\*008~IEA\*0\*000000001~$/);
    expect(rejected.log).toMatchObject({
      answers: [{ what: 'TA1', says: 'interchange rejected' }],
      expected: [{ verdict: 'rejected', by: 'interchange' }, { verdict: 'rejected' }],
    });
  });

  test('several groups: a 997 for each in one interchange', async () => {
    const { text } = await answered({}, sentInterchange([[order('0001')], [invoice('0001')]], { control: 9 }));
    expect(text).toContain('AK1*PO*90~');
    expect(text).toContain('SE*6*0001~ST*997*0002~AK1*IN*91~');
    expect(read(text)).toHaveLength(2);
    expect(text).toMatch(/GE\*2\*1~IEA\*1\*/);
  });

  test('the form: delimiters, lines, and lines of 80', async () => {
    const old = await answered({ says: 'rejected-elements' }, sent, {
      element: '^',
      component: ':',
      segment: '\\',
      lines: true,
    });
    expect(old.text).toContain('\\\nAK2^850^0001\\\n');
    expect(read(old.text)).toHaveLength(1);
    const wrapped = await answered({}, sent, { wrap: 80 });
    expect(
      wrapped.text
        .split('\r\n')
        .slice(0, 2)
        .map(({ length }) => length),
    ).toEqual([80, 80]);
    expect(read(wrapped.text)).toEqual(read((await answered({})).text));
  });

  test('what it copies cannot break its own delimiters', async () => {
    const starred = sent.replaceAll('DOCK 4*92*GLM-A', 'DOCK 4*92*GLM|A');
    const { text } = await answered({ says: 'rejected-elements' }, starred, { element: '|' });
    expect(text).toContain('AK4|4|67|7|GLM A~');
    expect(read(text)).toHaveLength(1);
    expect(group.control).toBe('770');
  });
});

describe('when it answers', () => {
  const sent = sentInterchange([[order('0001')]], { control: 3 });

  test('late, and then once more', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{ after: 2, twice: true }] });
    const message = await p.post(sent);
    const seen: unknown[] = [];
    for (let n = 0; n < 5; n++) {
      await sandbox.tick();
      seen.push([(await p.inbound()).length, (await p.log(message)).outstanding]);
    }
    expect(seen).toEqual([
      [0, 2],
      [0, 2],
      [1, 1],
      [2, 0],
      [2, 0],
    ]);
    const [first, second] = await p.inbound();
    expect(second).toBe(first);
    expect((await p.log(message)).answers.map(({ what }) => what)).toEqual(['997', '997 again']);
  });

  test.each([
    [
      '824-rejection',
      '824',
      /OTI\*TR\*PO\*150401\*GREATLAKESMFG\*080007919\*20261124\*1010\*30\*0001\*850\*004010~TED\*024\*/,
      'rejected',
    ],
    ['824-acceptance', '824', /OTI\*TA\*PO\*150401\*.*\*30\*0001\*850\*004010~SE/, 'accepted'],
    ['855', '855', /BAK\*00\*AD\*150401\*20261124~PO1\*1\*10\*EA\*2.5\*\*VP\*F-100~ACK\*IA\*10\*EA~/, 'accepted'],
    [
      '855-changes',
      '855',
      /BAK\*00\*AC\*150401\*20261124~PO1\*1\*10\*EA\*2.5\*\*VP\*F-100~ACK\*IQ\*5\*EA~PO1\*2.*ACK\*IA\*4\*BX~CTT\*2~/,
      'accepted',
    ],
    ['864', '864', /BMG\*00\*.*MIT\*0001\*.*MSG\*.*150401~/, 'accepted'],
  ] as const)('%s comes a tick after an accepted 997', async (followedBy, kind, text, verdict) => {
    const p = await partner({ pickUp: 'extract', answers: [{ followedBy }] });
    const message = await p.post(sent);
    await sandbox.tick();
    await sandbox.tick();
    const [first, second] = await p.inbound();
    expect(first).toContain('AK5*A~');
    expect(second).toMatch(text);
    expect(read(second).map((answer) => answer.kind)).toEqual([kind]);
    expect(await p.log(message)).toMatchObject({
      answers: [{ what: '997' }, { what: followedBy }],
      expected: [{ verdict }],
    });
  });

  test('an 855 answers orders alone', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{ followedBy: '855' }] });
    await p.post(sentInterchange([[invoice('0001')]]));
    await sandbox.tick();
    await sandbox.tick();
    expect(await p.inbound()).toHaveLength(1);
  });

  test('something that is no X12 comes before it', async () => {
    for (const [garbage, start] of [
      ['pdf', '%PDF-1.4'],
      ['text', 'Our EDI desk'],
    ] as const) {
      const p = await partner({ pickUp: 'extract', answers: [{ garbage }] });
      await p.post(sent);
      await sandbox.tick();
      const [first, second] = await p.inbound();
      expect(first?.startsWith(start)).toBe(true);
      expect(second).toContain('AK5*A~');
    }
  });

  test('together: one interchange for all messages of a tick', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{}, { says: 'rejected' }], form: { together: true } });
    const first = await p.post(sentInterchange([[order('0001')]], { control: 21 }));
    const second = await p.post(sentInterchange([[order('0001')]], { control: 22 }));
    await sandbox.tick();
    const [text, ...others] = await p.inbound();
    expect(others).toEqual([]);
    expect(text).toMatch(/AK1\*PO\*210~.*AK1\*PO\*220~/);
    const answers = (await p.log(first)).answers;
    expect(answers).toHaveLength(1);
    expect(answers[0]?.messageId).toBe((await p.log(second)).answers[0]?.messageId);
  });

  test('habits take turns, and a new one holds for what comes after it', async () => {
    const p = await partner({ pickUp: 'extract', answers: [{}, { says: 'rejected' }] });
    const verdicts: unknown[] = [];
    for (let n = 0; n < 4; n++) {
      const message = await p.post(sent);
      await sandbox.tick();
      verdicts.push((await p.log(message)).expected[0]?.verdict);
    }
    expect(verdicts).toEqual(['accepted', 'rejected', 'accepted', 'rejected']);
    expect((await client.send('PUT', `/robots/ROBOT${partners}`, { body: { pickUp: 'never' } })).status).toBe(200);
    const message = await p.post(sent);
    await sandbox.tick();
    expect(await p.count(message)).toBe(1);
    const shown = (await client.send('GET', `/robots/ROBOT${partners}`)).json;
    expect(shown).toMatchObject({ pickUp: 'never', answers: [] });
  });
});

test('an answer for a mailbox that is gone is written down and not sent', async () => {
  const p = await partner({ pickUp: 'extract', answers: [{}] });
  const code = `ROBOT${partners}`;
  const [inbox] = z
    .array(z.record(z.string(), z.unknown()))
    .parse((await client.send('GET', `mailboxes/?path=/${code}/Inbound`)).json);
  await client.send('DELETE', `mailboxes/${String(inbox?.['_id'])}`);
  const message = await p.post(sentInterchange([[order('0001')]]));
  await sandbox.tick();
  const { answers } = await p.log(message);
  expect(answers).toEqual([expect.objectContaining({ what: '997' })]);
  expect(answers[0]).not.toHaveProperty('messageId');
});

test('a habit nobody knows is refused', async () => {
  expect((await client.send('PUT', '/robots/X', { body: { pickUp: 'sometimes' } })).status).toBe(400);
  expect((await client.send('GET', '/robots/NOBODY')).status).toBe(404);
});
