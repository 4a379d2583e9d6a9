import { padded } from '../numbers.ts';
import { element, group, textOf, type XmlElement } from '../xml.ts';
import type { TextRow } from './text-rows.ts';

/**
 * The children of a `Merchandise` line that options ask for: the sales order it was bought for, its receipts as history and as
 * GRN. The sandbox keeps no journals: what a line received stands as one receipt on the day of the last.
 */
export function lineDetails(line: TextRow, options: XmlElement): string {
  const isSet = (name: string, byDefault: 'Y' | 'N'): boolean => (textOf(options, name).trim() || byDefault) === 'Y';
  let details = '';
  if (isSet('IncludeSalesOrders', 'N') && (line.MSalesOrder ?? '') !== '') {
    const number = element('SalesOrder', line.MSalesOrder ?? '');
    details += group('SalesOrder', number + element('SalesOrderLine', (line.MSalesOrderLine ?? '').padStart(4, '0')));
  }
  if (Number(line.MReceivedQty ?? 0) === 0) return details;
  const day = line.MLastReceiptDat ?? '';
  const quantity = element('QtyReceived', padded(line.MReceivedQty ?? 0, 6, 20));
  if (isSet('IncludeHistory', 'Y')) {
    const journal = element('Journal', '') + element('JnlDate', day) + element('DateReceived', day);
    const price = element('PriceReceived', padded(line.MPrice ?? 0, 5, 17));
    details += group('History', journal + quantity + price);
  }
  if (isSet('IncludeGrns', 'Y')) {
    const grn = element('Grn', '') + element('OrigReceiptDate', day) + element('DeliveryNote', '');
    details += group('Grn', grn + quantity);
  }
  return details;
}
