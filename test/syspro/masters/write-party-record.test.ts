import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RequestCounters } from '../../../sandbox/syspro/control/request-counters.ts';
import type { PartyRecord } from '../../../src/documents/party-record.ts';
import { createEnetClient } from '../../../src/syspro/enet/enet-client.ts';
import type { Session } from '../../../src/syspro/enet/session.ts';
import { SessionToken } from '../../../src/syspro/enet/session-token.ts';
import type { PartyRole } from '../../../src/syspro/masters/party-columns.ts';
import { loadPartyRecords } from '../../../src/syspro/masters/party-records.ts';
import { writePartyRecord, type PartyWriting } from '../../../src/syspro/masters/write-party-record.ts';
import type { TableReader } from '../../../src/syspro/table-reader.ts';
import { jsonOf } from '../../sandbox/syspro/syspro-under-test.ts';
import { allOf, sysproError } from '../show-error.ts';
import { startWireServer, type WireServer } from '../wire-server.ts';
import { startSandboxMasters, type SandboxMasters } from './sandbox-masters.ts';
import { changed, partyChange } from './party-texts.ts';

const supplier = '000000000002003';
let masters: SandboxMasters;

beforeAll(async () => {
  masters = await startSandboxMasters();
});
afterAll(() => masters.stop());
beforeEach(async () => {
  await masters.under.control('DELETE', 'faults');
  await masters.under.control('DELETE', 'requests');
});

const write = (role: PartyRole, code: string, changes: PartyRecord): Promise<PartyWriting> =>
  writePartyRecord(masters.writer, role, code, changes);

async function load(role: PartyRole, code: string, tables: TableReader = masters.access.odata): Promise<PartyRecord> {
  const record = (await loadPartyRecords(tables, masters.writer.lines, role, [code])).get(code);
  if (!record) throw new Error(`there is no ${role} ${code}`);
  return record;
}

async function updates(): Promise<number> {
  const { enet } = await jsonOf<RequestCounters>(masters.under.control('GET', 'requests'));
  return Object.entries(enet).reduce((sum, [path, count]) => (path.startsWith('setup/') ? sum + count : sum), 0);
}

describe('writing', () => {
  test('sets the given fields and leaves the others, as both services then show', async () => {
    const before = await load('supplier', supplier);
    const changes = {
      name: 'Café & Söhne <"GmbH">',
      phone: '+49 30 555 0100',
      addressLine2: 'Hof 2',
      stateOrProvince: 'BE',
    };
    expect(await write('supplier', supplier, changes)).toEqual({
      found: true,
      taken: ['name', 'phone', 'addressLine2', 'stateOrProvince'],
      findings: [],
    });
    expect(await load('supplier', supplier)).toEqual({ ...before, ...changes });
    expect(await load('supplier', supplier, masters.access.enet.tables)).toEqual({ ...before, ...changes });
    expect(await updates()).toBe(1);
  });

  test('what SYSPRO has already asks for nothing', async () => {
    const record = await load('customer', 'WEBS01');
    expect(await write('customer', 'WEBS01', record)).toMatchObject({ found: true, findings: [] });
    expect(await updates()).toBe(0);
  });

  test('blanks a field where it is given as blank', async () => {
    expect(await write('customer', 'HARD01', { phone: '', contact: 'Ann' })).toMatchObject({
      taken: ['contact', 'phone'],
    });
    expect(await load('customer', 'HARD01')).not.toHaveProperty('phone');
  });

  test('a party that SYSPRO does not have is not found, and not made', async () => {
    expect(await write('supplier', 'NOSUCH', { name: 'x' })).toEqual({ found: false, taken: [], findings: [] });
    expect(await updates()).toBe(0);
  });

  test('a field that cannot be written is a finding and does not keep the others', async () => {
    const writing = await write('customer', 'WEBS02', { timeZone: '-05', phone: '5'.repeat(21), contact: 'Bob' });
    expect(writing.taken).toEqual(['contact']);
    expect(writing.findings.map(({ code, record, field }) => [code, record, field])).toEqual([
      ['SYSPRO-PARTY-TOO-LONG', 'ArCustomer WEBS02', 'phone'],
      ['SYSPRO-PARTY-NO-COLUMN', 'ArCustomer WEBS02', 'timeZone'],
    ]);
    expect((await load('customer', 'WEBS02')).phone).toBe('555-0199');
  });

  test('the longest a party can be fits into an address', async () => {
    const euros = (length: number): string => '€'.repeat(length);
    const longest = {
      name: euros(50),
      contact: euros(50),
      emailAddress: euros(255),
      phone: euros(20),
      addressLine1: euros(40),
      addressLine2: `${euros(40)}, ${euros(40)}`,
      city: euros(40),
      stateOrProvince: euros(40),
      postalCode: euros(10),
      countryOrRegion: euros(40),
    };
    expect((await write('customer', 'PUMP01', longest)).findings).toEqual([]);
    expect(await load('customer', 'PUMP01')).toEqual(longest);
  });

  test.each(['supplier', 'customer'] as const)('whatever is set of a %s is read as it was given', async (role) => {
    const code = role === 'supplier' ? '000000000002004' : 'MOUL01';
    let before = await load(role, code);
    await fc.assert(
      fc.asyncProperty(partyChange, async (changes) => {
        const { found, taken, findings } = await write(role, code, changes);
        const refused = new Set(findings.map(({ field }) => field));
        const set = Object.fromEntries(Object.entries(changes).filter(([field]) => !refused.has(field)));
        expect(found).toBe(true);
        expect(new Set(taken)).toEqual(new Set(Object.keys(set)));
        before = changed(before, set);
        expect(await load(role, code)).toEqual(before);
        expect(await load(role, code, masters.access.enet.tables)).toEqual(before);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

describe('when the wire fails', () => {
  test('a session that is lost costs a logon and a second call', async () => {
    await masters.under.control('POST', 'faults', { kind: 'evict', path: 'Setup/Update' });
    const logons = masters.access.events.filter(({ type }) => type === 'logged-on').length;
    expect((await write('supplier', supplier, { contact: 'After eviction' })).taken).toEqual(['contact']);
    expect(masters.access.events.filter(({ type }) => type === 'logged-on')).toHaveLength(logons + 1);
    expect(await updates()).toBe(2);
  });

  test('an answer that is lost is an error, and doing it again finds it done', async () => {
    await masters.under.control('POST', 'faults', { kind: 'reset-after', path: 'Setup/Update' });
    const error = await sysproError(write('supplier', supplier, { contact: 'canary' }));
    expect(error).toMatchObject({ code: 'SYSPRO-UNREACHABLE', retryable: true });
    expect(allOf(error)).not.toMatch(/canary|UserId|127\.0\.0\.1/);
    expect((await load('supplier', supplier)).contact).toBe('canary');
    expect(await write('supplier', supplier, { contact: 'canary' })).toEqual({
      found: true,
      taken: ['contact'],
      findings: [],
    });
    expect(await updates()).toBe(1);
  });

  test('a call that was not done is done when it is made again', async () => {
    await masters.under.control('POST', 'faults', { kind: 'reset', path: 'Setup/Update' });
    await sysproError(write('supplier', supplier, { contact: 'Second try' }));
    expect((await write('supplier', supplier, { contact: 'Second try' })).taken).toEqual(['contact']);
    expect((await load('supplier', supplier)).contact).toBe('Second try');
  });

  test.each([
    ['truncated', 'SYSPRO-ANSWER-UNREADABLE', true],
    ['html', 'SYSPRO-ANSWER-UNREADABLE', true],
    ['fail500', 'SYSPRO-FAILED', true],
    ['licence', 'SYSPRO-LICENCE', false],
  ])('%s is %s', async (kind, code, retryable) => {
    await masters.under.control('POST', 'faults', { kind, path: 'Setup/Update' });
    const error = await sysproError(write('supplier', supplier, { contact: `Fault ${kind}` }));
    expect(error).toMatchObject({ code, retryable });
  });
});

test('an element that SYSPRO ignores is a finding, for its tables do not show what was sent', async () => {
  const old = await startSandboxMasters({ unknownSetupElements: ['SupAddr3Loc'] });
  try {
    const writing = await writePartyRecord(old.writer, 'supplier', supplier, { city: 'Gary', contact: 'Cleo' });
    expect(writing.taken).toEqual(['contact']);
    expect(writing.findings).toEqual([
      expect.objectContaining({ code: 'SYSPRO-PARTY-NOT-TAKEN', field: 'city', record: `ApSupplier ${supplier}` }),
    ]);
  } finally {
    await old.stop();
  }
});

describe('a reply', () => {
  const session: Pick<Session, 'use'> = {
    use: (call) => call(new SessionToken('3EA613166FE4BF47925DF1CEA14E910100  '), new AbortController().signal),
  };
  let wire: WireServer | undefined;
  afterEach(async () => {
    await wire?.close();
    wire = undefined;
  });

  /** Writes to a customer whose row no call changes, unless the answer does; gives what came of it and the documents sent. */
  async function against(
    replies: readonly string[],
    changes: PartyRecord,
  ): Promise<{ writing: PartyWriting | string; sent: string[] }> {
    const row: Record<string, string> = { Customer: 'C1', Name: 'Acme', Telephone: '1' };
    const tables: TableReader = {
      channel: 'enet',
      columns: () => Promise.resolve(undefined),
      read: () => Promise.resolve([]),
      readByKeys: () => Promise.resolve([{ ...row }]),
    };
    const sent: string[] = [];
    const server = await startWireServer(({ query }, response) => {
      const document = query.get('XmlIn') ?? '';
      const reply = replies[sent.length] ?? '';
      sent.push(document);
      if (reply.includes('<RecordsInvalid>0<')) {
        for (const [, column = '', value = ''] of document.matchAll(/<(Name|Telephone|Contact)>([^<]*)</g))
          row[column] = value;
      }
      response.end(iconv.encode(reply, 'win1252'));
    });
    wire = server;
    const writer = {
      enet: createEnetClient({ http: server.http, baseUrl: server.url }),
      session,
      tables,
      lines: masters.writer.lines,
    };
    const writing = await writePartyRecord(writer, 'customer', 'C1', changes).catch((error: unknown) =>
      error instanceof Error && 'code' in error ? String(error.code) : Promise.reject(error),
    );
    return { writing, sent };
  }

  const reply = (errors: string, invalid: number): string =>
    `<setuparcustomer><item><key><customer>C1</customer></key>${errors}</item><StatusOfItems><RecordsRead>1</RecordsRead><RecordsInvalid>${invalid}</RecordsInvalid></StatusOfItems></setuparcustomer>`;
  const telephoneRefused =
    '<telephone><Value>2</Value><ErrorNumber>240077</ErrorNumber><ErrorDescription>Ungültige Nummer</ErrorDescription></telephone>';

  test('that refuses a field is its finding, and the others are sent without it', async () => {
    const { writing, sent } = await against([reply(telephoneRefused, 1), reply('', 0)], { name: 'New', phone: '2' });
    expect(sent).toEqual([
      '<SetupArCustomer><Item><Key><Customer>C1</Customer></Key><Name>New</Name><Telephone>2</Telephone></Item></SetupArCustomer>',
      '<SetupArCustomer><Item><Key><Customer>C1</Customer></Key><Name>New</Name></Item></SetupArCustomer>',
    ]);
    expect(writing).toMatchObject({
      found: true,
      taken: ['name'],
      findings: [{ code: 'SYSPRO-PARTY-REFUSED', field: 'phone', value: '2', record: 'ArCustomer C1' }],
    });
    expect(JSON.stringify(writing)).toContain('240077: Ungültige Nummer');
  });

  test('that refuses the customer, or does not say what, refuses all fields', async () => {
    const onHold =
      '<customer><Value>C1</Value><ErrorNumber>240099</ErrorNumber><ErrorDescription>In use</ErrorDescription></customer>';
    for (const errors of [onHold, '']) {
      const { writing, sent } = await against([reply(errors, 1)], { name: 'New', phone: '2' });
      expect(sent).toHaveLength(1);
      expect(writing).toMatchObject({
        taken: [],
        findings: [
          { code: 'SYSPRO-PARTY-REFUSED', field: 'name' },
          { code: 'SYSPRO-PARTY-REFUSED', field: 'phone' },
        ],
      });
      await wire?.close();
    }
  });

  test('without a StatusOfItems is no success', async () => {
    const { writing } = await against(['<setuparcustomer><item/></setuparcustomer>'], { name: 'New' });
    expect(writing).toBe('SYSPRO-ANSWER-UNREADABLE');
  });

  test('the parameters ask for the whole document or nothing, warnings included', async () => {
    await against([reply('', 0)], { name: 'New' });
    const [request = ''] = wire?.requests ?? [];
    const parameters = new URL(request, 'http://x').searchParams.get('XmlParameters');
    expect(parameters).toBe(
      '<SetupArCustomer><Parameters><IgnoreWarnings>N</IgnoreWarnings><ApplyIfEntireDocumentValid>Y</ApplyIfEntireDocumentValid><ValidateOnly>N</ValidateOnly></Parameters></SetupArCustomer>',
    );
    expect(request).toMatch(/^\/Setup\/Update\?UserId=.*&BusinessObject=ARSSCS&/);
  });
});
