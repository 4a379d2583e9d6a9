import { Context } from '@temporalio/activity';
import { inTransaction, type Database } from '../../ledger/database.ts';
import { recordAnswers, type NewAnswer } from '../../ledger/answers.ts';
import { lockMessage, markFailed, markHandled, unhandledMessages, type LockedMessage } from '../../ledger/inbound.ts';
import { sha256 } from '../../documents/content-hash.ts';
import { readAtMost, readMessage } from '../../translation/answers/message.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { matchAnswers } from './match-answers.ts';

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

/** After so many failures one after the other it is asked whether they are a fault of the messages. */
const inARow = 3;

/**
 * Reads what was taken, says whose each answer is, and hands it to its document: one transaction a message, so that all of it is written
 * down or nothing. A message that cannot be handled is noted and passed over; the others do not wait for it.
 */
export function createHandleMessages({ db, log, now }: DocumentDependencies) {
  return async function handleMessages({ limit }: { sweep: string; limit: number }): Promise<Handled> {
    const signal = Context.current().cancellationSignal;
    const ids = await unhandledMessages(db, limit);
    const done = { handled: 0, answers: 0, unmatched: 0, failed: 0 };
    let cause: string | undefined;
    let failures = 0;
    for (const id of ids) {
      signal.throwIfAborted();
      try {
        const said = await handleMessage(db, { at: now(), actor: 'sweep' }, id);
        failures = 0;
        if (!said) continue;
        done.handled += 1;
        done.answers += said.filter(({ about }) => about).length;
        done.unmatched += said.filter(({ about }) => !about).length;
      } catch (error) {
        failures += 1;
        // They may still be: what tells is whether the ledger answers at all.
        if (failures % inARow === 0) await db.query('select 1');
        done.failed += 1;
        const { code, words } = toldOf(error);
        const told = code === undefined ? words : `${code}: ${words}`;
        cause ??= told;
        log.error({ message: id, code, error: words }, 'a message that came in could not be handled');
        await markFailed(db, id, told);
      }
      Context.current().heartbeat();
    }
    return { ...done, ...(cause !== undefined && { cause }), more: ids.length === limit && done.handled > 0 };
  };
}

/** What of an error may be logged and kept: its code, and its words without the values in it, which are the partner's or the clerk's. */
function toldOf(error: unknown): { readonly code?: string; readonly words: string } {
  const { code, message } = error as Error & { code?: unknown };
  const words = message.replaceAll(/"[^]*"/g, '"…"').slice(0, 200);
  return { ...(typeof code === 'string' && { code }), words };
}

/** Handles one message. @returns what it says; undefined where it was handled meanwhile */
async function handleMessage(
  db: Database,
  by: { at: Date; actor: string },
  id: number,
): Promise<readonly NewAnswer[] | undefined> {
  return inTransaction(db, async (tx) => {
    const message = await lockMessage(tx, id, readAtMost);
    if (!message) return undefined;
    const record = `message ${message.message} in ${message.mailbox}`;
    const { kind, answers, findings } = readMessage(message.content ?? undefined, message.size, record);
    const said =
      kind === 'x12' ? await matchAnswers(tx, message, answers) : [foreign(message, kind, findings[0]?.message)];
    await recordAnswers(tx, by, message, said);
    await markHandled(tx, id, findings, by.at);
    return said;
  });
}

/** A message that is no answer at all is one thing said, of no document, so that it is shown among what nobody took. */
function foreign(
  { mailbox, message }: LockedMessage,
  kind: string,
  words = 'holds nothing that can be read',
): NewAnswer {
  return {
    position: 1,
    kind,
    outcome: 'noted',
    source: sha256(`${mailbox} ${message}`),
    unmatchedBecause: kind,
    detail: { facts: {}, words, findings: [] },
  };
}
