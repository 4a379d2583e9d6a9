import { apSupplier, apSupplierAddr } from '../../tables/ap-supplier.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, element, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements } from './column-elements.ts';
import { termsText } from './terms-text.ts';
import { readTextRows } from './text-rows.ts';

/** APSQRY: one supplier with its addresses. */
export const apsqry: BusinessObject = async ({ db, company, document }) => {
  const key = textOf(child(child(document, 'Query'), 'Key'), 'Supplier');
  const [supplier] = await readTextRows(db, company, apSupplier, 'WHERE "Supplier" = $1', [key]);
  if (supplier === undefined) throw new EnetException(exceptionNumbers.notFound, `Supplier '${key}' not found`);
  const [address = {}] = await readTextRows(db, company, apSupplierAddr, 'WHERE "Supplier" = $1', [key]);
  const own = (names: string): string => columnElements(apSupplier, supplier, names.split(','));
  const content =
    own('Supplier,SupplierName,SupShortName,SupplierType,Telephone,Fax,Contact,OnHold,Bank,Currency') +
    element('TBLCUR:Description', supplier.Currency === 'CAD' ? 'CANADIAN DOLLAR' : 'US DOLLAR') +
    own('TermsCode') +
    element('TBLAPT:Description', termsText(supplier.TermsCode)) +
    own('Branch') +
    element('APSBRN:Description', '') +
    own('SupplierClass,Area,Nationality,TaxRegnNum') +
    columnElements(apSupplierAddr, address, addressNames) +
    columnElements(apSupplier, supplier, otherNames);
  return reply('ApQuery', group('Supplier', content), ['TBLCUR', 'TBLAPT', 'APSBRN']);
};

const addressNames = [
  'SupAddr1',
  'SupAddr2',
  'SupAddr3',
  'SupAddr3Loc',
  'SupAddr4',
  'SupAddr5',
  'SupPostalCode',
  'RemitName',
  'RemitAddr1',
  'RemitAddr2',
  'RemitAddr3',
  'RemitAddr3Loc',
  'RemitAddr4',
  'RemitAddr5',
  'RemitPostalCode',
  'FaxRemitContact',
  'ShippingInstrs',
];

const otherNames = [
  'PurchOrdAllowed',
  'Email',
  'RemitEmail',
  'EdiTypeFlag',
  'EdiReceiverCode',
  'EdiFax',
  'UserField1',
  'UserField2',
  'CurrentBalance',
  'FirstPurchDate',
  'LastPurchDate',
  'DefTaxCode',
  'DeliveryTerms',
  'PoDefaultDoc',
  'PayByEft',
  'State',
  'CountyZip',
  'City',
  'ShippingLocation',
  'LanguageCode',
  'DateSuppAdded',
];
