import { isOutage, type MailboxTrouble } from '../documents/sweep-outcome.ts';

// So many mailboxes are looked into side by side. The account's connections are shared with posting.
const atOnce = 4;

/**
 * Looks into mailboxes, a few at a time. When as many as are looked into at once find Sterling away, one after the other, the rest are not
 * tried: each would only wait for the same time-out.
 * @returns what each came to, and which could not be looked into, or not completely
 */
export async function lookInto<Result extends { readonly cause?: string }>(
  mailboxes: readonly string[],
  look: (mailbox: string) => Promise<Result>,
): Promise<{ readonly results: readonly Result[]; readonly troubles: readonly MailboxTrouble[] }> {
  const results: Result[] = [];
  const troubles: MailboxTrouble[] = [];
  const waiting = [...mailboxes];
  let away = 0;
  let lastCause = '';
  const work = async (): Promise<void> => {
    for (let mailbox = waiting.shift(); mailbox !== undefined; mailbox = waiting.shift()) {
      if (away >= atOnce) {
        troubles.push({ mailbox, cause: lastCause });
        continue;
      }
      const result = await look(mailbox);
      results.push(result);
      if (result.cause === undefined) {
        away = 0;
        continue;
      }
      troubles.push({ mailbox, cause: result.cause });
      away = isOutage(result.cause) ? away + 1 : 0;
      lastCause = result.cause;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { results, troubles };
}
