import { z } from 'zod';
import { createUnlessThere, type Creation } from './create-unless-there.ts';
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
  /** Every mailbox the account may see. @throws SterlingError */
  listMailboxes(signal?: AbortSignal): Promise<Mailbox[]>;
  /**
   * Makes a mailbox, and those above it that are missing. `exists`: there is one of exactly this path already; its
   * description stays as it is.
   * @param mailbox.path the full path, `/ACME/Inbound`
   * @throws SterlingError; with outcome `unknown` it may have been made, and a repeat then says `exists`
   */
  createMailbox(
    mailbox: { readonly path: string; readonly description: string },
    signal?: AbortSignal,
  ): Promise<Creation>;
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
  async function findMailbox(path: string, signal?: AbortSignal): Promise<Mailbox | undefined> {
    const mailboxes = await api.list('mailboxes/', { path }, wireMailbox, signal);
    return mailboxes.find((mailbox) => mailbox.path === path);
  }
  return {
    findMailbox,

    listMailboxes(signal) {
      return api.list('mailboxes/', {}, wireMailbox, signal);
    },

    createMailbox({ path, description }, signal) {
      const fields = { path, description, createParentMailbox: true };
      return createUnlessThere(
        () => api.make('mailboxes/', fields, signal),
        () => findMailbox(path, signal),
      );
    },
  };
}
