import type { Finding } from '../../documents/finding.ts';
import { masterFields, type MasterField, type PartyRecord } from '../../documents/party-record.ts';
import type { EnetClient, SetupCall } from '../enet/enet-client.ts';
import type { Session } from '../enet/session.ts';
import { readSetupReply } from '../enet/setup-reply.ts';
import { escapeXml } from '../enet/where-expressions.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import type { AddressLines } from './address-lines.ts';
import { partyChanges, type ColumnChange } from './party-changes.ts';
import { partyColumns, type PartyColumns, type PartyRole } from './party-columns.ts';
import { partyFinding, refusalFindings } from './party-findings.ts';
import { loadPartyRows, partyRecordOf } from './party-records.ts';

/** What writing needs: e.net within the operator's session, and the tables to look at before and after. */
export interface PartyWriterOptions {
  readonly enet: Pick<EnetClient, 'setup'>;
  readonly session: Pick<Session, 'use'>;
  readonly tables: TableReader;
  /** `syspro.address` of the company. */
  readonly lines: AddressLines;
}

/** What became of writing a party. */
export interface PartyWriting {
  /** Whether SYSPRO has the party; where it has not, nothing was written. */
  readonly found: boolean;
  /** The given fields that SYSPRO shows as they were given, also those that it had so before. */
  readonly taken: readonly MasterField[];
  /** Why it does not show the others, each with its field. */
  readonly findings: readonly Finding[];
}

/**
 * Sets fields of a supplier or customer by e.net's Setup/Update (APSSSP, ARSSCS): the given ones and no others, `''` blanking one. What has no
 * column, does not fit into it or cannot be written there is a finding and never cut; the other fields are written all the same.
 *
 * There is no call to validate first: with `ApplyIfEntireDocumentValid` SYSPRO validates the one item before it applies it, so a
 * separate call would say nothing that this one does not, and be out of date by the time of the next. Instead the party is read
 * before, so that only columns that differ are sent, and again afterwards, because SYSPRO ignores elements it does not know
 * without a word (recorded): only what its tables then show counts as written.
 *
 * The same values may be set any number of times. So a call whose session was lost is made again after a fresh logon, as with a query; and
 * after an answer that was lost the whole may simply be done again, for what was written then is found to be there.
 * @param code raw, as SYSPRO stores it
 * @throws SysproError
 */
export async function writePartyRecord(
  { enet, session, tables, lines }: PartyWriterOptions,
  role: PartyRole,
  code: string,
  changes: PartyRecord,
  signal?: AbortSignal,
): Promise<PartyWriting> {
  const columns = partyColumns[role];
  const record = `${columns.tables(lines)[0]?.name ?? role} ${code}`;
  const read = async (): Promise<TableRow | undefined> => {
    const rows = await loadPartyRows(tables, lines, role, [code], signal);
    // Trailing blanks of a column's width are no part of a code.
    return [...rows].find(([found]) => found.trimEnd() === code.trimEnd())?.[1];
  };
  const before = await read();
  if (!before) return { found: false, taken: [], findings: [] };

  const plan = partyChanges({ row: before, changes, columns, lines, record });
  const findings = [...plan.findings];
  let rest = plan.columns;
  let sent: readonly ColumnChange[] = [];
  while (rest.length > 0) {
    const call = setupCall(columns, code, rest);
    const root = await session.use((token, either) => enet.setup(token, 'Update', call, either), signal);
    const refusals = readSetupReply(root, columns.document);
    if (refusals.length === 0) {
      sent = rest;
      break;
    }
    const refused = refusalFindings(refusals, { columns: rest, record, businessObject: columns.businessObject });
    findings.push(...refused.findings);
    rest = refused.acceptable;
  }

  const after = sent.length === 0 ? before : await read();
  if (!after) return { found: false, taken: [], findings };
  const shown = partyRecordOf(after, columns, lines);
  const given = masterFields.filter((field) => changes[field] !== undefined);
  const taken = given.filter((field) => (shown[field] ?? '') === changes[field]?.trim());
  const ignored = given.filter((field) => !taken.includes(field) && !findings.some((one) => one.field === field));
  return { found: true, taken, findings: [...findings, ...ignored.map((field) => notTaken(field, shown, record))] };
}

function setupCall(
  { key, businessObject, document }: PartyColumns,
  code: string,
  changes: readonly ColumnChange[],
): SetupCall {
  const settings = changes.map(({ column, value }) => element(column, escapeXml(value))).join('');
  return {
    businessObject,
    parametersXml: element(document, element('Parameters', parameters)),
    xmlIn: element(document, element('Item', element('Key', element(key, escapeXml(code))) + settings)),
  };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

// Warnings are not ignored: what SYSPRO would ask a person about, a person decides.
const parameters = [
  element('IgnoreWarnings', 'N'),
  element('ApplyIfEntireDocumentValid', 'Y'),
  element('ValidateOnly', 'N'),
].join('');

function notTaken(field: MasterField, shown: PartyRecord, record: string): Finding {
  const value = shown[field];
  return partyFinding(
    'SYSPRO-PARTY-NOT-TAKEN',
    { record, field, ...(value !== undefined && { value }) },
    'was sent to SYSPRO, which said that it was done, and shows another value',
    'If nobody changed it meanwhile, SYSPRO’s set-up object does not know the element: take the field out of masterData.toSyspro.',
  );
}
