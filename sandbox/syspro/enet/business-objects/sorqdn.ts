import { mdnDetail, mdnDetailLot } from '../../tables/mdn-detail.ts';
import { mdnMaster } from '../../tables/mdn-master.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements, lineNumberElement } from './column-elements.ts';
import { customForm } from './custom-form.ts';
import { isKindAsked, lineKind } from './line-kinds.ts';
import { readTextRows, type TextRow } from './text-rows.ts';

/**
 * SORQDN: one dispatch note with its lines. Its elements are the columns of MdnMaster and MdnDetail; the root, and how lots
 * are nested (`LotDetail`), are inferred.
 */
export const sorqdn: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const key = textOf(child(query, 'Key'), 'DispatchNote');
  if (key.trim() === '') throw new EnetException(exceptionNumbers.badXml, 'Dispatch note must be supplied');
  const [header] = await readTextRows(db, company, mdnMaster, 'WHERE "DispatchNote" = $1', [key]);
  if (header === undefined) throw new EnetException(exceptionNumbers.notFound, `Dispatch note '${key}' not found`);
  const ofNote = 'WHERE "DispatchNote" = $1 ORDER BY "DispatchNoteLine"';
  const lines = await readTextRows(db, company, mdnDetail, ofNote, [key]);
  const withLots = textOf(options, 'IncludeLots').trim() === 'Y';
  const lots = withLots ? await readTextRows(db, company, mdnDetailLot, `${ofNote}, "Lot"`, [key]) : [];
  const form =
    textOf(options, 'IncludeCustomForms').trim() === 'Y' ? await customForm(db, company, 'MdnMaster', [key]) : '';
  const content = lines
    .filter((line) => isKindAsked(options, line))
    .map((line) => group('DispatchNoteLine', group(lineKind(line), lineElements(line, lots))));
  return reply('DispatchNoteDetail', columnElements(mdnMaster, header, headerNames) + form + content.join(''));
};

const described = [
  'DispatchNote,NextDetailLine,SalesOrder,Customer,CustomerName,ShippingInstrs,ShippingInstrsCod,SpecialInstrs',
  'DispatchComments1,DispatchComments2,DispatchComments3,DispatchComments4,Salesperson,Branch,Area,ExchangeRate,MulDiv',
  'Currency,DispatchName,DispatchCustName,DispatchAddress1,DispatchAddress2,DispatchAddress3,DispatchAddrLoc',
  'DispatchAddress4,DispatchAddress5,DispatchPostalCode,DispatchNoteStatus,PrevStatus,StatusWhenHeld,TaxExemptNumber',
  'MultiShipCode,State,CountyZip,LastOperator',
].flatMap((names) => names.split(','));

/** The published order, then whatever else the table has. */
const headerNames = [...new Set([...described, ...mdnMaster.columns.map(({ name }) => name)])].filter(
  (name) => name !== 'TimeStamp',
);

const goodsNames = mdnDetail.columns
  .map(({ name }) => name)
  .filter((name) => !/^(DispatchNote|DispatchNoteLine|SalesOrder|SalesOrderLine|TimeStamp|N[A-Z].*)$/.test(name));

function lineElements(line: TextRow, lots: readonly TextRow[]): string {
  const numbers =
    lineNumberElement('DispatchNoteLine', line.DispatchNoteLine) +
    columnElements(mdnDetail, line, ['SalesOrder']) +
    lineNumberElement('SalesOrderLine', line.SalesOrderLine);
  const kind = lineKind(line);
  if (kind === 'CommentLine') {
    const comment = columnElements(mdnDetail, line, ['LineType', 'NComment']);
    return numbers + comment + lineNumberElement('NCommentFromLin', line.NCommentFromLin);
  }
  if (kind !== 'Merchandise') {
    return numbers + columnElements(mdnDetail, line, ['LineType', 'DispatchStatus', 'NComment', 'NMscChargeValue']);
  }
  const ofLine = lots.filter((lot) => lot.DispatchNoteLine === line.DispatchNoteLine);
  const names = ['Lot', 'StockCode', 'Warehouse', 'Bin', 'StockQtyToShip', 'ExpiryDate'];
  return (
    numbers +
    columnElements(mdnDetail, line, goodsNames) +
    ofLine.map((lot) => group('LotDetail', columnElements(mdnDetailLot, lot, names))).join('')
  );
}
