import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Multipart } from '../../src/sterling/multipart.ts';
import { ask, location } from './ask.ts';
import { partsOf } from './multipart-parts.ts';

const message = { mailboxPath: '/ACME/Outbound', name: 'MAIN_850_~2F_1.x12', bytes: Buffer.from('ISA*00~\r\n') };

/** Bytes a writer stumbles over: line ends, dashes, everything that is no UTF-8. */
const awkward = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .array(fc.constantFrom('\r\n', '\n', '--', '\r\n--', '--\r\n', 'syspro-sterling-', '\u0000', 'é'), {
      maxLength: 20,
    })
    .map((pieces) => new Uint8Array(Buffer.from(pieces.join('')))),
);

test('a file arrives byte by byte, under its name, with its mailbox', () => {
  fc.assert(
    fc.property(awkward, fc.stringMatching(/^[A-Za-z0-9._~-]{1,100}$/), (bytes, name) => {
      const form = new Multipart([
        { name: 'upstream', fileName: name, bytes },
        { name: 'mailboxName', value: '/ACMÉ/Out bound' },
      ]);
      const parts = partsOf({ headers: { 'content-type': form.contentType }, bytes: Buffer.from(form.bytes) });
      expect(Object.keys(parts ?? {})).toEqual(['upstream', 'mailboxName']);
      expect(parts?.['upstream']?.fileName).toBe(name);
      expect(parts?.['upstream']?.bytes.equals(bytes)).toBe(true);
      expect(parts?.['mailboxName']).toMatchObject({ text: '/ACMÉ/Out bound' });
      expect(parts?.['mailboxName']).not.toHaveProperty('fileName');
    }),
    { numRuns: 500 },
  );
});

test('the platform’s own reader understands it too', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, n) => n));
  const form = new Multipart([
    { name: 'upstream', fileName: message.name, bytes },
    { name: 'mailboxName', value: '/ACMÉ' },
  ]);
  const body = Readable.toWeb(Readable.from([Buffer.from(form.bytes)])) as ReadableStream<Uint8Array>;
  const read = await new Response(body, { headers: { 'content-type': form.contentType } }).formData();
  const file = read.get('upstream');
  if (!(file instanceof File)) throw new TypeError('the part upstream is no file');
  expect(file.name).toBe(message.name);
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  expect(read.get('mailboxName')).toBe('/ACMÉ');
});

test('only the bytes of a part of a larger buffer are sent', () => {
  const bytes = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3);
  const form = new Multipart([{ name: 'upstream', fileName: 'a', bytes }]);
  const parts = partsOf({ headers: { 'content-type': form.contentType }, bytes: Buffer.from(form.bytes) });
  expect([...(parts?.['upstream']?.bytes ?? [])]).toEqual([2, 3]);
});

test.each([
  ['quotes', 'a"b.x12'],
  ['a backslash', 'a\\b.x12'],
  ['a line break', 'a\r\nContent-Type: x'],
  ['a letter with an accent', 'é.x12'],
  ['nothing', ''],
])('a name with %s is refused before anything is sent', async (_, name) => {
  let asked = 0;
  const posted = ask(
    () => {
      asked += 1;
      return location('https://h/B2BAPIs/svc/messagebatches/1');
    },
    (client) => client.postBatch({ ...message, name }),
  );
  await expect(posted).rejects.toThrow(RangeError);
  expect(asked).toBe(0);
});

test('a mailbox path with a line break is refused', async () => {
  const posted = ask(location('/B2BAPIs/svc/messagebatches/1'), (client) =>
    client.postBatch({ ...message, mailboxPath: '/A\r\nX: y' }),
  );
  await expect(posted).rejects.toThrow(RangeError);
});
