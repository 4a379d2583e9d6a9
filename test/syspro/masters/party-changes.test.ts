import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apSupplier, apSupplierAddr } from '../../../sandbox/syspro/tables/ap-supplier.ts';
import { arCustomer } from '../../../sandbox/syspro/tables/ar-customer.ts';
import { findColumn } from '../../../sandbox/syspro/tables/column.ts';
import type { PartyRecord } from '../../../src/documents/party-record.ts';
import type { AddressLine, AddressLines } from '../../../src/syspro/masters/address-lines.ts';
import { partyChanges, type PartyChanges } from '../../../src/syspro/masters/party-changes.ts';
import { columnWidth, partyColumns, type PartyRole } from '../../../src/syspro/masters/party-columns.ts';
import { partyRecordOf } from '../../../src/syspro/masters/party-records.ts';
import type { TableRow } from '../../../src/syspro/table-reader.ts';
import { changed, columnText, partyChange } from './party-texts.ts';

const usual: AddressLines = { city: 'addr3Loc', state: 'addr4', country: 'addr5' };
const present: TableRow = {
  Supplier: '7',
  SupplierName: 'Acme',
  Telephone: '555-0100',
  SupAddr1: '1 Road',
  SupAddr2: 'Dock 9',
  SupAddr3Loc: 'Gary',
};

function plan(
  changes: PartyRecord,
  row: TableRow = present,
  lines = usual,
  role: PartyRole = 'supplier',
): PartyChanges {
  return partyChanges({ row, changes, columns: partyColumns[role], lines, record: 'ApSupplier 7' });
}

/** Column → value. */
function set({ columns }: PartyChanges): Record<string, string> {
  return Object.fromEntries(columns.map(({ column, value }) => [column, value]));
}

function after(row: TableRow, { columns }: PartyChanges): TableRow {
  const entries = Object.entries({
    ...row,
    ...Object.fromEntries(columns.map(({ column, value }) => [column, value])),
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

describe('the columns of fields', () => {
  test('are those given that differ, and no others', () => {
    expect(set(plan({ name: ' Acme Ltd ', phone: '555-0100', emailAddress: 'a@example.com', contact: '' }))).toEqual({
      SupplierName: 'Acme Ltd',
      Email: 'a@example.com',
    });
    expect(set(plan({ phone: '' }))).toEqual({ Telephone: '' });
    expect(plan({})).toEqual({ columns: [], findings: [] });
  });

  test('of a customer are its own and where it is billed', () => {
    const fields = {
      name: 'A',
      addressLine1: '1 A',
      city: 'B',
      stateOrProvince: 'C',
      postalCode: 'D',
      countryOrRegion: 'E',
    };
    expect(set(plan(fields, { Customer: '7' }, usual, 'customer'))).toEqual({
      Name: 'A',
      SoldToAddr1: '1 A',
      SoldToAddr3Loc: 'B',
      SoldToAddr4: 'C',
      SoldPostalCode: 'D',
      SoldToAddr5: 'E',
    });
  });

  test('of the street are the lines that the site’s habit leaves, and what is left over is blanked', () => {
    expect(set(plan({ addressLine1: '2 Road' }))).toEqual({ SupAddr1: '2 Road' });
    expect(set(plan({ addressLine2: '' }))).toEqual({ SupAddr2: '' });
    const three = { ...present, SupAddr3: 'Rear' };
    expect(set(plan({ addressLine2: 'Front' }, three))).toEqual({ SupAddr2: 'Front', SupAddr3: '' });
    // Joined as it was read: nothing to change.
    expect(plan({ addressLine1: '1 Road', addressLine2: 'Dock 9, Rear' }, three)).toEqual({
      columns: [],
      findings: [],
    });
    const habit: AddressLines = { city: 'addr1', state: 'addr2', country: 'addr3' };
    expect(set(plan({ addressLine1: '3 Road', addressLine2: 'Gate' }, {}, habit))).toEqual({
      SupAddr4: '3 Road',
      SupAddr5: 'Gate',
    });
  });

  test('divide a second line that is longer than a column where lines are joined', () => {
    const long = `${'a'.repeat(30)}, ${'b'.repeat(30)}`;
    expect(set(plan({ addressLine2: long }))).toEqual({ SupAddr2: 'a'.repeat(30), SupAddr3: 'b'.repeat(30) });
  });

  test('leave the locality line alone where it is no line of the habit’s and blank: a site may not have it', () => {
    const habit: AddressLines = { city: 'addr3', state: 'addr4', country: 'addr5' };
    const long = ['a', 'b', 'c'].map((letter) => letter.repeat(30)).join(', ');
    expect(plan({ addressLine2: long }, {}, habit)).toMatchObject({
      columns: [],
      findings: [{ code: 'SYSPRO-PARTY-TOO-LONG' }],
    });
    expect(set(plan({ addressLine2: 'x' }, { SupAddr1: 'a', SupAddr3Loc: 'b' }, habit))).toEqual({
      SupAddr2: 'x',
      SupAddr3Loc: '',
    });
  });
});

describe('what SYSPRO cannot hold is a finding, and nothing is cut', () => {
  test.each<[string, PartyRecord, string, string]>([
    ['a time zone', { timeZone: '-05' }, 'SYSPRO-PARTY-NO-COLUMN', 'timeZone'],
    ['a blank name', { name: ' ' }, 'SYSPRO-PARTY-BLANK', 'name'],
    ['a name of 51', { name: 'x'.repeat(51) }, 'SYSPRO-PARTY-TOO-LONG', 'name'],
    ['a contact of 51', { contact: 'x'.repeat(51) }, 'SYSPRO-PARTY-TOO-LONG', 'contact'],
    ['an address of 256', { emailAddress: 'x'.repeat(256) }, 'SYSPRO-PARTY-TOO-LONG', 'emailAddress'],
    ['a telephone of 21', { phone: '5'.repeat(21) }, 'SYSPRO-PARTY-TOO-LONG', 'phone'],
    ['a postal code of 11', { postalCode: '1'.repeat(11) }, 'SYSPRO-PARTY-TOO-LONG', 'postalCode'],
    ['a city of 41', { city: 'x'.repeat(41) }, 'SYSPRO-PARTY-TOO-LONG', 'city'],
    ['a first line of 41', { addressLine1: 'x'.repeat(41) }, 'SYSPRO-PARTY-TOO-LONG', 'addressLine1'],
    [
      'a second line of 41 that cannot be divided',
      { addressLine2: 'x'.repeat(41) },
      'SYSPRO-PARTY-TOO-LONG',
      'addressLine2',
    ],
    [
      'lines for which there is no room',
      { addressLine2: Array(3).fill('x'.repeat(30)).join(', ') },
      'SYSPRO-PARTY-TOO-LONG',
      'addressLine2',
    ],
    ['a line end', { addressLine1: '1 Road\nRear' }, 'SYSPRO-PARTY-CHARACTER', 'addressLine1'],
    ['another alphabet', { name: 'Łódź' }, 'SYSPRO-PARTY-CHARACTER', 'name'],
    ['a first line that is blanked before a second', { addressLine1: '' }, 'SYSPRO-PARTY-LINE', 'addressLine1'],
  ])('%s', (_what, changes, code, field) => {
    const { columns, findings } = plan(changes);
    expect(columns).toEqual([]);
    expect(findings).toEqual([
      expect.objectContaining({
        code,
        field,
        severity: 'error',
        record: 'ApSupplier 7',
        fix: expect.stringMatching(/\.$/),
      }),
    ]);
  });

  test('a second line without a first', () => {
    for (const changes of [{ addressLine2: 'Rear' }, { addressLine1: '', addressLine2: 'Rear' }]) {
      const { columns, findings } = plan(changes, {});
      expect(columns).toEqual([]);
      expect(findings.map(({ code, field }) => [code, field])).toEqual([['SYSPRO-PARTY-LINE', 'addressLine2']]);
    }
  });

  test('a field whose line the habit names twice', () => {
    const habit: AddressLines = { city: 'addr4', state: 'addr4', country: 'addr5' };
    const { columns, findings } = plan({ city: 'Gary', stateOrProvince: 'IN', countryOrRegion: 'US' }, present, habit);
    expect(columns.map(({ column }) => column)).toEqual(['SupAddr5']);
    expect(findings.map(({ code, field }) => [code, field])).toEqual([
      ['SYSPRO-PARTY-LINE', 'city'],
      ['SYSPRO-PARTY-LINE', 'stateOrProvince'],
    ]);
  });

  test('and does not keep the other fields from being set', () => {
    const changes = {
      timeZone: '-05',
      name: 'Łódź',
      phone: '555-0111',
      addressLine1: 'x'.repeat(41),
      addressLine2: 'Rear',
    };
    const planned = plan(changes);
    expect(set(planned)).toEqual({ Telephone: '555-0111', SupAddr2: 'Rear' });
    expect(planned.findings.map(({ field }) => field)).toEqual(['name', 'timeZone', 'addressLine1']);
    expect(planned.findings[0]?.message).toContain('U+0141, U+017A');
  });
});

test('the widths are those of the introspected tables', () => {
  for (const [role, tables] of [
    ['supplier', [apSupplier, apSupplierAddr]],
    ['customer', [arCustomer]],
  ] as const) {
    const { fields, address } = partyColumns[role];
    for (const column of [...Object.values(fields), ...Object.values(address)]) {
      const type = tables.map((table) => findColumn(table, column)).find((found) => found !== undefined)?.type;
      expect([column, columnWidth(partyColumns[role], column)]).toEqual([
        column,
        type?.kind === 'varchar' ? type.length : 0,
      ]);
    }
  }
});

const allLines: readonly AddressLine[] = ['addr1', 'addr2', 'addr3', 'addr3Loc', 'addr4', 'addr5'];
const anyHabit: fc.Arbitrary<AddressLines> = fc
  .shuffledSubarray([...allLines], { minLength: 3, maxLength: 3 })
  .map(([city = 'addr1', state = 'addr1', country = 'addr1']) => ({ city, state, country }));

function anyRow(role: PartyRole): fc.Arbitrary<TableRow> {
  const columns = partyColumns[role];
  const names = [...new Set([...Object.values(columns.fields), ...Object.values(columns.address)])];
  const cells = Object.fromEntries(names.map((name) => [name, columnText(columnWidth(columns, name))]));
  return fc.record(cells).map((row) => Object.fromEntries(Object.entries(row).filter(([, text]) => text !== '')));
}

describe.each(['supplier', 'customer'] as const)('whatever a %s was', (role) => {
  test('fields that are set are read as they were given, the others as before, and a second time there is nothing to set', () => {
    fc.assert(
      fc.property(anyRow(role), partyChange, anyHabit, (row, changes, lines) => {
        const columns = partyColumns[role];
        const before = partyRecordOf(row, columns, lines);
        const planned = plan(changes, row, lines, role);
        const refused = new Set(planned.findings.map(({ field }) => field));
        const wanted = changed(
          before,
          Object.fromEntries(Object.entries(changes).filter(([field]) => !refused.has(field))),
        );
        const written = after(row, planned);
        expect(partyRecordOf(written, columns, lines)).toEqual(wanted);
        for (const { column, value } of planned.columns)
          expect(value.length).toBeLessThanOrEqual(columnWidth(columns, column));
        expect(plan(changes, written, lines, role).columns).toEqual([]);
        // Within the widths nothing but the street can be in the way.
        for (const { code, field } of planned.findings) {
          expect(['addressLine1', 'addressLine2']).toContain(field);
          expect(['SYSPRO-PARTY-LINE', 'SYSPRO-PARTY-TOO-LONG']).toContain(code);
        }
      }),
      { numRuns: 1500 },
    );
  });
});
