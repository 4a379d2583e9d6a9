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
      ? proposedLines(values).map((line) => `  ${line}`)
      : []),
    typeof cannot === 'string' ? `could not be done: ${cannot}` : '',
    settlement === null ? '' : `decided (${settlement}) by ${settledBy ?? 'nobody'}; the next sync does it`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

const proposedOrder: readonly string[] = [
  'partnerName',
  'code',
  'username',
  'community',
  'authenticationType',
  'authenticationHost',
  'givenName',
  'surname',
  'emailAddress',
  'phone',
  'addressLine1',
  'addressLine2',
  'city',
  'stateOrProvince',
  'postalCode',
  'countryOrRegion',
  'timeZone',
];

/** A proposed trading partner, a field to a line: who it is before what it may do. The ledger keeps the fields in no order. */
export function proposedLines(values: object): string[] {
  const placeOf = (field: string): number => {
    const place = proposedOrder.indexOf(field);
    return place === -1 ? proposedOrder.length : place;
  };
  return Object.entries(values)
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other) || one.localeCompare(other))
    .map(([field, value]) => `${field}: ${String(value)}`);
}
