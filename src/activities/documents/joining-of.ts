import { sha256 } from '../../documents/content-hash.ts';
import { leavesBy } from '../../documents/lane.ts';
import type { Joining } from '../../ledger/lanes.ts';
import type { DocumentProfile } from '../../partners/profile.ts';
import { controlSeriesOf, envelopeKeyOf, groupKeyOf, laneRulesOf, renderInterchange } from '../../translation/index.ts';
import type { TransactionSetBody } from '../../x12/index.ts';

/**
 * How a checked set joins a lane; undefined where its partner gets each document by itself.
 * @param body the profile's canonical JSON
 */
export function joiningOf(
  set: TransactionSetBody,
  profile: DocumentProfile,
  body: string,
  company: string,
  timeZone: string,
  at: Date,
): Joining | undefined {
  const rules = laneRulesOf(profile);
  if (!rules) return undefined;
  const { batching, strictlyRising, controlNumbers } = profile;
  const length = (...sets: TransactionSetBody[]): number => {
    const numbers = { interchange: 1, group: 1, sets: sets.map((_, index) => index + 1) };
    return renderInterchange({ sets, profile, controlNumbers: numbers, at, timeZone }).length;
  };
  const alone = length(set);
  const bytes = length(set, set) - alone;
  return {
    series: controlSeriesOf(profile),
    first: controlNumbers.start,
    profile: { hash: sha256(body), body },
    type: profile.type,
    timeZone,
    strictlyRising,
    set: {
      envelope: sha256(envelopeKeyOf(company, profile)),
      group: sha256(groupKeyOf(profile)),
      bytes,
      envelopeBytes: alone - bytes,
      leavesBy: leavesBy(batching ?? { cutOff: [] }, at, batching?.timeZone ?? timeZone),
      rules,
    },
  };
}
