import { Multipart } from './multipart.ts';
import type { SterlingApi } from './sterling-api.ts';

/**
 * The `messagebatches` resource: a payload straight into a mailbox, by one request and without base64. The message may
 * be taken `always`: the request has no field for anything else [INF].
 */
export interface MessageBatches {
  /**
   * Posts one file. As {@link MailboxMessages.addMessage} it is not idempotent, and the same rules hold for its outcome.
   * @param message.name the message's name; of plain characters without quotes, as messageName makes it
   * @throws SterlingError; with outcome `unknown`, look with findMessages before any repeat
   * @throws RangeError for a name or path a form cannot hold
   */
  postBatch(
    message: { readonly mailboxPath: string; readonly name: string; readonly bytes: Uint8Array },
    signal?: AbortSignal,
  ): Promise<{ readonly messageId: string }>;
}

export function createMessageBatches(api: SterlingApi): MessageBatches {
  return {
    async postBatch({ mailboxPath, name, bytes }, signal) {
      const form = new Multipart([
        { name: 'upstream', fileName: name, bytes },
        { name: 'mailboxName', value: mailboxPath },
      ]);
      // The batch's id is its messages' ids joined by `_`: for one message, the message's.
      return { messageId: await api.create('messagebatches/', form, signal) };
    },
  };
}
