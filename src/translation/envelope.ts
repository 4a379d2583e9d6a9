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
