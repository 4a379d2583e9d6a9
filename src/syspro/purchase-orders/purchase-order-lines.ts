import type { ChargeLine, CommentLine } from '../../documents/commerce.ts';
import { compact } from '../../documents/compact.ts';
import type { DecimalText } from '../../documents/decimal.ts';
import { netPriceOf } from '../../documents/discount-steps.ts';
import type { Finding } from '../../documents/finding.ts';
import type { MerchandiseLine, PurchaseOrderLine } from '../../documents/purchase-order.ts';
import { discountsOf } from '../discounts.ts';
import { lineTypeOf } from '../line-type.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { orderUomPrice, type PriceFactor } from './line-price.ts';

export interface LineContext {
  /** How findings name the order: `PorMasterDetail 000000000150802`. */
  readonly order: string;
  /** Whether the order's currency is not the company's own. */
  readonly foreign: boolean;
  /** What a line's price factor converts; as SYSPRO's help says when absent. */
  readonly priceFactor?: PriceFactor;
}

/** A line of an order from its PorMasterDetail row; undefined for a blank comment, and where its type is unknown. */
export function toLine(row: TableRow, context: LineContext, findings: Finding[]): PurchaseOrderLine | undefined {
  const reader = readRow(row, `${context.order} line ${row['Line'] ?? '?'}`, findings);
  const line = reader.integer('Line');
  const type = lineTypeOf(reader);
  switch (type) {
    case 'stocked':
    case 'non-stocked':
      return merchandise(reader, line, type, context);
    case 'freight':
    case 'miscellaneous':
      return charge(reader, line, type, context.foreign);
    case 'comment':
      return comment(reader, line);
    case undefined:
      return undefined;
  }
}

function merchandise(
  reader: RowReader,
  line: number,
  kind: MerchandiseLine['kind'],
  { foreign, priceFactor }: LineContext,
): MerchandiseLine {
  const orderUom = reader.requiredCode('MOrderUom').trim();
  const priceUom = reader.text('MPriceUom') ?? orderUom;
  const price = reader.decimal(foreign ? 'MForeignPrice' : 'MPrice');
  const quantity = reader.decimal('MOrderQty');
  const units = {
    orderUom,
    priceUom,
    stockingUom: reader.text('MStockingUom') ?? orderUom,
    priceConversion: { factor: reader.decimal('MConvFactPrcUm'), method: reader.text('MMulDivPrc') ?? '' },
    orderConversion: { factor: reader.decimal('MConvFactOrdUm'), method: reader.text('MMulDivAlloc') ?? '' },
  };
  /** An amount per price unit as one per order unit. What is wrong with the units is reported once, for the price. */
  const perOrderUnit = (amount: DecimalText): DecimalText => {
    const converted = orderUomPrice({ ...units, price: amount }, priceFactor);
    return 'price' in converted ? converted.price : '0';
  };
  const converted = orderUomPrice({ ...units, price }, priceFactor);
  if ('conflict' in converted) {
    reader.report(
      'MConvFactPrcUm',
      'SYSPRO-PRICE-CONVERSION',
      converted.conflict,
      'Correct the units and factors of the line in SYSPRO: the price of an ordered unit is not certain.',
    );
  }
  const discounts = discountsOf(reader);
  const orderPrice = perOrderUnit(price);
  return compact({
    kind,
    line,
    stockCode: reader.requiredCode('MStockCode'),
    description: reader.text('MStockDes'),
    supplierItem: reader.text('MSupCatalogue'),
    warehouse: reader.code('MWarehouse'),
    quantity,
    orderUom,
    price,
    priceUom,
    orderUomPrice: orderPrice,
    discounts,
    netPrice: netPriceOf({ uomPrice: orderPrice, quantity, discounts }, perOrderUnit),
    taxCode: reader.text('MTaxCode'),
    version: reader.text('MVersion'),
    release: reader.text('MRelease'),
    dueDate: reader.date('MLatestDueDate'),
  });
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
