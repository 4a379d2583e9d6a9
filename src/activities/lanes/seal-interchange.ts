import { transactionSetOf } from '../../documents/document-key.ts';
import type { Database } from '../../ledger/database.ts';
import { sealInterchange } from '../../ledger/interchanges.ts';
import { takeOutOfLane, type SetInLane } from '../../ledger/lanes.ts';
import type { Authorship } from '../../ledger/trail.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import { messageName } from '../../sterling/message-name.ts';
import { controlSeriesOf, functionalIdOf, groupRulesOf, renderGroups } from '../../translation/index.ts';
import type { TransactionSetBody } from '../../x12/index.ts';
import { setFromLedger } from './interchange-content.ts';

interface ReadySet {
  readonly set: SetInLane;
  readonly profile: DocumentProfile;
  readonly body: TransactionSetBody;
}

/**
 * Seals an interchange of the sets planned for it. They are made from what the ledger keeps, before any row is locked; numbers, bytes and who is
 * in it come in one short transaction.
 * @returns the interchange; undefined where the plan does not hold any more, for a set has left the lane, or was taken out because it does not
 *   pass the checks any more
 */
export async function sealPlanned(
  db: Database,
  by: Authorship,
  lane: number,
  planned: readonly (readonly SetInLane[])[],
): Promise<number | undefined> {
  const groups: ReadySet[][] = [];
  let takenOut = false;
  for (const sets of planned) {
    const ready: ReadySet[] = [];
    for (const set of sets) {
      const { profile, set: body } = await setFromLedger(db, set, { at: by.at, timeZone: set.timeZone });
      if (body) ready.push({ set, profile, body });
      else takenOut = (await takeOutOfLane(db, by, lane, set, 'parked')) || takenOut;
    }
    if (ready.length > 0) groups.push(ready);
  }
  const [first] = groups.flat();
  if (takenOut || !first) return undefined;
  const { profile, set: leading } = first;
  const { company } = leading.key;
  const types = new Set(groups.flat().map(({ set }) => transactionSetOf[set.key.type]));
  const [onlyType] = types;
  return sealInterchange(db, by, {
    series: controlSeriesOf(profile),
    first: profile.controlNumbers.start,
    company,
    partner: leading.partner,
    mailbox: profile.sterling.mailbox,
    timeZone: leading.timeZone,
    groups: groups.map((group) => {
      const [head = first] = group;
      return {
        wanted: { functionalId: functionalIdOf(head.profile), rules: groupRulesOf(head.profile) },
        sets: group.map(({ set }) => set),
      };
    }),
    name: ({ series, epoch, interchange }) =>
      messageName({
        ...(profile.sterling.messagePrefix && { partnerPrefix: profile.sterling.messagePrefix }),
        company,
        transactionSet: types.size === 1 && onlyType !== undefined ? onlyType : 'X12',
        key: `I.${series}.${epoch}.${interchange}`,
        sendSequence: 1,
      }),
    render: (numbers) =>
      Buffer.from(
        renderGroups({
          interchange: numbers.interchange,
          at: by.at,
          timeZone: leading.timeZone,
          groups: groups.map((group, index) => ({
            profile: group[0]?.profile ?? profile,
            control: numbers.groups[index]?.control ?? 0,
            sets: group.map(({ body }, position) => ({
              set: body,
              control: numbers.groups[index]?.sets[position] ?? 0,
            })),
          })),
        }),
        'utf8',
      ),
  });
}
