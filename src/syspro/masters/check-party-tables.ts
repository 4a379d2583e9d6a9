import type { CompanyConfig } from '../../config.ts';
import { check, checkTable, type TableCheck } from '../check-tables.ts';
import type { SysproAccess } from '../stream-source.ts';
import { partyColumns, type PartyRole } from './party-columns.ts';
import { partyChannel, partyTables } from './party-records.ts';

/**
 * Tests each table that the masters of these roles are compared by, by reading one row with every column that is needed. Reads only:
 * whether the operator may also write them, by APSSSP or ARSSCS, no reading tells, and the lines say so.
 * @param written whether a sync may write to SYSPRO at all
 */
export async function checkPartyTables(
  company: CompanyConfig,
  access: SysproAccess,
  roles: readonly PartyRole[],
  written: boolean,
  signal?: AbortSignal,
): Promise<TableCheck[]> {
  const service = partyChannel(company) === 'odata' ? 'OData' : 'e.net';
  const tables = partyTables(company, access);
  const checks: TableCheck[] = [];
  for (const role of roles) {
    const master = partyColumns[role];
    const untested = written ? `; whether it can be written, by ${master.businessObject}, only a write would show` : '';
    for (const table of master.tables(company.syspro.address))
      checks.push(
        await check(
          `SYSPRO master ${table.name} by ${service}`,
          async () => `${await checkTable(tables, table, signal)}${untested}`,
        ),
      );
  }
  return checks;
}

/** Whether masters are read within the operator's session, and not by a service anybody may use beside a worker. */
export function mastersInSession(company: Pick<CompanyConfig, 'streams' | 'syspro'>): boolean {
  return partyChannel(company) === 'enet' || company.syspro.odata.authentication === 'session';
}
