import { Context } from '@temporalio/activity';
import { companyOf } from '../../config.ts';
import type { PartyRecord } from '../../documents/party-record.ts';
import { keepReadings } from '../../ledger/master-data.ts';
import { valuesOf } from '../../partners/master-data/fields.ts';
import { loadPartyRecords, partyTables } from '../../syspro/masters/party-records.ts';
import type { SysproCompany, SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import type { CompanyConfig } from '../../config.ts';
import { mappedPartners } from './partner-state.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';

/** What SYSPRO says of partners of one company, by the partner's code. Those it does not have are not in it. */
export async function sysproRecords(
  company: CompanyConfig,
  { access }: Pick<SysproCompany, 'access'>,
  partners: readonly MappedPartner[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, PartyRecord>> {
  const tables = partyTables(company, access);
  const records = new Map<string, PartyRecord>();
  for (const role of ['supplier', 'customer'] as const) {
    const of = partners.filter(({ masterData }) => masterData.role === role);
    if (of.length === 0) continue;
    const codes = [...new Set(of.map(({ masterData }) => masterData.code))];
    const read = await loadPartyRecords(tables, company.syspro.address, role, codes, signal);
    // Trailing blanks of a column's width are no part of a code.
    const byCode = new Map([...read].map(([code, record]) => [code.trimEnd(), record]));
    for (const { code, masterData } of of) {
      const record = byCode.get(masterData.code.trimEnd());
      if (record) records.set(code, valuesOf(record));
    }
  }
  return records;
}

/**
 * Reads a company's suppliers and customers that are mapped: all of them, also where one is to be compared, for whether an absence is
 * believed depends on the others. The values stay in the ledger.
 */
export function createReadSysproMasters({ config, db, now, profiles, company }: SysproDependencies) {
  return async function readSysproMasters(input: {
    sync: string;
    company: string;
  }): Promise<{ asked: number; found: number }> {
    return withFailures(async () => {
      const partners = mappedPartners(await profiles.current(), config).filter(
        ({ masterData }) => masterData.company === input.company,
      );
      const records = await sysproRecords(
        companyOf(config, input.company),
        company(input.company),
        partners,
        Context.current().cancellationSignal,
      );
      const readings = partners.map(({ code }) => {
        const record = records.get(code);
        return { partner: code, found: record !== undefined, ...(record && { fields: record }) };
      });
      await keepReadings(db, input.sync, 'syspro', readings, now());
      return { asked: partners.length, found: records.size };
    });
  };
}
