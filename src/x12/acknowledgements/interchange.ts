import type { X12Finding } from '../finding.ts';
import type { InterchangeHeader, Segment } from '../types.ts';
import { AnswerReading, envelopeOf, textOf, type AnswerEnvelope } from './read-parts.ts';
import { isKnownReason, reasonOf, verdictOf, type CodedReason, type Verdict } from './verdict.ts';

/** A TA1: what the partner, or a network between, says of the envelope of one of our interchanges. It is never acknowledged. */
export interface InterchangeAcknowledgement {
  readonly kind: 'TA1';
  readonly envelope: AnswerEnvelope;
  /** TA101: ISA13 of the interchange answered. */
  readonly control: string;
  /** TA102: its ISA09, YYMMDD. */
  readonly date: string;
  /** TA103: its ISA10, HHMM. */
  readonly time: string;
  readonly verdict: Verdict;
  /** TA105. */
  readonly note: CodedReason;
  readonly findings: readonly X12Finding[];
}

/** Reads a TA1 segment. Never throws: what is wrong with it is among its findings. */
export function readInterchangeAcknowledgement(
  interchange: InterchangeHeader,
  ta1: Segment,
): InterchangeAcknowledgement {
  const reading = new AnswerReading();
  const [control, date, time, code, note] = [1, 2, 3, 4, 5].map((element) => textOf(ta1, element)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const findings: X12Finding[] = reading.findings;
  const find = (
    code: 'X12-ACK-MALFORMED' | 'X12-ACK-CODE' | 'X12-ACK-CONTRADICTION',
    element: number,
    value: string,
    message: string,
  ): void => {
    const severity = code === 'X12-ACK-MALFORMED' ? 'error' : 'warning';
    findings.push({ code, severity, segment: 'TA1', element, value, message });
  };
  if (!/^\d{1,9}$/.test(control)) find('X12-ACK-MALFORMED', 1, control, 'is no interchange control number');
  if (code === '') find('X12-ACK-MALFORMED', 4, code, 'is empty: there is no verdict on the interchange');
  const verdict = verdictOf('I17', code);
  if (code !== '' && verdict.outcome === 'undecided')
    find('X12-ACK-CODE', 4, code, 'is not among the known codes of data element I17');
  const reason = note === '' ? { dataElement: 'I18', code: note, words: 'no note' } : reasonOf('I18', note);
  if (note !== '' && !isKnownReason(reason))
    find('X12-ACK-CODE', 5, note, 'is not among the known codes of data element I18');
  if (verdict.outcome === 'accepted' && note !== '' && note !== '000')
    find('X12-ACK-CONTRADICTION', 5, note, 'tells of an error in an interchange that TA104 accepts without any');
  if (verdict.outcome === 'rejected' && note === '000')
    find('X12-ACK-CONTRADICTION', 5, note, 'tells of no error in an interchange that TA104 rejects');
  return { kind: 'TA1', envelope: envelopeOf(interchange), control, date, time, verdict, note: reason, findings };
}
