import { mdnMaster } from '../../tables/mdn-master.ts';
import { child, group, reply, textOf, type XmlElement } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements } from './column-elements.ts';
import { filterConditions, whereOf, type FilterColumn } from './filter-conditions.ts';
import { readTextRows } from './text-rows.ts';

/**
 * SORQDL: the list of dispatch notes, by status. Complete and cancelled notes are off the list unless asked for. The options
 * are taken with and without `Dispatch` in their names, as both are seen. Which date `DispatchDate` is, is inferred.
 */
export const sorqdl: BusinessObject = async ({ db, company, document }) => {
  const query = child(document, 'Query');
  const options = child(query, 'Option');
  const asked = filterConditions(child(query, 'Filter'), filters);
  const wanted = statuses.filter((status) => isAsked(options, status)).map(({ code }) => `'${code}'`);
  const transfers = textOf(options, 'SupplyChainTransfer').trim();
  const conditions = [
    ...asked.conditions,
    `"DispatchNoteStatus" IN (${[...wanted, 'NULL'].join(', ')})`,
    ...(transfers === 'X' ? [`"TargetWarehouse" = ' '`] : transfers === 'O' ? [`"TargetWarehouse" <> ' '`] : []),
  ];
  const clause = `${whereOf(conditions)} ORDER BY "DispatchNote"`;
  const notes = await readTextRows(db, company, mdnMaster, clause, asked.values);
  const items = notes.map((note) => group('DispatchNoteItem', columnElements(mdnMaster, note, names)));
  return reply('DispatchNoteList', items.join(''));
};

interface Status {
  readonly name: string;
  readonly code: string;
  readonly byDefault: boolean;
}

const statuses: readonly Status[] = [
  { name: 'InProgress', code: '0', byDefault: true },
  { name: 'ReadyToPrint', code: '3', byDefault: true },
  { name: 'Printed', code: '5', byDefault: true },
  { name: 'ReadyToInvoice', code: '7', byDefault: true },
  { name: 'Consolidated', code: '8', byDefault: true },
  { name: 'Completed', code: '9', byDefault: false },
  { name: 'InSuspense', code: 'S', byDefault: true },
  { name: 'OnHold', code: 'H', byDefault: true },
  { name: 'Cancelled', code: '*', byDefault: false },
];

function isAsked(options: XmlElement, { name, byDefault }: Status): boolean {
  const given = [`IncludeDispatch${name}`, `Include${name}`].map((option) => textOf(options, option).trim());
  const flag = given.find((value) => value !== '');
  return flag === undefined ? byDefault : flag === 'Y';
}

const filters: readonly FilterColumn[] = [
  { name: 'Dispatch', sql: '"DispatchNote"' },
  { name: 'SalesOrder', sql: '"SalesOrder"' },
  { name: 'Customer', sql: '"Customer"' },
  { name: 'Area', sql: '"Area"' },
  { name: 'Branch', sql: '"Branch"' },
  { name: 'DispatchDate', sql: 'coalesce("ActualDeliveryDate", "PlannedDeliverDate")', date: true },
  { name: 'OrderType', sql: '"OrderType"' },
  { name: 'UserDefined1', sql: '"UserField1"' },
  { name: 'UserDefined2', sql: '"UserField2"' },
];

const names = [
  'DispatchNote,SalesOrder,DispatchNoteStatus,PrevStatus,StatusWhenHeld,Customer,CustomerName,CustomerPoNumber,Invoice',
  'PlannedDeliverDate,ActualDeliveryDate,InvoiceCreatedDate,DateLastInvPrt,Branch,Salesperson,Area,OrderType,Currency',
  'DispatchName,DispatchCustName,ShippingInstrs,ShippingInstrsCod,Reason,MultiShipCode,SourceWarehouse,TargetWarehouse',
].flatMap((line) => line.split(','));
