import { companyOf } from '../../config.ts';
import type { MasterSide } from '../../documents/party-record.ts';
import { inTransaction } from '../../ledger/database.ts';
import { masterAgreements, readingsOf, type StoredReading } from '../../ledger/master-data.ts';
import { standingFindings } from '../../ledger/master-findings.ts';
import { doubtfulSide } from '../../partners/master-data/sides.ts';
import type { MappedPartner } from '../../partners/master-data/mapping.ts';
import { sysproQueue } from '../../temporal/task-queues.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { comparisonOf, confirmedBy, mappedPartners, stateOf } from './partner-state.ts';
import { settleOpenChanges } from './settle-open-changes.ts';
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

/** Holds both sides' readings of a sync against what was agreed, and writes down what follows by itself. */
export function createCompareMasters({ config, db, now, profiles, log }: DocumentDependencies) {
  return async function compareMasters({
    sync,
    partners,
  }: {
    sync: string;
    partners?: readonly string[];
  }): Promise<ComparedMasters> {
    const mapped = mappedPartners(await profiles.current(), config);
    const [readings, agreements, standing] = [
      await readingsOf(db, sync),
      await masterAgreements(db),
      Map.groupBy(await standingFindings(db), ({ partner }) => partner),
    ];
    const doubtOf = (side: MasterSide, among: readonly MappedPartner[]): string | undefined => {
      const known = among.filter(({ code }) => {
        const agreement = agreements.get(code);
        return agreement && !agreement[side === 'syspro' ? 'sysproGoneAt' : 'sterlingGoneAt'];
      });
      const read = known.flatMap(({ code }) => readings.get(code)?.[side] ?? []);
      const doubt = doubtfulSide({ known: read.length, found: read.filter(({ found }) => found).length });
      if (doubt)
        log.error({ code: doubt, side, known: read.length, sync }, 'most parties are gone: nothing is concluded');
      return doubt;
    };
    const sterlingDoubt = doubtOf('sterling', mapped);
    const counts = { compared: 0, skipped: 0, asked: 0 };
    const work: MasterWork[] = [];
    let cause = sterlingDoubt;
    const asked = mapped.filter(({ code }) => partners === undefined || partners.includes(code));
    for (const [company, of] of Map.groupBy(asked, ({ masterData }) => masterData.company)) {
      const doubt = sterlingDoubt ?? doubtOf('syspro', of);
      cause ??= doubt;
      for (const who of of) {
        const { syspro, sterling } = readings.get(who.code) ?? {};
        if (doubt || !syspro || !sterling) {
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
    }
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
