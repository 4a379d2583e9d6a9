import type { Database } from '../../database.ts';
import { companyTables } from '../../tables/company-tables.ts';
import type { Column } from '../../tables/column.ts';
import { element, group } from '../xml.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/**
 * The custom form of a record as `CustomForm`, each of its columns a `Field`, as recorded of PORQRY. Empty when the site has
 * no such form. A record nobody filled the form of has its fields without values.
 *
 * @param form the table the form extends, `MdnMaster`; its fields are in the table of that name with a plus
 * @param key the record's primary key
 */
export async function customForm(db: Database, company: string, form: string, key: readonly string[]): Promise<string> {
  const table = companyTables.find(({ name }) => name === `${form}+`);
  if (table === undefined) return '';
  const where = table.primaryKey.map((column, i) => `"${column}" = $${i + 1}`).join(' AND ');
  const [row] = await readTextRows(db, company, table, `WHERE ${where}`, key);
  const fields = table.columns.filter(
    ({ name, type }) => type.kind !== 'rowversion' && !table.primaryKey.includes(name),
  );
  return group('CustomForm', fields.map((column, i) => field(column, i + 1, row)).join(''));
}

const types: Readonly<Record<Column['type']['kind'], string>> = {
  varchar: 'A',
  char: 'A',
  decimal: 'N',
  datetime: 'D',
  rowversion: 'A',
};

function field({ name, type }: Column, sequence: number, row: TextRow | undefined): string {
  const value = row?.[name] ?? '';
  const length = type.kind === 'decimal' ? type.precision : 'length' in type ? type.length : 10;
  return group(
    'Field',
    element('Sequence', String(sequence).padStart(4, '0')) +
      element('Name', name.toUpperCase()) +
      element('Prompt', name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')) +
      element('Column', name) +
      element('Type', types[type.kind]) +
      element('Length', String(length)) +
      element('Decimals', String(type.kind === 'decimal' ? type.scale : 0)) +
      element('Default', '') +
      element('AllowNull', 'Y') +
      element('ValidationType', 'N') +
      element('Value', type.kind === 'decimal' && value !== '' ? value.padStart(type.precision + 2) : value) +
      element('ValueNull', value === '' ? 'Y' : 'N'),
  );
}
