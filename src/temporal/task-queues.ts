/** Workflows, and the activities that need only the ledger. */
export const documentsQueue = 'documents';

/** Activities that call Sterling. */
export const sterlingQueue = 'sterling';

/**
 * Activities that call SYSPRO as one operator. Only the process that holds the operator's lock polls it, because an
 * operator has one session and a second logon would evict the first.
 */
export function sysproQueue(operator: string): string {
  return `syspro-${operator}`;
}

/** The key by which the server shares its work out fairly: the partner. The server takes at most 64 bytes. */
export function fairnessKey(partner: string): string {
  return partner.slice(0, 64);
}
