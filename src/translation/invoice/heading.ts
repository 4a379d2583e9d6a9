import type { CommentLine } from '../../documents/commerce.ts';
import { commentsOf, notePieces, refuseNotes } from '../segments/notes.ts';
import { addParties } from '../segments/parties.ts';
import { addContacts, addDates, addFob, addReferences } from '../segments/references.ts';
import { codeCell, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { addTerms } from '../segments/terms.ts';
import { dateCell, missing, written } from '../cells/text-cell.ts';
import { header, orderDetail, goodsOf, type InvoiceTranslation } from './context.ts';
import { typeCell } from './several-orders.ts';

/** BIG to FOB, in the order of the 810's heading. */
export function addHeading(t: InvoiceTranslation, purpose: string | undefined): void {
  const { invoice, profile, build } = t;
  build.add('BIG', [
    dateCell(invoice.invoiceDate, header('InvoiceDate')),
    codeCell(written(invoice.invoice, profile.invoiceNumber), header('Invoice')),
    dateCell(invoice.orderDate, { ...header('OrderDate'), table: 'SorMaster', key: invoice.salesOrder }),
    orderNumber(t),
    undefined,
    undefined,
    typeCell(t),
    literal(purpose, 'purpose'),
  ]);
  addInvoiceNotes(t);
  const { entity, when } = profile.currency;
  if (when === 'always' || (when === 'foreign' && invoice.foreign)) {
    build.add('CUR', [
      codeCell(entity, setting('currency.entity')),
      codeCell(invoice.currency, header('PostCurrency')),
    ]);
  }
  addReferences(t, profile.references, 'references');
  addContacts(t, profile.contacts, 'contacts');
  addParties(t, profile.parties, 'parties');
  addTerms(t, profile.terms, {
    code: invoice.terms?.code,
    meaning: invoice.terms,
    origin: header('TermsCode'),
    invoice: {
      date: invoice.invoiceDate,
      dueDate: invoice.dueDate,
      merchandise: t.signed(invoice.totals.merchandise),
      total: t.signed(invoice.totals.total),
    },
  });
  addDates(t);
  addFob(t);
}

function orderNumber(t: InvoiceTranslation): Cell | undefined {
  const { whenMissing, ...format } = t.profile.orderNumber;
  const number = t.invoice.customerPurchaseOrder?.trim() ?? '';
  if (number !== '') return codeCell(written(number, format), header('CustomerPoNumber'));
  if (whenMissing === 'refuse') missing(t, header('CustomerPoNumber'), 'orderNumber');
  return undefined;
}

function addInvoiceNotes(t: InvoiceTranslation): void {
  const policy = t.profile.notes.invoice;
  const comments = commentsOf(t.invoice.lines);
  if (policy === 'omit') return;
  if (policy === 'refuse') {
    refuseNotes(t, comments, 'notes.invoice', (comment) => commentOrigin(t, comment));
    return;
  }
  const pieces = notePieces(t, comments, {
    id: 'NTE',
    element: 2,
    path: 'notes.invoice',
    origin: (comment) => commentOrigin(t, comment),
    limits: policy,
  });
  for (const piece of pieces) t.build.add('NTE', [codeCell(policy.nte, setting('notes.invoice.nte')), piece]);
}

/** Where a comment of an invoice stands: on its sales order. */
export function commentOrigin({ invoice }: InvoiceTranslation, comment: CommentLine): Origin {
  const line = goodsOf(invoice).find((one) => one.line === comment.forLine);
  const origin = line && orderDetail('NComment', line);
  if (origin) return origin;
  const { salesOrder } = invoice;
  return salesOrder === undefined
    ? header('Invoice')
    : { table: 'SorDetail', column: 'NComment', line: comment.line, key: salesOrder };
}
