import { Decimal } from 'decimal.js';
import { arCustomer } from '../../tables/ar-customer.ts';
import { arInvoice } from '../../tables/ar-invoice.ts';
import { salBranch } from '../../tables/sal-branch.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { edited } from '../numbers.ts';
import { child, element, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { columnElements } from './column-elements.ts';
import { termsText } from './terms-text.ts';
import { readTextRows } from './text-rows.ts';

/** ARSQRY: one customer, and the invoices that are not paid yet, as a statement. */
export const arsqry: BusinessObject = async ({ db, company, document }) => {
  const key = textOf(child(child(document, 'Query'), 'Key'), 'Customer');
  const [customer] = await readTextRows(db, company, arCustomer, 'WHERE "Customer" = $1', [key]);
  if (customer === undefined) throw new EnetException(exceptionNumbers.notFound, `Customer '${key}' not found`);
  const [branch = {}] = await readTextRows(db, company, salBranch, 'WHERE "Branch" = $1', [customer.Branch]);
  const open = await readTextRows(
    db,
    company,
    arInvoice,
    'WHERE "Customer" = $1 AND "InvoiceBal1" <> 0 ORDER BY "Invoice", "DocumentType"',
    [key],
  );
  const header =
    columnElements(arCustomer, customer, ['Customer', 'Name', ...addressNames('Sold'), 'TermsCode']) +
    element('TBLART:Description', termsText(customer.TermsCode)) +
    columnElements(arCustomer, customer, contactNames) +
    columnElements(arCustomer, customer, addressNames('Ship')) +
    columnElements(arCustomer, customer, ['Branch']) +
    element('SALBRN:Description', branch.Description ?? '') +
    columnElements(arCustomer, customer, otherNames);
  const details = open.map((invoice) => group('InvoiceDetail', columnElements(arInvoice, invoice, invoiceNames)));
  const balance = open.reduce((sum, invoice) => sum.plus(invoice.InvoiceBal1 || 0), new Decimal(0));
  const total = group(
    'TotalSection',
    element('NumberOfInvoices', String(open.length)) + element('TotalBalance', edited(balance, 2)),
  );
  return reply('ARStatement', group('Header', header) + details.join('') + total, ['TBLART', 'SALBRN']);
};

function addressNames(kind: 'Sold' | 'Ship'): string[] {
  return [...['1', '2', '3', '3Loc', '4', '5'].map((n) => `${kind}ToAddr${n}`), `${kind}PostalCode`];
}

const contactNames = [
  'Currency',
  'Contact',
  'MasterAccount',
  'StoreNumber',
  'Telephone',
  'Fax',
  'CustomerOnHold',
  'EdiFlag',
  'EdiSenderCode',
  'Email',
];
const otherNames = [
  'ShortName',
  'CustomerClass',
  'Salesperson',
  'Area',
  'TaxStatus',
  'TaxExemptNumber',
  'CompanyTaxNumber',
  'Nationality',
  'DeliveryTerms',
  'ShippingInstrs',
  'ShippingInstrsCod',
  'SalesWarehouse',
  'LanguageCode',
  'DateCustAdded',
  'DateLastSale',
  'DateLastPay',
];
const invoiceNames = [
  'Invoice',
  'DocumentType',
  'InvoiceDate',
  'SalesOrder',
  'CustomerPoNumber',
  'Branch',
  'TermsCode',
  'CurrencyValue',
  'InvoiceBal1',
  'InvoiceBal2',
  'InvoiceBal3',
  'PostCurrency',
];
