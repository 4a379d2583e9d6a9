import type { AnswerGroup, AnswerSet } from './envelope.ts';
import type { AnswerHabit } from './habit.ts';
import { badElementOf } from './bad-element.ts';
import type { ReceivedGroup, ReceivedInterchange, ReceivedSet } from './parse-interchange.ts';

type SetCode = 'A' | 'E' | 'R';
const implementationGuide = '005010X231A1';

/** The functional acknowledgements of an interchange, one set for each of its groups; none where nothing is said. */
export function functionalAcknowledgements(received: ReceivedInterchange, habit: AnswerHabit): AnswerGroup[] {
  if (habit.says === 'none' || habit.ta1 === 'R') return [];
  return received.groups.map((group) => ({
    functionalId: 'FA',
    sender: group.gs[1] ?? '',
    receiver: group.gs[2] ?? '',
    version: habit.form === '999' ? implementationGuide : (group.gs[7] ?? ''),
    sets: [acknowledgement(group, habit)],
  }));
}

/** How each set of a group is answered: AK501. */
export function setCodes(group: ReceivedGroup, says: AnswerHabit['says']): SetCode[] {
  const all = group.sets.length;
  return group.sets.map((_, i) => {
    if (says === 'accepted-with-errors') return 'E';
    if (says === 'rejected' || says === 'rejected-elements' || says === 'group-rejected') return 'R';
    return says === 'partial' && all > 1 && i === all - 1 ? 'R' : 'A';
  });
}

function acknowledgement(group: ReceivedGroup, { says, form }: AnswerHabit): AnswerSet {
  const [functionalId = '', , , , , control = '', , version = ''] = group.gs;
  const codes = setCodes(group, says);
  const alone = says.startsWith('group-');
  const segments: string[][] = [
    // AK103 is there from release 005010 on.
    ['AK1', functionalId, says === 'wrong-control' ? foreign(control) : control, ...(form === '999' ? [version] : [])],
    ...(alone ? [] : group.sets.flatMap((set, i) => setResponse(set, codes[i] ?? 'A', says, form))),
    groupResponse(group, codes),
  ];
  return { id: form, ...(form === '999' && { st: [implementationGuide] }), segments };
}

/** AK2 to AK5, in a 999 AK2 to IK5. */
function setResponse(set: ReceivedSet, code: SetCode, says: AnswerHabit['says'], form: '997' | '999'): string[][] {
  const name = form === '999' ? 'IK' : 'AK';
  const detailed = code === 'E' || (code === 'R' && says !== 'rejected');
  const bad = detailed ? badElementOf(set) : undefined;
  const detail =
    bad === undefined
      ? []
      : [
          // Segment has element errors; of the element: its code is not one we know.
          [`${name}3`, bad.segment, String(bad.position), '', '8'],
          [`${name}4`, String(bad.element), bad.reference, '7', bad.value],
        ];
  return [['AK2', set.id, set.control], ...detail, [`${name}5`, code, ...(code === 'A' ? [] : ['5'])]];
}

/** AK9: the group's verdict with how many sets it said to have, had, and were accepted. */
function groupResponse(group: ReceivedGroup, codes: readonly SetCode[]): string[] {
  const accepted = codes.filter((code) => code !== 'R').length;
  const all = group.sets.length;
  const noted = codes.includes('E') ? 'E' : 'A';
  const verdict = accepted === 0 ? 'R' : accepted < all ? 'P' : noted;
  return ['AK9', verdict, String(all), String(all), String(accepted)];
}

/** A control number that is not of this group. */
function foreign(control: string): string {
  return String((Number(control) + 500_000_000) % 1_000_000_000);
}
