import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonOf, raise, startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;
let clock = new Date('2026-03-20T10:00:00Z');

beforeAll(async () => {
  syspro = await startSysproUnderTest({ now: () => clock, idleTimeout: 60_000 });
});
afterAll(() => syspro.stop());

const query = (businessObject: string, userId: string, xmlIn: string): Promise<Response> =>
  syspro.enet('Query/Query', { UserId: userId, BusinessObject: businessObject, XmlIn: xmlIn });
const decode = async (response: Promise<Response>): Promise<string> =>
  new TextDecoder('windows-1252').decode(await (await response).arrayBuffer());
const porqry = (number: string, options = ''): string =>
  `<?xml version="1.0" encoding="Windows-1252"?><Query><Key><PurchaseOrder>${number}</PurchaseOrder></Key>${options}</Query>`;

describe('a session', () => {
  test('is 36 bytes: 32 hexadecimal digits, 00, two blanks', async () => {
    const response = await syspro.enet('Logon', {
      Operator: 'EDIBOT',
      OperatorPassword: 'edibot-enet',
      CompanyId: 'A',
      CompanyPassword: '',
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('server')).toBe('Microsoft-HTTPAPI/2.0');
    expect(response.headers.get('content-length')).toBe('36');
    expect(await response.text()).toMatch(/^[0-9A-F]{32}00 {2}$/);
  });

  test('works verbatim and trimmed, on paths in any case, until it is logged off with 0', async () => {
    const id = await syspro.logon();
    for (const userId of [id, id.trim()]) {
      expect(await decode(syspro.enet('getlogonPROFILE', { UserId: userId }))).toContain('<OperatorCode>EDIBOT<');
    }
    expect(await decode(syspro.enet('LOGOFF', { UserId: id }))).toBe('0');
    expect(await decode(syspro.enet('GetLogonProfile', { UserId: id }))).toMatch(/^ERROR/);
  });

  test('ends when the same operator logs on again', async () => {
    const before = await jsonOf<{ evictions: number }>(syspro.control('GET', 'requests'));
    const first = await syspro.logon();
    const second = await syspro.logon();
    expect(await decode(query('PORQPO', first, '<Query/>'))).toMatch(/^ERROR/);
    expect(await decode(query('PORQPO', second, '<Query/>'))).toContain('<PorQuery ');
    const after = await jsonOf<{ evictions: number }>(syspro.control('GET', 'requests'));
    expect(after.evictions).toBeGreaterThan(before.evictions);
  });

  test('ends after too long without a call, and not before', async () => {
    const id = await syspro.logon();
    clock = new Date(clock.getTime() + 59_000);
    expect(await decode(query('PORQPO', id, '<Query/>'))).toContain('<PorQuery ');
    clock = new Date(clock.getTime() + 59_000);
    expect(await decode(query('PORQPO', id, '<Query/>'))).toContain('<PorQuery ');
    clock = new Date(clock.getTime() + 61_000);
    expect(await decode(query('PORQPO', id, '<Query/>'))).toMatch(/^ERROR/);
  });

  test('can be thrown out through the control interface', async () => {
    const id = await syspro.logon();
    expect(await jsonOf(syspro.control('GET', 'sessions'))).toMatchObject({
      sessions: [{ operator: 'EDIBOT', company: 'A' }],
    });
    expect(await jsonOf(syspro.control('POST', 'sessions/evict'))).toEqual({ evicted: 1 });
    expect(await decode(query('PORQPO', id, '<Query/>'))).toMatch(/^ERROR/);
  });
});

describe('a refusal is HTTP 200 with a text that starts with ERROR', () => {
  test.each([
    [{ OperatorPassword: 'wrong' }, 'ERROR: Invalid operator password'],
    [{ Operator: 'NOBODY' }, 'ERROR: Invalid operator code'],
    [{ CompanyId: 'Z' }, 'ERROR: Invalid company id'],
    [{ CompanyPassword: 'unneeded' }, 'ERROR: Invalid company password'],
  ])('logon with %o', async (change, text) => {
    expect(await syspro.logon(change)).toBe(text);
  });

  test('logoff with the id of another instance', async () => {
    const response = await syspro.enet('Logoff', { UserId: '1BB5B3050954BB459A5D034DB5CC386980' });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ERROR: Unable to read the SYSPRO base directory registry string BaseDir8');
  });
});

describe('requests the service does not take', () => {
  test('POST', async () => {
    expect((await syspro.enet('Logon', {}, { method: 'POST', body: '<Logon/>' })).status).toBe(405);
  });

  test('a URL beyond 16,384 bytes', async () => {
    expect((await query('PORQRY', 'x', 'y'.repeat(16_384))).status).toBe(400);
    expect((await query('PORQRY', 'x', 'y'.repeat(15_000))).status).toBe(200);
  });

  test('a path it does not have', async () => {
    expect((await syspro.enet('Utilities/Logon')).status).toBe(404);
  });

  test('a business object that is not registered', async () => {
    const answer = await decode(query('ZZZZZZ', await syspro.logon(), '<Query/>'));
    expect(answer).toContain('<Exception>');
    expect(answer).toContain('100000');
  });

  test('XML that is not well-formed', async () => {
    expect(await decode(query('PORQRY', await syspro.logon(), '<Query>'))).toContain('<Exception>');
  });
});

describe('PORQRY', () => {
  test('answers in Windows-1252', async () => {
    const { notable } = await jsonOf<{ notable: { key: string; purchaseOrder: string }[] }>(
      syspro.control('GET', 'notable'),
    );
    const number = notable.find(({ key }) => key === 'accents')?.purchaseOrder ?? '';
    const bytes = Buffer.from(await (await query('PORQRY', await syspro.logon(), porqry(number))).arrayBuffer());
    expect(bytes.includes(Buffer.from('Pi\xe8ce moul\xe9e', 'latin1'))).toBe(true);
    expect(bytes.includes(Buffer.from('Montr\xe9al \x96 Pe\xf1asco', 'latin1'))).toBe(true);
    expect(bytes.toString('latin1')).toMatch(
      /^<\?xml version="1.0" encoding="Windows-1252"\?>\n<PorDetail [^]*<\/PorDetail>\n $/,
    );
  });

  test('gives quantities edited and raw', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 1, plain: true });
    await syspro.control('POST', `purchase-orders/${number}`, { lines: [{ Line: 1, MOrderQty: '38400' }] });
    const answer = await decode(query('PORQRY', await syspro.logon(), porqry(number)));
    expect(answer).toContain('<MOrderQty>38,400.000</MOrderQty>');
    expect(answer).toContain('<Unedited_MOrderQty>        38400.000000</Unedited_MOrderQty>');
    expect(answer).toContain('<AmendedCount>1</AmendedCount>');
  });

  test('leaves out the kinds of lines that are not asked for', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 1, plain: true });
    await syspro.control('POST', `purchase-orders/${number}`, {
      lines: [{ Line: 2, LineType: '6', NComment: 'Handle with care', NCommentFromLin: 1 }],
    });
    const id = await syspro.logon();
    expect(await decode(query('PORQRY', id, porqry(number)))).toMatch(
      /<CommentLine>\s*<PurchaseOrderLine>2<\/PurchaseOrderLine>\s*<NComment>Handle with care</,
    );
    const without = '<Option><IncludeCommentLines>N</IncludeCommentLines></Option>';
    expect(await decode(query('PORQRY', id, porqry(number, without)))).not.toContain('<CommentLine>');
  });

  test('tells receipts and the sales order of a line as the options say', async () => {
    const [number = ''] = await raise(syspro, { goodsLines: 1, plain: true, header: { OrderDiscount: '12.5' } });
    await syspro.control('POST', `purchase-orders/${number}`, {
      lines: [{ Line: 1, MOrderQty: '9', MReceivedQty: '4', MLastReceiptDat: '2026-03-19', MSalesOrder: 'SO-7' }],
    });
    const id = await syspro.logon();
    const usual = await decode(query('PORQRY', id, porqry(number)));
    expect(usual).toMatch(/<History>[^]*<DateReceived>2026-03-19<[^]*<QtyReceived> +4\.000000</);
    expect(usual).toContain('<MOutstandingQty>5.000</MOutstandingQty>');
    expect(usual).toContain('<OrderDiscount>           12.50</OrderDiscount>');
    expect(usual).toContain('<Grn>');
    expect(usual).not.toContain('SO-7');
    const asked =
      '<Option><IncludeHistory>N</IncludeHistory><IncludeGrns>N</IncludeGrns><IncludeSalesOrders>Y</IncludeSalesOrders></Option>';
    const other = await decode(query('PORQRY', id, porqry(number, asked)));
    expect(other).toMatch(/<SalesOrder>\s*<SalesOrder>SO-7</);
    expect(other).not.toMatch(/<History>|<Grn>/);
  });

  test('names an order that is not there', async () => {
    const answer = await decode(query('PORQRY', await syspro.logon(), porqry('000000000999999')));
    expect(answer).toContain('<Exception>');
    expect(answer).toContain('000000000999999');
  });
});

test('PORQPO leaves out cancelled orders unless asked', async () => {
  const [number = ''] = await raise(syspro);
  await syspro.control('POST', `purchase-orders/${number}`, { status: '*' });
  const id = await syspro.logon();
  expect(await decode(query('PORQPO', id, '<Query/>'))).not.toContain(number);
  const all = '<Query><Option><IncludeCancelledOrders>Y</IncludeCancelledOrders></Option></Query>';
  expect(await decode(query('PORQPO', id, all))).toContain(number);
  const range = `<Filter><PurchaseOrder FilterType="R" FilterValue="${number},${number}"/></Filter>`;
  expect(await decode(query('PORQPO', id, `<Query>${range}</Query>`))).toMatch(/<PorQuery [^>]*>\s*<\/PorQuery>/);
  expect(
    await decode(
      query('PORQPO', id, `<Query><Option><IncludeCancelledOrders>Y</IncludeCancelledOrders></Option>${range}</Query>`),
    ),
  ).toContain(`<PurchaseOrder>${number}</PurchaseOrder>`);
});

test('COMFND reads columns of a table by conditions', async () => {
  const where = (column: string, condition: string, value: string, joiner = 'And'): string =>
    `<Expression><OpenBracket>(</OpenBracket><AndOr>${joiner}</AndOr><Column>${column}</Column><Condition>${condition}</Condition><Value>${value}</Value><CloseBracket>)</CloseBracket></Expression>`;
  const answer = await decode(
    query(
      'COMFND',
      await syspro.logon(),
      `<Query><TableName>InvWhControl</TableName><ReturnRows>5</ReturnRows><Columns><Column>Warehouse</Column></Columns><Where>${where('Warehouse', 'GT', 'D1')}${where('Description', 'LIKE', '%Centre')}</Where><OrderBy><Column>Warehouse</Column></OrderBy></Query>`,
    ),
  );
  expect(answer).toContain('<Row>\n<Warehouse>D2</Warehouse>\n</Row>\n<Row>\n<Warehouse>D3</Warehouse>\n</Row>');
  expect(answer).toContain('<RowsReturned>      2</RowsReturned>');
});
