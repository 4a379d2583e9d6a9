import { describe, expect, test } from 'vitest';
import type { SterlingClient } from '../../src/sterling/sterling-client.ts';
import { account, type Answer } from './https-server.ts';
import { ask, location, refusedAs } from './ask.ts';
import { partsOf } from './multipart-parts.ts';

const message = { mailboxPath: '/ACME/Outbound', name: 'a.x12', bytes: Buffer.from('ISA*é~', 'latin1') };
const post = (client: SterlingClient): Promise<{ messageId: string }> => client.postBatch(message);

test('posts the file and the mailbox, with the account and the form’s own type, and takes the message’s id', async () => {
  const { result, received } = await ask(location('https://h:1/B2BAPIs/svc/messagebatches/78'), post);
  expect(result).toEqual({ messageId: '78' });
  expect(received).toHaveLength(1);
  const [request] = received;
  expect(request).toMatchObject({ method: 'POST', path: 'messagebatches/' });
  expect(request?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`,
    'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/) as unknown,
    // Not in chunks: what takes uploads of unknown length is not known.
    'content-length': String(request?.bytes.length),
  });
  expect(request?.headers).not.toHaveProperty('accept');
  const parts = request && partsOf(request);
  expect(parts?.['upstream']?.bytes.equals(message.bytes)).toBe(true);
  expect(parts?.['mailboxName']?.text).toBe('/ACME/Outbound');
});

test('ten megabytes arrive as they are', async () => {
  const bytes = Buffer.alloc(10_000_000, 'ISA*00*0123456789~\n');
  const { received } = await ask(location('/B2BAPIs/svc/messagebatches/1'), (client) =>
    client.postBatch({ ...message, bytes }),
  );
  const [request] = received;
  expect((request && partsOf(request))?.['upstream']?.bytes.equals(bytes)).toBe(true);
});

// It is a post as addMessage is: one request, whatever comes of it.
describe('its outcome', () => {
  test.each<[string, Answer, object]>([
    ['a reset', 'reset', { code: 'STERLING-OUTCOME-UNKNOWN', outcome: 'unknown' }],
    ['a 500', { status: 500 }, { code: 'STERLING-SERVER-ERROR', outcome: 'unknown' }],
    ['a 429', { status: 429 }, { code: 'STERLING-BUSY', outcome: 'not-received' }],
    ['a 401 page', { status: 401, body: '<html></html>' }, { code: 'STERLING-CREDENTIALS', outcome: 'not-received' }],
    ['a 400', refusedAs('API000904: no such mailbox'), { code: 'STERLING-REFUSED', outcome: 'refused' }],
    ['a 200 page', { body: '<html></html>' }, { code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' }],
    ['no Location', { status: 201, body: {} }, { code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' }],
    [
      'a Location of another resource',
      location('https://h/B2BAPIs/svc/documents/78'),
      { code: 'STERLING-ANSWER-UNREADABLE', outcome: 'unknown' },
    ],
  ])('%s', async (_, answer, error) => {
    let asked = 0;
    const posted = ask(() => {
      asked += 1;
      return answer;
    }, post);
    await expect(posted).rejects.toMatchObject(error);
    expect(asked).toBe(1);
  });

  test('200, and the Location in the header', async () => {
    const headers = { location: 'https://h/B2BAPIs/svc/messagebatches/78' };
    expect((await ask({ status: 200, headers }, post)).result).toEqual({ messageId: '78' });
  });
});
