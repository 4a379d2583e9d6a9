import { expect, test } from 'vitest';
import {
  loadCustomerItems,
  loadCustomers,
  loadShipToAddresses,
  shipToTable,
} from '../../../src/syspro/masters/customers.ts';
import { tableReaderOf } from './table-reader-of.ts';

const lines = { city: 'addr3Loc', state: 'addr4', country: 'addr5' } as const;

test('a customer has a sold-to and a usual ship-to, blank parts absent', async () => {
  const row = {
    Customer: '0000100',
    Name: 'Big Box ',
    MasterAccount: '0000099',
    StoreNumber: '0007',
    Contact: 'Payables',
    Telephone: '',
    Email: 'ap@example.com',
    SoldToAddr1: '1 Main St',
    SoldToAddr3Loc: 'Troy',
    SoldToAddr4: 'MI',
    SoldToAddr5: 'US',
    SoldPostalCode: '48007',
    ShipToAddr1: '2 Back St',
    ShipToAddr2: 'Gate 4',
    ShipToAddr3Loc: 'Troy',
  };
  const customers = await loadCustomers(tableReaderOf({ ArCustomer: [row] }), lines, ['0000100', '0000200']);
  expect([...customers]).toEqual([
    [
      '0000100',
      {
        soldTo: {
          code: '0000100',
          name: 'Big Box',
          store: '0007',
          street: ['1 Main St'],
          city: 'Troy',
          state: 'MI',
          postalCode: '48007',
          country: 'US',
          contact: 'Payables',
          email: 'ap@example.com',
        },
        shipTo: { code: '0000100', name: 'Big Box', store: '0007', street: ['2 Back St', 'Gate 4'], city: 'Troy' },
        masterAccount: '0000099',
      },
    ],
  ]);
});

test('a further address is the customer’s own: two customers may use one code', async () => {
  const ArMultAddress = ['0000100', '0000200'].map((Customer) => ({
    Customer,
    AddrCode: 'DC1',
    ShipToName: `DC of ${Customer}`,
    ShipToAddr1: '9 Dock Rd',
  }));
  const shipTo = await loadShipToAddresses(tableReaderOf({ ArMultAddress }), lines, ['0000100', '0000200']);
  expect(shipTo('0000200', 'DC1')).toEqual({ code: 'DC1', name: 'DC of 0000200', street: ['9 Dock Rd'] });
  expect(shipTo('0000100', 'DC2')).toBeUndefined();
  expect(shipTo('0000300', 'DC1')).toBeUndefined();
});

test('columns of further addresses that are not published are read only where the table has them', () => {
  const table = shipToTable(lines);
  const inferred = ['ShipPostalCode', 'StoreNumber'];
  expect(table.columns(() => true)).toEqual(expect.arrayContaining(inferred));
  expect(table.columns(() => false).filter((column) => inferred.includes(column))).toEqual([]);
});

test('of an item the customer has several numbers of, none is taken', async () => {
  const ArCustStkXref = [
    { Customer: '0000100', CustStockCode: 'BB-1', StockCode: 'A' },
    { Customer: '0000100', CustStockCode: 'BB-2', StockCode: 'B' },
    { Customer: '0000100', CustStockCode: 'BB-3', StockCode: 'B' },
    { Customer: '0000200', CustStockCode: 'XX-1', StockCode: 'A' },
  ];
  const numberOf = await loadCustomerItems(tableReaderOf({ ArCustStkXref }), ['A', 'B']);
  expect(numberOf('0000100', 'A')).toBe('BB-1');
  expect(numberOf('0000200', 'A')).toBe('XX-1');
  expect(numberOf('0000100', 'B')).toBeUndefined();
  expect(numberOf('0000200', 'B')).toBeUndefined();
});
