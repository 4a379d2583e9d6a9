import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';
import { createEnetClient } from '../../../src/syspro/enet/enet-client.ts';
import { createEnetTables, type EnetTablesOptions } from '../../../src/syspro/enet/enet-tables.ts';
import { escapeXml } from '../../../src/syspro/enet/where-expressions.ts';
import { SessionToken } from '../../../src/syspro/enet/session-token.ts';
import { readSource } from '../../../src/syspro/source-rows.ts';
import type { Condition, TableReader } from '../../../src/syspro/table-reader.ts';
import { sysproError } from '../show-error.ts';
import { startWireServer, type WireServer } from '../wire-server.ts';
import { afterKey } from '../../../src/syspro/enet/where-expressions.ts';
import { holds } from '../../../src/syspro/condition.ts';
import fc from 'fast-check';

let server: WireServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A service that answers each XmlIn with the body a test makes of it. */
async function start(
  answer: (xmlIn: string) => string,
  options: Partial<EnetTablesOptions> = {},
): Promise<TableReader> {
  const started = await startWireServer(({ query }, response) =>
    response.end(iconv.encode(answer(query.get('XmlIn') ?? ''), 'win1252')),
  );
  server = started;
  const client = createEnetClient({ http: started.http, baseUrl: started.url });
  const token = new SessionToken(`${'A'.repeat(32)}00  `);
  return createEnetTables({ query: (name, xmlIn, signal) => client.query(token, name, xmlIn, signal), ...options });
}

const requests = (): string[] =>
  (server?.requests ?? []).map((request) => new URL(request, 'http://x').searchParams.get('XmlIn') ?? '');

/** A reply as recorded: root attributes, header, rows, count. */
function reply(rows: readonly Readonly<Record<string, string>>[], returned = rows.length): string {
  const row = (columns: Readonly<Record<string, string>>): string =>
    `<Row>\n${Object.entries(columns)
      .map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>\n`)
      .join('')}</Row>\n`;
  return `<?xml version="1.0" encoding="Windows-1252"?>\n<T Language='05' Version='7.0.022'>\n<HeaderDetails><TableName>T</TableName></HeaderDetails>\n${rows.map(row).join('')}<RowsReturned>${String(returned).padStart(7)}</RowsReturned>\n</T>\n `;
}

const query = { select: ['PurchaseOrder', 'Line'], key: ['PurchaseOrder', 'Line'] };

test('asks as recorded: table, rows, columns and order', async () => {
  const tables = await start(() => reply([]));
  expect(await tables.read('PorMasterDetail', { ...query, top: 5 })).toEqual([]);
  const columns = '<Column>PurchaseOrder</Column><Column>Line</Column>';
  expect(requests()).toEqual([
    `<Query><TableName>PorMasterDetail</TableName><ReturnRows>5</ReturnRows><Columns>${columns}</Columns><OrderBy>${columns}</OrderBy></Query>`,
  ]);
  expect(new URL(server?.requests[0] ?? '', 'http://x').pathname).toBe('/Query/Query');
});

test('values come as OData gives them: numbers bare, blanks and absent dates absent, leading blanks of codes kept', async () => {
  const tables = await start(() =>
    reply([
      {
        PurchaseOrder: ' 00001  ',
        Line: '0003',
        MOrderQty: '        38400.000000',
        MPrice: '38,400.000',
        MDiscValue: '        1.50-',
        MLatestDueDate: '0000-00-00',
        MOrigDueDate: '2026-11-20',
        MStockDes: '  Pi\u00e8ce <A> & 1,000.00 ',
        SiteNumber: '          12.50',
        MMulDivPrc: ' ',
      },
    ]),
  );
  const select = ['MOrderQty', 'MPrice', 'MDiscValue', 'MLatestDueDate', 'MOrigDueDate', 'MStockDes', 'SiteNumber'];
  expect(await tables.read('T', { ...query, select: [...select, 'MMulDivPrc', 'NComment'], top: 1 })).toEqual([
    {
      PurchaseOrder: ' 00001',
      Line: '3',
      MOrderQty: '38400.000000',
      MPrice: '38400.000',
      MDiscValue: '-1.50',
      MOrigDueDate: '2026-11-20',
      MStockDes: '  Pi\u00e8ce <A> & 1,000.00',
      SiteNumber: '12.50',
    },
  ]);
});

describe('conditions', () => {
  test.each<[string, Condition, string]>([
    ['one', { column: 'A', is: 'ge', value: 'x<y' }, 'And A GE x<y'],
    [
      'all',
      {
        allOf: [
          { column: 'A', is: 'ne', value: '9' },
          { column: 'A', is: 'ne', value: '*' },
        ],
      },
      'And A NE 9 And A NE *',
    ],
    ['days', { column: 'D', from: '2026-11-02', to: '2026-11-30' }, 'And D GE 2026-11-02 And D LT 2026-12-01'],
    ['dated', { column: 'D' }, 'And D NE 0000-00-00'],
    ['undated', { column: 'D', undated: true }, 'And D EQ 0000-00-00'],
    [
      'mixed',
      {
        anyOf: [
          { column: 'D', from: '2026-11-02', to: '2026-11-02' },
          { column: 'D', undated: true },
          {
            allOf: [
              {
                allOf: [
                  { column: 'A', is: 'lt', value: '1' },
                  { column: 'B', is: 'le', value: '2' },
                ],
              },
              { column: 'C', is: 'gt', value: '3' },
            ],
          },
        ],
      },
      '( And D GE 2026-11-02 And D LT 2026-11-03 ) Or D EQ 0000-00-00 ( Or A LT 1 And B LE 2 And C GT 3 )',
    ],
  ])('%s', async (_name, where, expected) => {
    const tables = await start(() => reply([]));
    await tables.read('T', { ...query, where, top: 1 });
    expect(expressionsOf(requests()[0] ?? '')).toBe(expected);
  });

  test('and a key to continue after, of several columns, beside them', async () => {
    const tables = await start(() => reply([]));
    const where: Condition = {
      anyOf: [
        { column: 'X', is: 'eq', value: '1' },
        { column: 'X', is: 'eq', value: '2' },
      ],
    };
    await tables.read('T', { select: [], key: ['A', 'B', 'C'], after: ['a', 'b', 'c'], where, top: 1 });
    expect(expressionsOf(requests()[0] ?? '')).toBe(
      '( And X EQ 1 Or X EQ 2 ) And A GE a ( And A GT a Or B GE b ) ( And A GT a Or B GT b Or C GT c )',
    );
  });
});

test('a key of several columns means what OData’s nested filter means: the rows after it', () => {
  const key = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 3, maxLength: 3 });
  const columns = ['A', 'B', 'C'];
  fc.assert(
    fc.property(key, key, (after, row) => {
      const cells = Object.fromEntries(columns.map((column, index) => [column, row[index] ?? '']));
      expect(holds(afterKey(columns, after), cells)).toBe(row.join() > after.join());
    }),
  );
});

/** The expressions of a request, brackets as they stand around the comparison. */
function expressionsOf(xmlIn: string): string {
  const part = (text: string, name: string): string =>
    (new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1] ?? '').replaceAll('&lt;', '<');
  return [...xmlIn.matchAll(/<Expression>(.*?)<\/Expression>/g)]
    .map(([, text = '']) => {
      const words = ['OpenBracket', 'AndOr', 'Column', 'Condition', 'Value', 'CloseBracket'].map((name) =>
        part(text, name),
      );
      return words.filter((word) => word !== '').join(' ');
    })
    .join(' ');
}

describe('paging', () => {
  const rows = Array.from({ length: 7 }, (_, i) => ({ PurchaseOrder: `A&B${Math.floor(i / 2)}`, Line: String(i + 1) }));

  /** Answers by the last key the request names, at most `cap` rows of those asked for. */
  const answer =
    (cap: number) =>
    (xmlIn: string): string => {
      const [order, line] = [
        /<Condition>GE<\/Condition><Value>(.*?)<\/Value>/,
        /<Column>Line<\/Column><Condition>GT<\/Condition><Value>(.*?)<\/Value>/,
      ].map((pattern) => pattern.exec(xmlIn)?.[1]?.replaceAll('&amp;', '&'));
      const at = rows.findIndex((row) => row.PurchaseOrder === order && row.Line === line);
      const asked = Number(/<ReturnRows>(\d+)/.exec(xmlIn)?.[1]);
      const page = rows.slice(at + 1, at + 1 + Math.min(asked, cap));
      return reply(page.map((row) => ({ ...row, Line: row.Line.padStart(6) })));
    };

  test.each([
    ['as asked for', 3],
    ['fewer than asked for, without a word', 2],
  ])('goes on after the last full key where a page has rows %s', async (_name, cap) => {
    const tables = await start(answer(cap), { pageSize: 3 });
    expect(await tables.read('T', query)).toEqual(rows);
  });

  test('only an empty page is the end, so that a service that begins to give fewer rows costs none', async () => {
    let cap = 5;
    const tables = await start((xmlIn) => answer(cap)(xmlIn), { pageSize: 5 });
    expect(await tables.read('T', { ...query, top: 5 })).toHaveLength(5);
    cap = 2;
    expect(await tables.read('T', query)).toEqual(rows);
    expect(requests()).toHaveLength(6);
  });

  test('a service that ignores the conditions ends in an error, not in a circle', async () => {
    const tables = await start(() => reply(rows.slice(0, 3)), { pageSize: 3 });
    expect((await sysproError(tables.read('T', query))).code).toBe('SYSPRO-ANSWER-UNREADABLE');
    expect(requests()).toHaveLength(2);
  });

  test('a reply with fewer rows than it counts is not taken for whole', async () => {
    const tables = await start(() => reply(rows.slice(0, 2), 3));
    expect((await sysproError(tables.read('T', query))).code).toBe('SYSPRO-ANSWER-UNREADABLE');
  });
});

describe('by keys', () => {
  test('as many at a time as an address holds, each once', async () => {
    const asked: string[] = [];
    const tables = await start((xmlIn) => {
      const found = [...xmlIn.matchAll(/<Condition>EQ<\/Condition><Value>(.*?)<\/Value>/g)].map(
        (match) => match[1] ?? '',
      );
      asked.push(...found);
      return reply([]);
    });
    const values = Array.from({ length: 400 }, (_, i) => `é${String(i).padStart(14, '0')}`);
    await tables.readByKeys('T', { ...query, column: 'PurchaseOrder', values: [...values, values[0] ?? ''] });
    expect(asked).toEqual(values);
    const lengths = (server?.requests ?? []).map((request) => request.length);
    expect(Math.max(...lengths)).toBeLessThan(16_000);
    expect(Math.max(...lengths)).toBeGreaterThan(13_000);
  });
});

describe('refusals', () => {
  const exception = (message: string): string =>
    `<Exception><ExceptionNumber>100001</ExceptionNumber><Message>${message}</Message></Exception>`;

  test.each([
    ["Column 'X' not found in table 'T'", 'SYSPRO-COLUMN-UNKNOWN'],
    ["Invalid column name 'X'.", 'SYSPRO-COLUMN-UNKNOWN'],
    ["Table 'T' not found", 'SYSPRO-TABLE-UNKNOWN'],
    ['The operator may not do this', 'SYSPRO-REFUSED'],
  ])('%s is %s', async (message, code) => {
    const tables = await start(() => exception(message));
    expect(await sysproError(tables.read('T', query))).toMatchObject({ code, retryable: false });
  });

  test('a column that only some sites have is left out where it is refused, and no other', async () => {
    const tables = await start((xmlIn) =>
      xmlIn.includes('DeliveryAddr3Loc') ? exception("Column 'DeliveryAddr3Loc' not found") : reply([{ A: '1' }]),
    );
    const source = {
      name: 'T',
      key: ['A'],
      columns: (has?: (column: string) => boolean) => ['A', ...(has?.('DeliveryAddr3Loc') ? ['DeliveryAddr3Loc'] : [])],
    };
    expect(await readSource(tables, source, { top: 1 })).toEqual([{ A: '1' }]);
    expect((await sysproError(readSource(tables, source, { top: 1 }, ['DeliveryAddr3Loc']))).code).toBe(
      'SYSPRO-COLUMN-UNKNOWN',
    );
  });

  test('a reply that says itself what is wrong', async () => {
    const tables = await start(
      () => '<T><TableName><ErrorNumber>1</ErrorNumber><ErrorDescription>No rights</ErrorDescription></TableName></T>',
    );
    expect(await sysproError(tables.read('T', query))).toMatchObject({
      code: 'SYSPRO-REFUSED',
      message: 'SYSPRO e.net refused COMFND of T: No rights',
    });
  });
});
