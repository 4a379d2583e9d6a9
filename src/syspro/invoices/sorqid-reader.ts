import type { CompanyConfig } from '../../config.ts';
import { invoiceOf } from '../../documents/invoice.ts';
import { isLocalDate } from '../../documents/local-date.ts';
import type { DocumentReader, RecordReading } from '../document-source.ts';
import type { EnetAccess } from '../enet/enet-tables.ts';
import { escapeXml } from '../enet/where-expressions.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { DatedHeader } from '../stream-definition.ts';
import { absent } from '../table-scanner.ts';
import type { TableRow } from '../table-reader.ts';
import { documentTypeOf } from './invoice-kind.ts';
import { invoiceSettings } from './invoice-settings.ts';
import { assembleInvoices, createInvoiceStream } from './invoice-stream.ts';
import { headerTable, invoiceTables } from './invoice-tables.ts';
import { readOrders, readPosted, salesOrdersOf, type OrderRows, type PostedRows } from './read-invoice-rows.ts';
import { isDocumentOf, sorqidDocuments, sorqidRows, type SorqidColumns } from './sorqid-rows.ts';

/**
 * Invoices by the business object SORQID, one call each, in the shape the tables give. What was posted (ArInvoice, ArTrnSummary,
 * ArTrnDetail) is read by COMFND, for SORQID shows amounts as documents do: without the type, the deposit, the invoice credited
 * and the kinds of goods. SORQID tells what the sales order says: units, prices, discounts, descriptions, comments, addresses. What it
 * does not have, as invoices made without a sales order, or not in every element this needs, is read by COMFND as well.
 * @throws RangeError when the company has no stream of invoices
 */
export function createSorqidReader(company: CompanyConfig, { query, tables }: EnetAccess): DocumentReader {
  const settings = invoiceSettings(company);
  const stream = createInvoiceStream(company);
  const sources = invoiceTables(settings.address, settings.customerOrderLine);
  const dateColumn = company.streams.invoices?.dateColumn ?? 'InvoiceDate';
  const columns: SorqidColumns = {
    order: sources.order.columns(undefined),
    line: sources.orderLine.columns(undefined),
  };

  async function readDocument(posted: PostedRows, signal?: AbortSignal): Promise<OrderRows | undefined> {
    if (salesOrdersOf(posted).length !== 1) return undefined;
    const reply = await query('SORQID', request(posted.header), signal);
    const own = sorqidDocuments(reply).filter((document) => isDocumentOf(document, posted.header));
    // Two that differ by the letter case of the type alone are not told apart by SORQID.
    const [document] = own;
    return document === undefined || own.length > 1 ? undefined : sorqidRows(document, posted, columns);
  }

  async function ordersOf(posted: readonly PostedRows[], signal?: AbortSignal): Promise<OrderRows[]> {
    const told: (OrderRows | undefined)[] = [];
    for (const invoice of posted) told.push(await readDocument(invoice, signal));
    const rest = posted.filter((_, at) => told[at] === undefined);
    const stored = new Map<PostedRows, OrderRows>();
    for (const [at, orders] of (await readOrders(rest, tables, sources, signal)).entries()) {
      const invoice = rest[at];
      if (invoice) stored.set(invoice, orders);
    }
    return posted.map((invoice, at) => told[at] ?? stored.get(invoice) ?? { orders: [], orderLines: [] });
  }

  return {
    async readByKeys(keys, signal) {
      const values = [...new Set(keys.map((key) => invoiceOf({ key }).invoice))];
      const rows = await readSourceByKeys(tables, headerTable, { column: 'Invoice', values, signal }, [dateColumn]);
      const wanted = new Set(keys);
      const headers = rows
        .filter((header) => wanted.has(stream.keyOf(header).key))
        .map((header): DatedHeader => {
          const date = header[dateColumn];
          return { header, ...(isLocalDate(date) && { date }) };
        });
      const posted = await readPosted(
        headers.map(({ header }) => header),
        tables,
        sources,
        signal,
      );
      const orders = await ordersOf(posted, signal);
      const found = await assembleInvoices(headers, posted, orders, { tables, forms: tables }, settings, signal);
      const byKey = new Map(found.map((record) => [record.key.key, record]));
      return keys.map((key): RecordReading => byKey.get(key) ?? absent(stream, key));
    },
  };
}

/** Asks for one document. Reprint=Y is the default and said all the same: a query must not mark anything as printed. */
function request(header: TableRow): string {
  const filter = (name: string, value: string | undefined): string =>
    `<${name} FilterType="L" FilterValue="${escapeXml(value ?? '')}"/>`;
  return [
    `<Query><Option><Reprint>Y</Reprint><DocumentType>${escapeXml(documentTypeOf(header))}</DocumentType>`,
    '<IncludeForms>N</IncludeForms><IgnorePrintStatus>Y</IgnorePrintStatus></Option>',
    `<Filter>${filter('Customer', header['Customer'])}${filter('InvoiceNumber', header['Invoice'])}</Filter></Query>`,
  ].join('');
}
