import { addCycleCounts, closeCycle, openCycle, useConfirmation, type CycleOutcome } from '../../ledger/cycles.ts';
import { countUnstarted, listUnstarted, markStarted, type UnstartedDocument } from '../../ledger/transmissions.ts';
import { typeOfStream, type CycleStream } from '../../documents/stream.ts';
import { streamOf } from '../decide-readings.ts';
import type { Dependencies } from '../dependencies.ts';

/** Whether a cycle may start what is claimed, and how its documents are to be handled. */
export interface Admission {
  readonly admitted: boolean;
  /** Claimed documents that wait to be started. */
  readonly waiting: number;
  /** Milliseconds, for the documents' workflows. */
  readonly settle: number;
  readonly followFor: number;
}

/** The steps of a poll cycle that need only the ledger. */
export function createPollCycleLedger({ config, db, now }: Dependencies) {
  return {
    async openCycle({ cycle, deep, ...stream }: CycleStream & { deep?: boolean }): Promise<void> {
      await openCycle(db, cycle, { ...stream, deep: deep ?? false }, now());
    },

    /** Many times the usual is somebody's mistake, or a first run: it needs a person's confirmation. */
    async admitStarts({ cycle, ...at }: CycleStream): Promise<Admission> {
      const { stream, type } = streamOf(config, at);
      const waiting = await countUnstarted(db, at.company, type);
      const admitted = waiting <= stream.stopAbove || (await useConfirmation(db, at, cycle));
      return { admitted, waiting, settle: stream.settle, followFor: config.followFor };
    },

    async listUnstarted(input: CycleStream & { after: number; limit: number }): Promise<UnstartedDocument[]> {
      return listUnstarted(db, input.company, typeOfStream[input.stream], input.after, input.limit);
    },

    async markStarted({ cycle, transmissions }: CycleStream & { transmissions: readonly number[] }): Promise<void> {
      await markStarted(db, now(), cycle, transmissions);
      await addCycleCounts(db, cycle, { started: transmissions.length });
    },

    async closeCycle({
      cycle,
      outcome,
      cause,
    }: CycleStream & { outcome: CycleOutcome; cause?: string }): Promise<void> {
      await closeCycle(db, cycle, outcome, cause, now());
    },
  };
}
