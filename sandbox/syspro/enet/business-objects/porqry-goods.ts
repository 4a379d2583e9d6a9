import { Decimal } from 'decimal.js';
import { edited, padded } from '../numbers.ts';
import { element, type XmlElement } from '../xml.ts';
import { lineValue } from './line-value.ts';
import { lineDetails } from './porqry-line-details.ts';
import type { TextRow } from './text-rows.ts';

export interface GoodsContext {
  readonly currency: string;
  readonly local: boolean;
  /** Warehouse → description. */
  readonly warehouses: ReadonlyMap<string, string>;
  readonly item: TextRow | undefined;
  /** The request's options: which of a line's details are wanted. */
  readonly options: XmlElement;
}

/** The elements of a `Merchandise` line, in PORQRY's order. */
export function goodsElements(line: TextRow, { currency, local, warehouses, item, options }: GoodsContext): string {
  const from = (...names: readonly string[]): string => names.map((name) => element(name, line[name] ?? '')).join('');
  const twice = (name: string, value: Decimal.Value): string =>
    element(name, edited(value, 3)) + element(`Unedited_${name}`, padded(value, 6, 20));
  const outstanding = new Decimal(line.MOrderQty ?? 0).minus(line.MReceivedQty ?? 0);
  const stocked = line.LineType === '1';
  return (
    from('Line', 'LineType') +
    element('LineTypeDescription', stocked ? 'Stocked line' : 'Non-stocked line') +
    from('MStockCode', 'MStockDes') +
    element('LongDesc', item?.LongDesc ?? '') +
    element('TraceableType', '') +
    element('Mass', item?.Mass ?? '0.000000') +
    element('Volume', item?.Volume ?? '0.000000') +
    element('ReceiptIntoFlag', 'W') +
    from('MWarehouse') +
    element('MWarehouseDesc', warehouses.get(line.MWarehouse ?? '') ?? '') +
    twice('MOutstandingQty', outstanding) +
    twice('MOrderQty', line.MOrderQty ?? 0) +
    twice('MReceivedQty', line.MReceivedQty ?? 0) +
    from('MOrderUom', 'MCompleteFlag', 'MJob') +
    element('IncludeInMrp', 'Y') +
    from('MPrice') +
    element('Edit_MPrice', edited(line.MPrice ?? 0, 3)) +
    element('OrderValue', lineValue(line, line.MOrderQty, line.MPrice).toFixed(5)) +
    (local
      ? ''
      : from('MForeignPrice') +
        element('ForeignOrderValue', lineValue(line, line.MOrderQty, line.MForeignPrice).toFixed(5))) +
    ['MDiscPct1', 'MDiscPct2', 'MDiscPct3', 'MDiscValue']
      .map((name) => element(name, padded(line[name] ?? 0, 2, 16)))
      .join('') +
    from('MDiscValFlag', 'MPriceUom', 'MLatestDueDate', 'MSupCatalogue', 'MProductClass') +
    element('MProductClassDescription', '') +
    from('MStockingUom', 'MDecimalsToPrt', 'MConvFactPrcUm', 'MMulDivPrc', 'MTaxCode') +
    element('MTaxCodeDescription', '') +
    from('MConvFactOrdUm', 'MMulDivAlloc', 'MGlCode') +
    element('MGlCodeDescription', '') +
    from('MOrigDueDate', 'MLctConfirmed') +
    element('MSubcontractOp', (line.MSubcontractOp ?? '0').padStart(5, '0')) +
    from('MVersion', 'MRelease', 'AssetFlag', 'CapexCode') +
    element('Discount', '') +
    element('LastReceipt', line.MLastReceiptDat ?? '') +
    element('Ledger', line.MGlCode ?? '') +
    element('RequisitionLine', '') +
    element('RequisitionNo', line.MRequisition ?? '') +
    element('RequisitionUser', '') +
    element('Reschedule', 'No') +
    from('SelectionCode', 'SelectionType') +
    element('Currency', currency) +
    element('MInspectionReqd', line.MInspectionReqd === 'Y' ? 'Yes' : 'No') +
    lineDetails(line, options)
  );
}
