export type { AdviceError, AdviceItem, ApplicationAdvice } from './application-advice.ts';
export type {
  AcknowledgedSet,
  ElementError,
  ErrorContext,
  FunctionalAcknowledgement,
  SegmentError,
} from './functional-acknowledgement.ts';
export { readInterchangeAcknowledgement, type InterchangeAcknowledgement } from './interchange.ts';
export {
  matchAcknowledgement,
  matchAmong,
  mayBeAcknowledged,
  type AcknowledgementMatch,
  type Mismatch,
} from './match.ts';
export { damageOf } from './damaged-set.ts';
export type { AcknowledgedLine, LineStatus, OrderAcknowledgement } from './order-acknowledgement.ts';
export { answerOf, readAnswers, type Answer, type Answers, type OtherSet } from './read-answers.ts';
export type { AnswerEnvelope } from './read-parts.ts';
export type { BusinessReference } from './references.ts';
export type { SentGroup, SetOutcome } from './sent-group.ts';
export { strippedNumber, type Sameness } from './same-number.ts';
export type { TextMessage } from './text-message.ts';
export { isAccepted, type CodedReason, type Outcome, type Verdict } from './verdict.ts';
