import { inspect } from 'node:util';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, test } from 'vitest';
import { createEnetClient, type EnetClient } from '../../../src/syspro/enet/enet-client.ts';
import { SessionToken } from '../../../src/syspro/enet/session-token.ts';
import { childOf, childrenOf, textOf } from '../../../src/syspro/xml-element.ts';
import { allOf, sysproError } from '../show-error.ts';
import { startWireServer, type WireAnswer, type WireServer } from '../wire-server.ts';

const id = '3EA613166FE4BF47925DF1CEA14E910100  ';
const canary = 'pass word&%ü-canary';
const credentials = { operator: 'EDI 1', password: canary, companyId: 'A', companyPassword: '' };
let server: WireServer | undefined;

async function enet(answer: WireAnswer): Promise<EnetClient> {
  const started = await startWireServer(answer);
  server = started;
  return createEnetClient({ http: started.http, baseUrl: `${started.url}/SYSPROWCFService/Rest/` });
}

function octets(text: string): WireAnswer {
  return (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(iconv.encode(text, 'win1252'));
}

afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('logon', () => {
  test('sends every parameter, blanks included, and keeps the 36-byte id as it came', async () => {
    const client = await enet(octets(id));
    const session = await client.logon(credentials);
    expect(session.verbatim).toBe(id);
    expect(server?.requests).toEqual([
      '/SYSPROWCFService/Rest/Logon?Operator=EDI%201&OperatorPassword=pass%20word%26%25%C3%BC-canary&CompanyId=A&CompanyPassword=',
    ]);
  });

  test('accepts an id wrapped in a JSON string', async () => {
    const client = await enet(octets(JSON.stringify(id.trim())));
    expect((await client.logon(credentials)).verbatim).toBe(id.trim());
  });

  test.each([
    ['ERROR: Invalid operator password', 'SYSPRO-CREDENTIALS', false],
    ['ERROR: No more licences available', 'SYSPRO-LICENCE', true],
    ['ERROR: Etwas anderes', 'SYSPRO-REFUSED', false],
    ['<html><body>Please log in</body></html>', 'SYSPRO-ANSWER-UNREADABLE', true],
    ['', 'SYSPRO-ANSWER-UNREADABLE', true],
  ])('%j is %s', async (body, code, retryable) => {
    const client = await enet(octets(body));
    const error = await sysproError(client.logon(credentials));
    expect(error).toMatchObject({ code, retryable });
    expect(error.fix).not.toBe('');
  });

  test('no error shows the password, however it comes about', async () => {
    const answers: WireAnswer[] = [
      (_request, response) => response.socket?.destroy(),
      (_request, response) => response.writeHead(500).end(canary),
      (_request, response) => response.writeHead(404).end(server?.requests.at(-1)),
      (_request, response) => response.end(`ERROR: the operator EDI has not the password ${canary}`),
      (_request, response) => response.end(`ERROR at http://syspro/Logon?p=${encodeURIComponent(canary)}`),
      (_request, response) =>
        response.end(`<Exception><Message>bad ${encodeURIComponent(canary)}</Message></Exception>`),
    ];
    let next = answers[0];
    const client = await enet((request, response) => next?.(request, response));
    for (const answer of answers) {
      next = answer;
      const shown = allOf(await sysproError(client.logon(credentials)));
      expect(shown).not.toContain('canary');
      expect(shown).not.toContain('OperatorPassword');
      expect(shown).not.toContain('127.0.0.1');
    }
  });
});

describe('calls in a session', () => {
  const session = new SessionToken(id);

  test('the id goes back verbatim, trailing blanks encoded', async () => {
    const client = await enet(octets('0'));
    await client.logoff(session);
    expect(server?.requests).toEqual(['/SYSPROWCFService/Rest/Logoff?UserId=3EA613166FE4BF47925DF1CEA14E910100%20%20']);
  });

  test('a reply is decoded as Windows-1252 and matched without regard to case and prefix', async () => {
    const xml = `<?xml version="1.0" encoding="Windows-1252"?>
<PorDetail Language='05' xmlns:SALBRN='urn:x'>
<PurchaseOrder>000000000150802</PurchaseOrder><SupplierName>Café “Zoë” – 5 €</SupplierName><Buyer/>
<SALBRN:Description>North &amp; South</SALBRN:Description>
<purchaseorderline><Merchandise><MOrderQty>38,400.000</MOrderQty></Merchandise></purchaseorderline>
<PurchaseOrderLine><CommentLine/></PurchaseOrderLine>
</PorDetail>
 `;
    const client = await enet(octets(xml));
    const root = await client.query(session, 'PORQRY', '<Query><Key/></Query>');
    expect(server?.requests[0]).toBe(
      `/SYSPROWCFService/Rest/Query/Query?UserId=3EA613166FE4BF47925DF1CEA14E910100%20%20&BusinessObject=PORQRY&XmlIn=${encodeURIComponent('<Query><Key/></Query>')}`,
    );
    expect(root.name).toBe('PorDetail');
    expect(root.attributes['Language']).toBe('05');
    expect(textOf(root, 'suppliername')).toBe('Café “Zoë” – 5 €');
    expect(textOf(root, 'PurchaseOrder')).toBe('000000000150802');
    expect(textOf(root, 'Buyer')).toBeUndefined();
    expect(textOf(root, 'Description')).toBe('North & South');
    const lines = childrenOf(root, 'PurchaseOrderLine');
    expect(lines).toHaveLength(2);
    expect(textOf(childOf(lines[0], 'merchandise'), 'MOrderQty')).toBe('38,400.000');
  });

  test('a reply in a JSON string is the same reply, in UTF-8', async () => {
    const client = await enet((_request, response) =>
      response.end(JSON.stringify('<?xml version="1.0" encoding="Windows-1252"?><A><B>Zoë</B></A>')),
    );
    expect(textOf(await client.query(session, 'PORQRY', '<Query/>'), 'B')).toBe('Zoë');
  });

  test('a reply with thousands of entities is read', async () => {
    const client = await enet(octets(`<A><B>${'&amp;'.repeat(20_000)}</B></A>`));
    expect(textOf(await client.query(session, 'PORQRY', '<Query/>'), 'B')).toHaveLength(20_000);
  });

  test.each([
    ['ERROR: Unable to read the SYSPRO base directory registry string BaseDir8', 'SYSPRO-SESSION-LOST', true],
    [
      '<Exception><ExceptionNumber>100000</ExceptionNumber><Message>Not registered</Message></Exception>',
      'SYSPRO-LICENCE',
      false,
    ],
    ['e.net exception 100000: not registered', 'SYSPRO-LICENCE', false],
    ['<SysproException Number="100042"><message>No access</message></SysproException>', 'SYSPRO-REFUSED', false],
    [
      '<Exception><Number>100009</Number><Message>The session has expired</Message></Exception>',
      'SYSPRO-SESSION-LOST',
      true,
    ],
    ['<PorDetail><PurchaseOrder>1</PurchaseOrder>', 'SYSPRO-ANSWER-UNREADABLE', true],
    ['', 'SYSPRO-ANSWER-UNREADABLE', true],
  ])('%j is %s', async (body, code, retryable) => {
    const client = await enet(octets(body));
    const error = await sysproError(client.query(session, 'PORQRY', '<Query/>'));
    expect(error).toMatchObject({ code, retryable });
    expect(allOf(error)).not.toContain(id.trim());
  });

  test('data that mentions an exception is not one', async () => {
    const client = await enet(octets('<PorDetail><NComment>Exception 100000: see drawing</NComment></PorDetail>'));
    expect(textOf(await client.query(session, 'PORQRY', '<Query/>'), 'NComment')).toContain('drawing');
  });

  test('a set-up object gets its parameters and its items, and its reply is as any other', async () => {
    const client = await enet(octets('<setupapsupplier><StatusOfItems/></setupapsupplier>'));
    const call = {
      businessObject: 'APSSSP',
      parametersXml: '<SetupApSupplier><Parameters/></SetupApSupplier>',
      xmlIn: '<SetupApSupplier><Item><SupplierName>Müller &amp; Co</SupplierName></Item></SetupApSupplier>',
    };
    const root = await client.setup(session, 'Update', call);
    expect(root.name).toBe('setupapsupplier');
    await client.setup(session, 'Add', call);
    const query = [
      'UserId=3EA613166FE4BF47925DF1CEA14E910100%20%20',
      'BusinessObject=APSSSP',
      `XmlParameters=${encodeURIComponent(call.parametersXml)}`,
      `XmlIn=${encodeURIComponent(call.xmlIn)}`,
    ].join('&');
    expect(server?.requests).toEqual([
      `/SYSPROWCFService/Rest/Setup/Update?${query}`,
      `/SYSPROWCFService/Rest/Setup/Add?${query}`,
    ]);
  });

  test('a set-up object that is not licensed says which setting asks for it', async () => {
    const client = await enet(octets('e.net exception 100000: not registered'));
    const call = { businessObject: 'APSSSP', parametersXml: '<A/>', xmlIn: '<A/>' };
    const error = await sysproError(client.setup(session, 'Update', call));
    expect(error).toMatchObject({ code: 'SYSPRO-LICENCE', retryable: false });
    expect(error.fix).toContain('masterData.toSyspro');
  });

  test('GetLogonProfile tells who is logged on, whatever element it is wrapped in', async () => {
    const client = await enet(
      octets(
        '<UserInfo><CompanyName>Acme</CompanyName><OperatorCode>EDI</OperatorCode><LocalCurrencyCode>$</LocalCurrencyCode><SysproVersion>8.0</SysproVersion><EnetVersion>8.1</EnetVersion></UserInfo>',
      ),
    );
    expect(await client.getLogonProfile(session)).toEqual({
      operator: 'EDI',
      companyName: 'Acme',
      localCurrency: '$',
      sysproVersion: '8.0',
      enetVersion: '8.1',
    });
  });

  test('a request that http.sys would refuse is not sent', async () => {
    const client = await enet(octets('<A/>'));
    const error = await sysproError(client.query(session, 'PORQRY', 'x'.repeat(17_000)));
    expect(error.code).toBe('SYSPRO-REQUEST-TOO-LONG');
    expect(server?.requests).toEqual([]);
  });
});

test('getVersion needs no session', async () => {
  const client = await enet(octets('7.0.0.6'));
  expect(await client.getVersion()).toBe('7.0.0.6');
  expect(server?.requests).toEqual(['/SYSPROWCFService/Rest/GetVersion']);
});

test.each([
  [404, 'SYSPRO-ADDRESS', false],
  [302, 'SYSPRO-ADDRESS', false],
  [400, 'SYSPRO-REFUSED', false],
  [503, 'SYSPRO-FAILED', true],
])('HTTP %i is %s', async (status, code, retryable) => {
  const client = await enet((_request, response) => response.writeHead(status).end());
  expect(await sysproError(client.getVersion())).toMatchObject({ code, retryable });
});

test('a session token shows itself nowhere', () => {
  const token = new SessionToken(id);
  const shown = [String(token), JSON.stringify({ token }), inspect({ token }, { showHidden: true, depth: 5 })];
  expect(shown.join()).not.toContain('3EA61316');
});
