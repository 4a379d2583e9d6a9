import type { CompanyConfig } from '../../config.ts';
import { compact } from '../../documents/compact.ts';
import type { PartyRecord } from '../../documents/party-record.ts';
import { streamNames } from '../../documents/stream.ts';
import { textIn } from '../row-reader.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { SysproAccess } from '../stream-source.ts';
import type { TableReader, TableRow } from '../table-reader.ts';
import { addressOf, type AddressLines } from './address-lines.ts';
import { partyColumns, type PartyColumns, type PartyRole } from './party-columns.ts';

/**
 * What SYSPRO says of suppliers or customers, by their code: ApSupplier with ApSupplierAddr, or ArCustomer. A blank column is an absent
 * field; `timeZone` always is, for SYSPRO has no column for it.
 *
 * City, state and country are on the lines that the site's habit names. The other lines are the street: the first one that is not
 * blank is `addressLine1`, and all that follow it are `addressLine2`, joined by `, `, so that none is lost.
 *
 * @param tables by either service: see {@link partyTables}
 * @param lines `syspro.address` of the company
 * @param codes raw, as SYSPRO stores them: with their leading zeros. A code that the master does not have is not in the map.
 * @throws SysproError
 */
export async function loadPartyRecords(
  tables: TableReader,
  lines: AddressLines,
  role: PartyRole,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PartyRecord>> {
  const rows = await loadPartyRows(tables, lines, role, codes, signal);
  return new Map([...rows].map(([code, row]) => [code, partyRecordOf(row, partyColumns[role], lines)]));
}

/** By which service a company's masters are read: by OData where any of its streams uses it, else by e.net. */
export function partyChannel(company: Pick<CompanyConfig, 'streams'>): 'odata' | 'enet' {
  const uses = streamNames.flatMap((name) => company.streams[name] ?? []);
  return uses.some(({ poll, fetch }) => poll === 'odata' || fetch === 'odata') ? 'odata' : 'enet';
}

/** The service a company's masters are read by: see {@link partyChannel}. */
export function partyTables(company: Pick<CompanyConfig, 'streams'>, { odata, enet }: SysproAccess): TableReader {
  return partyChannel(company) === 'odata' ? odata : enet.tables;
}

/** The rows of parties by their code, with the columns of all tables of the master in one. @throws SysproError */
export async function loadPartyRows(
  tables: TableReader,
  lines: AddressLines,
  role: PartyRole,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, TableRow>> {
  const { key } = partyColumns[role];
  const [main, ...others] = partyColumns[role].tables(lines);
  if (!main) throw new RangeError(`the master of a ${role} has no table`);
  const query = { column: key, values: codes, ...(signal && { signal }) };
  const found = new Map<string, TableRow>();
  for (const row of await readSourceByKeys(tables, main, query)) found.set(row[key] ?? '', row);
  for (const table of others) {
    for (const row of await readSourceByKeys(tables, table, query)) {
      const code = row[key] ?? '';
      const own = found.get(code);
      if (own) found.set(code, { ...row, ...own });
    }
  }
  return found;
}

/** The fields of a party's row. */
export function partyRecordOf(row: TableRow, { fields, address }: PartyColumns, lines: AddressLines): PartyRecord {
  const { street, city, state, postalCode, country } = addressOf(row, address, lines);
  const [first, ...rest] = street;
  return compact<PartyRecord>({
    name: textIn(row, fields.name),
    contact: textIn(row, fields.contact),
    emailAddress: textIn(row, fields.emailAddress),
    phone: textIn(row, fields.phone),
    addressLine1: first,
    addressLine2: rest.length === 0 ? undefined : rest.join(streetJoiner),
    city,
    stateOrProvince: state,
    postalCode,
    countryOrRegion: country,
  });
}

/** What stands between street lines that share `addressLine2`. */
export const streetJoiner = ', ';
