import type { MasterFinding } from '../../ledger/master-findings.ts';
import { table } from '../table.ts';

/** What stands in the queue, for a person. */
export function findingTable(findings: readonly MasterFinding[]): string {
  return table(
    ['Id', 'Partner', 'What', 'Field', 'SYSPRO', 'Sterling', 'Agreed', 'Why', 'Since'],
    findings.map((one) => [
      String(one.id),
      one.partner,
      one.kind,
      one.field,
      one.syspro ?? '',
      one.sterling ?? '',
      one.agreed ?? '',
      whyOf(one),
      one.raisedAt.toISOString().slice(0, 16),
    ]),
  );
}

/** Why a finding stands: what it is, what is missing, and why a person's word could not be followed. */
export function whyOf({ detail, settlement, settledBy }: MasterFinding): string {
  const { because, cannot, missing, values } = detail;
  const lines = [
    typeof because === 'string' ? because : '',
    ...(Array.isArray(missing) ? missing.map(String) : []),
    ...(values !== undefined && values !== null && typeof values === 'object'
      ? Object.entries(values).map(([field, value]) => `  ${field}: ${String(value)}`)
      : []),
    typeof cannot === 'string' ? `could not be done: ${cannot}` : '',
    settlement === null ? '' : `decided (${settlement}) by ${settledBy ?? 'nobody'}; the next sync does it`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}
