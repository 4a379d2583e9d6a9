import type { CommentLine } from '../../documents/commerce.ts';
import { compact } from '../../documents/compact.ts';
import type { Finding } from '../../documents/finding.ts';
import type { ShipNotice, ShippedLine, ShippedOrder } from '../../documents/ship-notice.ts';
import { lineTypeOf } from '../line-type.ts';
import { itemsOf } from '../masters/items.ts';
import { readRow } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import { packagesOf } from './cartons.ts';
import type { NoteContext, NoteRows } from './note-context.ts';
import { shipToOf } from './note-ship-to.ts';
import { shippedLine } from './shipped-line.ts';
import { commentColumns } from './shipment-tables.ts';
import type { ShipmentSettings } from './shipment-settings.ts';
import { transportOf } from './transport.ts';

/** A ship notice as far as its rows make one, and what keeps them from it: with any finding it is not to be sent. */
export interface ShipNoticeResult {
  readonly document: ShipNotice;
  readonly findings: readonly Finding[];
}

/**
 * The ship notice of one dispatch note. Freight and charges of the note are not shipped, so they are not in it; nor is what changes
 * when it is printed or invoiced, but for its status.
 */
export function toShipNotice(rows: NoteRows, context: NoteContext, settings: ShipmentSettings): ShipNoticeResult {
  const findings: Finding[] = [];
  const { header } = rows;
  const number = header['DispatchNote'] ?? '';
  const note = readRow(header, `MdnMaster ${number}`, findings);
  const status = note.requiredCode('DispatchNoteStatus');
  const { goods, comments } = linesOf(rows, context, settings, number, findings);
  const { cartons, fields } = settings.stream;
  const packages = cartons ? packagesOf(context.cartons.get(number) ?? [], goods, cartons, number, findings) : [];
  const customer = note.requiredCode('Customer');
  const planned = note.date('PlannedDeliverDate');
  const soldTo = context.customers.get(customer)?.soldTo;
  const warehouse = goods[0]?.warehouse;
  const document = compact<ShipNotice>({
    type: 'ship-notice',
    company: settings.company,
    dispatchNote: number,
    status,
    cancelled: status === cancelledStatus,
    customer,
    branch: note.code('Branch'),
    shipDate: note.date('ActualDeliveryDate') ?? planned,
    plannedDeliveryDate: planned,
    shippingInstructions: note.text('ShippingInstrs'),
    shippingInstructionsCode: note.text('ShippingInstrsCod'),
    specialInstructions: note.text('SpecialInstrs'),
    comments: commentColumns.map((column) => note.text(column)).filter((text) => text !== undefined),
    shipTo: shipToOf(header, note, context, settings),
    shipFrom: warehouse === undefined ? undefined : context.warehouses.get(warehouse),
    transport: transportOf(rows, fields, number, findings),
    orders: ordersOf(goods, header, context, findings),
    lines: [...goods, ...comments].toSorted((a, b) => a.line - b.line),
    packages,
    masters: compact({
      soldTo,
      items: itemsOf(
        context.items,
        goods.map(({ stockCode }) => stockCode),
      ),
    }),
  });
  return { document, findings };
}

/** MdnMaster.DispatchNoteStatus of a cancelled note, whose goods are back in stock, and of one that is invoiced. */
export const cancelledStatus = '*';
export const completeStatus = '9';

function linesOf(
  { header, lines, lots }: NoteRows,
  context: NoteContext,
  settings: ShipmentSettings,
  note: string,
  findings: Finding[],
): { goods: ShippedLine[]; comments: CommentLine[] } {
  const goods: ShippedLine[] = [];
  const comments: TableRow[] = [];
  for (const row of lines) {
    const reader = readRow(row, lineRecord(note, row), findings);
    const type = lineTypeOf(reader);
    switch (type) {
      case 'stocked':
      case 'non-stocked':
        goods.push(shippedLine(type, row, reader, { header, lots, context, settings, findings }));
        break;
      case 'comment':
        comments.push(row);
        break;
      case 'freight':
      case 'miscellaneous':
      case undefined:
        break;
    }
  }
  goods.sort((a, b) => a.line - b.line);
  return { goods, comments: comments.flatMap((row) => commentOf(row, goods, note, findings)) };
}

/** A comment line. One that is of no line of goods of this note is of the whole of it; a blank one is left out. */
function commentOf(row: TableRow, goods: readonly ShippedLine[], note: string, findings: Finding[]): CommentLine[] {
  const reader = readRow(row, lineRecord(note, row), findings);
  const text = reader.text('NComment');
  if (text === undefined) return [];
  const from = reader.integer('NCommentFromLin');
  const forLine = goods.some(({ line }) => line === from) ? from : undefined;
  return [compact<CommentLine>({ kind: 'comment', line: reader.integer('DispatchNoteLine'), text, forLine })];
}

function lineRecord(note: string, row: TableRow): string {
  return `MdnDetail ${note} line ${row['DispatchNoteLine'] ?? '?'}`;
}

/** The sales orders of the lines, each once. What only a purged order would tell is taken from the note where it was made from it. */
function ordersOf(
  goods: readonly ShippedLine[],
  header: TableRow,
  { orders, customers }: NoteContext,
  findings: Finding[],
): ShippedOrder[] {
  const numbers = new Set(goods.map(({ salesOrder }) => salesOrder).filter((order) => order !== undefined));
  return [...numbers].map((salesOrder) => {
    const row = orders.find({ salesOrder }, header['Invoice']) ?? {};
    const order = readRow(row, `SorMaster ${salesOrder}`, findings);
    const ofNote = salesOrder === header['SalesOrder'] ? header['CustomerPoNumber']?.trim() : undefined;
    return compact<ShippedOrder>({
      salesOrder,
      customerPurchaseOrder: order.text('CustomerPoNumber') ?? ofNote,
      orderDate: order.date('OrderDate'),
      storeNumber: customers.get(order.code('Customer') ?? header['Customer'] ?? '')?.shipTo.store,
    });
  });
}
