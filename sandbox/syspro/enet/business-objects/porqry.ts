import { apSupplier, apSupplierAddr } from '../../tables/ap-supplier.ts';
import { invMaster, invWhControl } from '../../tables/inv-master.ts';
import { porMasterDetail } from '../../tables/por-master-detail.ts';
import { porMasterHdr } from '../../tables/por-master-hdr.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, filterOf, group, reply, textOf, type XmlElement } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { goodsElements, type GoodsContext } from './porqry-goods.ts';
import { headerElements } from './porqry-header.ts';
import { totals } from './porqry-totals.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** PORQRY: one purchase order with its lines. */
export const porqry: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const key = textOf(child(query, 'Key'), 'PurchaseOrder');
  const [header] = await readTextRows(db, company, porMasterHdr, 'WHERE "PurchaseOrder" = $1', [key]);
  if (header === undefined) throw new EnetException(exceptionNumbers.notFound, `Purchase order '${key}' not found`);
  const [supplier = {}] = await readTextRows(db, company, apSupplier, 'WHERE "Supplier" = $1', [header.Supplier]);
  const [address = {}] = await readTextRows(db, company, apSupplierAddr, 'WHERE "Supplier" = $1', [header.Supplier]);
  const warehouses = new Map(
    (await readTextRows(db, company, invWhControl, '', [])).map((row) => [row.Warehouse ?? '', row.Description ?? '']),
  );
  const all = await readTextRows(db, company, porMasterDetail, 'WHERE "PurchaseOrder" = $1 ORDER BY "Line"', [key]);
  const codes = all.map((line) => line.MStockCode ?? '');
  const items = await readTextRows(db, company, invMaster, 'WHERE "StockCode" = ANY($1::bpchar[])', [codes]);
  const local = header.OrderType !== 'I';
  const currency = header.Currency ?? '';
  const lines = all
    .filter((line) => isAsked(query, line))
    .map((line) => {
      const item = items.find((candidate) => candidate.StockCode === line.MStockCode);
      return group('PurchaseOrderLine', lineElements(line, { currency, local, warehouses, item }));
    });
  const content = [
    headerElements({ header, supplier, address, warehouses, local }),
    ...lines,
    totals(all, local, header),
  ];
  return reply('PorDetail', content.join(''));
};

const kinds: Readonly<Record<string, string>> = {
  '1': 'IncludeStockedLines',
  '7': 'IncludeNonStockedLines',
  '4': 'IncludeFreightLines',
  '5': 'IncludeMiscellaneousLines',
  '6': 'IncludeCommentLines',
};

function isAsked(query: XmlElement, line: TextRow): boolean {
  const options = child(query, 'Option');
  const kind = kinds[line.LineType ?? ''];
  if (kind !== undefined && textOf(options, kind) === 'N') return false;
  if (line.MCompleteFlag === 'Y' && textOf(options, 'IncludeCompletedLines') === 'N') return false;
  const { type, values } = filterOf(child(query, 'Filter'), 'LineNo');
  const [from, to = from] = values;
  const number = Number(line.Line);
  if (type === 'S') return number === Number(from);
  if (type === 'R') return number >= Number(from) && number <= Number(to);
  return type !== 'L' || values.map(Number).includes(number);
}

function lineElements(line: TextRow, context: GoodsContext): string {
  const number = element('PurchaseOrderLine', line.Line ?? '');
  const charges =
    element('NComment', line.NComment ?? '') +
    element('NMscChargeValue', line.NMscChargeValue ?? '') +
    element('NMscChargeFor', line.NMscChargeFor ?? '');
  if (line.LineType === '5') return group('MiscCharge', number + charges);
  if (line.LineType === '4') return group('Freight', number + charges);
  if (line.LineType !== '6') return group('Merchandise', goodsElements(line, context));
  const comment = element('NComment', line.NComment ?? '') + element('NCommentFromLin', line.NCommentFromLin ?? '');
  return group('CommentLine', number + comment);
}
