import type { CompanyConfig } from '../../config.ts';
import { invoiceOf } from '../../documents/invoice.ts';
import { isLocalDate } from '../../documents/local-date.ts';
import { orderLineKey } from '../custom-forms.ts';
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
import { headerTable, invoiceTables, orderLineColumns, siteColumns, siteColumnTables } from './invoice-tables.ts';
import {
  readOrderLines,
  readOrders,
  readPosted,
  salesOrdersOf,
  type OrderRows,
  type PostedRows,
} from './read-invoice-rows.ts';
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
  const columns: SorqidColumns = {
    order: sources.order.columns(undefined),
    line: orderLineColumns,
  };
  const more = siteColumns(settings.customerOrderLine);
  const siteTables = siteColumnTables(settings.customerOrderLine);

  async function readDocument(posted: PostedRows, signal?: AbortSignal): Promise<OrderRows | undefined> {
    if (salesOrdersOf(posted).length !== 1) return undefined;
    const reply = await query('SORQID', request(posted.header), signal);
    const own = sorqidDocuments(reply).filter((document) => isDocumentOf(document, posted.header));
    // Two that differ by the letter case of the type alone are not told apart by SORQID.
    const [document] = own;
    return document === undefined || own.length > 1 ? undefined : sorqidRows(document, posted, columns);
  }

  /** Adds the columns of the site's own to the lines SORQID told. */
  async function withSiteColumns(
    posted: readonly PostedRows[],
    told: readonly OrderRows[],
    signal?: AbortSignal,
  ): Promise<OrderRows[]> {
    const lines = more.length === 0 ? [] : await readOrderLines(posted, tables, siteTables, signal);
    return told.map(({ orders, orderLines }, at) => {
      const stored = new Map(
        lines[at]?.map((row) => [orderLineKey(row['SalesOrder'], row['SalesOrderLine']), row]) ?? [],
      );
      const completed = orderLines.map((row) => {
        return { ...stored.get(orderLineKey(row['SalesOrder'], row['SalesOrderLine'])), ...row };
      });
      return { orders, orderLines: completed };
    });
  }

  async function ordersOf(posted: readonly PostedRows[], signal?: AbortSignal): Promise<OrderRows[]> {
    const told = new Map<PostedRows, OrderRows>();
    for (const invoice of posted) {
      const orders = await readDocument(invoice, signal);
      if (orders) told.set(invoice, orders);
    }
    const known = posted.filter((invoice) => told.has(invoice));
    const rest = posted.filter((invoice) => !told.has(invoice));
    const completed = await withSiteColumns(known, [...told.values()], signal);
    const stored = await readOrders(rest, tables, sources, signal);
    return posted.map((invoice) => {
      const orders = told.has(invoice) ? completed[known.indexOf(invoice)] : stored[rest.indexOf(invoice)];
      return orders ?? { orders: [], orderLines: [] };
    });
  }

  return {
    async readByKeys(keys, signal) {
      const values = [...new Set(keys.map((key) => invoiceOf({ key }).invoice))];
      const rows = await readSourceByKeys(tables, headerTable, { column: 'Invoice', values, signal });
      const wanted = new Set(keys);
      const headers = rows
        .filter((header) => wanted.has(stream.keyOf(header).key))
        .map((header): DatedHeader => {
          const date = header['InvoiceDate'];
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
    `<${name} FilterType="L" FilterValue="${escapeXml(value ?? '').replaceAll('"', '&quot;')}"/>`;
  return [
    `<Query><Option><Reprint>Y</Reprint><DocumentType>${escapeXml(documentTypeOf(header))}</DocumentType>`,
    '<IncludeForms>N</IncludeForms><IgnorePrintStatus>Y</IgnorePrintStatus></Option>',
    `<Filter>${filter('Customer', header['Customer'])}${filter('InvoiceNumber', header['Invoice'])}</Filter></Query>`,
  ].join('');
}
