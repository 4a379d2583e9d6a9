import type { Finding } from '../../documents/finding.ts';
import type { MasterField } from '../../documents/party-record.ts';
import type { SetupRefusal } from '../enet/setup-reply.ts';
import type { ColumnChange } from './party-changes.ts';

/** Why a field is not written to SYSPRO. Catalogued in docs/reference/errors.md. */
export type PartyFindingCode =
  /** SYSPRO has no column for it. */
  | 'SYSPRO-PARTY-NO-COLUMN'
  /** Longer than its column, or than the lines there are. */
  | 'SYSPRO-PARTY-TOO-LONG'
  /** A character that SYSPRO does not store. */
  | 'SYSPRO-PARTY-CHARACTER'
  /** A field that may not be blank. */
  | 'SYSPRO-PARTY-BLANK'
  /** The site's habit leaves no line for it. */
  | 'SYSPRO-PARTY-LINE'
  /** SYSPRO refused the value. */
  | 'SYSPRO-PARTY-REFUSED'
  /** SYSPRO said it was done, and its tables do not show it. */
  | 'SYSPRO-PARTY-NOT-TAKEN';

/** A finding about a field of a party. */
export function partyFinding(
  code: PartyFindingCode,
  { record, field, value }: { readonly record: string; readonly field?: MasterField; readonly value?: string },
  message: string,
  fix: string,
): Finding {
  return {
    code,
    severity: 'error',
    record,
    ...(field !== undefined && { field }),
    ...(value !== undefined && value !== '' && { value: value.slice(0, 80) }),
    message,
    fix,
  };
}

/** What a call that was refused leaves: a finding for each field that SYSPRO minds, and the columns it may still take without those. */
export function refusalFindings(
  refusals: readonly SetupRefusal[],
  {
    columns,
    record,
    businessObject,
  }: { readonly columns: readonly ColumnChange[]; readonly record: string; readonly businessObject: string },
): { readonly findings: readonly Finding[]; readonly acceptable: readonly ColumnChange[] } {
  const findings: Finding[] = [];
  const minded = new Set<MasterField>();
  let all = false;
  for (const { element, number, description } of refusals) {
    const column = columns.find((one) => one.column.toLowerCase() === element);
    const said = [number, description].filter((part) => part !== undefined).join(': ');
    const message = `is refused by ${businessObject}${said === '' ? ', which does not say why' : ` (${said})`}`;
    const fix = 'Correct the value where it comes from, or enter it in SYSPRO by hand: it shows the same obstacle.';
    if (!column) all = true;
    const fields = column ? column.fields : [...new Set(columns.flatMap((one) => one.fields))];
    for (const field of fields) {
      minded.add(field);
      findings.push(
        partyFinding('SYSPRO-PARTY-REFUSED', { record, field, ...(column && { value: column.value }) }, message, fix),
      );
    }
  }
  return {
    findings,
    acceptable: all ? [] : columns.filter(({ fields }) => !fields.some((field) => minded.has(field))),
  };
}
