import { expect, test } from 'vitest';
import type { Finding } from '../../../src/documents/finding.ts';
import type { Package, ShippedLine } from '../../../src/documents/ship-notice.ts';
import { packagesOf } from '../../../src/syspro/shipments/cartons.ts';
import type { CartonSettings } from '../../../src/syspro/shipments/shipment-settings.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';
import { companyShipping } from './company.ts';

function cartonsWith(weightOf: 'row' | 'carton'): CartonSettings {
  const { shipments } = companyShipping({
    cartons: {
      table: 'EdiCarton',
      key: ['DispatchNote', 'DispatchNoteLine', 'CartonNo'],
      pallet: 'PalletSscc',
      kind: 'PackageType',
      trackingNumber: 'TrackingNumber',
      weight: 'Weight',
      weightOf,
    },
  }).streams;
  if (!shipments?.cartons) throw new Error('the settings have lost their cartons');
  return shipments.cartons;
}

function line(number: number, quantity: string): ShippedLine {
  return { kind: 'stocked', line: number, stockCode: 'FA-10001', quantity, uom: 'EA', lots: [] };
}

function row(number: number, carton: number, quantity: string, more: TableRow = {}): TableRow {
  return { DispatchNote: '42', DispatchNoteLine: `${number}`, CartonNo: `${carton}`, Quantity: quantity, ...more };
}

function pack(
  rows: readonly TableRow[],
  goods: readonly ShippedLine[],
  weightOf: 'row' | 'carton' = 'carton',
): { packages: readonly Package[]; found: string[] } {
  const findings: Finding[] = [];
  const packages = packagesOf(rows, goods, cartonsWith(weightOf), '42', findings);
  return { packages, found: findings.map(({ code, record, field, value }) => `${code} ${record} ${field} ${value}`) };
}

const one = { Sscc: '006141410000420017', PalletSscc: '106141410000420014', PackageType: 'CTN25', Weight: '10.500' };
const two = { Sscc: '006141410000420024', TrackingNumber: '1Z42' };

test('a carton for each SSCC, with what is in it by line, whatever the order of the rows', () => {
  const rows = [
    row(2, 1, '3.000000', one),
    row(1, 2, '4.000000', two),
    row(1, 1, '6.000000', one),
    row(2, 2, '1.000000', two),
  ];
  const { packages, found } = pack(rows, [line(1, '10'), line(2, '4')]);
  expect(found).toEqual([]);
  expect(packages).toEqual([
    {
      sscc: '006141410000420024',
      trackingNumber: '1Z42',
      contents: [
        { line: 1, quantity: '4' },
        { line: 2, quantity: '1' },
      ],
    },
    {
      sscc: '006141410000420017',
      onPallet: '106141410000420014',
      kind: 'CTN25',
      weight: '10.5',
      contents: [
        { line: 1, quantity: '6' },
        { line: 2, quantity: '3' },
      ],
    },
  ]);
  expect(pack(rows.toReversed(), [line(1, '10'), line(2, '4')]).packages).toEqual(packages);
});

test('an SSCC is the same with its application identifier and blanks', () => {
  const rows = [row(1, 1, '1', { Sscc: '(00)006141410000420017' }), row(1, 2, '1', { Sscc: '0 0614141 000042001 7' })];
  expect(pack(rows, [line(1, '2')]).packages).toEqual([
    { sscc: '006141410000420017', contents: [{ line: 1, quantity: '2' }] },
  ]);
});

test('without SSCC, a carton is one number of the site’s; rows that share it are in it', () => {
  const rows = [row(1, 1, '1'), row(2, 1, '5'), row(1, 2, '1')];
  expect(pack(rows, [line(1, '2'), line(2, '5')]).packages).toEqual([
    { contents: [{ line: 1, quantity: '1' }] },
    {
      contents: [
        { line: 1, quantity: '1' },
        { line: 2, quantity: '5' },
      ],
    },
  ]);
});

test('a note without cartons is complete; with some, each line has to be packed whole', () => {
  expect(pack([], [line(1, '10')])).toEqual({ packages: [], found: [] });
  const { found } = pack([row(1, 1, '9.5', one)], [line(1, '10'), line(2, '4'), line(3, '0')]);
  expect(found).toEqual([
    'SYSPRO-CARTON-QUANTITY EdiCarton 42 line 1 Quantity 9.5',
    'SYSPRO-CARTON-QUANTITY EdiCarton 42 line 2 Quantity 0',
  ]);
});

test('a carton of a line that is not on the note', () => {
  expect(pack([row(1, 1, '10', one), row(7, 1, '1', one)], [line(1, '10')]).found).toEqual([
    'SYSPRO-CARTON-LINE EdiCarton 42 line 7 DispatchNoteLine 7',
  ]);
});

test('rows of one carton that contradict each other', () => {
  const rows = [row(1, 1, '6', one), row(1, 2, '4', { ...one, Weight: '11.000', PackageType: 'PLT' })];
  expect(pack(rows, [line(1, '10')]).found).toEqual([
    'SYSPRO-CARTON-UNCLEAR EdiCarton 42 line 1 PackageType PLT',
    'SYSPRO-CARTON-UNCLEAR EdiCarton 42 line 1 Weight 11.000',
  ]);
});

test('a quantity that is no number', () => {
  expect(pack([row(1, 1, 'ten', one)], [line(1, '10')]).found).toEqual([
    'SYSPRO-NUMBER-UNREADABLE EdiCarton 42 line 1 Quantity ten',
    'SYSPRO-CARTON-QUANTITY EdiCarton 42 line 1 Quantity 0',
  ]);
});

test('the rows of a carton may each say what their own contents weigh', () => {
  const rows = [
    row(1, 1, '6', one),
    row(2, 1, '4', { ...one, Weight: '0.250' }),
    row(1, 2, '1', { ...two, Weight: '0' }),
  ];
  const { packages, found } = pack(rows, [line(1, '7'), line(2, '4')], 'row');
  expect(found).toEqual([]);
  expect(packages.map(({ weight }) => weight)).toEqual([undefined, '10.75']);
});
