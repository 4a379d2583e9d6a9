import type { Answer, FunctionalAcknowledgement, SentGroup } from '../../../src/x12/acknowledgements/index.ts';
import { readAnswers } from '../../../src/x12/acknowledgements/index.ts';
import { writeInterchange, type Interchange, type Segment } from '../../../src/x12/index.ts';
import { interchangeOf, segmentsOf } from '../skeleton.ts';

/** What the skeleton's interchange was sent as: BUYER to 123456789, group PO 42, set 850 0001. */
export function sentGroup(parts: Partial<SentGroup> = {}): SentGroup {
  return {
    sender: { qualifier: 'ZZ', id: 'BUYER' },
    receiver: { qualifier: '01', id: '123456789' },
    interchange: '000000042',
    date: '240115',
    time: '1530',
    functionalId: 'PO',
    groupSender: 'BUYER',
    groupReceiver: 'SELLER',
    group: '42',
    sets: [{ id: '850', control: '0001' }],
    ...parts,
  };
}

/** The skeleton's interchange turned round: from the partner to us, of one set. */
export function answered(id: string, segments: readonly Segment[], parts: Partial<Interchange> = {}): Interchange {
  const there = interchangeOf([]);
  const functionalId = { '824': 'AG', '855': 'PR', '864': 'TX' }[id] ?? 'FA';
  return {
    ...there,
    sender: there.receiver,
    receiver: there.sender,
    control: '000000900',
    groups: there.groups.map((group) => ({
      ...group,
      functionalId,
      sender: group.receiver,
      receiver: group.sender,
      control: '900',
      sets: [{ id, control: '0001', segments }],
    })),
    ...parts,
  };
}

/** The only answer of a set, one segment a line. */
export function readOne(id: string, text: string): Answer {
  const { answers } = readAnswers(writeInterchange(answered(id, segmentsOf(text))));
  const [answer] = answers;
  if (!answer || answers.length > 1) throw new Error(`${answers.length} answers`);
  return answer;
}

/** A 997 of segments, one a line. */
export function read997(text: string, id = '997'): FunctionalAcknowledgement {
  const answer = readOne(id, text);
  if (answer.kind !== '997' && answer.kind !== '999') throw new Error(answer.kind);
  return answer;
}
