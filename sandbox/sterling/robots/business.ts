import type { AnswerGroup, AnswerSet } from './envelope.ts';
import type { AnswerHabit } from './habit.ts';
import type { ReceivedGroup, ReceivedInterchange, ReceivedSet } from './parse-interchange.ts';

/** What a partner's application says after its translator has acknowledged: a set for each set it is about. */
export function businessAnswers(
  received: ReceivedInterchange,
  followedBy: NonNullable<AnswerHabit['followedBy']>,
  at: Date,
): AnswerGroup[] {
  const date = at.toISOString().slice(0, 10).replaceAll('-', '');
  const writer = writers[followedBy];
  return received.groups.flatMap((group) => {
    const sets = group.sets.flatMap((set) => writer.write(group, set, date) ?? []);
    if (sets.length === 0) return [];
    const [, sender = '', receiver = '', , , , , version = ''] = group.gs;
    return [{ functionalId: writer.functionalId, sender, receiver, version, sets }];
  });
}

interface Writer {
  readonly functionalId: string;
  write(group: ReceivedGroup, set: ReceivedSet, date: string): AnswerSet | undefined;
}

const writers: Readonly<Record<NonNullable<AnswerHabit['followedBy']>, Writer>> = {
  '824-rejection': { functionalId: 'AG', write: (group, set, date) => advice(group, set, date, 'TR') },
  '824-acceptance': { functionalId: 'AG', write: (group, set, date) => advice(group, set, date, 'TA') },
  '855': { functionalId: 'PR', write: (_, set, date) => orderAcknowledgement(set, date, false) },
  '855-changes': { functionalId: 'PR', write: (_, set, date) => orderAcknowledgement(set, date, true) },
  '864': { functionalId: 'TX', write: (_, set) => textMessage(set) },
};

/** The segment that names the document, where in it the number is, and how OTI02 calls it. */
const references: Readonly<Record<string, readonly [segment: string, element: number, qualifier: string]>> = {
  '850': ['BEG', 3, 'PO'],
  '810': ['BIG', 2, 'IV'],
  '856': ['BSN', 2, 'SI'],
};

function numberOf(set: ReceivedSet): string {
  const [segment = '', element = 0] = references[set.id] ?? [];
  return set.segments.find(([id]) => id === segment)?.[element] ?? set.control;
}

/** 824: the application accepts (TA) or rejects (TR) the set, by group and set control number and by its own number. */
function advice(group: ReceivedGroup, set: ReceivedSet, date: string, code: 'TA' | 'TR'): AnswerSet {
  const [, sender = '', receiver = '', groupDate = '', groupTime = '', control = '', , version = ''] = group.gs;
  const number = numberOf(set);
  const [, , qualifier = 'TN'] = references[set.id] ?? [];
  const original = [sender, receiver, groupDate, groupTime.slice(0, 4), control, set.control, set.id, version];
  return {
    id: '824',
    segments: [
      ['BGN', '11', `${set.control}${date}`, date],
      ['OTI', code, qualifier, number, ...original],
      ...(code === 'TR' ? [['TED', '024', `${number} IS NOT KNOWN TO OUR APPLICATION`]] : []),
    ],
  };
}

/** 855 of an 850: each line as ordered, or the first in another quantity. */
function orderAcknowledgement(set: ReceivedSet, date: string, changed: boolean): AnswerSet | undefined {
  const beg = set.segments.find(([id]) => id === 'BEG');
  const lines = set.segments.filter(([id]) => id === 'PO1');
  if (set.id !== '850' || beg === undefined || lines.length === 0) return undefined;
  const lineSegments = lines.flatMap((line, i) => {
    const [, , quantity = '', unit = ''] = line;
    const less = changed && i === 0 && Number(quantity) > 1;
    return [[...line], ['ACK', less ? 'IQ' : 'IA', less ? String(Math.floor(Number(quantity) / 2)) : quantity, unit]];
  });
  return {
    id: '855',
    segments: [
      // AC: acknowledged with detail and change; AD: with detail, no change.
      ['BAK', '00', changed ? 'AC' : 'AD', beg[3] ?? '', beg[5] ?? date],
      ...lineSegments,
      ['CTT', String(lines.length)],
    ],
  };
}

/** 864: words for people. */
function textMessage(set: ReceivedSet): AnswerSet {
  const number = numberOf(set);
  return {
    id: '864',
    segments: [
      ['BMG', '00', 'NOTICE FROM OUR EDI DESK'],
      ['MIT', set.control, 'QUESTION'],
      ['MSG', `PLEASE CALL US ABOUT ${number}`],
    ],
  };
}
