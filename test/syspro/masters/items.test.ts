import { expect, test } from 'vitest';
import { loadItems } from '../../../src/syspro/masters/items.ts';
import { tableReaderOf } from '../invoices/table-reader-of.ts';

test('a mass that is no number is absent, and costs neither its item nor any other', async () => {
  const InvMaster = [
    { StockCode: 'A', Description: 'Bolt', Mass: '1,2x', Volume: '0.500000' },
    { StockCode: 'B', Description: 'Nut', Mass: '0.250000', Volume: '0.000000' },
  ];
  const items = await loadItems(tableReaderOf({ InvMaster }), { gtin: 'none' }, ['A', 'B']);
  expect([...items.values()]).toEqual([
    { stockCode: 'A', description: 'Bolt', volume: '0.5' },
    { stockCode: 'B', description: 'Nut', mass: '0.25' },
  ]);
});
