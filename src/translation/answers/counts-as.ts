import type { CountsAs } from '../../documents/answered.ts';
import type { DocumentProfile } from '../../partners/index.ts';
import type { SetOutcome, Verdict } from '../../x12/acknowledgements/index.ts';

type Policy = DocumentProfile['acknowledgement'];

/** What a partner's answer on one document comes to. */
export interface Word {
  /** As the partner said it. */
  readonly outcome: Verdict['outcome'];
  /** The level it was said at; absent where nothing was decided. */
  readonly decidedBy?: 'set' | 'group' | 'interchange';
  /** What it counts as by the profile; absent where it decides nothing. */
  readonly countsAs?: CountsAs;
}

/**
 * What an acknowledgement of a set (997, 999, TA1) counts as by the profile the set was sent by: `acceptedWithErrors`,
 * `partlyAccepted` and `level` of its `acknowledgement`.
 *
 * @param group AK9's verdict; absent for a TA1
 * @param strayRejection whether it rejects a set that was not sent: then an acceptance of the group may not mean this set
 */
export function acknowledgedWord(
  { verdict, by }: Pick<SetOutcome, 'verdict' | 'by'>,
  group: Verdict | undefined,
  strayRejection: boolean,
  policy: Policy,
): Word {
  const said = policy.level === 'group' && by === 'nothing' && group && !strayRejection ? group : verdict;
  const { outcome } = said;
  const level = said === verdict ? by : 'group';
  const decidedBy = level === 'nothing' ? {} : { decidedBy: level };
  if (outcome === 'rejected') return { outcome, ...decidedBy, countsAs: 'rejected' };
  const errorsRefused = outcome === 'accepted-with-errors' && policy.acceptedWithErrors === 'rejected';
  if (outcome !== 'accepted' && outcome !== 'accepted-with-errors') return { outcome, ...decidedBy };
  if (errorsRefused) return { outcome, ...decidedBy, countsAs: 'rejected' };
  if (group?.outcome === 'partly-accepted' && policy.partlyAccepted === 'rejected')
    return { outcome, decidedBy: 'group', countsAs: 'rejected' };
  return { outcome, ...decidedBy, countsAs: 'acknowledged' };
}

/**
 * What the partner's application says of a document (824, 855). Its rejection counts whatever its translator has said; its
 * acceptance acknowledges only where no 997 or 999 is expected.
 */
export function applicationWord(verdict: Verdict, decidedBy: 'set' | 'group', policy: Policy): Word {
  const { outcome } = verdict;
  if (outcome === 'rejected') return { outcome, decidedBy, countsAs: 'rejected' };
  const errorsRefused = outcome === 'accepted-with-errors' && policy.acceptedWithErrors === 'rejected';
  if (errorsRefused) return { outcome, decidedBy, countsAs: 'rejected' };
  if (outcome === 'accepted' || outcome === 'accepted-with-errors' || outcome === 'accepted-with-changes')
    return { outcome, decidedBy, countsAs: policy.expect === 'none' ? 'acknowledged' : 'not-rejected' };
  return { outcome, decidedBy };
}
