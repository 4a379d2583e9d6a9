import type { ItemMaster } from '../../documents/commerce.ts';
import { compact } from '../../documents/compact.ts';
import type { Finding } from '../../documents/finding.ts';
import type { Party } from '../../documents/party.ts';
import type { PurchaseOrder } from '../../documents/purchase-order.ts';
import { isoCurrency } from '../currency.ts';
import { isGoods } from '../line-type.ts';
import { addressOf } from '../masters/address-lines.ts';
import { itemsOf } from '../masters/items.ts';
import type { SupplierMaster } from '../masters/suppliers.ts';
import { paymentTermsOf } from '../payment-terms.ts';
import { readRow } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { toLine } from './purchase-order-lines.ts';
import { deliveryColumns, type PurchaseOrderSettings } from './purchase-order-tables.ts';

/** The rows of one order. */
export interface OrderRows {
  /** Of PorMasterHdr. */
  readonly header: TableRow;
  /** Of PorMasterDetail. */
  readonly lines: readonly TableRow[];
}

/** What orders name that is kept elsewhere, by code. */
export interface OrderMasters {
  readonly suppliers: ReadonlyMap<string, SupplierMaster>;
  readonly items: ReadonlyMap<string, ItemMaster>;
  readonly warehouses: ReadonlyMap<string, Party>;
}

/** The order; with findings, as far as it could be read. */
export interface ReadOrder {
  readonly document: PurchaseOrder;
  /** Everything that keeps the rows from being an order. Empty: nothing does. */
  readonly findings: readonly Finding[];
}

/**
 * A purchase order from its rows, and everything that keeps them from being one. Receipts, completed lines and reprints leave
 * it as it is: it says what was ordered. Blank comment lines are left out.
 */
export function toPurchaseOrder(
  { header, lines: rows }: OrderRows,
  masters: OrderMasters,
  { code: company, syspro }: PurchaseOrderSettings,
): ReadOrder {
  const findings: Finding[] = [];
  const number = header['PurchaseOrder'] ?? '';
  const reader = readRow(header, `PorMasterHdr ${number}`, findings);
  const status = reader.requiredCode('OrderStatus');
  const currency = isoCurrency(header['Currency'], syspro);
  if (currency === undefined) {
    reader.report(
      'Currency',
      'SYSPRO-CURRENCY-UNKNOWN',
      'is no ISO 4217 code',
      'Name the ISO code this site’s code stands for in the company’s syspro.currencies.',
    );
  }
  const foreign = currency !== undefined && currency !== syspro.localCurrency;
  const orderDate = reader.date('OrderEntryDate');
  if (orderDate === undefined && header['OrderEntryDate'] === undefined) reader.requiredCode('OrderEntryDate');
  const supplier = reader.requiredCode('Supplier');
  const dueDate = reader.date('OrderDueDate');
  const exchangeRate = foreign ? reader.decimal('ExchangeRate') : undefined;
  const paymentTerms = reader.text('PaymentTerms');
  const context = { order: `PorMasterDetail ${number}`, foreign, priceFactor: syspro.priceFactor };
  const lines = rows
    .map((row) => toLine(row, context, findings))
    .filter((line) => line !== undefined)
    .toSorted((a, b) => a.line - b.line);
  const document = compact({
    type: 'purchase-order' as const,
    company,
    purchaseOrder: number,
    status,
    cancelled: isCancelled(header),
    supplier,
    orderDate: orderDate ?? '',
    dueDate,
    currency: currency ?? '',
    foreign,
    exchangeRate,
    paymentTerms,
    terms:
      paymentTerms !== undefined && syspro.terms[paymentTerms] ? paymentTermsOf(paymentTerms, syspro.terms) : undefined,
    shippingInstructions: reader.text('ShippingInstrs'),
    buyer: reader.text('Buyer'),
    customer: reader.code('Customer'),
    customerPurchaseOrder: reader.text('CustomerPoNumber'),
    taxStatus: reader.text('TaxStatus'),
    shipTo: compact({
      code: reader.code('Warehouse'),
      name: reader.text('DeliveryName'),
      ...addressOf(header, deliveryColumns, syspro.address),
    }),
    otherWarehouses: otherWarehouses({ header, lines: rows })
      .map((code) => masters.warehouses.get(code))
      .filter((warehouse) => warehouse !== undefined),
    lines,
    masters: compact({
      supplier: masters.suppliers.get(supplier),
      items: itemsOf(masters.items, stockCodes(rows)),
    }),
  });
  return { document, findings };
}

/** PORQRY shows the status `*` as Cancelled (recorded); the flag is used so in public joins. */
export function isCancelled(header: TableRow): boolean {
  return header['OrderStatus'] === '*' || header['CancelledFlag']?.trim().toUpperCase() === 'Y';
}

/** The warehouses that lines name and the header does not, each once, in the order of the lines. */
export function otherWarehouses({ header, lines }: OrderRows): string[] {
  const codes = byLine(lines).flatMap((row) => (isGoods(row) ? (row['MWarehouse'] ?? []) : []));
  return [...new Set(codes)].filter((code) => code !== header['Warehouse']);
}

/** The stock codes of the lines of goods, in their order. */
export function stockCodes(lines: readonly TableRow[]): string[] {
  return byLine(lines).flatMap((row) => (isGoods(row) ? (row['MStockCode'] ?? []) : []));
}

function byLine(lines: readonly TableRow[]): TableRow[] {
  return lines.toSorted((a, b) => Number(a['Line']) - Number(b['Line']));
}
