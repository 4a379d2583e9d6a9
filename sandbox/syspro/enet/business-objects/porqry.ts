import { apSupplier, apSupplierAddr } from '../../tables/ap-supplier.ts';
import { arCustomer } from '../../tables/ar-customer.ts';
import { invMaster, invWhControl } from '../../tables/inv-master.ts';
import { porMasterDetail } from '../../tables/por-master-detail.ts';
import { porMasterHdr } from '../../tables/por-master-hdr.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, filterOf, group, reply, textOf, type XmlElement } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { customForm } from './custom-form.ts';
import { isKindAsked, lineKind } from './line-kinds.ts';
import { goodsElements, type GoodsContext } from './porqry-goods.ts';
import { headerElements } from './porqry-header.ts';
import { totals } from './porqry-totals.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/** PORQRY: one purchase order with its lines. */
export const porqry: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const key = textOf(child(query, 'Key'), 'PurchaseOrder');
  const [header] = await readTextRows(db, company, porMasterHdr, 'WHERE "PurchaseOrder" = $1', [key]);
  if (header === undefined) throw new EnetException(exceptionNumbers.notFound, `Purchase order '${key}' not found`);
  const [supplier = {}] = await readTextRows(db, company, apSupplier, 'WHERE "Supplier" = $1', [header.Supplier]);
  const [address = {}] = await readTextRows(db, company, apSupplierAddr, 'WHERE "Supplier" = $1', [header.Supplier]);
  const [customer = {}] = await readTextRows(db, company, arCustomer, 'WHERE "Customer" = $1', [header.Customer]);
  const form =
    textOf(options, 'IncludeCustomForms').trim() === 'Y' ? await customForm(db, company, 'PorMasterHdr', [key]) : '';
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
      return group('PurchaseOrderLine', lineElements(line, { currency, local, warehouses, item, options }));
    });
  const content = [
    headerElements({ header, supplier, address, customer, warehouses, local }),
    form,
    ...lines,
    totals(all, local, header),
  ];
  return reply('PorDetail', content.join(''));
};

function isAsked(query: XmlElement, line: TextRow): boolean {
  const options = child(query, 'Option');
  if (!isKindAsked(options, line)) return false;
  if (line.MCompleteFlag === 'Y' && textOf(options, 'IncludeCompletedLines').trim() === 'N') return false;
  const { type, values } = filterOf(child(query, 'Filter'), 'LineNo');
  const [from, to = from] = values;
  const number = Number(line.Line);
  if (type === 'S') return number === Number(from);
  if (type === 'R') return number >= Number(from) && number <= Number(to);
  return type !== 'L' || values.map(Number).includes(number);
}

function lineElements(line: TextRow, context: GoodsContext): string {
  const kind = lineKind(line);
  if (kind === 'Merchandise') return group(kind, goodsElements(line, context));
  const text = element('PurchaseOrderLine', line.Line ?? '') + element('NComment', line.NComment ?? '');
  if (kind === 'CommentLine') return group(kind, text + element('NCommentFromLin', line.NCommentFromLin ?? ''));
  const charges = ['NMscChargeValue', 'NMscChargeFor'].map((name) => element(name, line[name] ?? ''));
  return group(kind, text + charges.join(''));
}
