import { companyOf } from '../../config.ts';
import type { MasterSide } from '../../documents/party-record.ts';
import { inTransaction } from '../../ledger/database.ts';
import { isOpenSync, masterAgreements, readingsOf, type StoredReading } from '../../ledger/master-data.ts';
import { settleFindings, settleForgotten, standingFindings, updateFindings } from '../../ledger/master-findings.ts';
import { sysproQueue } from '../../temporal/task-queues.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { closedSync } from './closed-sync.ts';
import { comparisonOf, confirmedBy, mappedPartners, stateOf } from './partner-state.ts';
import { settleOpenChanges } from './settle-open-changes.ts';
import { companySide, isConfirmed, sideFinding, sysproDoubt } from './side-doubt.ts';
import { partiesOf, refreshed, writeDown, writesTo } from './write-down.ts';

/** What is to be written for a partner, as counts: the values are in the ledger. */
export interface MasterWork {
  readonly partner: string;
  readonly sysproQueue: string;
  readonly create: boolean;
  readonly toSterling: number;
  readonly toSyspro: number;
}

/** What a comparison of all partners came to. */
export interface ComparedMasters {
  readonly work: readonly MasterWork[];
  readonly counts: Readonly<Record<'compared' | 'skipped' | 'asked', number>>;
  /** Why nothing, or not all of it, was concluded. */
  readonly cause?: string;
}

/** Holds both sides' readings of a sync against what was agreed, and writes down what follows by itself. @throws MASTER-SYNC-CLOSED */
export function createCompareMasters({ config, db, now, profiles, log }: DocumentDependencies) {
  return async function compareMasters({
    sync,
    partners,
  }: {
    sync: string;
    partners?: readonly string[];
  }): Promise<ComparedMasters> {
    if (!(await isOpenSync(db, sync))) throw closedSync(sync);
    const mapped = mappedPartners(await profiles.current(), config);
    const [readings, agreements, standing] = [
      await readingsOf(db, sync),
      await masterAgreements(db),
      Map.groupBy(await standingFindings(db), ({ partner }) => partner),
    ];
    const counts = { compared: 0, skipped: 0, asked: 0 };
    const work: MasterWork[] = [];
    const companies = Map.groupBy(mapped, ({ masterData }) => masterData.company);
    let cause: string | undefined;
    for (const [company, of] of companies) {
      const asked = of.filter(({ code }) => partners === undefined || partners.includes(code));
      if (asked.length === 0) continue;
      const side = companySide(company);
      const doubt = sysproDoubt(of, agreements, (code) => readings.get(code)?.syspro);
      const confirmed = doubt !== undefined && isConfirmed(doubt, standing.get(side) ?? []);
      if (doubt && !confirmed) {
        log.error({ ...doubt, company, sync }, 'most parties are gone: nothing is concluded until a person says so');
        await inTransaction(db, (tx) => updateFindings(tx, side, [sideFinding(doubt)], [], now()));
        cause ??= doubt.code;
        counts.skipped += asked.length;
        continue;
      }
      for (const who of asked) {
        const { syspro, sterling } = readings.get(who.code) ?? {};
        if (!syspro || !sterling) {
          if (!sterling) cause ??= 'MASTER-PARTY-UNREADABLE';
          counts.skipped += 1;
          continue;
        }
        const state = stateOf(config, who, agreements.get(who.code), standing.get(who.code) ?? []);
        const done = await compareOne(state, { syspro, sterling });
        counts.compared += 1;
        counts.asked += done.asked;
        if (done.create || done.toSterling > 0 || done.toSyspro > 0)
          work.push({
            partner: who.code,
            sysproQueue: sysproQueue(companyOf(config, company).syspro.enet.operator),
            create: done.create,
            toSterling: done.toSterling,
            toSyspro: done.toSyspro,
          });
      }
      if (!confirmed) await inTransaction(db, (tx) => updateFindings(tx, side, [], [], now()));
      else if (partners === undefined) await settleFindings(db, side, [''], 'syspro', now());
    }
    if (partners === undefined)
      await settleForgotten(db, [...mapped.map(({ code }) => code), ...[...companies.keys()].map(companySide)], now());
    return { work, counts, ...(cause !== undefined && { cause }) };
  };

  async function compareOne(
    before: ReturnType<typeof stateOf>,
    read: Readonly<Record<MasterSide, StoredReading>>,
  ): Promise<Omit<MasterWork, 'partner' | 'sysproQueue'> & { asked: number }> {
    return inTransaction(db, async (tx) => {
      const { syspro, sterling } = read;
      if (syspro.found && sterling.tradingPartner !== null) {
        const parties = partiesOf(before.who, sterling.tradingPartner);
        const sides = { syspro: syspro.fields, sterling: sterling.fields };
        await settleOpenChanges(tx, parties, { side: 'sterling', record: sides.sterling, other: sides.syspro }, now());
        await settleOpenChanges(tx, parties, { side: 'syspro', record: sides.syspro, other: sides.sterling }, now());
      }
      const state = await refreshed(tx, before);
      const comparison = comparisonOf(state, read);
      if (!comparison) throw new RangeError(`partner ${state.who.code} was not read on both sides`);
      await writeDown(tx, state, comparison, sterling, now());
      const proposal = 'proposal' in comparison ? comparison.proposal : undefined;
      return {
        create: proposal?.missing.length === 0 && confirmedBy(state) !== undefined,
        toSterling: writesTo(comparison, 'sterling').length,
        toSyspro: writesTo(comparison, 'syspro').length,
        asked: comparison.state === 'both' ? comparison.verdicts.filter(({ does }) => does === 'ask').length : 1,
      };
    });
  }
}
