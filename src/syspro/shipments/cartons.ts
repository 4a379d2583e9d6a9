import { compact } from '../../documents/compact.ts';
import { sumOf, type DecimalText } from '../../documents/decimal.ts';
import type { Finding } from '../../documents/finding.ts';
import type { Package, ShippedLine } from '../../documents/ship-notice.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { CartonSettings } from './shipment-settings.ts';

/**
 * The cartons of a dispatch note from the site's own table: one row for each carton and line in it. Rows of one SSCC are one
 * carton; rows without one are a carton for each value of the other columns of the key. Quantities are in the order unit of the
 * line. As soon as a note has any cartons, what is in them has to be what the note dispatches, line by line.
 * @param goods the lines of goods of the note
 * @param findings what is found wrong is added here
 */
export function packagesOf(
  rows: readonly TableRow[],
  goods: readonly ShippedLine[],
  settings: CartonSettings,
  note: string,
  findings: Finding[],
): readonly Package[] {
  const record = (row: TableRow): string => `${settings.table} ${note} line ${row[settings.line] ?? '?'}`;
  const read = rows.map((row, position) => {
    const reader = readRow(row, record(row), findings);
    const quantity = { line: reader.integer(settings.line), quantity: reader.decimal(settings.quantity) };
    return { reader, content: quantity, carton: cartonOf(row, reader, settings, position) };
  });
  const cartons = [...Map.groupBy(read, ({ carton }) => carton).values()].map((parts) => {
    const shared = sharedBy(parts.map(({ reader }) => reader));
    return compact<Package>({
      sscc: shared(settings.sscc, serialOf),
      onPallet: shared(settings.pallet, serialOf),
      kind: shared(settings.kind),
      trackingNumber: shared(settings.trackingNumber),
      weight:
        settings.weightOf === 'carton'
          ? shared(settings.weight, weightOf)
          : totalWeight(
              parts.map(({ reader }) => reader),
              settings.weight,
            ),
      contents: byLineOf(parts.map(({ content }) => content)),
    });
  });
  checkQuantities(rows, goods, cartons, settings, note, findings);
  return cartons.toSorted(inOrder);
}

/** Whether a finding may be of cartons that are still being packed: what is in them does not add up yet, and nothing else. */
export function isOfPacking({ code }: Finding): boolean {
  return code === 'SYSPRO-CARTON-QUANTITY';
}

type Content = Package['contents'][number];

/** What tells a carton from the others of the note. */
function cartonOf(row: TableRow, reader: RowReader, settings: CartonSettings, position: number): string {
  const sscc = serialOf(reader, settings.sscc);
  if (sscc !== undefined) return `SSCC ${sscc}`;
  const others = settings.key.filter((column) => column !== settings.dispatchNote && column !== settings.line);
  return others.length === 0 ? `row ${position}` : `key ${JSON.stringify(others.map((column) => row[column] ?? ''))}`;
}

/** An SSCC-18: without the application identifier 00 some sites keep before it, and without what it is printed with. */
function serialOf(reader: RowReader, column: string): string | undefined {
  const digits = reader.text(column)?.replace(/[\s()]/g, '');
  return digits === undefined ? undefined : (/^00(\d{18})$/.exec(digits)?.[1] ?? digits);
}

function weightOf(reader: RowReader, column: string): DecimalText | undefined {
  const weight = reader.decimal(column);
  // 0 was never weighed.
  return weight === '0' ? undefined : weight;
}

/** Of rows that each say what their own contents weigh. */
function totalWeight(rows: readonly RowReader[], column: string | undefined): DecimalText | undefined {
  const weights = column === undefined ? [] : rows.map((reader) => weightOf(reader, column));
  const known = weights.filter((weight) => weight !== undefined);
  return known.length === 0 ? undefined : sumOf(known);
}

/** Reads what all rows of a carton say alike, or leave blank. */
function sharedBy(rows: readonly RowReader[]) {
  return (
    column: string | undefined,
    read: (reader: RowReader, column: string) => string | undefined = (reader, name) => reader.text(name),
  ): string | undefined => {
    if (column === undefined) return undefined;
    const values = new Map(rows.map((reader) => [read(reader, column), reader]));
    values.delete(undefined);
    const [first, second] = values;
    second?.[1].report(
      column,
      'SYSPRO-CARTON-UNCLEAR',
      'is not the same on all rows of the carton',
      'Correct the carton in the site’s own table.',
    );
    return first?.[0];
  };
}

function byLineOf(contents: readonly Content[]): readonly Content[] {
  const byLine = Map.groupBy(contents, ({ line }) => line);
  return [...byLine]
    .map(([line, parts]) => ({ line, quantity: sumOf(parts.map((part) => part.quantity)) }))
    .filter(({ quantity }) => quantity !== '0')
    .toSorted((a, b) => a.line - b.line);
}

function checkQuantities(
  rows: readonly TableRow[],
  goods: readonly ShippedLine[],
  cartons: readonly Package[],
  { table, line, quantity }: CartonSettings,
  note: string,
  findings: Finding[],
): void {
  if (rows.length === 0) return;
  const contents = cartons.flatMap((carton) => carton.contents);
  for (const { line: number, quantity: dispatched, uom } of goods) {
    const packed = sumOf(contents.filter((content) => content.line === number).map((content) => content.quantity));
    if (packed === dispatched) continue;
    findings.push({
      code: 'SYSPRO-CARTON-QUANTITY',
      severity: 'error',
      record: `${table} ${note} line ${number}`,
      field: quantity,
      value: packed,
      message: `adds up to ${packed} while the dispatch note has ${dispatched} ${uom}`,
      fix: 'Correct the cartons, or the quantity dispatched.',
    });
  }
  const known = new Set(goods.map((one) => one.line));
  for (const number of new Set(contents.map((content) => content.line))) {
    if (known.has(number)) continue;
    findings.push({
      code: 'SYSPRO-CARTON-LINE',
      severity: 'error',
      record: `${table} ${note} line ${number}`,
      field: line,
      value: String(number),
      message: 'is no line of goods of the dispatch note',
      fix: 'Correct the cartons: each names the dispatch note line its contents are of.',
    });
  }
}

/** By pallet, then SSCC, then what is in it: the same order however the rows came. */
function inOrder(a: Package, b: Package): number {
  const [one, other] = [sortKey(a), sortKey(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function sortKey({ onPallet = '', sscc = '', contents, kind = '', trackingNumber = '', weight = '' }: Package): string {
  const lines = contents.map(({ line, quantity }) => `${String(line).padStart(6, '0')} ${quantity}`);
  // A tab sorts before whatever may follow it.
  return [onPallet, sscc, ...lines, kind, trackingNumber, weight].join('\t');
}
