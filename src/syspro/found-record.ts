import { contentHash } from '../documents/content-hash.ts';
import { amendmentHash, type BusinessDocument } from '../documents/document.ts';
import type { Finding } from '../documents/finding.ts';
import type { FoundRecord, ListedRecord } from './document-source.ts';

/** What was read of a record: the document, with findings as far as it could be read. */
export interface ReadRecord {
  readonly document: BusinessDocument;
  /** Everything that keeps the rows from being the document. Empty: nothing does. */
  readonly findings: readonly Finding[];
}

/**
 * A record read whole. The hash of one that is unusable is over what could be read and what is wrong with it, not over its rows, in
 * which services write one number in several ways: whichever service read it, it has the same hash.
 * @param settling whether a finding is of a kind that may come right by itself shortly; none is when absent
 */
export function foundRecord(
  listed: ListedRecord,
  { document, findings }: ReadRecord,
  settling: (finding: Finding) => boolean = () => false,
): FoundRecord {
  const readable = amendmentHash(document);
  if (findings.length === 0) return { ...listed, outcome: 'document', amendmentHash: readable, document };
  return {
    ...listed,
    outcome: 'unusable',
    amendmentHash: contentHash({ readable, findings }),
    findings,
    ...(findings.every(settling) && { settling: true }),
  };
}
