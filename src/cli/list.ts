import { listDocuments } from '../ledger/queries.ts';
import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { summaryRow, summaryHead } from './document-row.ts';
import { table } from './table.ts';

interface Options {
  readonly company?: string;
  readonly stage?: string;
  readonly disposition?: string;
  readonly partner?: string;
  readonly attention?: boolean;
  readonly overdue?: boolean;
  readonly limit: string;
}

/** `list`: documents and where each stands. */
export const list: CommandBody<Options> = async ({ db, say, give }, options) => {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new CannotRun('--limit is a whole number from 1');
  const documents = await listDocuments(db(), { ...options, limit });
  say(documents.length === 0 ? 'No documents.' : table(summaryHead, documents.map(summaryRow)));
  give(documents);
  return 0;
};
