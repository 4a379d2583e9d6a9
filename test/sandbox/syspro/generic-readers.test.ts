import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { children } from '../../../sandbox/syspro/enet/xml.ts';
import { arCustomer } from '../../../sandbox/syspro/tables/ar-customer.ts';
import { arInvoice } from '../../../sandbox/syspro/tables/ar-invoice.ts';
import { companyTables } from '../../../sandbox/syspro/tables/company-tables.ts';
import { mdnMasterForm } from '../../../sandbox/syspro/tables/site-tables.ts';
import { salBranch } from '../../../sandbox/syspro/tables/sal-branch.ts';
import { sorDetail } from '../../../sandbox/syspro/tables/sor-detail.ts';
import { sorMaster } from '../../../sandbox/syspro/tables/sor-master.ts';
import { at, fields, putRows, runQuery, type EnetReply } from './enet-under-test.ts';
import { startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0 });
  const invoice = { DocumentType: 'I', Branch: 'T9' };
  await putRows(syspro, [
    [salBranch, [{ Branch: 'T9', Description: 'Test branch' }]],
    [
      arCustomer,
      [{ Customer: 'T1', Name: 'Testers', Branch: 'T9', ShipToAddr1: '9 Store St', EdiSenderCode: 'T1EDI' }],
    ],
    [
      arInvoice,
      [
        {
          ...invoice,
          Customer: 'T1',
          Invoice: 'T-1',
          CurrencyValue: '1000',
          InvoiceBal1: '1000',
          InvoiceDate: '2026-03-01',
        },
        { ...invoice, Customer: 'T1', Invoice: 'T-2', CurrencyValue: '2000', InvoiceBal1: '234.5' },
        { ...invoice, Customer: 'T1', Invoice: 'T-3', CurrencyValue: '9', InvoiceDate: '2026-03-03' },
        { ...invoice, Customer: 'T2', Invoice: 'T-1', DocumentType: 'C', CurrencyValue: '-1' },
      ],
    ],
    [mdnMasterForm, [{ DispatchNote: 'T-1', Scac: 'ODFL' }]],
    [sorMaster, [{ SalesOrder: 'T-SO1', Customer: 'T1', Branch: 'T9', OrderStatus: '1', DocumentType: 'O' }]],
    [
      sorDetail,
      [
        { SalesOrder: 'T-SO1', SalesOrderLine: 1, LineType: '1', MStockCode: 'X', MOrderQty: '1234' },
        { SalesOrder: 'T-SO1', SalesOrderLine: 3, LineType: '6', NComment: 'Text', NCommentFromLin: 1 },
      ],
    ],
  ]);
});
afterAll(() => syspro.stop());

type Expression = readonly [
  and: 'And' | 'Or',
  open: string,
  column: string,
  condition: string,
  value: string,
  close: string,
];
const comfnd = (table: string, where: readonly Expression[], rest = ''): Promise<EnetReply> => {
  const expressions = where.map(
    ([and, open, column, condition, value, close]) =>
      `<Expression><OpenBracket>${open}</OpenBracket><AndOr>${and}</AndOr><Column>${column}</Column><Condition>${condition}</Condition><Value>${value}</Value><CloseBracket>${close}</CloseBracket></Expression>`,
  );
  return runQuery(
    syspro,
    'COMFND',
    `<Query><TableName>${table}</TableName>${rest}<Where>${expressions.join('')}</Where></Query>`,
  );
};
const found = async (...where: Expression[]): Promise<string[]> =>
  children((await comfnd('ArInvoice', [['And', '', 'Branch', 'EQ', 'T9', ''], ...where])).content, 'Row').map(
    (row) => `${fields(row).Customer} ${fields(row).Invoice}`,
  );

describe('COMFND', () => {
  test.each<[string, Expression[], string[]]>([
    ['numbers as numbers', [['And', '', 'CurrencyValue', 'GT', '  999.5', '']], ['T1 T-1', 'T1 T-2']],
    ['days as days', [['And', '', 'InvoiceDate', 'GE', '2026-03-02', '']], ['T1 T-3']],
    ['no day', [['And', '', 'InvoiceDate', 'EQ', '0000-00-00', '']], ['T1 T-2', 'T2 T-1']],
    ['some day', [['And', '', 'InvoiceDate', 'NE', '', '']], ['T1 T-1', 'T1 T-3']],
    ['a part', [['And', '', 'Invoice', 'LIKE', '%-2', '']], ['T1 T-2']],
    [
      'keys after a composite one',
      [
        ['And', '((', 'Customer', 'GT', 'T1', ')'],
        ['Or', '(', 'Customer', 'EQ', 'T1', ''],
        ['And', '', 'Invoice', 'GT', 'T-2', '))'],
      ],
      ['T1 T-3', 'T2 T-1'],
    ],
  ])('compares %s', async (_name, where, expected) => {
    expect(await found(...where)).toEqual(expected);
  });

  test.each<[string, Expression]>([
    ['an unknown column', ['And', '', 'Nope', 'EQ', '1', '']],
    ['an unknown condition', ['And', '', 'Invoice', 'IS', '1', '']],
    ['a number that is none', ['And', '', 'CurrencyValue', 'EQ', '1,000', '']],
    ['a day that is none', ['And', '', 'InvoiceDate', 'EQ', 'March', '']],
    ['brackets that do not match', ['And', '(', 'Invoice', 'EQ', '1', '']],
    ['brackets that close first', ['And', '', 'Invoice', 'EQ', '1', ')']],
    ['four brackets', ['And', '((((', 'Invoice', 'EQ', '1', '))))']],
  ])('refuses %s', async (_name, expression) => {
    expect((await comfnd('ArInvoice', [expression])).root).toBe('Exception');
  });

  test('gives so many rows, of the columns asked, in the order asked', async () => {
    const rest =
      '<ReturnRows>2</ReturnRows><Columns><Column>CurrencyValue</Column></Columns><OrderBy><Column>CurrencyValue</Column></OrderBy>';
    const { content, root } = await comfnd('ArInvoice', [['And', '', 'Branch', 'EQ', 'T9', '']], rest);
    expect(root).toBe('ArInvoice');
    expect(children(content, 'Row').map(fields)).toEqual([{ CurrencyValue: '-1.00' }, { CurrencyValue: '9.00' }]);
    expect(fields(content).RowsReturned).toBe('      2');
  });

  test.each(companyTables.map(({ name }) => name))('reads %s', async (name) => {
    expect((await comfnd(name, [])).root).toBe(name.replace('+', ''));
  });

  test('reads custom forms, which OData does not show', async () => {
    const { content } = await comfnd('MdnMaster+', [['And', '', 'DispatchNote', 'EQ', 'T-1', '']]);
    expect(fields(at(content, 'Row')).Scac).toBe('ODFL');
    expect((await syspro.odata(`A/${encodeURIComponent('MdnMaster+')}`)).status).toBe(404);
    expect(await (await syspro.odata('A/$metadata')).text()).not.toContain('MdnMaster+');
  });
});

describe('COMFCH', () => {
  const fetchRow = (table: string, keys: readonly string[], full = 'Y'): Promise<EnetReply> => {
    const [key = '', ...rest] = keys;
    const optional = rest.map((value, i) => `<OptionalKey${i + 1}>${value}</OptionalKey${i + 1}>`).join('');
    return runQuery(
      syspro,
      'COMFCH',
      `<Fetch><TableName>${table}</TableName><Key>${key}</Key>${optional}<FullKeyProvided>${full}</FullKeyProvided></Fetch>`,
    );
  };

  test('gives every column in the order of the table, numbers in their width, no day as 0000-00-00', async () => {
    const { root, content } = await fetchRow('ArInvoice', ['T1', 'T-2', 'I']);
    expect(root).toBe('ArInvoice');
    expect(Object.keys(fields(content))).toEqual(
      arInvoice.columns.map(({ name }) => name).filter((name) => name !== 'TimeStamp'),
    );
    expect(fields(content)).toMatchObject({ CurrencyValue: '         2000.00', InvoiceDate: '0000-00-00', Area: '' });
  });

  test('with half a key, gives the first row of it', async () => {
    expect(fields((await fetchRow('SorDetail', ['T-SO1', '0003'])).content).NComment).toBe('Text');
    expect(fields((await fetchRow('ArInvoice', ['T1'], 'N')).content).Invoice).toBe('T-1');
    expect((await fetchRow('ArInvoice', ['T1'])).root).toBe('Exception');
  });
});

test('COMBRW gives rows from a key on, and says where to go on', async () => {
  const browse = (rest: string): Promise<EnetReply> =>
    runQuery(syspro, 'COMBRW', `<Browse><BrowseName>SalBranch</BrowseName>${rest}</Browse>`);
  const { content } = await browse('<StartAtKey>T9</StartAtKey><ReturnRows>1</ReturnRows>');
  expect(children(content, 'Row').map((row) => fields(at(row, 'Description')))).toEqual([
    { Value: 'Test branch', DataType: 'A' },
  ]);
  expect(fields(at(content, 'NextPrevKey'))).toMatchObject({ NextKey: 'T9', Fwd: 'N', Back: 'Y' });
  expect(fields(at(content, 'HeaderDetails'))).toMatchObject({ Key: 'Branch', Table: 'SalBranch' });
  const none =
    '<Filter><ColumnFilterName>Description</ColumnFilterName><ColumnFilterValue>No</ColumnFilterValue></Filter>';
  expect(children((await browse(none)).content, 'Row')).toEqual([]);
});

describe('masters and sales orders', () => {
  test('SORQRY', async () => {
    const { text, root, content } = await runQuery(
      syspro,
      'SORQRY',
      '<Query><Key><SalesOrder>T-SO1</SalesOrder></Key><Option><IncludeCommentLines>N</IncludeCommentLines></Option></Query>',
    );
    expect(root).toBe('SorDetail');
    expect(text).toMatch(/<SorDetail [^>]*xmlns:SALBRN='/);
    expect(fields(content)).toMatchObject({
      OrderStatus: '1',
      OrderStatusDesc: 'Open order',
      DocumentTypeDesc: 'Order',
      'SALBRN:Description': 'Test branch',
    });
    expect(children(content, 'SalesOrderLine')).toHaveLength(1);
    expect(fields(at(content, 'SalesOrderLine', 'Merchandise'))).toMatchObject({
      SalesOrderLine: '0001',
      MOrderQty: '         1234.000000',
    });
  });

  test('ARSQRY lists what is not paid', async () => {
    const { content } = await runQuery(syspro, 'ARSQRY', '<Query><Key><Customer>T1</Customer></Key></Query>');
    expect(fields(at(content, 'Header'))).toMatchObject({ ShipToAddr1: '9 Store St', EdiSenderCode: 'T1EDI' });
    expect(children(content, 'InvoiceDetail').map((row) => fields(row).Invoice)).toEqual(['T-1', 'T-2']);
    expect(fields(at(content, 'TotalSection'))).toEqual({ NumberOfInvoices: '2', TotalBalance: '1,234.50' });
  });

  test('APSQRY and INVQRY', async () => {
    const [supplier] = await syspro.rows<{ Supplier: string; SupplierName: string; EdiReceiverCode: string }>(
      'A/ApSupplier',
      { $orderby: 'Supplier', $top: '1' },
    );
    const answer = await runQuery(
      syspro,
      'APSQRY',
      `<Query><Key><Supplier>${supplier?.Supplier}</Supplier></Key></Query>`,
    );
    expect(answer.root).toBe('ApQuery');
    expect(fields(at(answer.content, 'Supplier'))).toMatchObject({
      SupplierName: supplier?.SupplierName,
      EdiReceiverCode: supplier?.EdiReceiverCode,
    });
    const [item] = await syspro.rows<{ StockCode: string; Description: string }>('A/InvMaster', {
      $orderby: 'StockCode',
      $top: '1',
    });
    const stock = await runQuery(
      syspro,
      'INVQRY',
      `<Query><Key><StockCode>${item?.StockCode}</StockCode></Key></Query>`,
    );
    expect([stock.root, fields(stock.content).Description]).toEqual(['InvQuery', item?.Description]);
  });

  test.each([
    ['SORQRY', 'SalesOrder'],
    ['ARSQRY', 'Customer'],
    ['APSQRY', 'Supplier'],
    ['INVQRY', 'StockCode'],
  ])('%s names a key that is not there', async (businessObject, key) => {
    const { root, content } = await runQuery(
      syspro,
      businessObject,
      `<Query><Key><${key}>NO-SUCH</${key}></Key></Query>`,
    );
    expect(root).toBe('Exception');
    expect(fields(content).Message).toContain('NO-SUCH');
  });
});
