import type { Finding } from '../../documents/finding.ts';
import type {
  ChargeLine,
  CommentLine,
  MerchandiseLine,
  PurchaseOrder,
  PurchaseOrderLine,
} from '../../documents/purchase-order.ts';
import { isoCurrency, type CurrencySettings } from '../currency.ts';
import type { TableRow } from '../table-reader.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import { deliveryAddress } from './delivery-address.ts';
import { orderUomPrice, type PriceFactor } from './line-price.ts';
import { detailTable, headerTable, type AddressLines } from './purchase-order-tables.ts';

export interface RowSettings extends CurrencySettings {
  /** The company's code in our configuration. */
  readonly company: string;
  readonly address: AddressLines;
  /** What a line's price factor converts; as SYSPRO's help says when absent. */
  readonly priceFactor?: PriceFactor;
}

export type PurchaseOrderResult = { readonly document: PurchaseOrder } | { readonly findings: readonly Finding[] };

/**
 * A purchase order from its PorMasterHdr row and its PorMasterDetail rows, or everything that keeps the rows from being one.
 * Receipts, completed lines and reprints leave it as it is: it says what was ordered. Blank comment lines are left out.
 */
export function toPurchaseOrder(
  header: TableRow,
  details: readonly TableRow[],
  settings: RowSettings,
): PurchaseOrderResult {
  const findings: Finding[] = [];
  const number = header['PurchaseOrder'] ?? '';
  const reader = readRow(header, `${headerTable} ${number}`, findings);
  const status = reader.requiredCode('OrderStatus');
  const currency = isoCurrency(header['Currency'], settings);
  if (currency === undefined) {
    reader.report(
      'Currency',
      'SYSPRO-CURRENCY-UNKNOWN',
      'is no ISO 4217 code',
      'Name the ISO code this site’s code stands for in the company’s syspro.currencies.',
    );
  }
  const orderDate = reader.date('OrderEntryDate');
  if (orderDate === undefined && header['OrderEntryDate'] === undefined) reader.requiredCode('OrderEntryDate');
  const document = compact({
    type: 'purchase-order' as const,
    company: settings.company,
    purchaseOrder: number,
    status,
    // PORQRY shows `*` as Cancelled (recorded); the flag is used so in public joins.
    cancelled: status === '*' || reader.flag('CancelledFlag'),
    supplier: reader.requiredCode('Supplier'),
    orderDate: orderDate ?? '',
    dueDate: reader.date('OrderDueDate'),
    currency: currency ?? '',
    paymentTerms: reader.text('PaymentTerms'),
    shippingInstructions: reader.text('ShippingInstrs'),
    buyer: reader.text('Buyer'),
    customerPurchaseOrder: reader.text('CustomerPoNumber'),
    shipTo: compact(deliveryAddress(reader, settings.address)),
    lines: details
      .map((row) => toLine(row, `${detailTable} ${number}`, settings, currency !== settings.localCurrency, findings))
      .filter((line) => line !== undefined)
      .toSorted((a, b) => a.line - b.line),
  });
  return findings.length > 0 ? { findings } : { document };
}

function toLine(
  row: TableRow,
  order: string,
  settings: RowSettings,
  foreign: boolean,
  findings: Finding[],
): PurchaseOrderLine | undefined {
  const reader = readRow(row, `${order} line ${row['Line'] ?? '?'}`, findings);
  const line = reader.integer('Line');
  switch (row['LineType'] ?? '') {
    case '1':
    case '7': {
      const kind = row['LineType'] === '1' ? 'stocked' : 'non-stocked';
      return merchandise(reader, { line, kind, foreign }, settings);
    }
    case '4':
      return charge(reader, line, 'freight', foreign);
    case '5':
      return charge(reader, line, 'miscellaneous', foreign);
    case '6':
      return comment(reader, line);
    default:
      reader.report(
        'LineType',
        'SYSPRO-LINE-TYPE-UNKNOWN',
        'is none of 1, 4, 5, 6 and 7',
        'Report the line type with what SYSPRO shows for the line: it is not published.',
      );
      return undefined;
  }
}

function merchandise(
  reader: RowReader,
  { line, kind, foreign }: { line: number; kind: MerchandiseLine['kind']; foreign: boolean },
  settings: RowSettings,
): MerchandiseLine {
  const orderUom = reader.requiredCode('MOrderUom').trim();
  const priceUom = reader.text('MPriceUom') ?? orderUom;
  const price = reader.decimal(foreign ? 'MForeignPrice' : 'MPrice');
  const converted = orderUomPrice(
    {
      price,
      orderUom,
      priceUom,
      stockingUom: reader.text('MStockingUom') ?? orderUom,
      priceConversion: { factor: reader.decimal('MConvFactPrcUm'), method: reader.text('MMulDivPrc') ?? '' },
      orderConversion: { factor: reader.decimal('MConvFactOrdUm'), method: reader.text('MMulDivAlloc') ?? '' },
    },
    settings.priceFactor,
  );
  if ('conflict' in converted) {
    reader.report(
      'MConvFactPrcUm',
      'SYSPRO-PRICE-CONVERSION',
      converted.conflict,
      'Correct the units and factors of the line in SYSPRO: the price of an ordered unit is not certain.',
    );
  }
  reportDiscounts(reader);
  return compact({
    kind,
    line,
    stockCode: reader.requiredCode('MStockCode'),
    description: reader.text('MStockDes'),
    supplierItem: reader.text('MSupCatalogue'),
    warehouse: reader.code('MWarehouse'),
    quantity: reader.decimal('MOrderQty'),
    orderUom,
    price,
    priceUom,
    orderUomPrice: 'price' in converted ? converted.price : '0',
    dueDate: reader.date('MLatestDueDate'),
  });
}

/** A line's price is before its discounts, and a document has no place for them yet: sent without, it would be wrong. */
function reportDiscounts(reader: RowReader): void {
  for (const column of ['MDiscPct1', 'MDiscPct2', 'MDiscPct3', 'MDiscValue']) {
    if (reader.decimal(column) === '0') continue;
    reader.report(
      column,
      'SYSPRO-DISCOUNT-NOT-CARRIED',
      'is a discount, which the document cannot carry yet',
      'Enter the discounted price in SYSPRO without a discount, or send this order by other means.',
    );
  }
}

function charge(reader: RowReader, line: number, kind: ChargeLine['kind'], foreign: boolean): ChargeLine {
  const local = reader.decimal('NMscChargeValue');
  // NMscChargeFor is read as the foreign twin of NMscChargeValue, as MForeignPrice is of MPrice (inferred).
  const amount = foreign ? reader.decimal('NMscChargeFor') : local;
  if (foreign && amount === '0' && local !== '0') {
    reader.report(
      'NMscChargeFor',
      'SYSPRO-CHARGE-CURRENCY',
      'is 0 while the charge has a value in local currency',
      'Enter the charge in the supplier’s currency in SYSPRO.',
    );
  }
  return compact({ kind, line, description: reader.text('NComment'), amount });
}

function comment(reader: RowReader, line: number): CommentLine | undefined {
  const text = reader.text('NComment');
  if (text === undefined) return undefined;
  return compact({ kind: 'comment' as const, line, text, forLine: reader.integer('NCommentFromLin') || undefined });
}

/** Without the properties that are undefined, so that a document equals its own JSON. */
function compact<T extends object>(value: T): T {
  const copy = { ...value };
  for (const name of Object.keys(copy)) if (Reflect.get(copy, name) === undefined) Reflect.deleteProperty(copy, name);
  return copy;
}
