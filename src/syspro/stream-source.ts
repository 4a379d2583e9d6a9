import type { CompanyConfig } from '../config.ts';
import type { StreamName } from '../documents/stream.ts';
import type { DocumentReader, StreamSource } from './document-source.ts';
import type { EnetAccess } from './enet/enet-tables.ts';
import { createSorqidReader } from './invoices/sorqid-reader.ts';
import { createInvoiceStream } from './invoices/invoice-stream.ts';
import { createPorqryReader } from './purchase-orders/porqry-reader.ts';
import { createPurchaseOrderStream } from './purchase-orders/purchase-order-stream.ts';
import { createShipmentStream } from './shipments/shipment-stream.ts';
import { createSorqdnReader } from './shipments/sorqdn-reader.ts';
import type { StreamDefinition } from './stream-definition.ts';
import { createTableScanner } from './table-scanner.ts';
import type { TableReader } from './table-reader.ts';

/** SYSPRO as one company reads it. */
export interface SysproAccess {
  readonly odata: TableReader;
  readonly enet: EnetAccess;
}

/**
 * A stream of a company, polled and fetched by the channels its configuration says.
 * @throws RangeError for a stream that is not configured
 */
export function openStreamSource(
  company: CompanyConfig,
  name: StreamName,
  { odata, enet }: SysproAccess,
): StreamSource {
  const stream = company.streams[name];
  if (!stream) throw new RangeError(`company ${company.code} has no stream ${name}`);
  const definition = streamDefinition(company, name, enet.tables);
  const scannerOf = (channel: 'odata' | 'enet') =>
    createTableScanner(channel === 'odata' ? odata : enet.tables, definition, stream.dateColumn);
  const scanner = scannerOf(stream.poll);
  if (stream.fetch === 'enet') return { scanner, fetcher: businessObjectReader(company, name, enet) };
  return { scanner, fetcher: stream.poll === 'odata' ? scanner : scannerOf('odata') };
}

/** How a stream is read out of tables. @param forms reads custom forms, which OData does not show */
export function streamDefinition(company: CompanyConfig, name: StreamName, forms?: TableReader): StreamDefinition {
  switch (name) {
    case 'purchase-orders':
      return createPurchaseOrderStream(company);
    case 'invoices':
      return createInvoiceStream(company, forms);
    case 'shipments':
      return createShipmentStream(company, forms);
  }
}

function businessObjectReader(company: CompanyConfig, name: StreamName, enet: EnetAccess): DocumentReader {
  switch (name) {
    case 'purchase-orders':
      return createPorqryReader(company, enet);
    case 'invoices':
      return createSorqidReader(company, enet);
    case 'shipments':
      return createSorqdnReader(company, enet);
  }
}
