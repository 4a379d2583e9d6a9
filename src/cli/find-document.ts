import { shortNumber, type DocumentType } from '../documents/document-key.ts';
import type { Queryable } from '../ledger/database.ts';
import { findDocuments, type DocumentSummary } from '../ledger/queries.ts';
import { CannotRun } from './exit-code.ts';

/** A document as a person names it. */
export interface NamedDocument {
  /** Padded or not, or the whole key. */
  readonly number: string;
  readonly type?: DocumentType;
  readonly company?: string;
  /** The supplier's or customer's code, padded or not. */
  readonly party?: string;
}

/** The documents of the ledger a number may mean; a whole key means one only. */
export async function documentsOfNumber(
  db: Queryable,
  { number, type, company, party }: NamedDocument,
): Promise<DocumentSummary[]> {
  const found = await findDocuments(db, number, type, company);
  const exact = found.filter(({ key }) => key.key === number);
  const documents = exact.length > 0 ? exact : found;
  return party === undefined
    ? documents
    : documents.filter(({ partyCode }) => shortNumber(partyCode) === shortNumber(party));
}

/** The one document of a number. @throws CannotRun when there is none, or several that --type and --company do not tell apart */
export async function findOneDocument(db: Queryable, wanted: Omit<NamedDocument, 'party'>): Promise<DocumentSummary> {
  const documents = await documentsOfNumber(db, wanted);
  const [document] = documents;
  if (!document) {
    throw new CannotRun(
      `the ledger has no document ${wanted.number}. It was not read from SYSPRO: its date may be outside what is polled, or no poll has run since it was raised`,
    );
  }
  if (documents.length > 1) {
    const keys = documents.map(({ key }) => `${key.type} ${key.key} of company ${key.company}`).join(', ');
    throw new CannotRun(
      `${wanted.number} is several documents: ${keys}. Say which with --type, --company or, in place of the number, the whole key`,
    );
  }
  return document;
}
