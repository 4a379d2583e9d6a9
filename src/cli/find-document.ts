import type { DocumentType } from '../documents/document-key.ts';
import type { Queryable } from '../ledger/database.ts';
import { findDocuments, type DocumentSummary } from '../ledger/queries.ts';
import { CannotRun } from './exit-code.ts';

/** The one document of a number. @throws CannotRun when there is none, or several that --type and --company do not tell apart */
export async function findOneDocument(
  db: Queryable,
  wanted: { number: string; type?: DocumentType; company?: string },
): Promise<DocumentSummary> {
  const found = await findDocuments(db, wanted.number, wanted.type, wanted.company);
  const exact = found.filter(({ key }) => key.key === wanted.number);
  const documents = exact.length > 0 ? exact : found;
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
