import type { CompanyConfig } from '../../config.ts';
import { isLocalDate, type LocalDate } from '../../documents/local-date.ts';
import { shipNoticeKey } from '../../documents/ship-notice.ts';
import { dispatchNoteForm, formFieldsOf, orderLineForm } from '../custom-forms.ts';
import type { FoundRecord, ListedRecord, SourceTable } from '../document-source.ts';
import { foundRecord } from '../found-record.ts';
import { crossReferenceTable, customerTable, shipToTable } from '../masters/customers.ts';
import { itemTable } from '../masters/items.ts';
import { warehouseTable } from '../masters/warehouses.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { DatedHeader, StreamDefinition } from '../stream-definition.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { isOfPacking } from './cartons.ts';
import { loadNoteContext, type NoteReaders, type NoteRows } from './note-context.ts';
import { cancelledStatus, completeStatus, toShipNotice } from './ship-notice-rows.ts';
import {
  cartonTable,
  eventDateColumns,
  noteDateColumns,
  noteLineTable,
  noteLotTable,
  noteTable,
  orderLineTables,
  orderTables,
} from './shipment-tables.ts';
import { shipmentSettings, type ShipmentSettings } from './shipment-settings.ts';

/**
 * How dispatch notes are read out of SYSPRO's tables: one ship notice for each.
 * @param forms reads the custom forms that the settings name when the tables are read by OData, which shows none
 * @throws RangeError when the company has no stream of shipments
 */
export function createShipmentStream(company: CompanyConfig, forms?: TableReader): StreamDefinition {
  const settings = shipmentSettings(company);
  return {
    stream: 'shipments',
    header: noteTable(settings),
    dateColumns: noteDateColumns,
    otherDateColumns: eventDateColumns,
    otherTables: otherTables(settings),
    lookUp: { column: 'DispatchNote', position: 0 },
    alsoDeep: () => ({
      allOf: [completeStatus, cancelledStatus].map((value) => ({ column: 'DispatchNoteStatus', is: 'ne', value })),
    }),
    // No column says when a note was made or printed: one printed today may be planned for a day long past, or for none, and its
    // ship notice has to be there before the goods. Of those there are as many as there are deliveries under way.
    alsoDeepAtEveryPoll: true,
    keyOf: (header) => shipNoticeKey(settings.company, header['DispatchNote'] ?? ''),
    list: (header, date) => listNote(settings.company, header, date),
    async assemble(headers, tables, signal) {
      const readers = { tables, forms: tables.channel === 'enet' ? tables : (forms ?? tables) };
      const notes = await readNotes(headers, readers, settings, signal);
      return assembleNotes(headers, notes, readers, settings, signal);
    },
  };
}

/**
 * What a dispatch note's header tells by itself.
 * @param date of the stream's date column, for a note without any of {@link eventDateColumns}
 */
export function listNote(company: string, header: TableRow, date: LocalDate | undefined): ListedRecord {
  const status = header['DispatchNoteStatus'] ?? '';
  const day = eventDateColumns.map((column) => header[column]).find(isLocalDate) ?? date;
  return {
    key: shipNoticeKey(company, header['DispatchNote'] ?? ''),
    party: { role: 'customer', code: header['Customer'] ?? '' },
    ...(day !== undefined && { date: day }),
    status,
    cancelled: status === cancelledStatus,
    open: status !== completeStatus && status !== cancelledStatus,
    traits: [],
  };
}

/** Makes ship notices of dispatch notes' own rows, after reading what else they need. One for each, in their order. */
export async function assembleNotes(
  headers: readonly DatedHeader[],
  notes: readonly NoteRows[],
  readers: NoteReaders,
  settings: ShipmentSettings,
  signal?: AbortSignal,
): Promise<FoundRecord[]> {
  const context = await loadNoteContext(notes, readers, settings, signal);
  return notes.map((rows, at) => {
    const listed = listNote(settings.company, rows.header, headers[at]?.date);
    return foundRecord(listed, toShipNotice(rows, context, settings), isOfPacking);
  });
}

/** The rows of the notes that are not in their headers. Rows of no note (SYSPRO enforces no foreign keys) are nobody's. */
async function readNotes(
  headers: readonly DatedHeader[],
  { tables, forms }: NoteReaders,
  { stream }: ShipmentSettings,
  signal?: AbortSignal,
): Promise<NoteRows[]> {
  const numbers = headers.map(({ header }) => numberOf(header));
  const fields = formFieldsOf(Object.values(stream.fields));
  const byNote = async (reader: TableReader, table: SourceTable): Promise<Map<string, TableRow[]>> =>
    Map.groupBy(await readSourceByKeys(reader, table, { column: 'DispatchNote', values: numbers, signal }), numberOf);
  const lines = await byNote(tables, noteLineTable);
  const lots = stream.lots === 'none' ? new Map<string, TableRow[]>() : await byNote(tables, noteLotTable(stream.lots));
  const form = fields.length === 0 ? new Map<string, TableRow[]>() : await byNote(forms, dispatchNoteForm(fields));
  return headers.map(({ header }) => {
    const number = numberOf(header);
    const [ofForm] = form.get(number) ?? [];
    return { header, lines: lines.get(number) ?? [], lots: lots.get(number) ?? [], ...(ofForm && { form: ofForm }) };
  });
}

function numberOf(row: TableRow): string {
  return row['DispatchNote'] ?? '';
}

function otherTables(settings: ShipmentSettings): SourceTable[] {
  const { stream, address, items } = settings;
  const noteFields = formFieldsOf(Object.values(stream.fields));
  const lineFields = formFieldsOf([stream.customerOrderLine]);
  const lines = orderLineTables(settings);
  return [
    noteLineTable,
    ...(stream.lots === 'none' ? [] : [noteLotTable(stream.lots)]),
    orderTables.live,
    orderTables.complete,
    lines.live,
    lines.complete,
    ...(stream.cartons ? [cartonTable(stream.cartons)] : []),
    customerTable(address),
    shipToTable(address),
    crossReferenceTable,
    warehouseTable,
    itemTable(items),
    ...(noteFields.length > 0 ? [dispatchNoteForm(noteFields)] : []),
    ...(lineFields.length > 0 ? [orderLineForm(lineFields)] : []),
  ];
}
