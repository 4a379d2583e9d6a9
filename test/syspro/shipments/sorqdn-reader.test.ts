import { describe, expect, test } from 'vitest';
import type { RecordReading } from '../../../src/syspro/document-source.ts';
import { createShipmentStream } from '../../../src/syspro/shipments/shipment-stream.ts';
import { createSorqdnReader } from '../../../src/syspro/shipments/sorqdn-reader.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';
import { parseXml } from '../../../src/syspro/xml-element.ts';
import { sysproError } from '../show-error.ts';
import { companyShipping, type ShipmentInput } from './company.ts';
import { rowTables, type RowTables } from './row-tables.ts';
import { goods, header, note, tables } from './sample-rows.ts';

const lot = {
  DispatchNote: note,
  DispatchNoteLine: '1',
  Lot: '0000076544',
  StockQtyToShip: '120.000000',
  ExpiryDate: '2027-01-31',
};
const comment = {
  DispatchNote: note,
  DispatchNoteLine: '2',
  LineType: '6',
  NComment: 'Call ahead',
  NCommentFromLin: '1',
};
const stored: Readonly<Record<string, readonly TableRow[]>> = {
  ...tables,
  MdnMaster: [header],
  MdnDetail: [goods, comment],
  MdnDetailLot: [lot],
  'MdnMaster+': [{ DispatchNote: note, Scac: 'RDWY' }],
};

interface Given {
  readonly reply: string;
  readonly settings?: Partial<ShipmentInput>;
  readonly rows?: Readonly<Record<string, readonly TableRow[]>>;
}

interface Fetched {
  readonly reading: RecordReading;
  /** The tables read by COMFND, and what was sent to SORQDN. */
  readonly asked: readonly string[];
  readonly sent: readonly string[];
}

async function fetchNote({ reply, settings = {}, rows = {} }: Given, key = note): Promise<Fetched> {
  const source: RowTables = rowTables({ ...stored, ...rows }, { channel: 'enet' });
  const sent: string[] = [];
  const reader = createSorqdnReader(companyShipping(settings), {
    tables: source,
    query(businessObject, xmlIn) {
      sent.push(`${businessObject} ${xmlIn}`);
      const root = parseXml(reply);
      if (!root) throw new Error('the reply of the test is not XML');
      return Promise.resolve(root);
    },
  });
  const [reading] = await reader.readByKeys([key]);
  if (!reading) throw new Error('there is no reading');
  return { reading, asked: source.asked, sent };
}

/** What the tables themselves give. */
async function byTables(settings: Partial<ShipmentInput> = {}): Promise<RecordReading | undefined> {
  const [record] = await createShipmentStream(companyShipping(settings)).assemble(
    [{ header }],
    rowTables(stored, { channel: 'enet' }),
  );
  return record;
}

const elements = (row: Readonly<Record<string, string>>): string =>
  Object.entries(row)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('');

/** A reply that has everything, as some releases give it. */
function reply({
  head = {},
  line = {},
  inLine = '',
  form = '',
}: { head?: TableRow; line?: TableRow; inLine?: string; form?: string } = {}): string {
  const { DispatchNote: _note, ...lineColumns } = goods;
  const merchandise = elements({
    ...lineColumns,
    DispatchNoteLine: '0001',
    SalesOrderLine: '0003',
    MTraceableType: '',
    ...line,
  });
  const { DispatchNote: _other, LineType: _type, ...commentColumns } = comment;
  return `<DispatchNoteDetail>${elements({ ...header, CustomerName: 'Lakeside', ...head })}${form}
    <DispatchNoteLine><Merchandise>${merchandise}${inLine}</Merchandise></DispatchNoteLine>
    <DispatchNoteLine><CommentLine>${elements(commentColumns)}</CommentLine></DispatchNoteLine>
    <DispatchNoteLine><Freight><DispatchNoteLine>0003</DispatchNoteLine></Freight></DispatchNoteLine></DispatchNoteDetail>`;
}

const lotDetail =
  '<LotDetail><Lot>0000076544</Lot><StockQtyToShip>     120.000000</StockQtyToShip><LotExpiryDate>2027-01-31</LotExpiryDate></LotDetail>';

describe('a dispatch note by SORQDN', () => {
  test('equals the one the tables give, masters and hash included, and lines are not read twice', async () => {
    const { reading, asked, sent } = await fetchNote({ reply: reply({ inLine: lotDetail }) });
    expect(reading).toEqual(await byTables());
    expect(reading).toMatchObject({
      outcome: 'document',
      document: { lines: [{ lots: [{ lot: '0000076544' }] }, {}] },
    });
    expect(asked).not.toContain('MdnDetail');
    expect(asked).not.toContain('MdnDetailLot');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(`<DispatchNote>${note}</DispatchNote>`);
    expect(sent[0]).toContain('<IncludeLots>Y</IncludeLots>');
    expect(sent[0]).toContain('<IncludeCustomForms>Y</IncludeCustomForms>');
  });

  test('what the reply says goes before what the table said a moment ago', async () => {
    const { reading } = await fetchNote({
      reply: reply({ inLine: lotDetail, head: { ShippingInstrs: 'Air', DispatchComments1: '' } }),
    });
    expect(reading).toMatchObject({ document: { shippingInstructions: 'Air', comments: [] } });
  });

  test('columns the object does not have are read of the tables', async () => {
    // The published elements of a line lack its sales order and line type, those of the header the locality line.
    const published = reply({ inLine: lotDetail })
      .replace(/<SalesOrder>\d+<\/SalesOrder>(?=<SalesOrderLine>)/, '')
      .replace(/<LineType>1<\/LineType>/, '')
      .replace(/<DispatchAddrLoc>Columbus<\/DispatchAddrLoc>/, '');
    const { reading, asked } = await fetchNote({ reply: published });
    expect(reading).toEqual(await byTables());
    expect(asked).toContain('MdnDetail');
  });

  test('a quantity edited for the eye is taken from the table, an unedited twin from the reply', async () => {
    const kept = { ...goods, MQtyToDispatch: '10.123456' };
    const edited = { MQtyToDispatch: '10.123' };
    const rows = { MdnDetail: [kept, comment] };
    expect((await fetchNote({ reply: reply({ inLine: lotDetail, line: edited }), rows })).reading).toMatchObject({
      document: { lines: [{ quantity: '10.123456' }, {}] },
    });
    const twin = { ...edited, Unedited_MQtyToDispatch: '         10.123457' };
    expect((await fetchNote({ reply: reply({ inLine: lotDetail, line: twin }), rows })).reading).toMatchObject({
      document: { lines: [{ quantity: '10.123457' }, {}] },
    });
  });

  test.each([
    ['not there, of a line that is traced', { line: { MTraceableType: 'T' } }],
    ['rounded', { inLine: lotDetail.replace('120.000000', '120.000') }],
  ])('lots that are %s are read of the table', async (_, given) => {
    const { reading, asked } = await fetchNote({ reply: reply(given) });
    expect(asked).toContain('MdnDetailLot');
    expect(reading).toEqual(await byTables());
  });

  test('the custom form is that of the reply, else of its table', async () => {
    const settings = { fields: { carrier: { form: 'Scac' }, packageCount: { form: 'PackageCount' } } };
    const field = (column: string, type: string, value: string): string =>
      `<Field><Name>${column.toUpperCase()}</Name><Column>${column}</Column><Type>${type}</Type><Value>${value}</Value></Field>`;
    const form = `<CustomForm>${field('Scac', 'A', 'UPSN')}${field('PackageCount', 'N', '      12')}</CustomForm>`;
    expect((await fetchNote({ reply: reply({ inLine: lotDetail, form }), settings })).reading).toMatchObject({
      document: { transport: { carrier: 'UPSN', packageCount: '12' } },
    });
    expect((await fetchNote({ reply: reply({ inLine: lotDetail }), settings })).reading).toMatchObject({
      document: { transport: { carrier: 'RDWY' } },
    });
  });

  test('one that is not in SYSPRO is absent, and SORQDN is not asked for it', async () => {
    const { reading, sent } = await fetchNote({ reply: reply() }, '000000000000043');
    expect(reading).toEqual({ outcome: 'absent', key: { company: 'A', type: 'ship-notice', key: '000000000000043' } });
    expect(sent).toEqual([]);
  });

  test.each([
    ['of another note', reply({ head: { DispatchNote: '000000000000044' } })],
    ['of none', '<DispatchNoteDetail><ErrorDescription>Not found</ErrorDescription></DispatchNoteDetail>'],
  ])('a reply %s is an error, and no document', async (_, wrong) => {
    expect(await sysproError(fetchNote({ reply: wrong }))).toMatchObject({ code: 'SYSPRO-ANSWER-UNREADABLE' });
  });
});
