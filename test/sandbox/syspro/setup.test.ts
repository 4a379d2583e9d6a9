import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fields, at, readReply, runQuery, type EnetReply } from './enet-under-test.ts';
import { startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

const supplier = '000000000002003';
const customer = 'WEBS01';
let syspro: SysproUnderTest;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 2, invoices: 2, dispatchNotes: 2, unknownSetupElements: ['Fax'] });
});
afterAll(() => syspro.stop());
beforeEach(() => syspro.control('DELETE', 'faults'));

const documents = { APSSSP: ['SetupApSupplier', 'Supplier'], ARSSCS: ['SetupArCustomer', 'Customer'] } as const;
type SetupName = keyof typeof documents;

const item = (object: SetupName, code: string, elements: string): string =>
  `<Item><Key><${documents[object][1]}>${code}</${documents[object][1]}></Key>${elements}</Item>`;

/** Runs a set-up object, by default with every parameter left out, and gives its answer's text. */
async function setUp(operation: string, object: SetupName, items: string, parameters?: string): Promise<string> {
  const [root] = documents[object];
  const response = await syspro.enet(`Setup/${operation}`, {
    UserId: await syspro.logon(),
    BusinessObject: object,
    XmlParameters: parameters === undefined ? '' : `<${root}><Parameters>${parameters}</Parameters></${root}>`,
    XmlIn: `<${root}>${items}</${root}>`,
  });
  return new TextDecoder('windows-1252').decode(await response.arrayBuffer());
}

function statusOf(reply: EnetReply): Record<string, string> {
  return fields(at(reply.content, 'StatusOfItems'));
}

const supplierRow = async (code = supplier): Promise<Record<string, unknown> | undefined> =>
  (await syspro.rows<Record<string, unknown>>('A/ApSupplier', { $filter: `Supplier eq '${code}'` }))[0];
const addressRow = async (code = supplier): Promise<Record<string, unknown> | undefined> =>
  (await syspro.rows<Record<string, unknown>>('A/ApSupplierAddr', { $filter: `Supplier eq '${code}'` }))[0];
const customerRow = async (code = customer): Promise<Record<string, unknown> | undefined> =>
  (await syspro.rows<Record<string, unknown>>('A/ArCustomer', { $filter: `Customer eq '${code}'` }))[0];

describe('an update', () => {
  test('sets columns of both tables of a supplier, which OData and COMFND show at once, and is answered as recorded', async () => {
    const before = await supplierRow();
    const { TimeStamp: _before, ...addressRest } = (await addressRow()) ?? {};
    const text = await setUp(
      'Update',
      'APSSSP',
      item(
        'APSSSP',
        supplier,
        '<SupplierName>Café &amp; Söhne</SupplierName><Telephone/><SupAddr2>Dock 9</SupAddr2><SupAddr3Loc>Gary</SupAddr3Loc>',
      ),
      '<ValidateOnly>N</ValidateOnly><ApplyIfEntireDocumentValid>Y</ApplyIfEntireDocumentValid><IgnoreWarnings>N</IgnoreWarnings>',
    );
    expect(text).toBe(
      `<?xml version="1.0" encoding="Windows-1252"?>\n<setupapsupplier Language='05' Language2='EN' CssStyle='' DecFormat='1' DateFormat='01' Role='01' Version='8.0.000' OperatorPrimaryRole='   '>\n` +
        `<item>\n<key>\n<supplier>${supplier}</supplier>\n</key>\n</item>\n` +
        '<StatusOfItems>\n<RecordsRead>1</RecordsRead>\n<RecordsInvalid>0</RecordsInvalid>\n</StatusOfItems>\n</setupapsupplier>\n ',
    );
    const { TimeStamp: stampBefore, ...rest } = before ?? {};
    const { TimeStamp: stampAfter, ...row } = (await supplierRow()) ?? {};
    expect(row).toEqual({ ...rest, SupplierName: 'Café & Söhne', Telephone: ' ' });
    expect(stampAfter).not.toBe(stampBefore);
    const { TimeStamp: _, ...address } = (await addressRow()) ?? {};
    expect(address).toEqual({ ...addressRest, SupAddr2: 'Dock 9', SupAddr3Loc: 'Gary' });
    const found = await runQuery(
      syspro,
      'COMFND',
      `<Query><TableName>ApSupplier</TableName><ReturnRows>2</ReturnRows><Columns><Column>SupplierName</Column></Columns><Where><Expression><Column>Supplier</Column><Condition>EQ</Condition><Value>${supplier}</Value></Expression></Where></Query>`,
    );
    expect(fields(at(found.content, 'Row'))).toEqual({ SupplierName: 'Café & Söhne' });
  });

  test('ignores elements it does not know, those of numbers, and those of a later release, without a word', async () => {
    const before = await supplierRow();
    const elements =
      '<NoSuch>1</NoSuch><CurrentBalance>99</CurrentBalance><Fax>555-0100</Fax><Contact>Desk 7</Contact>';
    const reply = readReply(await setUp('Update', 'APSSSP', item('APSSSP', supplier, elements)));
    expect(statusOf(reply)).toEqual({ RecordsRead: '1', RecordsInvalid: '0' });
    expect(await supplierRow()).toMatchObject({
      CurrentBalance: before?.['CurrentBalance'],
      Fax: before?.['Fax'],
      Contact: 'Desk 7',
    });
  });

  test('stores what Windows-1252 has no character for as a question mark', async () => {
    await setUp('Update', 'ARSSCS', item('ARSSCS', customer, '<Contact>Łódź – 5 €</Contact>'));
    expect(await customerRow()).toMatchObject({ Contact: '?ód? – 5 €' });
  });

  test.each([
    ['an unknown supplier', '9', '<Contact>x</Contact>', 'supplier', '9', "Supplier '9' not found"],
    [
      'a value too long',
      supplier,
      `<Telephone>${'5'.repeat(21)}</Telephone>`,
      'telephone',
      '5'.repeat(21),
      'longer than 20',
    ],
    ['a blank name', supplier, '<SupplierName> </SupplierName>', 'suppliername', '', 'required'],
    ['no key', '', '<Contact>x</Contact>', 'supplier', '', 'required'],
  ])('refuses %s beside the field', async (_what, code, elements, field, value, description) => {
    const before = [await supplierRow(), await addressRow()];
    const reply = readReply(await setUp('Update', 'APSSSP', item('APSSSP', code, elements)));
    expect(reply.root).toBe('setupapsupplier');
    expect(statusOf(reply)).toEqual({ RecordsRead: '1', RecordsInvalid: '1' });
    const error = fields(at(reply.content, 'item', field));
    expect(error).toMatchObject({ Value: value, ErrorNumber: expect.stringMatching(/^\d{6}$/) });
    expect(error['ErrorDescription']).toContain(description);
    expect([await supplierRow(), await addressRow()]).toEqual(before);
  });

  test('applies the valid items, unless the whole document has to be', async () => {
    const items =
      item('ARSSCS', customer, '<Contact>First</Contact>') + item('ARSSCS', 'NOSUCH', '<Contact>x</Contact>');
    const whole = '<ApplyIfEntireDocumentValid>Y</ApplyIfEntireDocumentValid>';
    const before = await customerRow();
    const refused = readReply(await setUp('Update', 'ARSSCS', items, whole));
    expect(statusOf(refused)).toEqual({ RecordsRead: '2', RecordsInvalid: '1' });
    expect(await customerRow()).toEqual(before);
    expect(statusOf(readReply(await setUp('Update', 'ARSSCS', items)))).toEqual({
      RecordsRead: '2',
      RecordsInvalid: '1',
    });
    expect(await customerRow()).toMatchObject({ Contact: 'First' });
  });

  test('that validates only changes nothing', async () => {
    const before = await customerRow();
    const only = '<ValidateOnly>Y</ValidateOnly>';
    const reply = readReply(
      await setUp('Update', 'ARSSCS', item('ARSSCS', customer, '<Contact>Nobody</Contact>'), only),
    );
    expect(statusOf(reply)).toEqual({ RecordsRead: '1', RecordsInvalid: '0' });
    expect(await customerRow()).toEqual(before);
  });
});

describe('adding and deleting', () => {
  test('a supplier comes into both tables, and goes from both', async () => {
    const elements = '<SupplierName>Quarry Tools</SupplierName><SupAddr1>1 Quarry Road</SupAddr1>';
    const added = readReply(await setUp('Add', 'APSSSP', item('APSSSP', 'QUARRY', elements)));
    expect(statusOf(added)).toEqual({ RecordsRead: '1', RecordsInvalid: '0' });
    expect(await supplierRow('QUARRY')).toMatchObject({ SupplierName: 'Quarry Tools', Contact: ' ' });
    expect(await addressRow('QUARRY')).toMatchObject({ SupAddr1: '1 Quarry Road' });
    const again = readReply(await setUp('Add', 'APSSSP', item('APSSSP', 'QUARRY', elements)));
    expect(fields(at(again.content, 'item', 'supplier'))['ErrorDescription']).toBe("Supplier 'QUARRY' already exists");
    await setUp('Delete', 'APSSSP', item('APSSSP', 'QUARRY', ''));
    expect(await supplierRow('QUARRY')).toBeUndefined();
    expect(await addressRow('QUARRY')).toBeUndefined();
    const gone = readReply(await setUp('Delete', 'APSSSP', item('APSSSP', 'QUARRY', '')));
    expect(statusOf(gone)).toEqual({ RecordsRead: '1', RecordsInvalid: '1' });
  });

  test('a customer needs a name', async () => {
    const reply = readReply(await setUp('Add', 'ARSSCS', item('ARSSCS', 'NEW1', '')));
    expect(fields(at(reply.content, 'item', 'name'))['ErrorDescription']).toBe('Customer name is required');
    expect(await customerRow('NEW1')).toBeUndefined();
  });
});

describe('the service refuses', () => {
  test('another business object, a document of another, XML that is none, and a parameter that is neither Y nor N', async () => {
    const call = async (change: Record<string, string>): Promise<EnetReply> => {
      const response = await syspro.enet('Setup/Update', {
        UserId: await syspro.logon(),
        BusinessObject: 'APSSSP',
        XmlParameters: '',
        XmlIn: '<SetupApSupplier/>',
        ...change,
      });
      return readReply(new TextDecoder('windows-1252').decode(await response.arrayBuffer()));
    };
    expect(fields((await call({ BusinessObject: 'PORQRY' })).content)['ExceptionNumber']).toBe('100000');
    expect((await call({ XmlIn: '<SetupArCustomer/>' })).root).toBe('Exception');
    expect((await call({ XmlIn: '<SetupApSupplier>' })).root).toBe('Exception');
    expect((await call({ XmlParameters: '<SetupApSupplier>' })).root).toBe('Exception');
    const parameters = '<SetupApSupplier><Parameters><ValidateOnly>yes</ValidateOnly></Parameters></SetupApSupplier>';
    expect((await call({ XmlParameters: parameters })).root).toBe('Exception');
    expect((await call({})).root).toBe('setupapsupplier');
  });

  test('a session that is none', async () => {
    const response = await syspro.enet('Setup/Update', { UserId: 'X', BusinessObject: 'APSSSP', XmlIn: '<A/>' });
    expect(await response.text()).toBe('ERROR: Invalid or expired UserId');
  });
});

test('an answer that is lost may be of an update that was done', async () => {
  await syspro.control('POST', 'faults', { kind: 'reset-after', path: 'Setup/Update', businessObject: 'ARSSCS' });
  await expect(setUp('Update', 'ARSSCS', item('ARSSCS', customer, '<Contact>Unheard</Contact>'))).rejects.toThrow(
    'fetch failed',
  );
  expect(await customerRow()).toMatchObject({ Contact: 'Unheard' });
  await syspro.control('POST', 'faults', { kind: 'reset', path: 'Setup/Update' });
  await expect(setUp('Update', 'ARSSCS', item('ARSSCS', customer, '<Contact>Lost</Contact>'))).rejects.toThrow(
    'fetch failed',
  );
  expect(await customerRow()).toMatchObject({ Contact: 'Unheard' });
});

describe('people maintain masters', () => {
  test('they add, edit and delete suppliers and customers', async () => {
    const columns = { SupplierName: 'By Hand', SupAddr1: '2 Hand Lane', LanguageCode: '05' };
    expect((await syspro.control('POST', 'suppliers', { code: 'HAND', columns })).status).toBe(201);
    expect((await syspro.control('POST', 'suppliers', { code: 'HAND' })).status).toBe(409);
    expect(await addressRow('HAND')).toMatchObject({ SupAddr1: '2 Hand Lane' });
    await syspro.control('POST', 'suppliers/HAND', { columns: { SupAddr1: '', Email: 'hand@example.com' } });
    expect(await supplierRow('HAND')).toMatchObject({ SupplierName: 'By Hand', Email: 'hand@example.com' });
    expect(await addressRow('HAND')).toMatchObject({ SupAddr1: ' ' });
    await syspro.control('POST', 'suppliers/HAND', { purge: true });
    expect(await supplierRow('HAND')).toBeUndefined();
    expect((await syspro.control('POST', 'suppliers/HAND', {})).status).toBe(404);

    expect((await syspro.control('POST', 'customers', { code: 'C9', columns: { Name: 'Nine' } })).status).toBe(201);
    expect((await syspro.control('POST', 'customers/C9', { columns: { CustomerOnHold: 'Y' } })).status).toBe(200);
    expect(await customerRow('C9')).toMatchObject({ Name: 'Nine', CustomerOnHold: 'Y' });
  });

  test.each([
    { columns: { Nope: '1' } },
    { columns: { Supplier: 'X' } },
    { columns: { TimeStamp: 'X' } },
    { colour: 'red' },
  ])('the control refuses %o', async (edit) => {
    expect((await syspro.control('POST', `suppliers/${supplier}`, edit)).status).toBe(400);
  });
});
