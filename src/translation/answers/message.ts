import type { Finding } from '../../documents/finding.ts';
import { elementReference, unwrapped, type X12Finding } from '../../x12/index.ts';
import { readAnswers, type Answer } from '../../x12/acknowledgements/index.ts';

/** What a message that came in turned out to be. */
export interface ReadMessage {
  /** `interchange`: X12 with nothing in it that could be read as an answer or a set. */
  readonly kind: 'x12' | 'interchange' | 'not-x12' | 'too-large';
  readonly answers: readonly Answer[];
  /** What is wrong with it as a whole. */
  readonly findings: readonly Finding[];
}

/** Messages of more bytes are kept, and not read: an acknowledgement of ten thousand sets has one or two millions. */
export const readAtMost = 16_000_000;

/** So many findings of one message are kept. */
const findingsKept = 50;

/**
 * Reads a message, whatever it is. Never throws.
 * @param bytes absent where there are more than {@link readAtMost}
 * @param record the message, as findings name it
 */
export function readMessage(bytes: Uint8Array | undefined, size: number, record: string): ReadMessage {
  if (!bytes) return { kind: 'too-large', answers: [], findings: [tooLarge(size, record)] };
  const text = textOf(bytes);
  const foreign = foreignForm(bytes, text);
  if (foreign !== undefined) return { kind: 'not-x12', answers: [], findings: [notX12(foreign, record)] };
  const { answers, findings: found } = readAnswers(unwrapped(text));
  const findings = found.slice(0, findingsKept).map((finding) => findingOf(finding, record));
  if (answers.length > 0) return { kind: 'x12', answers, findings };
  if (found.every(({ code }) => code === 'X12-NO-INTERCHANGE' || code === 'X12-TEXT-OUTSIDE'))
    return { kind: 'not-x12', answers, findings: [notX12('is not X12: no ISA segment was found', record)] };
  return { kind: 'interchange', answers, findings };
}

/**
 * X12 is ASCII as a rule. What is not UTF-8 is read as Latin-1, in which every byte is a character. Zero characters, with which records of
 * fixed length are filled up, are read as the blanks they stand for: no text of the ledger's may have them.
 */
function textOf(bytes: Uint8Array): string {
  return decoded(bytes).replaceAll('\0', ' ');
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** What a message is that certainly is no X12; undefined where the reader is to find out. */
function foreignForm(bytes: Uint8Array, text: string): string | undefined {
  const start = text
    .slice(0, 1000)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (bytes.length === 0) return 'is empty';
  const [first, second] = bytes;
  // Without its mark, UTF-16 of ASCII text has a zero beside every character.
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (marked || first === 0 || second === 0) return 'is UTF-16, which X12 never is';
  if (start === '' && text.trim() === '') return 'is blank';
  if (start.startsWith('%PDF')) return 'is a PDF';
  if (/^UN[AB]/.test(start)) return 'is EDIFACT';
  if (/^<(?:!doctype|html)/i.test(start)) return 'is a web page';
  if (start.startsWith('<')) return 'is XML';
  return undefined;
}

function notX12(message: string, record: string): Finding {
  return {
    code: 'INBOX-NOT-X12',
    severity: 'warning',
    record,
    message,
    fix: 'Look at it (inbox --message … --content). It was kept, and concerns no document as far as can be told.',
  };
}

function tooLarge(size: number, record: string): Finding {
  return {
    code: 'INBOX-TOO-LARGE',
    severity: 'warning',
    record,
    message: `has ${size} bytes, and messages of more than ${readAtMost} are kept and not read`,
    fix: 'Look at it, and tell the partner if it is meant as an acknowledgement.',
  };
}

/** So many findings are kept with each thing an answer says: it may say ten thousand things, and have a finding for each. */
const findingsOfAnswer = 20;

/** What is wrong with an answer, as findings: the first of them, and how many more there are. */
export function findingsOf(found: readonly X12Finding[], record: string, atMost: number = findingsOfAnswer): Finding[] {
  const kept = found.slice(0, atMost).map((finding) => findingOf(finding, record));
  const more = found.length - kept.length;
  const [first] = kept;
  if (more === 0 || !first) return kept;
  return [
    ...kept,
    {
      code: first.code,
      severity: 'warning',
      record,
      message: `has ${more} more findings, which are not kept`,
      fix: first.fix,
    },
  ];
}

/** A finding of the reader as one of the message. */
export function findingOf({ code, severity, segment, element, value, message }: X12Finding, record: string): Finding {
  return {
    code,
    severity,
    record,
    ...(segment !== '' && { element: element === undefined ? segment : elementReference(segment, element) }),
    ...(value !== undefined && { value }),
    message,
    fix: 'Tell the partner, if it comes again: their acknowledgement is damaged or contradicts itself.',
  };
}
