import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';
import { coded, idOf, instant, optional, rawId, truth, wholeNumber } from './wire-values.ts';

/**
 * How often the partner may take a message. The API has three fields for it and refuses more than one.
 *
 * Only a count shows a pick-up afterwards: it goes down. `always` and `until` leave no trace of one.
 */
export type Extractability = 'always' | { readonly count: number } | { readonly until: Date };

/** A message in a mailbox, as the API shows it. What it leaves out is absent here. */
export interface MailboxMessage {
  readonly id: string;
  readonly name: string;
  readonly mailboxPath: string;
  readonly documentId?: string;
  /** Bytes. */
  readonly size?: number;
  readonly createdAt?: Date;
  readonly extractableAlways?: boolean;
  /** How often it may still be taken; 0: no more. */
  readonly extractableCount?: number;
  readonly extractableUntil?: Date;
}

/** The `mailboxmessages` resource. */
export interface MailboxMessages {
  /**
   * Puts a document into a mailbox under a name: this is the post, and it is not idempotent. Names may repeat in Sterling;
   * that ours do not is our care, see messageName.
   * @throws SterlingError; with outcome `unknown`, look with {@link findMessages} before any repeat
   */
  addMessage(
    message: {
      readonly documentId: string;
      readonly mailboxPath: string;
      readonly name: string;
      readonly extractability: Extractability;
    },
    signal?: AbortSignal,
  ): Promise<{ readonly messageId: string }>;
  /**
   * The messages of exactly this name in exactly this mailbox, case included. The server filters by name alone, and
   * loosely. Empty only when the API itself said so; whatever else cannot be read throws.
   * @throws SterlingError
   */
  findMessages(
    wanted: { readonly name: string; readonly mailboxPath: string },
    signal?: AbortSignal,
  ): Promise<MailboxMessage[]>;
  /** A message by its id; undefined when the API says there is none (any more). @throws SterlingError */
  getMessage(messageId: string, signal?: AbortSignal): Promise<MailboxMessage | undefined>;
  /**
   * Puts a message back before the automatic routing rules, which look at each message once. False when there is none of
   * this id. Its process may then run for it a second time.
   * @throws SterlingError; with outcome `unknown` it may be routed again
   */
  resubmitMessage(messageId: string, signal?: AbortSignal): Promise<boolean>;
}

const wireMessage = z
  .object({
    _id: rawId,
    id: rawId,
    name: z.string(),
    mailboxPath: z.string(),
    documentId: optional(z.string()),
    size: optional(wholeNumber),
    // Of these two nothing we decide depends on, and their form is the least certain: an unreadable one must not stop a look-up.
    creationDate: optional(instant).catch(undefined),
    extractableUntil: optional(coded(instant)).catch(undefined),
    extractableAlways: coded(optional(truth)),
    extractableCount: coded(optional(wholeNumber)),
  })
  .transform(({ _id, id, creationDate, ...rest }, context): MailboxMessage => {
    const known = idOf({ _id, id });
    if (known !== undefined) return { id: known, ...rest, createdAt: creationDate };
    context.addIssue('has neither _id nor id');
    return z.NEVER;
  });

export function createMailboxMessages(api: SterlingApi): MailboxMessages {
  return {
    async addMessage({ documentId, mailboxPath, name, extractability }, signal) {
      const fields = { documentId, mailboxPath, name, ...extractabilityFields(extractability) };
      return { messageId: await api.create('mailboxmessages/', fields, signal) };
    },

    async findMessages({ name, mailboxPath }, signal) {
      const messages = await api.list('mailboxmessages/', { name }, wireMessage, signal);
      return messages.filter((message) => message.name === name && message.mailboxPath === mailboxPath);
    },

    getMessage(messageId, signal) {
      return api.read(`mailboxmessages/${encodeURIComponent(messageId)}`, wireMessage, signal);
    },

    resubmitMessage(messageId, signal) {
      return api.update(`mailboxmessages/${encodeURIComponent(messageId)}`, { resubmitMessage: true }, signal);
    },
  };
}

function extractabilityFields(extractability: Extractability): object {
  if (extractability === 'always') return { extractableAlways: true };
  if ('count' in extractability) return { extractableCount: extractability.count };
  // The field's own text asks for yyyyMMddThhmm; that it means UTC is inferred [INF].
  return { extractableUntil: extractability.until.toISOString().slice(0, 16).replace(/[-:]/g, '') };
}
