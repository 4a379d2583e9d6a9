import { afterEach, describe, expect, test } from 'vitest';
import { SessionToken } from '../../../src/syspro/enet/session-token.ts';
import { basicAuthentication, sessionAuthentication } from '../../../src/syspro/odata/odata-authentication.ts';
import {
  createODataTables,
  type ODataTables,
  type ODataTablesOptions,
} from '../../../src/syspro/odata/odata-tables.ts';
import { isSysproError } from '../../../src/syspro/syspro-error.ts';
import type { Condition } from '../../../src/syspro/table-reader.ts';
import { allOf, sysproError } from '../show-error.ts';
import { startWireServer, type WireAnswer, type WireServer } from '../wire-server.ts';

const metadata = `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="Model" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="Base"><Property Name="TimeStamp" Type="Edm.Binary" /></EntityType>
      <EntityType Name="Order" BaseType="Model.Base">
        <Key><PropertyRef Name="No" /></Key>
        <Property Name="No" Type="Edm.String" Nullable="false" MaxLength="20" />
        <Property Name="Line" Type="Edm.Decimal" />
        <Property Name="Qty" Type="Edm.Decimal" Scale="6" />
        <Property Name="Date" Type="Edm.DateTimeOffset" />
        <Property Name="Text" Type="Edm.String" />
        <Property Name="Flag" Type="Edm.Boolean" />
      </EntityType>
    </Schema>
    <Schema Namespace="Default" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityContainer Name="Container">
        <EntitySet Name="Orders" EntityType="Model.Order" />
        <EntitySet Name="Empty" EntityType="Model.Unknown" />
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>`;

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(answer: WireAnswer, options: Partial<ODataTablesOptions> = {}): Promise<ODataTables> {
  const started = await startWireServer((request, response) => {
    if (request.path.endsWith('/$metadata')) response.end(metadata);
    else answer(request, response);
  });
  server = started;
  return createODataTables({
    http: started.http,
    baseUrl: `${started.url}/SYSPRO8Odata/SYSPROOData/`,
    company: 'A',
    authentication: basicAuthentication('EDI', 'canary-pw'),
    pageSize: 3,
    ...options,
  });
}

/** Requests for rows, decoded, without the ones for $metadata. */
function rowRequests(): string[] {
  return (server?.requests ?? []).filter((r) => !r.includes('$metadata')).map((r) => decodeURIComponent(r));
}

interface Order {
  readonly No: string;
  readonly Line: number;
}

/** Answers `$filter` on the key (gt, and or-chains of eq), `$top` and a page cap, over rows that a test may change meanwhile. */
function table(rows: () => readonly Order[], { cap = 5000, nextLink = false } = {}): WireAnswer {
  return ({ query }, response) => {
    const filter = query.get('$filter') ?? '';
    const after = /\(?No gt '([^']*)'(?: or \(No eq '[^']*' and Line gt (\d+)\))?/.exec(filter);
    const keys = [...filter.replace(after?.[0] ?? '', '').matchAll(/No eq '([^']*)'/g)].map((match) => match[1]);
    const matching = rows()
      .filter((row) => keys.length === 0 || keys.includes(row.No))
      .filter((row) => {
        if (!after) return true;
        const [no, line] = [after[1] ?? '', after[2]];
        return row.No > no || (row.No === no && line !== undefined && row.Line > Number(line));
      })
      .toSorted((a, b) => (a.No < b.No ? -1 : a.No > b.No ? 1 : a.Line - b.Line));
    const page = matching.slice(0, Math.min(Number(query.get('$top')), cap));
    const more = page.length < matching.length && nextLink;
    // A link to another place: following it would take the credentials there.
    response.end(JSON.stringify({ value: page, ...(more && { '@odata.nextLink': 'http://203.0.113.1/?$skip=3' }) }));
  };
}

const orders = (count: number): Order[] =>
  Array.from({ length: count }, (_, i) => ({ No: String(i + 1).padStart(5, '0'), Line: 1 }));
const query = { select: ['No', 'Line'], key: ['No', 'Line'] };

test('reads $metadata once: the tables, their columns and types, those of a base type included', async () => {
  const client = await start(table(() => []));
  const tables = await client.metadata();
  await client.metadata();
  expect([...tables.keys()]).toEqual(['Orders', 'Empty']);
  expect(Object.fromEntries(tables.get('Orders') ?? [])).toEqual({
    TimeStamp: 'Edm.Binary',
    No: 'Edm.String',
    Line: 'Edm.Decimal',
    Qty: 'Edm.Decimal',
    Date: 'Edm.DateTimeOffset',
    Text: 'Edm.String',
    Flag: 'Edm.Boolean',
  });
  expect(server?.requests).toEqual(['/SYSPRO8Odata/SYSPROOData/A/$metadata']);
});

test('a failed $metadata is not remembered', async () => {
  let broken = true;
  const started = await startWireServer((_request, response) => {
    response.end(broken ? metadata.slice(0, 300) : metadata);
  });
  server = started;
  const authentication = basicAuthentication('EDI', 'canary-pw');
  const client = createODataTables({
    http: started.http,
    baseUrl: started.url,
    company: 'A',
    authentication,
    pageSize: 3,
  });
  expect(await sysproError(client.metadata())).toMatchObject({ code: 'SYSPRO-ANSWER-UNREADABLE', retryable: true });
  broken = false;
  expect((await client.metadata()).size).toBe(2);
});

test('authenticates each request by HTTP Basic and asks for JSON without metadata', async () => {
  const client = await start(table(() => []));
  await client.read('Orders', query);
  expect(server?.headers.map((h) => h.authorization)).toEqual(
    Array(2).fill(`Basic ${Buffer.from('EDI:canary-pw').toString('base64')}`),
  );
  expect(server?.headers[1]?.accept).toBe('application/json;odata.metadata=none');
});

describe('with the session’s token', () => {
  /** A session's `use`: one repeat after one fresh logon where a call lost its session. */
  function operator(): { tokens: number; use: Parameters<typeof sessionAuthentication>[0] } {
    const state = { tokens: 1 };
    const token = (): SessionToken => new SessionToken(`${String(state.tokens).repeat(32)}00  `);
    return {
      get tokens() {
        return state.tokens;
      },
      async use(call, signal = new AbortController().signal) {
        try {
          return await call(token(), signal);
        } catch (error) {
          if (!isSysproError(error, 'SYSPRO-SESSION-LOST')) throw error;
          state.tokens += 1;
          return call(token(), signal);
        }
      },
    };
  }

  test('the configured header has it, and a 401 brings one fresh one', async () => {
    const session = operator();
    const rows = table(() => orders(2));
    const client = await start(
      (request, response) =>
        server?.headers.at(-1)?.['x-session'] === `Id ${'2'.repeat(32)}00`
          ? rows(request, response)
          : response.writeHead(401).end(),
      { authentication: sessionAuthentication(session.use, { name: 'X-Session', prefix: 'Id ' }) },
    );
    expect(await client.read('Orders', query)).toHaveLength(2);
    expect(session.tokens).toBe(2);
    expect(server?.headers.some((headers) => headers.authorization !== undefined)).toBe(false);
  });

  test('a 401 to the fresh one as well is an error without the token', async () => {
    const session = operator();
    const client = await start((_request, response) => response.writeHead(401).end(), {
      authentication: sessionAuthentication(session.use, { name: 'X-Session', prefix: '' }),
    });
    const error = await sysproError(client.read('Orders', query));
    expect(error.code).toBe('SYSPRO-SESSION-LOST');
    expect(allOf(error)).not.toContain('22222222');
    expect(session.tokens).toBe(2);
  });
});

describe('conditions', () => {
  test.each<[Condition, string]>([
    [{ column: 'No', is: 'eq', value: "O'Hara" }, "No eq 'O''Hara'"],
    [{ column: 'Line', is: 'ge', value: '3' }, 'Line ge 3'],
    [{ column: 'Date', is: 'le', value: '2026-11-03' }, 'Date le 2026-11-03T00:00:00Z'],
    [{ column: 'Date', undated: true }, 'Date eq null'],
    [{ column: 'Date' }, 'Date ne null'],
    [{ column: 'Date', from: '2026-11-02' }, 'Date ge 2026-11-01T00:00:00Z'],
    [
      { column: 'Date', from: '2026-11-02', to: '2026-11-03' },
      'Date ge 2026-11-01T00:00:00Z and Date lt 2026-11-05T00:00:00Z',
    ],
    [
      {
        anyOf: [
          { column: 'Date', undated: true },
          {
            allOf: [
              { column: 'No', is: 'ne', value: '9' },
              { column: 'Line', is: 'lt', value: '4' },
            ],
          },
        ],
      },
      "(Date eq null) or ((No ne '9') and (Line lt 4))",
    ],
    [{ anyOf: [{ column: 'No', is: 'gt', value: ' 1' }] }, "No gt ' 1'"],
  ])('%j', async (where, filter) => {
    const client = await start((_request, response) => response.end('{"value":[]}'));
    await client.read('Orders', { ...query, where });
    expect(rowRequests()[0]).toContain(`$filter=${filter}&`);
  });
});

describe('values', () => {
  async function read(row: string, options: Partial<ODataTablesOptions> = {}): Promise<unknown> {
    let asked = 0;
    const client = await start(
      (_request, response) => response.end(`{"value":[${(asked += 1) === 1 ? row : ''}]}`),
      options,
    );
    const rows = await client.read('Orders', { select: ['No', 'Line', 'Qty', 'Date', 'Text', 'Flag'], key: ['No'] });
    return rows[0];
  }

  test('numbers keep every digit, texts lose trailing blanks and keep leading ones, blanks and nulls are absent', async () => {
    expect(
      await read('{"No":" 00001  ","Line":1,"Qty":12345678901234567.500000,"Date":null,"Text":" ","Flag":true}'),
    ).toEqual({ No: ' 00001', Line: '1', Qty: '12345678901234567.500000', Flag: 'true' });
  });

  test.each([
    ['2025-03-14T00:00:00Z', undefined, '2025-03-14'],
    ['2025-03-14T00:00:00+02:00', undefined, '2025-03-14'],
    ['2025-03-14T00:00:00.000-11:00', undefined, '2025-03-14'],
    ['2025-03-14', undefined, '2025-03-14'],
    ['2025-03-13T22:00:00Z', 'Europe/Berlin', '2025-03-13T22:00:00Z'],
    ['2025-03-13T23:00:00Z', 'Europe/Berlin', '2025-03-14'],
    ['2025-07-13T22:00:00Z', 'Europe/Berlin', '2025-07-14'],
    ['2025-03-14T05:00:00Z', 'America/Chicago', '2025-03-14'],
    ['2025-03-14T11:20:00Z', undefined, '2025-03-14T11:20:00Z'],
  ])('the date %s with the time zone %s is %s', async (text, timeZone, expected) => {
    expect(await read(`{"No":"1","Date":"${text}"}`, { timeZone })).toEqual({ No: '1', Date: expected });
  });
});

describe('paging', () => {
  test.each([
    ['a full page and no next link', {}],
    ['a next link, which is not followed', { nextLink: true }],
    ['a cap lower than the page asked for, and no next link', { cap: 2 }],
    ['a cap lower than the page asked for, and a next link', { cap: 2, nextLink: true }],
  ])('goes on by key after %s', async (_name, options) => {
    const rows = orders(8);
    const client = await start(table(() => rows, options));
    const read = await client.read('Orders', query);
    expect(read).toEqual(rows.map((row) => ({ No: row.No, Line: '1' })));
    expect(rowRequests().some((request) => request.includes('$skip'))).toBe(false);
    expect(rowRequests()[1]).toMatch(/\$filter=\(No gt '0000\d' or \(No eq '0000\d' and Line gt 1\)\)&/);
  });

  test('rows inserted and deleted between pages cost no other row', async () => {
    let rows = orders(6);
    let page = 0;
    const answer = table(() => rows);
    const client = await start((request, response) => {
      answer(request, response);
      // After the first page one of its rows goes, one comes before it and one behind everything.
      if ((page += 1) === 1)
        rows = [...rows.filter((row) => row.No !== '00002'), ...orders(9).slice(6, 7), { No: '00000', Line: 1 }];
    });
    const read = await client.read('Orders', query);
    expect(read.map((row) => row['No'])).toEqual(['00001', '00002', '00003', '00004', '00005', '00006', '00007']);
  });

  test('stops at top, and continues after a given key', async () => {
    const client = await start(table(() => orders(9)));
    const read = await client.read('Orders', { ...query, top: 4, after: ['00002', '1'] });
    expect(read.map((row) => row['No'])).toEqual(['00003', '00004', '00005', '00006']);
    expect(rowRequests().map((request) => /top=(\d+)/.exec(request)?.[1])).toEqual(['3', '1']);
  });

  test('only an empty page is the end, so that a service that begins to give fewer rows costs none', async () => {
    const options = { cap: 500 };
    const rows = orders(500);
    const client = await start((request, response) => table(() => rows, options)(request, response), { pageSize: 500 });
    expect(await client.read('Orders', { ...query, top: 500 })).toHaveLength(500);
    options.cap = 200;
    expect(await client.read('Orders', query)).toHaveLength(500);
    // One of all rows, three under the lower cap, and the empty one.
    expect(rowRequests()).toHaveLength(5);
  });

  test('keys looked up are not asked after once the service is known to give more', async () => {
    const client = await start(table(() => orders(4)));
    await client.read('Orders', query);
    const before = rowRequests().length;
    expect(await client.readByKeys('Orders', { ...query, column: 'No', values: ['00001', '00002'] })).toHaveLength(2);
    expect(rowRequests()).toHaveLength(before + 1);
  });

  test('a service that ignores the filter ends in an error, not in a circle', async () => {
    const client = await start((_request, response) =>
      response.end('{"value":[{"No":"1","Line":1},{"No":"2","Line":1},{"No":"3","Line":1}]}'),
    );
    expect((await sysproError(client.read('Orders', query))).code).toBe('SYSPRO-ANSWER-UNREADABLE');
    expect(rowRequests()).toHaveLength(2);
  });
});

describe('reading by keys', () => {
  test('splits the keys so that no query string gets too long, and reads each once', async () => {
    const rows = orders(200);
    const client = await start(
      table(() => rows),
      { pageSize: 500 },
    );
    const wanted = rows.filter((_, i) => i % 2 === 0).map((row) => row.No);
    const read = await client.readByKeys('Orders', {
      ...query,
      column: 'No',
      values: [...wanted, '99999', wanted[0] ?? ''],
    });
    expect(read.map((row) => row['No'])).toEqual(wanted);
    const lengths = (server?.requests ?? []).map((request) => (request.split('?')[1] ?? '').length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1800);
    expect(Math.max(...lengths)).toBeGreaterThan(1500);
  });

  test('stays within the limit also where an answer to a chunk has several pages', async () => {
    const rows = orders(60).flatMap((order) => [1, 2, 3].map((Line) => ({ ...order, Line })));
    const client = await start(
      table(() => rows),
      { pageSize: 10 },
    );
    const read = await client.readByKeys('Orders', {
      ...query,
      column: 'No',
      values: orders(60).map((order) => order.No),
    });
    expect(read).toEqual(rows.map((row) => ({ No: row.No, Line: String(row.Line) })));
    const lengths = (server?.requests ?? []).map((request) => (request.split('?')[1] ?? '').length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1800);
  });

  test('asks for nothing when there are no keys', async () => {
    const client = await start(table(() => orders(1)));
    expect(await client.readByKeys('Orders', { ...query, column: 'No', values: [] })).toEqual([]);
    expect(rowRequests()).toEqual([]);
  });

  test('quotes in keys are doubled', async () => {
    const client = await start(table(() => []));
    await client.readByKeys('Orders', { ...query, column: 'No', values: ["O'Hara"] });
    expect(rowRequests()[0]).toContain("No eq 'O''Hara'");
  });
});

describe('errors', () => {
  test('an unknown table and unknown columns are named before anything is asked', async () => {
    const client = await start(table(() => []));
    expect(await sysproError(client.read('Nothing', query))).toMatchObject({
      code: 'SYSPRO-TABLE-UNKNOWN',
      message: 'SYSPRO OData shows no table Nothing',
    });
    expect(await sysproError(client.read('Orders', { ...query, select: ['No', 'PostDate', 'X'] }))).toMatchObject({
      code: 'SYSPRO-COLUMN-UNKNOWN',
      message: 'Orders has no column PostDate, X in SYSPRO OData',
    });
    expect(rowRequests()).toEqual([]);
  });

  test.each([
    [401, '', 'SYSPRO-CREDENTIALS', false],
    [403, '', 'SYSPRO-REFUSED', false],
    [404, '', 'SYSPRO-TABLE-UNKNOWN', false],
    [
      400,
      '{"error":{"code":"","message":"Could not find a property named \'X\' at https://syspro/x"}}',
      'SYSPRO-REFUSED',
      false,
    ],
    [307, '', 'SYSPRO-ADDRESS', false],
    [503, '<html>', 'SYSPRO-FAILED', true],
    [200, '<html>', 'SYSPRO-ANSWER-UNREADABLE', true],
    [200, '{"value":[{"No":', 'SYSPRO-ANSWER-UNREADABLE', true],
    [200, '{"value":3}', 'SYSPRO-ANSWER-UNREADABLE', true],
  ])('HTTP %i %s is %s', async (status, body, code, retryable) => {
    const client = await start((_request, response) => response.writeHead(status).end(body));
    const error = await sysproError(client.read('Orders', query));
    expect(error).toMatchObject({ code, retryable });
    expect(error.fix).not.toBe('');
  });

  test('the service’s own words are shown without addresses', async () => {
    const message = "Could not find a property named 'X' at https://syspro/x?p=1 here";
    const client = await start((_request, response) =>
      response.writeHead(400).end(JSON.stringify({ error: { code: '', message } })),
    );
    expect((await sysproError(client.read('Orders', query))).message).toBe(
      "SYSPRO OData answered Orders with HTTP 400: Could not find a property named 'X' at … here",
    );
  });

  test('no error shows credentials or addresses', async () => {
    const basic = Buffer.from('EDI:canary-pw').toString('base64');
    const answers: WireAnswer[] = [
      (_request, response) => response.socket?.destroy(),
      (_request, response) => response.writeHead(400).end(JSON.stringify({ error: { message: `canary-pw ${basic}` } })),
      (_request, response) => response.writeHead(500).end('canary-pw'),
      (_request, response) => response.writeHead(401).end('canary-pw'),
    ];
    let next = answers[0];
    const client = await start((request, response) => next?.(request, response));
    for (const answer of answers) {
      next = answer;
      const shown = allOf(await sysproError(client.read('Orders', query)));
      expect(shown).not.toContain('canary');
      expect(shown).not.toContain(basic);
      expect(shown).not.toContain('127.0.0.1');
    }
  });

  test('nobody at the address is retryable and says what to check', async () => {
    const client = await start(table(() => []));
    await server?.close();
    server = undefined;
    expect(await sysproError(client.metadata())).toMatchObject({
      code: 'SYSPRO-UNREACHABLE',
      retryable: true,
      message: 'SYSPRO OData gave no answer (ECONNREFUSED)',
    });
  });
});
