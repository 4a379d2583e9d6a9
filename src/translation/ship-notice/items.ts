import { Exact, type DecimalText } from '../../documents/decimal.ts';
import type { ShippedLine } from '../../documents/ship-notice.ts';
import { addDescription, echoedNumberCell, itemIdCells, quantityCell, unitCell } from '../goods.ts';
import { addPidNotes, commentsOf, refuseNotes } from '../notes.ts';
import { codeCell, literal, setting, type Cell } from '../source.ts';
import { x12Date } from '../text-cell.ts';
import { detail, type NoticeTranslation } from './context.ts';
import type { Level } from './levels.ts';

/** The item level of a line, or of as much of it as one carton holds. */
export function itemLevel(t: NoticeTranslation, line: ShippedLine, quantity: DecimalText): Level {
  return { code: 'I', write: () => addItem(t, line, quantity), children: [] };
}

function addItem(t: NoticeTranslation, line: ShippedLine, quantity: DecimalText): void {
  const { profile, build } = t;
  const number = echoedNumberCell(t, profile.lineNumber, {
    line: { text: String(line.line), origin: detail('DispatchNoteLine', line.line) },
    customerOrderLine: { text: line.customerOrderLine, origin: detail('the customer’s line number', line.line) },
    salesOrderLine: { text: line.salesOrderLine?.toString(), origin: detail('SalesOrderLine', line.line) },
  });
  build.add('LIN', [
    number,
    ...itemIdCells(t, line.stockCode, {
      customerItem: { text: line.customerItem, origin: detail('MCusSupStkCode', line.line) },
      stockCode: { text: line.stockCode, origin: detail('MStockCode', line.line) },
    }).flat(),
    ...lotPair(t, line),
  ]);
  const unit = unitCell(t, line.uom, detail('MOrderUom', line.line));
  const ordered = profile.ordered ? line.orderedQuantity : undefined;
  build.add('SN1', [
    number,
    quantityCell(t, new Exact(quantity), detail('MQtyToDispatch', line.line)),
    unit,
    undefined,
    ordered === undefined ? undefined : codeCell(new Exact(ordered).toFixed(), detail('MOrderQty', line.line)),
    ordered === undefined ? undefined : unit,
    undefined,
    statusCell(t, line),
  ]);
  addDescription(t, line.description, detail('MStockDes', line.line));
  const comments = commentsOf(t.notice.lines, line.line);
  const origin = (comment: { readonly line: number }): ReturnType<typeof detail> => detail('NComment', comment.line);
  if (profile.notes.line === 'pid') addPidNotes(t, comments, 'notes.line', origin);
  if (profile.notes.line === 'refuse') refuseNotes(t, comments, 'notes.line', origin);
  addLots(t, line);
}

/** SN108: whether a line is shipped in full. */
function statusCell({ profile: { status } }: NoticeTranslation, line: ShippedLine): Cell | undefined {
  if (!status || line.orderedQuantity === undefined) return undefined;
  const complete = new Exact(line.quantity).greaterThanOrEqualTo(line.orderedQuantity);
  return complete ? literal(status.complete, 'status.complete') : literal(status.partial, 'status.partial');
}

function addLots({ profile: { lots }, build }: NoticeTranslation, line: ShippedLine): void {
  if (typeof lots !== 'object' || lots.as !== 'reference') return;
  const origin = { table: 'MdnDetailLot', column: 'Lot', line: line.line };
  for (const { lot } of line.lots)
    build.add('REF', [codeCell(lots.qualifier, setting('lots.qualifier')), codeCell(lot, origin)]);
  if (lots.expiry === undefined) return;
  for (const expiry of new Set(line.lots.flatMap((lot) => (lot.expiry === undefined ? [] : [lot.expiry])))) {
    const value = codeCell(x12Date(expiry), { ...origin, column: 'ExpiryDate' });
    build.add('DTM', [codeCell(lots.expiry, setting('lots.expiry')), value]);
  }
}

/** The lot as a pair of LIN, which can name one only. */
function lotPair({ profile: { lots }, build }: NoticeTranslation, line: ShippedLine): Cell[] {
  if (typeof lots !== 'object' || lots.as !== 'item-id') return [];
  const origin = { table: 'MdnDetailLot', column: 'Lot', line: line.line };
  if (line.lots.length > 1) {
    build.find(
      'ASN-LOTS',
      origin,
      `has ${line.lots.length} lots, and LIN names one`,
      'Dispatch each lot on a line of its own, or let the profile send lots as references (lots).',
    );
  }
  const [lot] = line.lots;
  return lot ? [codeCell(lots.qualifier, setting('lots.qualifier')), codeCell(lot.lot, origin)] : [];
}
