import type { DocumentSummary } from '../ledger/queries.ts';

export const summaryHead = [
  'Number',
  'Company',
  'Partner',
  'Dated',
  'Stage',
  'Interchange',
  'Mailbox',
  'Message',
  'Remark',
] as const;

/** A document as one row of a table. */
export function summaryRow(document: DocumentSummary): string[] {
  return [
    document.number,
    document.key.company,
    document.partner ?? document.partyCode,
    document.date ?? '',
    document.disposition ?? document.stage ?? '',
    document.interchange === null ? '' : String(document.interchange),
    document.mailbox ?? '',
    document.message ?? '',
    remark(document),
  ];
}

/** Why it is not further, in the codes of docs/reference/errors.md. */
export function remark({ attention, leavesBy, dispositionCause }: DocumentSummary): string {
  if (attention) return `needs attention: ${attention}`;
  return leavesBy ? `leaves with others by ${leavesBy.toISOString()}` : (dispositionCause ?? '');
}
