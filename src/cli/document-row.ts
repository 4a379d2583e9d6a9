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
export function remark(document: DocumentSummary): string {
  const { attention, overdue, overdueSince, leavesBy, dispositionCause } = document;
  if (attention) return `needs attention: ${attention}`;
  if (overdue) return `overdue since ${overdueSince?.toISOString() ?? ''}: ${overdue}`;
  const queued = queuedText(document);
  if (queued !== undefined) return queued;
  return leavesBy ? `leaves with others by ${leavesBy.toISOString()}` : (dispositionCause ?? '');
}

/** That nothing is posted to its partner now, and why; undefined where nothing keeps it back. */
export function queuedText({
  queuedFor,
  queuedAt,
  queuedUntil,
  holdReason,
}: Pick<DocumentSummary, 'queuedFor' | 'queuedAt' | 'queuedUntil' | 'holdReason'>): string | undefined {
  const since = queuedAt ? ` since ${queuedAt.toISOString()}` : '';
  switch (queuedFor) {
    case 'hold':
      return `queued: hold (${holdReason ?? 'released now'})${since}`;
    case 'blackout':
      return `queued: blackout until ${queuedUntil?.toISOString() ?? 'its end'}${since}`;
    case null:
      return undefined;
  }
}
