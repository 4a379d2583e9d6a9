import type { CompanyConfig } from '../../config.ts';
import { isLocalDate } from '../../documents/local-date.ts';
import { dispatchNoteOf, shipNoticeKey } from '../../documents/ship-notice.ts';
import { dispatchNoteForm, formFieldsOf } from '../custom-forms.ts';
import type { DocumentReader, RecordReading, SourceTable } from '../document-source.ts';
import type { CarriedRow } from '../enet/element-row.ts';
import type { EnetAccess } from '../enet/enet-tables.ts';
import { escapeXml } from '../enet/where-expressions.ts';
import { readSourceByKeys } from '../source-rows.ts';
import { SysproError } from '../syspro-error.ts';
import type { TableRow } from '../table-reader.ts';
import type { NoteRows } from './note-context.ts';
import { assembleNotes } from './shipment-stream.ts';
import { noteLineTable, noteLotTable, noteTable } from './shipment-tables.ts';
import { shipmentSettings } from './shipment-settings.ts';
import { sorqdnReply, type SorqdnColumns, type SorqdnReply } from './sorqdn-reply.ts';

/**
 * Dispatch notes by the business object SORQDN, one call each, in the shape the tables give. What a release's SORQDN does not carry,
 * or shows rounded, is read of the same tables by COMFND; so are sales orders, cartons and masters.
 * @throws RangeError when the company has no stream of shipments
 */
export function createSorqdnReader(company: CompanyConfig, { query, tables }: EnetAccess): DocumentReader {
  const settings = shipmentSettings(company);
  const { stream } = settings;
  const fields = formFieldsOf(Object.values(stream.fields));
  const header = noteTable(settings);
  const columns: SorqdnColumns = {
    header: header.columns(undefined),
    // The note's own number stands in the header alone.
    lines: noteLineTable.columns(undefined).filter((column) => column !== 'DispatchNote'),
    ...(stream.lots !== 'none' && { lots: stream.lots }),
  };

  async function readReply(number: string, signal?: AbortSignal): Promise<SorqdnReply> {
    const reply = sorqdnReply(await query('SORQDN', request(number), signal), columns);
    if (reply === undefined || reply.header.row['DispatchNote'] !== number) throw notTheNote(number);
    return reply;
  }

  async function rowsOf(number: string, stored: TableRow, signal?: AbortSignal): Promise<NoteRows> {
    const { header: told, lines, lots, form } = await readReply(number, signal);
    const ofNote = (table: SourceTable): Promise<TableRow[]> =>
      readSourceByKeys(tables, table, { column: 'DispatchNote', values: [number], ...(signal && { signal }) });
    const complete = lines.every(({ carried }) => columns.lines.every((column) => carried.has(column)));
    const storedLines = complete ? [] : await ofNote(noteLineTable);
    const byLine = new Map(storedLines.map((row) => [lineOf(row), row]));
    const ofLots = stream.lots === 'none' ? [] : (lots ?? (await ofNote(noteLotTable(stream.lots))));
    const ofForm = form ?? (fields.length === 0 ? undefined : (await ofNote(dispatchNoteForm(fields)))[0]);
    return {
      header: merged(told, stored),
      lines: lines.map((line) => ({ ...merged(line, byLine.get(lineOf(line.row)) ?? {}), DispatchNote: number })),
      lots: ofLots,
      ...(ofForm && { form: ofForm }),
    };
  }

  return {
    async readByKeys(keys, signal) {
      const values = keys.map((key) => dispatchNoteOf({ key }));
      // SORQDN answers alike to a note that is not there and to other refusals, so the table says which there are.
      const stored = await readSourceByKeys(tables, header, {
        column: 'DispatchNote',
        values,
        ...(signal && { signal }),
      });
      const notes: NoteRows[] = [];
      for (const row of stored) notes.push(await rowsOf(row['DispatchNote'] ?? '', row, signal));
      const dated = notes.map((note) => {
        const date = note.header[stream.dateColumn ?? 'PlannedDeliverDate'];
        return { header: note.header, ...(isLocalDate(date) && { date }) };
      });
      const readers = { tables, forms: tables };
      const found = notes.length === 0 ? [] : await assembleNotes(dated, notes, readers, settings, signal);
      const byKey = new Map(found.map((record) => [record.key.key, record]));
      return keys.map((key): RecordReading => {
        const asked = shipNoticeKey(settings.company, dispatchNoteOf({ key }));
        return byKey.get(asked.key) ?? { outcome: 'absent', key: asked };
      });
    },
  };
}

/** What the reply carries, and the rest as it is stored. */
function merged({ row, carried }: CarriedRow, stored: TableRow): TableRow {
  const rest = Object.entries(stored).filter(([column]) => !carried.has(column));
  return { ...Object.fromEntries(rest), ...row };
}

function lineOf(row: TableRow): number {
  return Number(row['DispatchNoteLine'] ?? 0);
}

function request(number: string): string {
  const options = [
    'IncludeStockedLines',
    'IncludeNonStockedLines',
    'IncludeCommentLines',
    'IncludeLots',
    'IncludeCustomForms',
  ].map((name) => `<${name}>Y</${name}>`);
  const without = ['IncludeFreightLines', 'IncludeMiscellaneousLines', 'IncludeBins', 'IncludeSerials'].map(
    (name) => `<${name}>N</${name}>`,
  );
  return `<Query><Key><DispatchNote>${escapeXml(number)}</DispatchNote></Key><Option>${options.join('')}${without.join('')}</Option></Query>`;
}

function notTheNote(number: string): SysproError {
  return new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO e.net to SORQDN is not of the dispatch note ${number}`,
    fix: 'Report the shape of the reply, or fetch dispatch notes by OData.',
  });
}
