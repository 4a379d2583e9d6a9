import type { BackfillOrder } from '../../documents/backfill.ts';
import type { CycleStream } from '../../documents/stream.ts';
import { addBackfillCounts, closeBackfill, openBackfill } from '../../ledger/backfills.ts';
import { streamOf } from '../decide-readings.ts';
import type { Dependencies } from '../dependencies.ts';

/** The steps of a backfill that need only the ledger. */
export function createBackfillLedger({ config, db, now }: Dependencies) {
  return {
    /** @returns milliseconds, for the documents' workflows */
    async openBackfill(input: CycleStream & BackfillOrder): Promise<{ settle: number; followFor: number }> {
      const { stream } = streamOf(config, input);
      await openBackfill(db, input.cycle, input, input, now());
      return { settle: stream.settle, followFor: config.followFor };
    },

    async closeBackfill(input: CycleStream & { outcome: 'complete' | 'cancelled'; started: number }): Promise<void> {
      await addBackfillCounts(db, input.cycle, { started: input.started });
      await closeBackfill(db, input.cycle, input.outcome, now());
    },
  };
}
