import type { CompanyConfig, StreamConfig } from '../../config.ts';
import { contentHash } from '../../documents/content-hash.ts';
import type { DocumentKey } from '../../documents/document-key.ts';
import type { Finding } from '../../documents/finding.ts';
import { purchaseOrderKey, type LocalDate, type PurchaseOrder } from '../../documents/purchase-order.ts';
import { requireColumns, type ODataClient } from '../odata/odata-client.ts';
import { daysFilter } from '../odata/literals.ts';
import type { ODataRow } from '../odata/rows.ts';
import type { PriceFactor } from './line-price.ts';
import { toPurchaseOrder } from './purchase-order-rows.ts';
import {
  detailColumns,
  detailKey,
  detailTable,
  headerColumnsFor,
  headerDateColumns,
  headerKey,
  headerTable,
} from './purchase-order-tables.ts';

interface ReadRecord {
  readonly key: DocumentKey;
  /** PorMasterHdr.Supplier, raw; `''` where it is blank. */
  readonly supplier: string;
  /** PorMasterHdr.OrderEntryDate. */
  readonly orderDate?: LocalDate;
  readonly status: string;
  /** Tells two readings apart: of the document where there is one, else of the rows. */
  readonly hash: string;
}

/** What became of reading one purchase order. */
export type PurchaseOrderReading =
  | (ReadRecord & { readonly outcome: 'document'; readonly document: PurchaseOrder })
  | (ReadRecord & { readonly outcome: 'unusable'; readonly findings: readonly Finding[] })
  /** SYSPRO has no such order (any more). */
  | { readonly outcome: 'absent'; readonly key: DocumentKey };

/** An order that was found, usable or not. */
export type FoundPurchaseOrder = Exclude<PurchaseOrderReading, { outcome: 'absent' }>;

export interface PurchaseOrderScan {
  /** First and last day of the date column, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Go on after this key: the `next` of the page before. */
  readonly afterKey?: string;
  /** Headers to look at for one page. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

export interface PurchaseOrderPage {
  readonly readings: FoundPurchaseOrder[];
  /** Where the next page starts; absent after the last. A page may be empty and yet not the last. */
  readonly next?: string;
}

/** Where purchase orders are read from. Each method throws SysproError. */
export interface PurchaseOrderSource {
  /** The column {@link scan} filters on: PostDate where the service has it, else OrderEntryDate, or as configured. */
  dateColumn(signal?: AbortSignal): Promise<string>;
  /** One page, by full primary key, of the orders dated within the days. Undated orders are never among them. */
  scan(scan: PurchaseOrderScan): Promise<PurchaseOrderPage>;
  /** The orders of these numbers (raw, as in their document keys), one reading each, in the order asked for. */
  readByKeys(keys: readonly string[], signal?: AbortSignal): Promise<PurchaseOrderReading[]>;
}

/** The part of a company's configuration that says how its purchase orders are read. */
export interface PurchaseOrderSettings {
  readonly code: string;
  readonly syspro: Pick<CompanyConfig['syspro'], 'localCurrency' | 'currencies' | 'address'> & {
    /** Inferred, so a setting: see {@link PriceFactor}. */
    readonly priceFactor?: PriceFactor;
  };
  readonly streams: { readonly 'purchase-orders'?: Pick<StreamConfig, 'dateColumn'> };
}

export interface PurchaseOrderSourceOptions {
  readonly odata: ODataClient;
  readonly company: PurchaseOrderSettings;
}

/** Purchase orders of one company by OData, from PorMasterHdr and PorMasterDetail. */
export function createPurchaseOrderSource({ odata, company }: PurchaseOrderSourceOptions): PurchaseOrderSource {
  const settings = { company: company.code, ...company.syspro };

  async function dateColumn(signal?: AbortSignal): Promise<string> {
    return purchaseOrderDateColumn(odata, company, signal);
  }

  async function headerColumns(signal?: AbortSignal): Promise<string[]> {
    const columns = await odata.columns(headerTable, signal);
    return headerColumnsFor((column) => columns.has(column), company.syspro.address);
  }

  /** The readings of headers, each with its lines. Lines without a header (SYSPRO enforces no foreign keys) are nobody's. */
  async function readingsOf(headers: readonly ODataRow[], signal?: AbortSignal): Promise<FoundPurchaseOrder[]> {
    const details = await odata.readByKeys(detailTable, {
      select: detailColumns,
      key: detailKey,
      column: 'PurchaseOrder',
      values: headers.map(numberOf),
      signal,
    });
    const byOrder = Map.groupBy(details, numberOf);
    return headers.map((header) => readingOf(header, byOrder.get(numberOf(header)) ?? []));
  }

  function readingOf(header: ODataRow, details: readonly ODataRow[]): FoundPurchaseOrder {
    const result = toPurchaseOrder(header, details, settings);
    const record = {
      key: purchaseOrderKey(company.code, numberOf(header)),
      supplier: header['Supplier'] ?? '',
      status: header['OrderStatus'] ?? '',
      ...(isDay(header['OrderEntryDate']) && { orderDate: header['OrderEntryDate'] }),
    };
    return 'document' in result
      ? { outcome: 'document', ...record, hash: contentHash(result.document), document: result.document }
      : { outcome: 'unusable', ...record, hash: contentHash([header, ...details]), findings: result.findings };
  }

  return {
    dateColumn,
    async scan({ from, to, afterKey, limit, signal }) {
      const date = await dateColumn(signal);
      const columns = await odata.columns(headerTable, signal);
      const headers = await odata.read(headerTable, {
        select: [...(await headerColumns(signal)), date],
        key: headerKey,
        filter: daysFilter(date, columns.get(date), from, to),
        top: limit,
        signal,
        ...(afterKey !== undefined && { after: [afterKey] }),
      });
      const inside = headers.filter((header) => {
        const day = header[date];
        // A date that is no day gets its finding with the order.
        return !isDay(day) || (day >= from && day <= to);
      });
      const last = headers.length < limit ? undefined : headers.at(-1);
      return { readings: await readingsOf(inside, signal), ...(last && { next: numberOf(last) }) };
    },
    async readByKeys(keys, signal) {
      const headers = await odata.readByKeys(headerTable, {
        select: await headerColumns(signal),
        key: headerKey,
        column: 'PurchaseOrder',
        values: keys,
        signal,
      });
      const found = new Map((await readingsOf(headers, signal)).map((reading) => [reading.key.key, reading]));
      return keys.map((number) => {
        const key = purchaseOrderKey(company.code, number);
        return found.get(key.key) ?? { outcome: 'absent', key };
      });
    },
  };
}

/**
 * The column of PorMasterHdr that polls filter on.
 * @throws SysproError SYSPRO-COLUMN-UNKNOWN where the configured column, or every known one, is absent
 */
export async function purchaseOrderDateColumn(
  odata: ODataClient,
  company: Pick<PurchaseOrderSettings, 'streams'>,
  signal?: AbortSignal,
): Promise<string> {
  const columns = await odata.columns(headerTable, signal);
  const configured = company.streams['purchase-orders']?.dateColumn;
  const wanted = configured === undefined ? headerDateColumns : [configured];
  const found = wanted.find((column) => columns.has(column));
  if (found === undefined) requireColumns(headerTable, columns, wanted.slice(-1));
  return found ?? '';
}

function numberOf(row: ODataRow): string {
  return row['PurchaseOrder'] ?? '';
}

function isDay(text: string | undefined): text is LocalDate {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
}
