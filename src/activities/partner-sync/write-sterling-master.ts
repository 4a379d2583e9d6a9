import { Context } from '@temporalio/activity';
import type { MasterField } from '../../documents/party-record.ts';
import { inTransaction } from '../../ledger/database.ts';
import { askChanges } from '../../ledger/master-changes.ts';
import { readingsOf, type StoredReading } from '../../ledger/master-data.ts';
import { countryAsShown } from '../../partners/master-data/countries.ts';
import { sameValue, valuesOf } from '../../partners/master-data/fields.ts';
import type { FieldVerdict } from '../../partners/master-data/merge.ts';
import { recordOfSterling, updateOf } from '../../partners/master-data/sterling-party.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import type { TradingPartner } from '../../sterling/trading-partners.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { comparisonOf, mappedPartners, partnerState } from './partner-state.ts';
import { isCut, settleOpenChanges } from './settle-open-changes.ts';
import { partiesOf, refreshed, writeDown, writesTo } from './write-down.ts';
import { recordWritten } from './written.ts';

type Write = Extract<FieldVerdict, { does: 'write' }>;

/** How many fields were written, and how many the side would not take. */
export interface WrittenFields {
  readonly written: number;
  readonly refused: number;
}

/**
 * Writes a partner's fields to Sterling. The trading partner is read just before each change, since nothing keeps another's from being lost
 * but haste, and just after, since Sterling cuts without a word. Repeated after a lost answer it begins with what is there then.
 */
export function createWriteSterlingMaster({ config, db, now, profiles, sterling }: SterlingDependencies) {
  return async function writeSterlingMaster({
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
      const readings = await readingsOf(db, sync);
      const { syspro, sterling: listed } = readings.get(partner) ?? {};
      if (!who || !syspro?.found || !listed || listed.tradingPartner === null) return nothing;
      const { tradingPartner } = listed;
      const party = await sterling.findTradingPartner(tradingPartner, signal);
      // Gone between two reads: the next sync says so.
      if (!party) return nothing;

      const fresh = readingOf(listed, party);
      const settled = await inTransaction(db, (tx) =>
        settleOpenChanges(
          tx,
          partiesOf(who, tradingPartner),
          { side: 'sterling', record: fresh.fields, other: syspro.fields },
          now(),
        ),
      );
      const state = await refreshed(db, await partnerState(db, config, who));
      const comparison = comparisonOf(state, { syspro, sterling: fresh });
      const writes = writesTo(comparison, 'sterling').map((write) => countryTold(write, readings));
      if (writes.length === 0) {
        if (comparison && settled > 0) await inTransaction(db, (tx) => writeDown(tx, state, comparison, fresh, now()));
        return { written: settled, refused: 0 };
      }
      await askChanges(db, { sync, partner, side: 'sterling' }, writes.map(changeOf), now());

      const refused = new Map<MasterField, string>();
      const put = async (fields: readonly Write[]): Promise<void> => {
        const why = await refusalOf(tradingPartner, fields, signal);
        if (why === undefined) return;
        if (fields.length === 1) for (const { field } of fields) refused.set(field, why);
        // One field that Sterling does not take must not keep the others back.
        else for (const one of fields) await put([one]);
      };
      await put(writes);
      const after = await sterling.findTradingPartner(tradingPartner, signal);
      if (!after) return nothing;
      const shown = valuesOf(recordOfSterling(after));
      for (const { field, sterling: had, value } of writes)
        if (!refused.has(field) && shown[field] === had && !sameValue(field, had, value) && !isCut(had, value))
          refused.set(field, 'Sterling said that it was done, and shows what it had before');
      const taken = writes.map(({ field }) => field).filter((field) => !refused.has(field));
      await recordWritten(
        db,
        config,
        state,
        { sync, side: 'sterling', now: { syspro, sterling: readingOf(listed, after) }, taken, refused },
        now(),
      );
      return { written: settled + taken.length, refused: refused.size };
    });
  };

  /** Why Sterling does not take some fields; undefined where it did. @throws SterlingError where that is not known */
  async function refusalOf(
    tradingPartner: string,
    fields: readonly Write[],
    signal: AbortSignal,
  ): Promise<string | undefined> {
    // Read in the moment before: nothing but haste keeps another's change from being lost.
    const party = await sterling.findTradingPartner(tradingPartner, signal);
    if (!party) return 'the trading partner is gone';
    const shown = valuesOf(recordOfSterling(party));
    if (fields.some(({ field, sterling: seen }) => shown[field] !== seen)) return 'it was changed in Sterling just now';
    const put = updateOf(party, new Map(fields.map(({ field, value }) => [field, value])));
    if ('cannot' in put) return put.cannot;
    try {
      const found = await sterling.updateTradingPartner(tradingPartner, put.update, signal);
      return found ? undefined : 'the trading partner is gone';
    } catch (error) {
      if (error instanceof SterlingError && error.outcome === 'refused') return error.privateMessage();
      throw error;
    }
  }
}

/** A write of a country with the code that the server shows for it, where it shows one. */
function countryTold(write: Write, readings: Awaited<ReturnType<typeof readingsOf>>): Write {
  if (write.field !== 'countryOrRegion' || write.value === undefined) return write;
  const shown = [...readings.values()].map(({ sterling }) => sterling?.fields.countryOrRegion);
  return { ...write, value: countryAsShown(write.value, shown) };
}

function readingOf(listed: StoredReading, party: TradingPartner): StoredReading {
  return { ...listed, found: true, fields: valuesOf(recordOfSterling(party)) };
}

function changeOf({ field, sterling, value, because }: Write): Parameters<typeof askChanges>[2][number] {
  return {
    field,
    because,
    ...(sterling !== undefined && { before: sterling }),
    ...(value !== undefined && { after: value }),
  };
}
