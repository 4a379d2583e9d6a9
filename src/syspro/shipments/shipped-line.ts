import { compact } from '../../documents/compact.ts';
import { Exact, sumOf, textOfDecimal, type DecimalText } from '../../documents/decimal.ts';
import type { Finding } from '../../documents/finding.ts';
import type { ShippedLine } from '../../documents/ship-notice.ts';
import { orderLineKey } from '../custom-forms.ts';
import { readRow, type RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { salesOrderOf, type NoteContext } from './note-context.ts';
import type { LotSettings, ShipmentSettings } from './shipment-settings.ts';

export interface LineSurroundings {
  readonly header: TableRow;
  /** The lots of the whole note. */
  readonly lots: readonly TableRow[];
  readonly context: NoteContext;
  readonly settings: ShipmentSettings;
  readonly findings: Finding[];
}

/**
 * A line of goods of a dispatch note, from MdnDetail and the sales order line it delivers. MQtyToDispatch is taken to be in the order
 * unit, as its name beside MStockQtyToShp says (inferred).
 */
export function shippedLine(
  kind: ShippedLine['kind'],
  row: TableRow,
  line: RowReader,
  surroundings: LineSurroundings,
): ShippedLine {
  const { header, context, settings, findings } = surroundings;
  const number = line.integer('DispatchNoteLine');
  const uom = line.requiredCode('MOrderUom').trim();
  const quantity = line.decimal('MQtyToDispatch');
  const stockCode = line.requiredCode('MStockCode');
  const salesOrder = salesOrderOf(row, header);
  const salesOrderLine = line.integer('SalesOrderLine') || undefined;
  const ordered =
    salesOrder === undefined || salesOrderLine === undefined
      ? undefined
      : context.orderLines.find({ salesOrder, line: salesOrderLine }, header['Invoice']);
  const order = readRow(ordered ?? {}, `SorDetail ${salesOrder ?? ''} line ${salesOrderLine ?? ''}`, findings);
  const lots = settings.stream.lots === 'none' ? [] : lotsOf(number, line, settings.stream.lots, surroundings);
  return compact<ShippedLine>({
    kind,
    line: number,
    salesOrder,
    salesOrderLine,
    customerOrderLine: customerOrderLineOf(ordered, salesOrder, order, surroundings),
    stockCode,
    description: line.text('MStockDes'),
    customerItem:
      line.text('MCusSupStkCode') ??
      order.text('MCusSupStkCode') ??
      context.customerItems(header['Customer'] ?? '', stockCode),
    quantity,
    uom,
    // The unit of the order line may have been changed since; its quantity would then be of other things.
    orderedQuantity: ordered !== undefined && order.text('MOrderUom') === uom ? order.decimal('MOrderQty') : undefined,
    warehouse: line.code('MWarehouse'),
    lots,
  });
}

/** The line of the customer's purchase order, from the column or form field of the sales order line that the settings name. */
function customerOrderLineOf(
  ordered: TableRow | undefined,
  salesOrder: string | undefined,
  order: RowReader,
  { context, settings, findings }: LineSurroundings,
): string | undefined {
  const source = settings.stream.customerOrderLine;
  if (source === undefined || ordered === undefined) return undefined;
  if ('column' in source) return order.text(source.column);
  const key = orderLineKey(salesOrder, ordered['SalesOrderInitLine']);
  return readRow(context.orderLineForms.get(key) ?? {}, `CusSorDetailMerch+ ${key}`, findings).text(source.form);
}

/**
 * The lots of a line, each once. They are kept in the stocking unit, and given in the unit of the line by the ratio of the line's own
 * two quantities; a quotient that does not end is rounded half up at 40 significant digits.
 */
function lotsOf(
  number: number,
  line: RowReader,
  { quantity: column, expiry }: LotSettings,
  { header, lots, findings }: LineSurroundings,
): ShippedLine['lots'] {
  const note = header['DispatchNote'] ?? '';
  const read = lots
    .filter((row) => Number(row['DispatchNoteLine'] ?? 0) === number)
    .map((row) => {
      const reader = readRow(row, `MdnDetailLot ${note} line ${number} lot ${row['Lot'] ?? '?'}`, findings);
      return { lot: reader.requiredCode('Lot'), quantity: reader.decimal(column), expiry: reader.date(expiry) };
    });
  if (read.length === 0) return [];
  const inStock = line.decimal('MStockQtyToShp');
  const total = sumOf(read.map(({ quantity }) => quantity));
  if (total !== inStock) {
    line.report(
      'MStockQtyToShp',
      'SYSPRO-LOT-QUANTITY',
      `is not what its lots add up to, ${total}`,
      'Correct the lots of the line in SYSPRO, or name the column of their quantity in the stream’s lots.',
    );
  }
  const dispatched = line.decimal('MQtyToDispatch');
  const inUom = (quantity: DecimalText): DecimalText =>
    inStock === '0' || inStock === dispatched
      ? quantity
      : textOfDecimal(new Exact(quantity).times(dispatched).div(inStock));
  return [...Map.groupBy(read, ({ lot }) => lot)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([lot, parts]) =>
      compact({
        lot: lot.trim(),
        quantity: inUom(sumOf(parts.map(({ quantity }) => quantity))),
        expiry: parts.find((part) => part.expiry !== undefined)?.expiry,
      }),
    );
}
