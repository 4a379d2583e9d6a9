import { isOutage, type MailboxTrouble } from '../documents/sweep-outcome.ts';

// So many mailboxes are looked into side by side. The account's connections are shared with posting.
const atOnce = 4;

/** What became of mailboxes that were to be looked into. */
export interface LookedInto<Result> {
  readonly results: readonly Result[];
  readonly troubles: readonly MailboxTrouble[];
  readonly left: readonly string[];
}

/**
 * Looks into mailboxes, a few at a time. When as many as are looked into at once find Sterling away, one after the other, the rest are not
 * tried: each would only wait for the same time-out.
 * @param enough asked before each: whether the rest is left to a later run
 * @returns what each came to, which could not be looked into, or not completely, and which were left
 */
export async function lookInto<Result extends { readonly cause?: string }>(
  mailboxes: readonly string[],
  look: (mailbox: string) => Promise<Result>,
  enough: () => boolean = () => false,
): Promise<LookedInto<Result>> {
  const results: Result[] = [];
  const troubles: MailboxTrouble[] = [];
  const waiting = [...mailboxes];
  let away = 0;
  let lastCause = '';
  const work = async (): Promise<void> => {
    while (!enough()) {
      const mailbox = waiting.shift();
      if (mailbox === undefined) return;
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
  return { results, troubles, left: waiting };
}
