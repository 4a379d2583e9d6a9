import type { MasterField, MasterSide, PartyRecord } from '../../documents/party-record.ts';
import { inTransaction, type Database } from '../../ledger/database.ts';
import { endChanges, type ChangeEnd } from '../../ledger/master-changes.ts';
import { keepReadings, recordAgreed, type StoredReading } from '../../ledger/master-data.ts';
import { settleFindings, type RaisedFinding, updateFindings } from '../../ledger/master-findings.ts';
import { comparisonOf, pairOf, partnerState, type PartnerState } from './partner-state.ts';
import { partiesOf, writesTo } from './write-down.ts';
import { agreedText, raisedFindings } from './raised-findings.ts';
import type { Config } from '../../config.ts';

/** What became of the fields that were written to a side. */
export interface Written {
  readonly sync: string;
  readonly side: MasterSide;
  /** Both sides as they are now: the written one as it was read again. */
  readonly now: Readonly<Record<MasterSide, StoredReading>>;
  readonly taken: readonly MasterField[];
  /** Fields the side would not take, and why. */
  readonly refused: ReadonlyMap<MasterField, string>;
}

/**
 * Writes down what became of a write: what is there now is what is agreed, whatever the side made of it, so that nothing is written twice;
 * what was refused is a finding and is not tried again until something changes.
 */
export async function recordWritten(
  db: Database,
  config: Pick<Config, 'masterData' | 'file'>,
  { who, standing }: PartnerState,
  { sync, side, now, taken, refused }: Written,
  at: Date,
): Promise<void> {
  const { tradingPartner } = now.sterling;
  if (tradingPartner === null) throw new RangeError(`partner ${who.code} has no trading partner`);
  const [ours, theirs]: [PartyRecord, PartyRecord] = [now.syspro.fields, now.sterling.fields];
  const ends = new Map<MasterField, ChangeEnd>([
    ...taken.map((field) => [field, { made: now[side].fields[field] }] as const),
    ...[...refused].map(([field, why]) => [field, { givenUp: why }] as const),
  ]);
  await inTransaction(db, async (tx) => {
    await endChanges(tx, { partner: who.code, side }, ends, at);
    const agreed = Object.fromEntries(taken.map((field) => [field, pairOf(field, ours, theirs)]));
    if (taken.length > 0) await recordAgreed(tx, partiesOf(who, tradingPartner), agreed, at);
    await settleFindings(tx, who.code, taken, side === 'sterling' ? 'syspro' : 'sterling', at);
    await keepReadings(tx, sync, side, [{ partner: who.code, ...now[side] }], at);
    // And what the person's queue is to show of it.
    const state = await partnerState(tx, config, who);
    const comparison = comparisonOf(state, now);
    if (!comparison) return;
    const raised = [
      ...raisedFindings(comparison, false).filter(({ field }) => field === '' || !refused.has(field)),
      ...[...refused].map(([field, because]): RaisedFinding => {
        const about = { field, ...pairOf(field, ours, theirs), ...agreedText(state.agreement?.fields[field]) };
        // What a person decided stands as it was, with why that could not be done.
        const decided = decidedFinding(standing, field);
        return decided
          ? { ...about, kind: decided.kind, detail: { ...decided.detail, cannot: because } }
          : { ...about, kind: 'refused', detail: { because } };
      }),
    ];
    const busy = writesTo(comparison, side === 'syspro' ? 'sterling' : 'syspro');
    await updateFindings(tx, who.code, raised, busy, at);
  });
}

function decidedFinding(
  standing: PartnerState['standing'],
  field: MasterField,
): PartnerState['standing'][number] | undefined {
  return standing.find((one) => one.field === field && one.settlement !== null);
}
