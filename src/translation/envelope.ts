import { canonicalJson } from '../documents/content-hash.ts';
import type { LaneRules } from '../documents/lane.ts';
import { transactionSetOf } from '../documents/document-key.ts';
import type { DocumentProfile } from '../partners/index.ts';
import { guideOf } from '../x12/index.ts';

/** Whose control numbers a profile's interchanges take: one series per sender, receiver and usage. */
export function controlSeriesOf({ interchange, usage }: DocumentProfile): {
  senderQualifier: string;
  sender: string;
  receiverQualifier: string;
  receiver: string;
  usage: 'test' | 'production';
} {
  const { us, partner } = interchange;
  return {
    senderQualifier: us.qualifier,
    sender: us.id,
    receiverQualifier: partner.qualifier,
    receiver: partner.id,
    usage,
  };
}

/** GS01 of a profile's documents. @throws RangeError when there is no guide for them */
export function functionalIdOf({ release, type }: DocumentProfile): string {
  const guide = guideOf(release, transactionSetOf[type]);
  if (!guide) throw new RangeError(`there is no guide for ${transactionSetOf[type]} in release ${release}`);
  return guide.functionalId;
}

/** How the numbers of a group of a profile's documents are counted. */
export function groupRulesOf({ controlNumbers, interchange }: DocumentProfile): {
  group: 'own' | 'interchange' | 'functional-id';
  set: 'group' | 'running';
  setDigits: number;
} {
  return { group: controlNumbers.group, set: controlNumbers.set, setDigits: interchange.setControlDigits };
}

/** When a profile's documents leave together with others; undefined where each leaves at once and by itself. */
export function laneRulesOf({ batching, strictlyRising }: DocumentProfile): LaneRules | undefined {
  if (!batching) return strictlyRising ? { maxSets: 1, groups: 'one' } : undefined;
  const { maxSets, maxBytes, groups } = batching;
  return { maxSets, ...(maxBytes !== undefined && { maxBytes }), groups };
}

/** What must be equal for documents of two profiles to share an interchange: all that is written or done once for it. */
export function envelopeKeyOf(company: string, { interchange, sterling, usage, batching }: DocumentProfile): string {
  const { us, partner, groupVersion: _, setControlDigits: __, ...envelope } = interchange;
  const identities = [us, partner].map(({ qualifier, id }) => ({ qualifier, id }));
  return canonicalJson({ company, identities, envelope, sterling, usage, batching: batching ?? null });
}

/** What must be equal for documents of two profiles to share a group: all that is written once for it. */
export function groupKeyOf(profile: DocumentProfile): string {
  const { us, partner, groupVersion, setControlDigits } = profile.interchange;
  const group = { us: us.group, partner: partner.group, groupVersion, setControlDigits };
  return canonicalJson({ id: functionalIdOf(profile), group, numbers: profile.controlNumbers });
}
