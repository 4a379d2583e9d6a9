import type { MasterField, MasterSide, PartyRecord } from '../../documents/party-record.ts';
import type { Queryable } from '../../ledger/database.ts';
import { endChanges, openChanges, type ChangeEnd } from '../../ledger/master-changes.ts';
import { recordAgreed, type StoredAgreement } from '../../ledger/master-data.ts';
import { settleFindings } from '../../ledger/master-findings.ts';
import { sameValue, valueOf } from '../../partners/master-data/fields.ts';
import { tidy } from '../../partners/master-data/tidy.ts';

/**
 * Finds out what became of writes whose answer was lost: the side shows the value, or one cut off from it (then that is agreed), or it
 * does not, and then it was not written. What somebody entered there meanwhile is told apart by being neither.
 * @param side the side that was written to; record what it has now; other what the other side has now
 * @returns how many are done and agreed
 */
export async function settleOpenChanges(
  db: Queryable,
  who: Pick<StoredAgreement, 'partner' | 'party' | 'tradingPartner'>,
  { side, record, other }: { readonly side: MasterSide; readonly record: PartyRecord; readonly other: PartyRecord },
  at: Date,
): Promise<number> {
  const open = await openChanges(db, { partner: who.partner, side });
  if (open.length === 0) return 0;
  const ends = new Map<MasterField, ChangeEnd>();
  const agreed: Partial<Record<MasterField, { syspro?: string; sterling?: string }>> = {};
  for (const { field, before, after } of open) {
    const now = valueOf(record, field);
    const wanted = after ?? undefined;
    // A value that another was made of by adding to it (`1 Main St`, `1 Main St, Dock 4`) is a beginning of it as well.
    const untouched = now === (before ?? undefined);
    if (!sameValue(field, now, wanted) && (untouched || !isCut(now, wanted))) {
      ends.set(field, { givenUp: 'no answer came, and the side does not show it' });
      continue;
    }
    ends.set(field, { made: now });
    // What it was written from; the other side may have been changed since, and that is still to be noticed.
    const theirs = valueOf(other, field);
    const from = sameValue(field, theirs, wanted) ? theirs : wanted;
    agreed[field] = {
      ...(now !== undefined && { [side]: now }),
      ...(from !== undefined && { [side === 'syspro' ? 'sterling' : 'syspro']: from }),
    };
  }
  await endChanges(db, { partner: who.partner, side }, ends, at);
  const settled = Object.keys(agreed).length;
  if (settled > 0) {
    await recordAgreed(db, who, agreed, at);
    // A person's word on them was followed, then.
    await settleFindings(db, who.partner, Object.keys(agreed), side === 'sterling' ? 'syspro' : 'sterling', at);
  }
  return settled;
}

/** Whether a side shows the beginning of what was written: it cut the rest off. */
export function isCut(now: string | undefined, wanted: string | undefined): boolean {
  return now !== undefined && wanted !== undefined && now !== '' && tidy(wanted).startsWith(tidy(now));
}
