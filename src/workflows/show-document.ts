import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import type { Flag, Stage } from '../documents/stage.ts';
import { searchAttributes } from '../temporal/search-attributes.ts';

/** Shows in the Temporal UI which stage a document has come to, and in words how. */
export function show(stage: Stage, details: string): void {
  upsertSearchAttributes([{ key: searchAttributes.stage, value: stage }]);
  setCurrentDetails(details);
}

/** Shows that a document waits for a person, and for what. */
export function flag(details: string): void {
  upsertSearchAttributes([{ key: searchAttributes.flag, value: 'needs-attention' }]);
  setCurrentDetails(details);
}

/** Shows that it waits no longer. */
export function unflag(): void {
  upsertSearchAttributes([{ key: searchAttributes.flag, value: null }]);
}

/** Shows how a document stands by the ledger: stage and flag, and in words. */
export function showStanding(stage: Stage, standing: Flag | undefined, details: string): void {
  upsertSearchAttributes([
    { key: searchAttributes.stage, value: stage },
    { key: searchAttributes.flag, value: standing ?? null },
  ]);
  setCurrentDetails(details);
}
