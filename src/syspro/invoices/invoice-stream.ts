import type { CompanyConfig } from '../../config.ts';
import { invoiceKey } from '../../documents/invoice.ts';
import { addDays, type LocalDate } from '../../documents/local-date.ts';
import { formFieldsOf, orderLineForm } from '../custom-forms.ts';
import type { FoundRecord, ListedRecord } from '../document-source.ts';
import { foundRecord } from '../found-record.ts';
import { crossReferenceTable, customerTable, shipToTable } from '../masters/customers.ts';
import { itemTable } from '../masters/items.ts';
import type { DatedHeader, StreamDefinition } from '../stream-definition.ts';
import type { Condition, TableReader, TableRow } from '../table-reader.ts';
import { postingPeriod } from './fiscal-period.ts';
import { traitsOf } from './invoice-kind.ts';
import { toInvoice, type InvoiceRows } from './invoice-rows.ts';
import { invoiceSettings, type InvoiceSettings } from './invoice-settings.ts';
import { headerTable, invoiceTables } from './invoice-tables.ts';
import { loadInvoiceMasters, type MasterReaders } from './load-masters.ts';
import { readDispatches, readOrders, readPosted, type OrderRows, type PostedRows } from './read-invoice-rows.ts';
import type { InvoiceMasters } from './invoice-masters.ts';

/**
 * How a company's customer invoices, credit and debit notes are read: ArInvoice, with everything that belongs to a row of it.
 * @param forms reads custom forms, where a setting names a field of one and the service that polls does not show them
 */
export function createInvoiceStream(company: CompanyConfig, forms?: TableReader): StreamDefinition {
  const settings = invoiceSettings(company);
  const tables = invoiceTables(settings.address, settings.customerOrderLine);
  const formFields = formFieldsOf([settings.customerOrderLine]);
  return {
    stream: 'invoices',
    header: headerTable,
    dateColumns: ['PostDate', 'InvoiceDate'],
    otherTables: [
      ...Object.values(tables),
      customerTable(settings.address),
      shipToTable(settings.address),
      crossReferenceTable,
      itemTable(settings.items),
      ...(formFields.length > 0 ? [orderLineForm(formFields)] : []),
    ],
    lookUp: { column: 'Invoice', position: 1 },
    alsoDeep: (from) => postedSince(from, settings),
    keyOf: (header) => keyOf(settings.company, header),
    list: (header, date) => listed(settings.company, header, date),
    async assemble(headers, reader, signal) {
      const posted = await readPosted(
        headers.map(({ header }) => header),
        reader,
        tables,
        signal,
      );
      const orders = await readOrders(posted, reader, tables, signal);
      const readers = { tables: reader, forms: reader.channel === 'enet' ? reader : (forms ?? reader) };
      return assembleInvoices(headers, posted, orders, readers, settings, signal);
    },
  };
}

/**
 * Makes invoices of what was posted and what sales orders say, after reading whatever else they need. One for each, in their order.
 * @throws SysproError
 */
export async function assembleInvoices(
  headers: readonly DatedHeader[],
  posted: readonly PostedRows[],
  orders: readonly OrderRows[],
  readers: MasterReaders,
  settings: InvoiceSettings,
  signal?: AbortSignal,
): Promise<FoundRecord[]> {
  const sources = invoiceTables(settings.address, settings.customerOrderLine);
  const dispatches = await readDispatches(posted, readers.tables, sources, signal);
  const rows = posted.map((invoice, at): InvoiceRows => ({
    ...invoice,
    orders: orders[at]?.orders ?? [],
    orderLines: orders[at]?.orderLines ?? [],
    dispatches: dispatches[at] ?? [],
  }));
  const masters = await loadInvoiceMasters(rows, readers, settings, signal);
  return rows.map((invoice, at) => foundInvoice(invoice, headers[at]?.date, masters, settings));
}

/** An invoice's rows as a record of the stream. */
function foundInvoice(
  rows: InvoiceRows,
  date: LocalDate | undefined,
  masters: InvoiceMasters,
  settings: InvoiceSettings,
): FoundRecord {
  const read = toInvoice(rows, masters, settings);
  return foundRecord({ ...listed(settings.company, rows.header, date), traits: read.traits }, read);
}

function listed(company: string, header: TableRow, date: LocalDate | undefined): ListedRecord {
  return {
    key: keyOf(company, header),
    party: { role: 'customer', code: header['Customer'] ?? '' },
    ...(date !== undefined && { date }),
    // An invoice is in ArInvoice once it is posted: it has no status to wait for, and is corrected by a credit note and not by
    // changing it. Payments change its balance alone, which no document carries.
    status: '',
    cancelled: false,
    open: false,
    traits: traitsOf(header, header['SalesOrder']),
  };
}

function keyOf(company: string, header: TableRow): ListedRecord['key'] {
  return invoiceKey(company, header['Customer'] ?? '', header['Invoice'] ?? '', header['DocumentType'] ?? '');
}

/**
 * What was posted in the period of a day or later, and is dated before the day. The invoice date is the operator's choice, the
 * period is SYSPRO's: so this finds what was posted lately with an early date. Two plain alternatives, for COMFND nests no more
 * than three brackets.
 */
function postedSince(from: LocalDate, { fiscalYear }: InvoiceSettings): Condition {
  const { year, period } = postingPeriod(from, fiscalYear);
  const earlier: Condition = { column: 'InvoiceDate', to: addDays(from, -1) };
  return {
    anyOf: [
      { allOf: [earlier, { column: 'InvoiceYear', is: 'gt', value: String(year) }] },
      {
        allOf: [
          earlier,
          { column: 'InvoiceYear', is: 'eq', value: String(year) },
          { column: 'InvoiceMonth', is: 'ge', value: String(period) },
        ],
      },
    ],
  };
}
