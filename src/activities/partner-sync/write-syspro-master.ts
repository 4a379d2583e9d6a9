import { Context } from '@temporalio/activity';
import { companyOf } from '../../config.ts';
import type { MasterField } from '../../documents/party-record.ts';
import { inTransaction } from '../../ledger/database.ts';
import { askChanges, endChanges } from '../../ledger/master-changes.ts';
import { readingsOf } from '../../ledger/master-data.ts';
import { partyTables } from '../../syspro/masters/party-records.ts';
import { writePartyRecord } from '../../syspro/masters/write-party-record.ts';
import type { SysproDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { comparisonOf, mappedPartners, partnerState } from './partner-state.ts';
import { sysproRecords } from './read-syspro-masters.ts';
import { isCut, settleOpenChanges } from './settle-open-changes.ts';
import { partiesOf, refreshed, writeDown, writesTo } from './write-down.ts';
import type { WrittenFields } from './write-sterling-master.ts';
import { recordWritten } from './written.ts';

/**
 * Writes a partner's fields to SYSPRO: those of masterData.toSyspro and no others. The party is read just before, and again just after for
 * what SYSPRO made of it.
 */
export function createWriteSysproMaster({ config, db, now, profiles, company }: SysproDependencies) {
  return async function writeSysproMaster({
    sync,
    partner,
  }: {
    sync: string;
    partner: string;
  }): Promise<WrittenFields> {
    return withFailures(async () => {
      const signal = Context.current().cancellationSignal;
      const nothing = { written: 0, refused: 0 };
      const who = mappedPartners(await profiles.current(), config).find(({ code }) => code === partner);
      const { syspro: listed, sterling } = (await readingsOf(db, sync)).get(partner) ?? {};
      if (!who || !listed || !sterling?.found || sterling.tradingPartner === null) return nothing;
      const { role, code } = who.masterData;
      const settings = companyOf(config, who.masterData.company);
      const { access, enet, session } = company(settings.code);
      const read = async () => (await sysproRecords(settings, { access }, [who], signal)).get(partner);
      const before = await read();
      // Gone between two reads: the next sync says so.
      if (!before) return nothing;

      const fresh = { ...listed, found: true, fields: before };
      const parties = partiesOf(who, sterling.tradingPartner);
      const settled = await inTransaction(db, (tx) =>
        settleOpenChanges(tx, parties, { side: 'syspro', record: before, other: sterling.fields }, now()),
      );
      const state = await refreshed(db, await partnerState(db, config, who));
      const comparison = comparisonOf(state, { syspro: fresh, sterling });
      const writes = writesTo(comparison, 'syspro');
      if (writes.length === 0) {
        if (comparison && settled > 0)
          await inTransaction(db, (tx) => writeDown(tx, state, comparison, sterling, now()));
        return { written: settled, refused: 0 };
      }
      const asked = writes.map(({ field, syspro, value, because }) => ({
        field,
        because,
        ...(syspro !== undefined && { before: syspro }),
        ...(value !== undefined && { after: value }),
      }));
      await askChanges(db, { sync, partner, side: 'syspro' }, asked, now());
      const changes = Object.fromEntries(writes.map(({ field, value }) => [field, value ?? '']));
      const tables = partyTables(settings, access);
      const writing = await writePartyRecord(
        { enet, session, tables, lines: settings.syspro.address },
        role,
        code,
        changes,
        signal,
      );
      const after = await read();
      if (!after) {
        const gone = writes.map(({ field }) => [field, { givenUp: 'SYSPRO has the party no more' }] as const);
        await endChanges(db, { partner, side: 'syspro' }, new Map(gone), now());
        return nothing;
      }
      const refused = new Map<MasterField, string>();
      for (const { field, syspro, value } of writes) {
        if (!writing.found) {
          refused.set(
            field,
            `SYSPRO shows no ${role} of exactly the code ${code}; correct masterData.code in the profile`,
          );
          continue;
        }
        if (writing.taken.includes(field)) continue;
        // Cut without a word it is there all the same, and shown to a person as altered.
        if (after[field] !== syspro && isCut(after[field], value)) continue;
        const why = writing.findings.filter((finding) => finding.field === field || finding.field === undefined);
        refused.set(
          field,
          why.map(({ code: stable, message, fix }) => `${stable}: ${message}. ${fix}`).join(' ') ||
            'SYSPRO does not show it',
        );
      }
      const taken = writes.map(({ field }) => field).filter((field) => !refused.has(field));
      const then = { syspro: { ...fresh, fields: after }, sterling };
      await recordWritten(db, config, state, { sync, side: 'syspro', now: then, taken, refused }, now());
      return { written: settled + taken.length, refused: refused.size };
    });
  };
}
