import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { children } from '../../../sandbox/syspro/enet/xml.ts';
import { mdnDetail, mdnDetailLot } from '../../../sandbox/syspro/tables/mdn-detail.ts';
import { mdnMaster } from '../../../sandbox/syspro/tables/mdn-master.ts';
import { mdnMasterForm } from '../../../sandbox/syspro/tables/site-tables.ts';
import { at, fields, putRows, runQuery, type EnetReply } from './enet-under-test.ts';
import { startSysproUnderTest, type SysproUnderTest } from './syspro-under-test.ts';

let syspro: SysproUnderTest;

const statuses = ['0', '3', '5', '7', '8', '9', 'H', 'S', '*'];

beforeAll(async () => {
  syspro = await startSysproUnderTest({ orders: 0, invoices: 30, dispatchNotes: 40 });
  const line = { DispatchNote: 'T-SO1/0001', SalesOrder: 'T-SO1' };
  await putRows(syspro, [
    [
      mdnMaster,
      [
        {
          DispatchNote: 'T-SO1/0001',
          SalesOrder: 'T-SO1',
          DispatchNoteStatus: '7',
          Customer: 'T1',
          Branch: 'T8',
          DispatchName: 'Store 44',
          DispatchAddrLoc: 'Peoria',
          PlannedDeliverDate: '2026-03-04',
          ExchangeRate: '1.37',
        },
        ...statuses.map((status) => ({
          DispatchNote: `T-${status}`,
          DispatchNoteStatus: status,
          Branch: 'T9',
          PlannedDeliverDate: '2026-03-05',
          ActualDeliveryDate: status === '9' ? '2026-03-09' : null,
          TargetWarehouse: status === '8' ? 'D2' : '',
        })),
      ],
    ],
    [
      mdnDetail,
      [
        {
          ...line,
          DispatchNoteLine: 1,
          SalesOrderLine: 2,
          LineType: '1',
          MStockCode: 'T-ITEM',
          MQtyToDispatch: '2',
          MPrice: '250',
        },
        { ...line, DispatchNoteLine: 2, LineType: '6', NComment: 'Fragile', NCommentFromLin: 1 },
        { ...line, DispatchNoteLine: 4, LineType: '4', NComment: 'Freight', NMscChargeValue: '12.5' },
        { ...line, DispatchNoteLine: 5, SalesOrder: 'T-SO2', SalesOrderLine: 1, LineType: '7', MStockCode: 'NS' },
      ],
    ],
    [
      mdnDetailLot,
      [
        { DispatchNote: 'T-SO1/0001', DispatchNoteLine: 1, Lot: 'L2', StockQtyToShip: '4', ExpiryDate: '2027-01-01' },
        { DispatchNote: 'T-SO1/0001', DispatchNoteLine: 1, Lot: 'L1', StockQtyToShip: '20' },
      ],
    ],
    [mdnMasterForm, [{ DispatchNote: 'T-SO1/0001', Scac: 'ODFL', PackageCount: '12', Weight: '340.5' }]],
  ]);
});
afterAll(() => syspro.stop());

describe('SORQDN', () => {
  const ask = (options = '', note = 'T-SO1/0001'): Promise<EnetReply> =>
    runQuery(
      syspro,
      'SORQDN',
      `<Query><Key><DispatchNote>${note}</DispatchNote></Key><Option>${options}</Option></Query>`,
    );

  test('has the header flat, and a dispatch note line for each line, its numbers of four digits', async () => {
    const { root, content } = await ask();
    expect(root).toBe('DispatchNoteDetail');
    expect(fields(content)).toMatchObject({
      DispatchNote: 'T-SO1/0001',
      DispatchNoteStatus: '7',
      DispatchName: 'Store 44',
      DispatchAddrLoc: 'Peoria',
      PlannedDeliverDate: '2026-03-04',
      ActualDeliveryDate: '',
      ExchangeRate: '      1.370000',
    });
    const lines = children(content, 'DispatchNoteLine');
    expect(lines.map((line) => Object.keys(line).filter((name) => name !== '#text'))).toEqual([
      ['Merchandise'],
      ['CommentLine'],
      ['Freight'],
      ['Merchandise'],
    ]);
    expect(
      lines.map((line) => fields(at(line, Object.keys(line).find((name) => name !== '#text') ?? ''))),
    ).toMatchObject([
      {
        DispatchNoteLine: '0001',
        SalesOrder: 'T-SO1',
        SalesOrderLine: '0002',
        MStockCode: 'T-ITEM',
        MQtyToDispatch: '            2.000000',
        MPrice: '        250.00000',
      },
      { DispatchNoteLine: '0002', NComment: 'Fragile', NCommentFromLin: '0001' },
      { DispatchNoteLine: '0004', NMscChargeValue: '           12.50' },
      { DispatchNoteLine: '0005', SalesOrder: 'T-SO2', LineType: '7' },
    ]);
  });

  test('leaves out kinds of lines, and gives lots and the custom form only when asked', async () => {
    const plain = await ask(
      '<IncludeCommentLines>N</IncludeCommentLines><IncludeNonStockedLines>N</IncludeNonStockedLines>',
    );
    expect(plain.text).not.toMatch(/CommentLine|LotDetail|CustomForm|>NS</);
    expect(plain.text).toContain('<Freight>');
    const full = await ask('<IncludeLots>Y</IncludeLots><IncludeCustomForms>Y</IncludeCustomForms>');
    const goods = at(full.content, 'DispatchNoteLine', 'Merchandise');
    expect(children(goods, 'LotDetail').map((lot) => [fields(lot).Lot, fields(lot).ExpiryDate])).toEqual([
      ['L1', ''],
      ['L2', '2027-01-01'],
    ]);
    const form = children(at(full.content, 'CustomForm'), 'Field').map(fields);
    expect(form.map((field) => [field.Column, field.Type, field.Value?.trim(), field.ValueNull])).toEqual([
      ['Scac', 'A', 'ODFL', 'N'],
      ['BillOfLading', 'A', '', 'Y'],
      ['ProNumber', 'A', '', 'Y'],
      ['TrackingNumber', 'A', '', 'Y'],
      ['Trailer', 'A', '', 'Y'],
      ['Seal', 'A', '', 'Y'],
      ['PackageCount', 'N', '12', 'N'],
      ['Weight', 'N', '340.500', 'N'],
    ]);
  });

  test.each(['', 'T-NONE'])('refuses the note "%s"', async (note) => {
    expect((await ask('', note)).root).toBe('Exception');
  });
});

test('all dispatch notes of the company are as the tables have them, line by line', async () => {
  const notes = await syspro.rows<{ DispatchNote: string; DispatchNoteStatus: string; ShippingInstrs: string }>(
    'A/MdnMaster',
    { $orderby: 'DispatchNote', $top: '60' },
  );
  expect(notes.length).toBeGreaterThan(20);
  for (const note of notes) {
    const key = note.DispatchNote.trimEnd();
    const { content } = await runQuery(
      syspro,
      'SORQDN',
      `<Query><Key><DispatchNote>${key}</DispatchNote></Key></Query>`,
    );
    const { DispatchNoteStatus, ShippingInstrs } = fields(content);
    expect([DispatchNoteStatus, ShippingInstrs]).toEqual([note.DispatchNoteStatus, note.ShippingInstrs.trimEnd()]);
    const lines = await syspro.rows<{ DispatchNoteLine: number; MStockCode: string; MQtyToDispatch: number }>(
      'A/MdnDetail',
      { $filter: `DispatchNote eq '${key}' and (LineType eq '1' or LineType eq '7')`, $orderby: 'DispatchNoteLine' },
    );
    const goods = children(content, 'DispatchNoteLine').flatMap((line) => children(line, 'Merchandise').map(fields));
    expect(goods.map((line) => [Number(line.DispatchNoteLine), line.MStockCode, Number(line.MQtyToDispatch)])).toEqual(
      lines.map((line) => [line.DispatchNoteLine, line.MStockCode.trimEnd(), line.MQtyToDispatch]),
    );
  }
});

describe('SORQDL', () => {
  const list = async (options: string, filter = '<Branch FilterType="S" FilterValue="T9"/>'): Promise<string[]> => {
    const xmlIn = `<Query><Option>${options}</Option><Filter>${filter}</Filter></Query>`;
    const { root, content } = await runQuery(syspro, 'SORQDL', xmlIn);
    expect(root).toBe('DispatchNoteList');
    return children(content, 'DispatchNoteItem').map((item) => (fields(item).DispatchNote ?? '').slice(2));
  };

  test('leaves out complete and cancelled notes unless asked, under either name of the option', async () => {
    expect(await list('')).toEqual(['0', '3', '5', '7', '8', 'H', 'S']);
    expect(
      await list('<IncludeDispatchCancelled>Y</IncludeDispatchCancelled><IncludeCompleted>Y</IncludeCompleted>'),
    ).toEqual(['*', '0', '3', '5', '7', '8', '9', 'H', 'S']);
    expect(await list('<IncludeDispatchPrinted>N</IncludeDispatchPrinted><IncludeOnHold>N</IncludeOnHold>')).toEqual([
      '0',
      '3',
      '7',
      '8',
      'S',
    ]);
    expect(await list('<SupplyChainTransfer>O</SupplyChainTransfer>')).toEqual(['8']);
    expect(await list('<SupplyChainTransfer>X</SupplyChainTransfer>')).not.toContain('8');
  });

  test('filters by the day of delivery, planned or done, and by number', async () => {
    const both =
      '<Branch FilterType="S" FilterValue="T9"/><DispatchDate FilterType="R" FilterValue="2026-03-06,2026-03-31"/>';
    expect(await list('<IncludeCompleted>Y</IncludeCompleted>', both)).toEqual(['9']);
    expect(await list('', '<Dispatch FilterType="L" FilterValue="T-5,T-7"/>')).toEqual(['5', '7']);
  });
});
