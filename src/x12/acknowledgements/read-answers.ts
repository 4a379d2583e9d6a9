import { EnvelopeAssembly } from '../reading/envelope-assembly.ts';
import type { X12Finding } from '../finding.ts';
import { setNames } from '../guides/dictionary/segment-names.ts';
import type { ReadEvent, TransactionSetEvent } from '../reading/read-event.ts';
import { defaultReadLimits } from '../reading/read-limits.ts';
import { Tokenizer } from '../reading/tokenizer.ts';
import type { GroupHeader, InterchangeHeader, TransactionSet } from '../types.ts';
import { readApplicationAdvice, type ApplicationAdvice } from './application-advice.ts';
import { damageOf, withDamage } from './damaged-set.ts';
import type { FunctionalAcknowledgement } from './functional-acknowledgement.ts';
import { readFunctionalAcknowledgement } from './read-functional.ts';
import { readInterchangeAcknowledgement, type InterchangeAcknowledgement } from './interchange.ts';
import { readOrderAcknowledgement, type OrderAcknowledgement } from './order-acknowledgement.ts';
import { envelopeOf, type AnswerEnvelope } from './read-parts.ts';
import { readTextMessage, type TextMessage } from './text-message.ts';

/** A set that is no answer we read: it is kept and shown. */
export interface OtherSet {
  readonly kind: 'other';
  readonly envelope: AnswerEnvelope;
  /** ST01: `820`. */
  readonly id: string;
  /** What the set is called, where we know. */
  readonly name?: string;
  readonly findings: readonly X12Finding[];
}

/** Everything a message may hold. */
export type Answer =
  | FunctionalAcknowledgement
  | InterchangeAcknowledgement
  | ApplicationAdvice
  | OrderAcknowledgement
  | TextMessage
  | OtherSet;

export interface Answers {
  /** In the order of the text; the TA1s of an interchange before its sets. */
  readonly answers: readonly Answer[];
  /** What is wrong with the envelopes. A text that is not X12 has no answers and a finding that says so. */
  readonly findings: readonly X12Finding[];
}

/**
 * Reads everything in a message's text: 997, 999, TA1, 824, 855 and 864, and says of anything else what it is. Never throws; the
 * findings of an answer are with it, also the envelope's where they damage its set. Lines that a network has wrapped are to be
 * unwrapped first (`unwrapped`).
 */
export function readAnswers(text: string): Answers {
  const answers: Answer[] = [];
  const findings: X12Finding[] = [];
  const take = (event: ReadEvent): void => {
    if (event.kind === 'finding') findings.push(event.finding);
    else if (event.kind === 'acknowledgment')
      answers.push(readInterchangeAcknowledgement(event.interchange, event.segment));
    else if (event.kind === 'set') answers.push(answerOf(event, damageOf(findings, event)));
  };
  const tokenizer = new Tokenizer(new EnvelopeAssembly(take, defaultReadLimits), defaultReadLimits);
  tokenizer.push(text);
  tokenizer.end();
  return { answers, findings };
}

/**
 * The answer a set is, as its reader tells it.
 *
 * @param damage what reading found wrong within the set ({@link damageOf}): no acceptance in it is believed
 */
export function answerOf(
  { interchange, group, set }: Pick<TransactionSetEvent, 'interchange' | 'group' | 'set'>,
  damage: readonly X12Finding[],
): Answer {
  return withDamage(answerIn(interchange, group, set), damage);
}

function answerIn(interchange: InterchangeHeader, group: GroupHeader, set: TransactionSet): Answer {
  switch (set.id) {
    case '997':
    case '999':
      return readFunctionalAcknowledgement(interchange, group, set);
    case '824':
      return readApplicationAdvice(interchange, group, set);
    case '855':
      return readOrderAcknowledgement(interchange, group, set);
    case '864':
      return readTextMessage(interchange, group, set);
    default: {
      const name = Object.hasOwn(setNames, set.id) ? setNames[set.id] : undefined;
      return {
        kind: 'other',
        envelope: envelopeOf(interchange, group, set),
        id: set.id,
        ...(name === undefined ? {} : { name }),
        findings: [],
      };
    }
  }
}
