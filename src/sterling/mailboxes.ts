import { z } from 'zod';
import type { SterlingApi } from './sterling-api.ts';
import { idOf, optional, rawId } from './wire-values.ts';

/** A mailbox. */
export interface Mailbox {
  /** Its number, by which its contents are listed. */
  readonly id: string;
  /** The full path, `/ACME/Outbound`. */
  readonly path: string;
  readonly description?: string;
}

/** The `mailboxes` resource. */
export interface Mailboxes {
  /** The mailbox of exactly this path; the server matches loosely. Undefined: none, or none the account may see. @throws SterlingError */
  findMailbox(path: string, signal?: AbortSignal): Promise<Mailbox | undefined>;
}

const wireMailbox = z
  .object({ _id: rawId, id: rawId, path: z.string(), description: optional(z.string()) })
  .transform(({ _id, id, path, description }, context): Mailbox => {
    const known = idOf({ _id, id });
    if (known !== undefined) return { id: known, path, description };
    context.addIssue('has neither _id nor id');
    return z.NEVER;
  });

export function createMailboxes(api: SterlingApi): Mailboxes {
  return {
    async findMailbox(path, signal) {
      const mailboxes = await api.list('mailboxes/', { path }, wireMailbox, signal);
      return mailboxes.find((mailbox) => mailbox.path === path);
    },
  };
}
