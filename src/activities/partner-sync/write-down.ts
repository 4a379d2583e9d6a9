import type { Queryable, Transaction } from '../../ledger/database.ts';
import {
  masterAgreement,
  recordAgreed,
  recordGone,
  type AgreedPair,
  type StoredAgreement,
  type StoredReading,
} from '../../ledger/master-data.ts';
import { updateFindings } from '../../ledger/master-findings.ts';
import type { MasterField, MasterSide } from '../../documents/party-record.ts';
import type { Comparison } from '../../partners/master-data/compare.ts';
import { isSameParty } from '../../partners/master-data/compare.ts';
import { partyOf, type MappedPartner } from '../../partners/master-data/mapping.ts';
import type { FieldVerdict } from '../../partners/master-data/merge.ts';
import { confirmedBy, type PartnerState } from './partner-state.ts';
import { raisedFindings } from './raised-findings.ts';

/** The parties an agreement is about. */
export function partiesOf(
  who: MappedPartner,
  tradingPartner: string,
): Pick<StoredAgreement, 'partner' | 'party' | 'tradingPartner'> {
  return { partner: who.code, party: partyOf(who.masterData), tradingPartner };
}

/** The writes of a comparison to one side. */
export function writesTo(
  comparison: Comparison | undefined,
  side: MasterSide,
): Extract<FieldVerdict, { does: 'write' }>[] {
  if (comparison?.state !== 'both') return [];
  return comparison.verdicts.flatMap((verdict) => (verdict.does === 'write' && verdict.side === side ? [verdict] : []));
}

/** Writes down what a comparison concludes by itself: what is agreed, what is gone, and what a person is asked. In one transaction. */
export async function writeDown(
  tx: Transaction,
  state: PartnerState,
  comparison: Comparison,
  sterling: StoredReading,
  at: Date,
): Promise<void> {
  const { who, agreement } = state;
  if (comparison.state === 'both' && sterling.tradingPartner !== null) {
    const fields = agreedFields(comparison.verdicts);
    const known = agreement !== undefined && isSameParty(agreement, who, sterling.tradingPartner);
    const back = agreement?.sysproGoneAt ?? agreement?.sterlingGoneAt;
    // Agreed of nothing yet is agreed all the same: from now on it is noticed when one side loses it.
    if (!known || back || Object.keys(fields).length > 0)
      await recordAgreed(tx, partiesOf(who, sterling.tradingPartner), fields, at);
  }
  if (comparison.state === 'deleted')
    await recordGone(tx, who.code, { syspro: !comparison.syspro, sterling: !comparison.sterling }, at);
  const busy = [...writesTo(comparison, 'syspro'), ...writesTo(comparison, 'sterling')];
  await updateFindings(tx, who.code, raisedFindings(comparison, confirmedBy(state) !== undefined), busy, at);
}

function agreedFields(verdicts: readonly FieldVerdict[]): Partial<Record<MasterField, AgreedPair>> {
  return Object.fromEntries(
    verdicts.flatMap((verdict) => {
      if (verdict.does !== 'agree') return [];
      const { field, syspro, sterling, kept } = verdict;
      const pair: AgreedPair = {
        ...(syspro !== undefined && { syspro }),
        ...(sterling !== undefined && { sterling }),
        ...(kept && { kept }),
      };
      return [[field, pair]];
    }),
  );
}

/** The agreement as it is now, after something of it was written down. */
export async function refreshed(db: Queryable, state: PartnerState): Promise<PartnerState> {
  return { ...state, agreement: await masterAgreement(db, state.who.code) };
}
