import { arInvoice } from '../../tables/ar-invoice.ts';
import { EnetException, exceptionNumbers } from '../exception.ts';
import { child, group, reply, textOf } from '../xml.ts';
import type { BusinessObject } from './business-object.ts';
import { filterConditions, whereOf, type FilterColumn } from './filter-conditions.ts';
import { invoiceHeader } from './sorqid-header.ts';
import { invoiceLines } from './sorqid-lines.ts';
import { readInvoiceRows } from './sorqid-rows.ts';
import { invoiceTotals, salesTaxDetails } from './sorqid-totals.ts';
import { readTextRows } from './text-rows.ts';

/**
 * SORQID: invoices, credit or debit notes as documents, one `SalesOrderInvoiceDocument` each. Signs are as posted: what a
 * credit note gives back is negative (inferred). Goods in transit (DocumentType G) there are none.
 */
export const sorqid: BusinessObject = async ({ db, company, companyName, document, now }) => {
  const query = child(document, 'Query');
  const kind = textOf(child(query, 'Option'), 'DocumentType').trim() || 'I';
  if (!/^[ICDG]$/.test(kind)) throw new EnetException(exceptionNumbers.badXml, `Document type '${kind}' is invalid`);
  const { conditions, values } = filterConditions(child(query, 'Filter'), filters);
  const where = whereOf([...conditions, `upper("DocumentType") = $${values.length + 1}`]);
  const clause = `${where} ORDER BY "Invoice", "Customer", "DocumentType"`;
  const invoices = await readTextRows(db, company, arInvoice, clause, [...values, kind]);
  const documents = (await readInvoiceRows(db, company, invoices)).map((rows) =>
    group(
      'SalesOrderInvoiceDocument',
      group('Header', invoiceHeader(rows, companyName, now)) +
        invoiceLines(rows) +
        salesTaxDetails(rows) +
        group('Totals', invoiceTotals(rows)),
    ),
  );
  return reply('SalesOrderInvoiceDocuments', documents.join(''));
};

const filters: readonly FilterColumn[] = [
  { name: 'Branch', sql: '"Branch"' },
  { name: 'Customer', sql: '"Customer"' },
  { name: 'CustomerPo', sql: '"CustomerPoNumber"' },
  { name: 'InvoiceNumber', sql: '"Invoice"' },
  { name: 'SalesOrder', sql: '"SalesOrder"' },
  { name: 'InvoiceDate', sql: '"InvoiceDate"', date: true },
  { name: 'GeographicArea', sql: '"Area"' },
];
