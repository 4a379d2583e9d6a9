import { expect, test } from 'vitest';
import { createShipmentStream } from '../../../src/syspro/shipments/shipment-stream.ts';
import { SysproError } from '../../../src/syspro/syspro-error.ts';
import type { Condition, TableQuery, TableReader } from '../../../src/syspro/table-reader.ts';
import { createTableScanner } from '../../../src/syspro/table-scanner.ts';
import { companyShipping } from './company.ts';

/** A service that keeps what it is asked for and has no rows. @param lacks a column that MdnMaster does not have */
function listening(lacks?: string): { readonly tables: TableReader; readonly asked: TableQuery[] } {
  const asked: TableQuery[] = [];
  return {
    asked,
    tables: {
      channel: 'enet',
      columns: () => Promise.resolve(undefined),
      read(_table, query) {
        asked.push(query);
        const named = [...query.select, ...JSON.stringify(query.where ?? []).split('"')];
        if (lacks === undefined || !named.includes(lacks)) return Promise.resolve([]);
        const wrong = { retryable: false, message: `MdnMaster has no column ${lacks}`, fix: 'none' };
        return Promise.reject(new SysproError('SYSPRO-COLUMN-UNKNOWN', wrong));
      },
      readByKeys: () => Promise.resolve([]),
    },
  };
}

const from = '2026-11-01';
const open: Condition = {
  allOf: [
    { column: 'DispatchNoteStatus', is: 'ne', value: '9' },
    { column: 'DispatchNoteStatus', is: 'ne', value: '*' },
  ],
};

test('an ordinary poll asks for what is dated by any column, and for what is open', async () => {
  const { tables, asked } = listening();
  await createTableScanner(tables, createShipmentStream(companyShipping())).scan({ from, deep: false, limit: 5 });
  expect(asked.map(({ where }) => where)).toEqual([
    {
      anyOf: [
        { column: 'PlannedDeliverDate', from },
        { column: 'ActualDeliveryDate', from },
        { column: 'InvoiceCreatedDate', from },
        open,
      ],
    },
  ]);
});

test('the column the settings name is one more', async () => {
  const { tables, asked } = listening();
  await createTableScanner(tables, createShipmentStream(companyShipping()), 'PrintedOn').list({
    from,
    to: '2026-11-30',
    deep: false,
    limit: 5,
  });
  expect(asked[0]?.where).toEqual({
    anyOf: ['PrintedOn', 'ActualDeliveryDate', 'InvoiceCreatedDate', 'PlannedDeliverDate'].map((column) => ({
      column,
      from,
      to: '2026-11-30',
    })),
  });
});

test('a table without the day of the invoice is asked again without it, in what is wanted as in what is selected', async () => {
  const { tables, asked } = listening('InvoiceCreatedDate');
  const scanner = createTableScanner(tables, createShipmentStream(companyShipping()));
  expect(await scanner.scan({ from, deep: true, limit: 5 })).toEqual({ records: [] });
  expect(asked).toHaveLength(2);
  expect(asked[1]?.where).toEqual({
    anyOf: [
      { column: 'PlannedDeliverDate', from },
      { column: 'ActualDeliveryDate', from },
      {
        allOf: [
          { column: 'PlannedDeliverDate', undated: true },
          { column: 'ActualDeliveryDate', undated: true },
        ],
      },
      open,
    ],
  });
});
