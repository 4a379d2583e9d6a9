import type { CompanyConfig } from '../../config.ts';
import type { Party } from '../../documents/party.ts';
import { textIn } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';

/** Which of SYSPRO's free address lines holds what, by the site's habit. */
export type AddressLines = CompanyConfig['syspro']['address'];
export type AddressLine = AddressLines['city'];

/** The columns of one address of a table. */
export type AddressColumns = Readonly<Record<AddressLine, string>> & { readonly postalCode: string };

/** SYSPRO's address lines, in the order they are printed. */
const addressLines = ['addr1', 'addr2', 'addr3', 'addr3Loc', 'addr4', 'addr5'] as const;

/**
 * The columns of an address whose lines are named alike.
 * @param prefix what stands before the line's number: `SoldToAddr`
 * @param postalCode `SoldPostalCode`
 * @param addr3Loc the locality line, where it is not the third with `Loc` after it
 */
export function addressColumns(prefix: string, postalCode: string, addr3Loc = `${prefix}3Loc`): AddressColumns {
  return {
    addr1: `${prefix}1`,
    addr2: `${prefix}2`,
    addr3: `${prefix}3`,
    addr3Loc,
    addr4: `${prefix}4`,
    addr5: `${prefix}5`,
    postalCode,
  };
}

/**
 * The columns to read of an address. The locality line came with a later release, so it is left out where the table has none
 * and the site's settings do not name it.
 */
export function addressSelect(
  columns: AddressColumns,
  lines: AddressLines,
  has: (column: string) => boolean = () => true,
): string[] {
  const named: readonly AddressLine[] = [lines.city, lines.state, lines.country];
  const wanted = addressLines.filter((line) => line !== 'addr3Loc' || named.includes(line) || has(columns[line]));
  return [...wanted.map((line) => columns[line]), columns.postalCode];
}

/** The columns that hold the street, in their order: those of the lines that the site's habit names for nothing else. */
export function streetColumns(columns: AddressColumns, lines: AddressLines): string[] {
  const named: readonly AddressLine[] = [lines.city, lines.state, lines.country];
  return addressLines.filter((line) => !named.includes(line)).map((line) => columns[line]);
}

/**
 * An address of a row. SYSPRO's address lines are free text; the site's settings say which of them hold city, state and country,
 * and the others are street lines in their order. Blank ones are absent.
 */
export function addressOf(
  row: TableRow,
  columns: AddressColumns,
  lines: AddressLines,
): Pick<Party, 'street' | 'city' | 'state' | 'postalCode' | 'country'> {
  return {
    street: streetColumns(columns, lines)
      .map((column) => textIn(row, column))
      .filter((text) => text !== undefined),
    city: textIn(row, columns[lines.city]),
    state: textIn(row, columns[lines.state]),
    postalCode: textIn(row, columns.postalCode),
    country: textIn(row, columns[lines.country]),
  };
}
