import type { Finding } from '../../documents/finding.ts';
import { masterFields, type MasterField, type PartyRecord } from '../../documents/party-record.ts';
import { textIn } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { AddressLines } from './address-lines.ts';
import { columnWidth, ownColumn, type PartyColumns } from './party-columns.ts';
import { partyFinding, type PartyFindingCode } from './party-findings.ts';
import { streetChanges } from './street-changes.ts';

/** A column to set. */
export interface ColumnChange {
  readonly column: string;
  /** Without surrounding blanks; `''` blanks it. */
  readonly value: string;
  /** The fields it is set for. */
  readonly fields: readonly MasterField[];
}

export interface PartyChangesInput {
  /** The party as SYSPRO has it. */
  readonly row: TableRow;
  readonly changes: PartyRecord;
  readonly columns: PartyColumns;
  /** The site's habit. */
  readonly lines: AddressLines;
  /** How findings name the party. */
  readonly record: string;
}

export interface PartyChanges {
  /** Those that differ from the row. */
  readonly columns: readonly ColumnChange[];
  /** Why the other fields cannot be set. */
  readonly findings: readonly Finding[];
}

/** Notes why a field cannot be set. */
export type RefuseField = (field: MasterField, code: PartyFindingCode, message: string, fix: string) => void;

/** The columns that fields of a party come to, the inverse of reading it. A value that SYSPRO cannot hold is a finding; none is cut. */
export function partyChanges({ row, changes, columns, lines, record }: PartyChangesInput): PartyChanges {
  const findings: Finding[] = [];
  const refuse: RefuseField = (field, code, message, fix) => {
    findings.push(partyFinding(code, { record, field, value: changes[field] ?? '' }, message, fix));
  };
  const storable = masterFields.filter((field) => isStorable(field, changes[field], refuse));
  const set = storable.flatMap((field): ColumnChange[] => {
    if (field === 'addressLine1' || field === 'addressLine2') return [];
    const column = columnOf(field, columns, lines, refuse);
    const value = changes[field]?.trim() ?? '';
    return column !== undefined && fits(field, value, columnWidth(columns, column), refuse)
      ? [{ column, value, fields: [field] }]
      : [];
  });
  const street = streetChanges({ row, changes: only(changes, storable), columns, lines }, refuse);
  return {
    columns: [...set, ...street].filter(({ column, value }) => (textIn(row, column) ?? '') !== value),
    findings,
  };
}

function only(changes: PartyRecord, fields: readonly MasterField[]): PartyRecord {
  return Object.fromEntries(fields.map((field) => [field, changes[field]]));
}

/** Whether a field is given, and SYSPRO can hold what it says at all. */
function isStorable(field: MasterField, given: string | undefined, refuse: RefuseField): boolean {
  if (given === undefined) return false;
  const value = given.trim();
  const strange = Array.from(value).filter((character) => !storedCharacters.has(character));
  if (strange.length > 0) {
    const points = [...new Set(strange)].slice(0, 5).map((character) => `U+${codePoint(character)}`);
    refuse(
      field,
      'SYSPRO-PARTY-CHARACTER',
      `has characters that SYSPRO does not store (${points.join(', ')})`,
      'Write it in the characters of Windows-1252, on one line.',
    );
    return false;
  }
  if (field === 'name' && value === '') {
    refuse(field, 'SYSPRO-PARTY-BLANK', 'may not be blank in SYSPRO', 'Give the party a name on the other side.');
    return false;
  }
  return true;
}

/** The column of a field that has one to itself. */
function columnOf(
  field: MasterField,
  columns: PartyColumns,
  lines: AddressLines,
  refuse: RefuseField,
): string | undefined {
  const line = lineOf(field, lines);
  if (line === undefined) {
    const column = ownColumn(columns, field);
    if (column === undefined) {
      refuse(
        field,
        'SYSPRO-PARTY-NO-COLUMN',
        'has no column in SYSPRO',
        'Take it out of masterData.toSyspro; the other side alone keeps it.',
      );
    }
    return column;
  }
  if ([lines.city, lines.state, lines.country].filter((one) => one === line).length > 1) {
    refuse(
      field,
      'SYSPRO-PARTY-LINE',
      `has no address line to itself: syspro.address names ${line} for something else as well`,
      'Name a line of its own for it in syspro.address, or take it out of masterData.toSyspro.',
    );
    return undefined;
  }
  return columns.address[line];
}

function lineOf(field: MasterField, lines: AddressLines): AddressLines['city'] | undefined {
  if (field === 'city') return lines.city;
  if (field === 'stateOrProvince') return lines.state;
  return field === 'countryOrRegion' ? lines.country : undefined;
}

function fits(field: MasterField, value: string, width: number, refuse: RefuseField): boolean {
  if (value.length <= width) return true;
  refuse(
    field,
    'SYSPRO-PARTY-TOO-LONG',
    `has ${value.length} characters, and SYSPRO takes ${width}`,
    'Shorten it where it comes from.',
  );
  return false;
}

/** What a column of SYSPRO's can hold: its databases are Windows-1252 (Latin1_General_BIN). Line ends and the like are no text. */
const storedCharacters: ReadonlySet<string> = new Set(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).filter(
    (character) => !/\p{Cc}/u.test(character),
  ),
);

function codePoint(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
