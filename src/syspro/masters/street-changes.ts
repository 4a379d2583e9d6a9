import type { PartyRecord } from '../../documents/party-record.ts';
import { textIn } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { streetColumns, type AddressLines } from './address-lines.ts';
import type { ColumnChange, RefuseField } from './party-changes.ts';
import { columnWidth, type PartyColumns } from './party-columns.ts';
import { streetJoiner } from './party-records.ts';

/**
 * The street columns that `addressLine1` and `addressLine2` come to. The first goes to the first street line of the site's habit, the second to
 * those that follow: where it is longer than one of them, as one that was read from several, it is divided where the lines
 * were joined. Lines that are left over are blanked.
 */
export function streetChanges(
  {
    row,
    changes,
    columns,
    lines,
  }: {
    readonly row: TableRow;
    readonly changes: PartyRecord;
    readonly columns: PartyColumns;
    readonly lines: AddressLines;
  },
  refuse: RefuseField,
): ColumnChange[] {
  const places = placesOf(row, columns, lines);
  const width = columnWidth(columns, places[0] ?? '');
  const current = places.map((column) => textIn(row, column)).filter((text) => text !== undefined);
  const set: ('addressLine1' | 'addressLine2')[] = [];
  let [first = '', ...rest] = current;

  const newFirst = changes.addressLine1?.trim();
  if (newFirst !== undefined && newFirst.length <= width) {
    first = newFirst;
    set.push('addressLine1');
  } else if (newFirst !== undefined) {
    refuse(
      'addressLine1',
      'SYSPRO-PARTY-TOO-LONG',
      `has ${newFirst.length} characters, and SYSPRO takes ${width}`,
      shorten,
    );
  }
  const newRest = changes.addressLine2?.trim();
  if (newRest !== undefined && newRest !== rest.join(streetJoiner)) {
    const parts = divided(newRest, width);
    if (parts && parts.length < places.length) {
      rest = parts;
      set.push('addressLine2');
    } else {
      refuse(
        'addressLine2',
        'SYSPRO-PARTY-TOO-LONG',
        `does not fit into ${places.length - 1} lines of ${width} characters`,
        `${shorten} It may be divided at a comma and a blank.`,
      );
    }
  }
  if (first === '' && rest.length > 0 && set.length > 0) {
    // A first line that is blank already is as it is to be.
    for (const field of set.filter((one) => one !== 'addressLine1' || current.length > 0)) {
      refuse(
        field,
        'SYSPRO-PARTY-LINE',
        'cannot be written: with a second street line there has to be a first',
        'Move the second line to the first.',
      );
    }
    return [];
  }
  const wanted = [first, ...rest];
  const isShown = wanted.filter((line) => line !== '').join('\n') === current.join('\n');
  return isShown ? [] : places.map((column, at) => ({ column, value: wanted[at] ?? '', fields: set }));
}

const shorten = 'Shorten it where it comes from.';

/** The street columns there are. The locality line came with a later release: it is one of them only where something stands in it. */
function placesOf(row: TableRow, { address }: PartyColumns, lines: AddressLines): string[] {
  return streetColumns(address, lines).filter(
    (column) => column !== address.addr3Loc || textIn(row, column) !== undefined,
  );
}

/** A text as lines of a width, divided at {@link streetJoiner} only; undefined where that is not possible. */
function divided(text: string, width: number): string[] | undefined {
  if (text === '') return [];
  const found: string[] = [];
  for (const part of text.split(streetJoiner)) {
    const last = found.at(-1);
    const longer = last === undefined ? part : `${last}${streetJoiner}${part}`;
    if (last !== undefined && longer.length <= width) found[found.length - 1] = longer;
    else found.push(part);
  }
  const isWhole = found.every((line) => line.length <= width && line !== '' && line === line.trim());
  return isWhole ? found : undefined;
}
