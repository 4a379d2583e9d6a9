import { Decimal } from 'decimal.js';
import { edited, padded } from '../numbers.ts';
import { element, group } from '../xml.ts';
import { isGoods, lineValue } from './line-value.ts';
import type { TextRow } from './text-rows.ts';

/** PurchaseOrderTotals over all lines, also those the request left out. */
export function totals(lines: readonly TextRow[], local: boolean, header: TextRow): string {
  const block = (
    prefix: 'Local' | 'Current',
    priceColumn: 'MPrice' | 'MForeignPrice',
    chargeColumn: 'NMscChargeValue' | 'NMscChargeFor',
  ): string => {
    let ordered = new Decimal(0);
    let received = new Decimal(0);
    for (const line of lines) {
      if (isGoods(line)) {
        ordered = ordered.plus(lineValue(line, line.MOrderQty, line[priceColumn]));
        received = received.plus(lineValue(line, line.MReceivedQty, line[priceColumn]));
      } else {
        ordered = ordered.plus(line[chargeColumn] ?? 0);
      }
    }
    const three = [
      ['OrderValue', ordered],
      ['ReceivedToDateValue', received],
      ['OutstandingValue', ordered.minus(received)],
    ] as const;
    return (
      three.map(([name, total]) => element(`${prefix}${name}`, padded(total, 2, 16))).join('') +
      three.map(([name, total]) => element(`Edited_${prefix}${name}`, edited(total, 2))).join('')
    );
  };
  const receipts = lines.map((line) => line.MLastReceiptDat ?? '').filter((date) => date !== '');
  return group(
    'PurchaseOrderTotals',
    group('LocalValues', block('Local', 'MPrice', 'NMscChargeValue')) +
      group(
        'CurrentValues',
        local ? block('Current', 'MPrice', 'NMscChargeValue') : block('Current', 'MForeignPrice', 'NMscChargeFor'),
      ) +
      element('FirstReceiptDate', receipts.sort()[0] ?? '') +
      element('OrderCompleteDate', header.DatePoCompleted ?? ''),
  );
}
