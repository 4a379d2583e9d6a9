import { Context } from '@temporalio/activity';
import { takeMessage, untakenMessages, type ListedMessage } from '../../ledger/inbound.ts';
import { storableText } from '../../ledger/json-text.ts';
import type { MailboxEntry } from '../../sterling/mailbox-contents.ts';
import type { SterlingClient } from '../../sterling/sterling-client.ts';
import { SterlingError } from '../../sterling/sterling-error.ts';
import type { SterlingDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';

/** What came of looking into one mailbox. */
export interface Collected {
  /** Messages taken now. */
  readonly taken: number;
  /** Messages taken before. */
  readonly seen: number;
  /** Messages whose content could not be read: the next sweep tries again. */
  readonly failed: number;
  /** Code and words of the first failure, or of why the mailbox could not be looked into. */
  readonly cause?: string;
}

/**
 * Content of more bytes is not fetched. It comes as base64 in one JSON text and leaves the ledger as hexadecimal, and no text of
 * Node's has more than 2^29 characters.
 */
const fetchAtMost = 200_000_000;

/** Failures of what was asked for only; after any other Sterling itself may be away. */
const ofTheMessage = new Set(['STERLING-NOT-FOUND', 'STERLING-REFUSED', 'STERLING-ANSWER-UNREADABLE']);

/**
 * Takes every message of a mailbox that was never taken: lists it whole, for numbers need not rise, and keeps each message as soon as
 * it is read. Whatever stops it, what was kept stays, and the next run takes up there. Throws a Sterling error only where
 * Sterling as a whole cannot be used.
 */
export function createCollectMessages({ db, sterling, log, now }: SterlingDependencies) {
  return async function collectMessages({ mailbox }: { sweep: string; mailbox: string }): Promise<Collected> {
    return withFailures(async () => {
      const signal = Context.current().cancellationSignal;
      const contents = await contentsOf(sterling, mailbox, signal);
      if (typeof contents === 'string') return { taken: 0, seen: 0, failed: 0, cause: contents };
      const listed = contents.map(listedMessage);
      const untaken = await untakenMessages(db, listed);
      let [taken, failed] = [0, 0];
      let cause: string | undefined;
      for (const entry of untaken) {
        signal.throwIfAborted();
        try {
          const message = await contentOf(sterling, entry, signal);
          if (await takeMessage(db, { ...message, mailbox }, now())) taken += 1;
        } catch (error) {
          if (!(error instanceof SterlingError || error instanceof Unreadable)) throw error;
          signal.throwIfAborted();
          // One message that Sterling cannot give must not keep the others away; an outage keeps all of them.
          if (error instanceof SterlingError && !ofTheMessage.has(error.code)) await sterling.checkAccess(signal);
          failed += 1;
          // Sterling itself answers (asked just above), so whatever the code, it is this one message's trouble and no outage.
          const code =
            error instanceof SterlingError
              ? `INBOX-UNREADABLE: message ${entry.message}: ${error.code}`
              : `${error.code}: message ${entry.message}`;
          cause ??= `${code}: ${error.message}`;
          log.warn({ mailbox, message: entry.message, code: error.code }, 'a message could not be read');
        }
        Context.current().heartbeat();
      }
      return { taken, seen: listed.length - untaken.length, failed, ...(cause !== undefined && { cause }) };
    });
  };
}

/** What a mailbox holds; or why nobody can look into this one, though Sterling itself answers. */
async function contentsOf(
  sterling: SterlingClient,
  mailbox: string,
  signal: AbortSignal,
): Promise<readonly MailboxEntry[] | string> {
  try {
    const found = await sterling.findMailbox(mailbox, signal);
    return found ? await sterling.listMailbox(found.id, signal) : `STERLING-MAILBOX-MISSING: there is no ${mailbox}`;
  } catch (error) {
    if (!(error instanceof SterlingError)) throw error;
    signal.throwIfAborted();
    if (error.code === 'STERLING-FORBIDDEN') return `${error.code}: ${error.message}`;
    if (!ofTheMessage.has(error.code)) await sterling.checkAccess(signal);
    return `INBOX-UNREADABLE: ${error.code}: ${error.message}`;
  }
}

/** A message that is not to be fetched. */
class Unreadable extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

async function contentOf(
  sterling: SterlingClient,
  entry: ListedMessage,
  signal: AbortSignal,
): Promise<ListedMessage & { document: string; content: Uint8Array }> {
  if ((entry.size ?? 0) > fetchAtMost)
    throw new Unreadable('INBOX-TOO-LARGE', `has ${entry.size} bytes, and more than ${fetchAtMost} are not fetched`);
  const document = entry.document ?? (await sterling.getMessage(entry.message, signal))?.documentId;
  if (document === undefined)
    throw new Unreadable('INBOX-NO-DOCUMENT', 'Sterling does not say which document it holds');
  return { ...entry, document, content: await sterling.getPayload(document, signal) };
}

function listedMessage({ id, name, documentId, size, createdAt }: MailboxEntry): ListedMessage {
  return {
    message: storableText(id),
    name: storableText(name),
    ...(documentId !== undefined && { document: storableText(documentId) }),
    ...(size !== undefined && { size }),
    ...(createdAt && { arrivedAt: createdAt }),
  };
}
