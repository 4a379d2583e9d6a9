import { encodeKey, shortNumber, type DocumentKey, type DocumentType } from './document-key.ts';

// How SYSPRO keeps a number, by the age of the site: as it is, filled up with zeros to 15 digits (to 6 in older ones, to 20 where
// the whole column is), or right-justified behind a blank.
const numberWidths = [6, 15, 20];
// Customers: 7 digits, or 15.
const partyWidths = [7, 15];
// Invoice, credit note, debit note.
const invoiceTypes = ['I', 'C', 'D'];

/**
 * The keys a document may have in SYSPRO, given the number people quote. An invoice's key begins with its customer: without one it
 * has no candidates.
 * @param party the customer's code, padded or not
 */
export function candidateKeys(company: string, type: DocumentType, number: string, party?: string): DocumentKey[] {
  const numbers = paddings(number, numberWidths, true);
  const columns =
    type !== 'invoice'
      ? numbers.map((one) => [one])
      : paddings(party ?? '', partyWidths, false).flatMap((customer) =>
          numbers.flatMap((invoice) => invoiceTypes.map((kind) => [customer, invoice, kind])),
        );
  return [...new Set(columns.map(encodeKey))].map((key) => ({ company, type, key }));
}

function paddings(code: string, widths: readonly number[], leadingBlanks: boolean): string[] {
  const raw = code.trimEnd();
  const short = shortNumber(code);
  if (short === '') return [];
  if (!/^\d+$/.test(short)) return [...new Set([raw, short])];
  const filled = widths.filter((width) => short.length < width).map((width) => short.padStart(width, '0'));
  const behindBlanks = leadingBlanks && short.length < 6 ? [` ${short.padStart(5, '0')}`, short.padStart(6, ' ')] : [];
  return [...new Set([raw, short, ...filled, ...behindBlanks])];
}
