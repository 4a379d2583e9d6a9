import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';
import { coded, idOf, instant, optional, rawId, truth, wholeNumber } from './wire-values.ts';

/** A message as the listing of its mailbox shows it. What the API leaves out is absent here. */
export interface MailboxEntry {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: Date;
  /** Bytes. */
  readonly size?: number;
  readonly documentId?: string;
  /** How often it may still be taken; 0: no more. */
  readonly extractableCount?: number;
  readonly extractableAlways?: boolean;
  readonly extractableUntil?: Date;
}

/** The `mailboxcontents` resource: what is directly in one mailbox. */
export interface MailboxContents {
  /**
   * Every message of a mailbox, in no particular order, without those of mailboxes below it. Empty only when the API
   * itself said so, which it may also do of a mailbox that is gone: whoever goes by a path has findMailbox for that. What
   * cannot be read throws. A message that comes or goes while the pages are read may be in it or not, and one that goes may hide
   * another where two pages meet: absence is proof only by getMessage. None is in it twice.
   * @param mailboxId the number, see findMailbox
   * @throws SterlingError
   */
  listMailbox(mailboxId: string, signal?: AbortSignal): Promise<MailboxEntry[]>;
}

const wireEntry = z
  .object({
    _id: rawId,
    id: rawId,
    name: z.string(),
    // `mailbox` is the only literal that is known; what messages are called is not [INF].
    type: coded(z.string()),
    documentId: optional(z.string()),
    size: optional(wholeNumber),
    // Their form is the least certain, and a message is read without them: matching then goes by when it was taken.
    creationDate: optional(instant).catch(undefined),
    extractableUntil: optional(coded(instant)).catch(undefined),
    extractableAlways: coded(optional(truth)),
    extractableCount: coded(optional(wholeNumber)),
  })
  .transform(({ _id, id, type, creationDate, ...rest }, context): readonly MailboxEntry[] => {
    const known = idOf({ _id, id });
    if (/^mailbox$/i.test(type)) return [];
    if (known !== undefined) return [{ id: known, ...rest, createdAt: creationDate }];
    context.addIssue('has neither _id nor id');
    return z.NEVER;
  });

export function createMailboxContents(api: SterlingApi): MailboxContents {
  return {
    async listMailbox(mailboxId, signal) {
      const query = { parentMailboxId: mailboxId, detail: 'true' };
      const rows = await api.list('mailboxcontents/', query, wireEntry, signal);
      // One that was changed between two pages is a row of each: the later one holds.
      return [...new Map(rows.flat().map((entry) => [entry.id, entry])).values()];
    },
  };
}
