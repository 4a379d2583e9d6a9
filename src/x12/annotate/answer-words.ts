import { dateWords, timeWords } from './value-words.ts';
import { meaningOf } from '../guides/dictionary/code-words.ts';
import { elementNames } from '../guides/dictionary/element-names.ts';
import { elementReference } from '../types.ts';
import type { ApplicationAdvice, AdviceItem } from '../acknowledgements/application-advice.ts';
import type {
  AcknowledgedSet,
  ElementError,
  ErrorContext,
  FunctionalAcknowledgement,
  SegmentError,
} from '../acknowledgements/functional-acknowledgement.ts';
import type { InterchangeAcknowledgement } from '../acknowledgements/interchange.ts';
import type { OrderAcknowledgement } from '../acknowledgements/order-acknowledgement.ts';
import type { Answer } from '../acknowledgements/read-answers.ts';
import type { TextMessage } from '../acknowledgements/text-message.ts';
import type { CodedReason, Verdict } from '../acknowledgements/verdict.ts';

/** What an answer comes to, in lines for a person; what belongs to a line above is indented by two blanks. */
export function answerLines(answer: Answer): string[] {
  switch (answer.kind) {
    case '997':
    case '999':
      return functionalLines(answer);
    case 'TA1':
      return interchangeLines(answer);
    case '824':
      return adviceLines(answer);
    case '855':
      return orderLines(answer);
    case '864':
      return messageLines(answer);
    case 'other':
      return [`${answer.id} ${answer.name ?? ''}`.trim() + ': not an answer we read'];
  }
}

function functionalLines({ kind, envelope, group, sets, ofAcknowledgement }: FunctionalAcknowledgement): string[] {
  const { stated, received, accepted } = group;
  const counts = [
    stated === undefined ? undefined : `${stated} stated`,
    received === undefined ? undefined : `${received} received`,
    accepted === undefined ? undefined : `${accepted} accepted`,
  ].filter((part) => part !== undefined);
  const what = `group ${group.control || '(not named)'} of ${meaningOf('479', group.functionalId) ?? (group.functionalId || 'an unknown kind')}`;
  return [
    `${kind} from ${envelope.sender.id}: ${what}: ${said(group.verdict)}${counts.length > 0 ? `; sets: ${counts.join(', ')}` : ''}`,
    ...group.errors.map((error) => `  Group error: ${coded(error)}`),
    ...(ofAcknowledgement
      ? ['  It acknowledges an acknowledgement, which nobody should: it is not to be answered']
      : []),
    ...(sets.length === 0
      ? ['  No set is named: the verdict is that on every set of the group']
      : sets.flatMap(setLines)),
  ];
}

function setLines({ id, control, verdict, errors, segments }: AcknowledgedSet): string[] {
  return [
    `  Set ${control || '(not named)'}${id === '' ? '' : ` (${id})`}: ${said(verdict)}`,
    ...errors.map((error) => `    ${capital(coded(error))}`),
    ...segments.flatMap(segmentErrorLines).map((line) => `    ${line}`),
  ];
}

function segmentErrorLines({ segment, position, loop, error, elements, contexts }: SegmentError): string[] {
  const where = [
    segment || 'A segment',
    position === undefined ? '' : `, segment ${position} of the set`,
    loop === undefined ? '' : `, loop ${loop}`,
  ].join('');
  return [
    `${where}: ${error ? coded(error) : 'an error that is not told'}`,
    ...contexts.map((context) => `  ${contextWords(context)}`),
    ...elements.flatMap((element) => elementErrorLines(segment, element)).map((line) => `  ${line}`),
  ];
}

function elementErrorLines(segment: string, error: ElementError): string[] {
  const { element, component, repetition, dataElement, value, contexts } = error;
  const name =
    dataElement !== undefined && Object.hasOwn(elementNames, dataElement) ? elementNames[dataElement] : undefined;
  const where = [
    element === undefined ? `An element of ${segment}` : elementReference(segment, element),
    component === undefined ? '' : `-${component}`,
    repetition === undefined || repetition < 2 ? '' : `, repetition ${repetition}`,
    name === undefined ? '' : ` (${name})`,
  ].join('');
  const read = value === undefined ? '' : `; the partner read ${JSON.stringify(value)}`;
  return [`${where}: ${coded(error.error)}${read}`, ...contexts.map((context) => `  ${contextWords(context)}`)];
}

function contextWords({ names, segment, position, loop, element }: ErrorContext): string {
  const what = names.map(({ name, reference }) => (reference === undefined ? name : `${name} ${reference}`)).join(', ');
  const where = [
    segment === undefined ? '' : element === undefined ? segment : elementReference(segment, element),
    position === undefined ? '' : `segment ${position}`,
    loop === undefined ? '' : `loop ${loop}`,
  ].filter((part) => part !== '');
  return `Context: ${[what, ...where].filter((part) => part !== '').join(', ')}`;
}

function interchangeLines({ envelope, control, date, time, verdict, note }: InterchangeAcknowledgement): string[] {
  return [
    `TA1 from ${envelope.sender.id}: interchange ${control || '(not named)'} of ${moment(date, time) || 'no date'}: ${said(verdict)}`,
    ...(verdict.outcome === 'accepted' && note.code === '000' ? [] : [`  Note: ${coded(note)}`]),
    ...(verdict.outcome === 'rejected' ? ['  Nothing in it was processed: every set of it has failed'] : []),
    ...(verdict.outcome.startsWith('accepted')
      ? ['  It says only that the envelope is right: a 997 or 999 tells of what is in it']
      : []),
  ];
}

function adviceLines({ envelope, number, items }: ApplicationAdvice): string[] {
  return [
    `824 from ${envelope.sender.id}, number ${number || '(none)'}`,
    ...items.flatMap(adviceItemLines).map((line) => `  ${line}`),
  ];
}

function adviceItemLines({
  verdict,
  references,
  groupControl,
  setControl,
  setId,
  errors,
  texts,
}: AdviceItem): string[] {
  const about = [
    ...references.map(({ words, value }) => `${words} ${value}`),
    groupControl === undefined ? '' : `group ${groupControl}`,
    setControl === undefined ? '' : `set ${setControl}`,
  ].filter((part) => part !== '');
  return [
    `${setId === undefined ? '' : `${setId}, `}${about.join(', ') || 'Something that is not named'}: ${said(verdict)}`,
    ...errors.flatMap(({ error, text, segment, position, element, component, value, newValue, texts: notes }) => [
      [
        `  ${capital(coded(error))}`,
        text === undefined ? '' : `: ${text}`,
        segment === undefined
          ? ''
          : ` (${element === undefined ? segment : elementReference(segment, element)}${component === undefined ? '' : `-${component}`}${position === undefined ? '' : `, segment ${position}`})`,
        value === undefined ? '' : `; the partner read ${JSON.stringify(value)}`,
        newValue === undefined ? '' : `, and wants ${JSON.stringify(newValue)}`,
      ].join(''),
      ...notes.map((note) => `    ${note}`),
    ]),
    ...texts.map((text) => `  ${text}`),
  ];
}

function orderLines({
  envelope,
  order,
  orderDate,
  verdict,
  sellersNumber,
  lines,
  texts,
}: OrderAcknowledgement): string[] {
  return [
    `855 from ${envelope.sender.id}: purchase order ${order || '(not named)'}${orderDate === '' ? '' : ` of ${moment(orderDate)}`}: ${said(verdict)}`,
    ...(sellersNumber === '' ? [] : [`  The supplier's number: ${sellersNumber}`]),
    ...lines.flatMap(({ line, quantity, unit, statuses, texts: notes }) => [
      ...statuses.map(({ verdict: status, quantity: some, unit: of, date, dateQualifier }) =>
        [
          `  Line ${line || '(no number)'}${quantity === '' ? '' : ` (${[quantity, unit].join(' ').trim()})`}: ${said(status)}`,
          some === undefined ? '' : `, ${[some, of ?? ''].join(' ').trim()}`,
          date === undefined ? '' : `, ${meaningOf('374', dateQualifier ?? '') ?? 'date'} ${moment(date)}`,
        ].join(''),
      ),
      ...notes.map((note) => `    ${note}`),
    ]),
    ...texts.map((text) => `  ${text}`),
  ];
}

function messageLines({ envelope, subject, messages, references, mentions }: TextMessage): string[] {
  return [
    `864 from ${envelope.sender.id}${subject === '' ? '' : `: ${subject}`}`,
    ...references.filter(({ from }) => from !== 'MIT01').map(({ words, value }) => `  About ${words} ${value}`),
    ...messages.flatMap(({ number, subject: about, lines }) => [
      ...(number === '' && about === ''
        ? []
        : [`  Message ${[number, about].filter((part) => part !== '').join(': ')}`]),
      ...lines.map((line) => `    ${line}`),
    ]),
    ...(mentions.length === 0 ? [] : [`  Numbers in it that may be ours: ${mentions.join(', ')}`]),
  ];
}

/** `REJECTED (R)`, with the code's own words where they say more. */
function said({ outcome, code, words }: Verdict): string {
  const plain = outcome.replaceAll('-', ' ').toUpperCase();
  const more = words.toUpperCase() === plain ? undefined : words;
  const why = [code, more].filter((part) => part !== undefined).join(': ');
  return why === '' ? plain : `${plain} (${why})`;
}

/** CCYYMMDD or YYMMDD, and a time after it, as people write them; as they are where they are none. */
function moment(date: string, time = ''): string {
  return [dateWords(date) ?? date, timeWords(time) ?? time].filter((part) => part !== '').join(' ');
}

function coded({ code, words }: CodedReason): string {
  return code === '' || words.includes(`code ${code}`) ? words : `${words} (code ${code})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
