import { decodeKey } from '../../documents/document-key.ts';
import type { LocalDate } from '../../documents/local-date.ts';
import { isLocalDate } from '../../documents/local-date.ts';
import type { DocumentReader, RecordReading, SourceTable } from '../document-source.ts';
import type { EnetAccess } from '../enet/enet-tables.ts';
import { escapeXml } from '../enet/where-expressions.ts';
import { readSourceByKeys } from '../source-rows.ts';
import { SysproError } from '../syspro-error.ts';
import { absent } from '../table-scanner.ts';
import type { TableRow } from '../table-reader.ts';
import { porqryRows } from './porqry-rows.ts';
import type { OrderRows } from './purchase-order-rows.ts';
import { assembleOrders, createPurchaseOrderStream } from './purchase-order-stream.ts';
import type { PurchaseOrderSettings } from './purchase-order-tables.ts';

/** What PORQRY does not tell of an order. It also says, for all orders at once, which of them there are. */
const storedHeader: SourceTable = {
  name: 'PorMasterHdr',
  key: ['PurchaseOrder'],
  columns: () => ['PurchaseOrder', 'CancelledFlag', 'TaxStatus'],
};

/**
 * Purchase orders by the business object PORQRY, one call each, in the shape the tables give. An order of whose lines PORQRY leaves
 * none out: completed ones too, and all kinds.
 */
export function createPorqryReader(company: PurchaseOrderSettings, { query, tables }: EnetAccess): DocumentReader {
  const stream = createPurchaseOrderStream(company);

  async function readOrder(
    number: string,
    stored: TableRow,
    signal?: AbortSignal,
  ): Promise<OrderRows & { readonly date?: LocalDate }> {
    const rows = porqryRows(await query('PORQRY', request(number), signal), stored);
    if (rows.header['PurchaseOrder'] !== number) throw notTheOrder(number);
    const date = rows.header['OrderEntryDate'];
    return { ...rows, ...(isLocalDate(date) && { date }) };
  }

  return {
    async readByKeys(keys, signal) {
      const values = keys.map((key) => decodeKey(key)[0] ?? '');
      const stored = await readSourceByKeys(tables, storedHeader, {
        column: 'PurchaseOrder',
        values,
        ...(signal && { signal }),
      });
      const orders: (OrderRows & { readonly date?: LocalDate })[] = [];
      for (const row of stored) orders.push(await readOrder(row['PurchaseOrder'] ?? '', row, signal));
      const found = orders.length === 0 ? [] : await assembleOrders(company, orders, tables, signal);
      const byKey = new Map(found.map((record) => [record.key.key, record]));
      return keys.map((key): RecordReading => byKey.get(key) ?? absent(stream, key));
    },
  };
}

function request(number: string): string {
  const options = [
    'IncludeStockedLines',
    'IncludeNonStockedLines',
    'IncludeFreightLines',
    'IncludeMiscellaneousLines',
    'IncludeCommentLines',
    'IncludeCompletedLines',
  ].map((name) => `<${name}>Y</${name}>`);
  const without = ['IncludeGrns', 'IncludeHistory', 'IncludeLctDetails', 'IncludeRequisitionDetails'].map(
    (name) => `<${name}>N</${name}>`,
  );
  return [
    `<Query><Key><PurchaseOrder>${escapeXml(number)}</PurchaseOrder></Key>`,
    `<Option>${options.join('')}${without.join('')}</Option>`,
    '<Filter><LineNo FilterType="A" FilterValue=""/></Filter></Query>',
  ].join('');
}

function notTheOrder(number: string): SysproError {
  return new SysproError('SYSPRO-ANSWER-UNREADABLE', {
    retryable: true,
    message: `the answer of SYSPRO e.net to PORQRY is not of the order ${number}`,
    fix: 'Report the shape of the reply, or fetch purchase orders by OData.',
  });
}
