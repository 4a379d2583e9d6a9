import { createHash } from 'node:crypto';

/** What one send of a document is called after. */
export interface MessageNameParts {
  /**
   * What the partner's routing rule knows its messages by, where the mailbox is shared: `ACME` for a rule with the pattern
   * `ACME_*`. Letters, digits, `.`, `_` and `-`.
   */
  readonly partnerPrefix?: string;
  /** The company's code in our configuration. */
  readonly company: string;
  /** The X12 transaction set: `850`. */
  readonly transactionSet: string;
  /** The SYSPRO key, as the document's identity has it. Any text. */
  readonly key: string;
  /** 1 for the first send of the document, one more for each re-send. */
  readonly sendSequence: number;
}

/** The name is longest on DB2 for z/OS; elsewhere Sterling takes 255 characters. */
const maxLength = 100;
const suffix = '.x12';

/**
 * The name of a transmission's message in the mailbox: `[<prefix>_]<company>_<set>_<key>_<sequence>.x12`, such as
 * `ACME_MAIN_850_000000000150802_1.x12`. It is the same whenever it is made, and different for every send of every
 * document: by it an unanswered post is looked up, and Sterling itself allows names to repeat.
 *
 * What is not kept as it is, is written `~` and the two hexadecimal digits of each UTF-8 byte, so the name can be read
 * back. Lower-case letters of the key count among it: a Global Mailbox takes two names that differ in case for one, and
 * lets the second replace the first. A name beyond 100 characters ends instead in `~~` and 128 bits of a hash of the whole.
 *
 * @throws RangeError when the prefix has other characters or is longer than 40, or the sequence is not a positive integer
 */
export function messageName(parts: MessageNameParts): string {
  const { partnerPrefix, company, transactionSet, key, sendSequence } = parts;
  if (partnerPrefix !== undefined && !/^[A-Za-z0-9._-]{1,40}$/.test(partnerPrefix)) {
    throw new RangeError(
      `a message name's prefix is 1 to 40 letters, digits, '.', '_' and '-', not ${JSON.stringify(partnerPrefix)}`,
    );
  }
  if (!Number.isSafeInteger(sendSequence) || sendSequence < 1) {
    throw new RangeError(`a send sequence counts from 1, it is not ${sendSequence}`);
  }
  // No part but the prefix can hold the `_` that separates them, so a name can be read from its end in one way only.
  const stem = [
    ...(partnerPrefix === undefined ? [] : [partnerPrefix]),
    escape(company, /[^A-Za-z0-9.-]/gu),
    escape(transactionSet, /[^A-Za-z0-9.-]/gu),
    escape(key, /[^A-Z0-9.-]/gu),
  ].join('_');
  const whole = `${stem}_${sendSequence}${suffix}`;
  if (whole.length <= maxLength) return whole;
  // `~~` is in no escaped text: a shortened name is never another's whole one.
  const end = `~~${createHash('sha256').update(whole).digest('hex').slice(0, 32)}_${sendSequence}${suffix}`;
  return stem.slice(0, maxLength - end.length) + end;
}

function escape(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, (character) =>
    Array.from(Buffer.from(character, 'utf8'), (byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(
      '',
    ),
  );
}
