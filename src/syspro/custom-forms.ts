import { decimalText } from '../documents/decimal.ts';
import type { SourceTable } from './document-source.ts';
import { isSysproError } from './syspro-error.ts';
import type { TableReader, TableRow } from './table-reader.ts';
import { childrenOf, findElement, textOf, type XmlElement } from './xml-element.ts';

/** Where a site keeps what SYSPRO has no column for: a column of the record's own table, or a field of its custom form. */
export type FieldSource = { readonly column: string } | { readonly form: string };

/** The columns that sources name, without those of custom forms. */
export function columnsOfSources(sources: readonly (FieldSource | undefined)[]): string[] {
  return sources
    .filter((source) => source !== undefined)
    .flatMap((source) => ('column' in source ? source.column : []));
}

/** The custom form fields that sources name. */
export function formFieldsOf(sources: readonly (FieldSource | undefined)[]): string[] {
  return sources.filter((source) => source !== undefined).flatMap((source) => ('form' in source ? source.form : []));
}

/** The row of the two that has a source's value, and its column there. */
export function locate(
  source: FieldSource,
  row: TableRow,
  form: TableRow | undefined,
): { readonly row: TableRow; readonly column: string } {
  return 'column' in source ? { row, column: source.column } : { row: form ?? {}, column: source.form };
}

/**
 * The custom form of dispatch notes. SYSPRO keeps the fields of a form as the columns of a table named for the form's own, with
 * a plus after it.
 */
export function dispatchNoteForm(fields: readonly string[]): SourceTable {
  return {
    name: 'MdnMaster+',
    key: ['DispatchNote'],
    form: true,
    columns: () => [...new Set(['DispatchNote', ...fields])],
  };
}

const orderLineFormName = 'CusSorDetailMerch+';

/**
 * The custom form of the goods lines of sales orders. Its key is not published: public SQL joins it by the line's first number, with
 * InvoiceNumber blank while the order is not complete; a table without those columns is taken to have the line's own number.
 */
const orderLineFormKeys = [
  ['SalesOrder', 'SalesOrderInitLine', 'InvoiceNumber'],
  ['SalesOrder', 'SalesOrderLine'],
] as const;

/** The custom form of the goods lines of sales orders, as far as it is the same at every site: for `ping`. */
export function orderLineForm(fields: readonly string[]): SourceTable {
  const key = ['SalesOrder'];
  return { name: orderLineFormName, key, form: true, columns: () => [...new Set([...key, ...fields])] };
}

/**
 * The custom forms of the goods lines of sales orders, by {@link orderLineKey} of the order and the line's first number. Of a line
 * with several rows the order's own comes first, then that of the latest invoice.
 * @param forms reads tables with a plus in their name, which SYSPRO OData does not show
 * @throws SysproError
 */
export async function loadOrderLineForms(
  forms: TableReader,
  fields: readonly string[],
  salesOrders: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, TableRow>> {
  if (fields.length === 0 || salesOrders.length === 0) return new Map();
  const [published, plain] = orderLineFormKeys;
  const read = (key: readonly string[]): Promise<TableRow[]> => {
    const select = [...new Set([...key, ...fields])];
    return forms.readByKeys(orderLineFormName, {
      select,
      key,
      column: 'SalesOrder',
      values: salesOrders,
      ...(signal && { signal }),
    });
  };
  const rows = await read(published).catch((error: unknown) => {
    if (isSysproError(error, 'SYSPRO-COLUMN-UNKNOWN')) return read(plain);
    throw error;
  });
  // The last of several rows stays in the map.
  const bestLast = rows.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return new Map(
    bestLast.map((row) => [orderLineKey(row['SalesOrder'], row['SalesOrderInitLine'] ?? row['SalesOrderLine']), row]),
  );
}

function rank(row: TableRow): string {
  const invoice = row['InvoiceNumber'];
  return invoice === undefined ? '1' : `0${invoice}`;
}

/** Names a line of a sales order, however its number is written: `1`, `0001`, `1.000000`. */
export function orderLineKey(salesOrder: string | undefined, line: string | undefined): string {
  return `${salesOrder ?? ''}|${Number(line ?? 0)}`;
}

/**
 * The fields of the custom form in a business object's reply, by the column each is kept in; undefined where the reply has no form.
 * A blank field is absent. Numbers (type N) lose the padding and the separators they are shown with.
 */
export function formInReply(reply: XmlElement): TableRow | undefined {
  const form = findElement(reply, 'CustomForm');
  if (form === undefined) return undefined;
  const row: Record<string, string> = {};
  for (const field of childrenOf(form, 'Field')) {
    const column = textOf(field, 'Column') ?? textOf(field, 'Name');
    const value = textOf(field, 'Value');
    if (column === undefined || value === undefined) continue;
    row[column] = isNumeric(field) ? numberText(value) : value;
  }
  return row;
}

function isNumeric(field: XmlElement): boolean {
  return textOf(field, 'Type')?.toUpperCase().startsWith('N') ?? false;
}

/** A number as it is shown, without padding; left alone where it is none, for whoever reads it to say so. */
function numberText(value: string): string {
  try {
    return decimalText(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return value;
  }
}
