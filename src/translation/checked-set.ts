import type { BusinessDocument } from '../documents/document.ts';
import { hasErrors, type Finding } from '../documents/finding.ts';
import { transactionSetOf } from '../documents/document-key.ts';
import type { DocumentProfile } from '../partners/index.ts';
import { guideOf, validateTransactionSet, type Segment, type SetGuide, type TransactionSetBody } from '../x12/index.ts';
import { describeOrigin, mapFindings } from './findings.ts';
import { SetBuilder } from './set-builder.ts';
import type { TranslationCodes } from './finding-codes.ts';
import { checkLineNumbers } from './line-numbers.ts';
import { applySetRules } from './set-rules/apply-rules.ts';
import { checkSetRules, plainRules } from './set-rules/check-rules.ts';
import type { ElementSource } from './cells/source.ts';
import type { Translation } from './cells/text-cell.ts';

/** What became of a document. */
export interface TranslatedSet {
  /** The set that may be sent; absent when a finding is an error. */
  readonly set?: TransactionSetBody;
  /** The set as far as it goes, errors and all, for people to look at. */
  readonly draft: TransactionSetBody;
  /** Where each element comes from. */
  readonly sources: readonly ElementSource[];
  /** Everything wrong with it, errors and warnings. */
  readonly findings: readonly Finding[];
}

export interface TranslationOptions {
  /** The purpose (BEG01, BIG08, BSN01), where it is not the profile's: 04 or 05 for a change, 01 for a cancellation. */
  readonly purpose?: string;
  /**
   * When the set is made, and the company's IANA time zone: BSN03 and BSN04 of a ship notice tell it. Without it they tell the day
   * the goods are shipped, at midnight.
   */
  readonly made?: { readonly at: Date; readonly timeZone: string };
}

/** The builder of a document's set. @throws RangeError when there is no guide for it */
export function builderOf(document: BusinessDocument, profile: DocumentProfile, codes: TranslationCodes): SetBuilder {
  return new SetBuilder(profile, setGuideOf(profile), describeOrigin(document, profile), codes);
}

/**
 * Puts what was built into the partner's form (`set-rules.ts`), checks it against the release's guide and the profile, and puts
 * each finding where the element came from.
 * @param said findings of the guide that the translation has said in its own words
 * @param check what the translation finds in the set as the partner's rules on segments have left it
 */
export function checkedSet(
  document: BusinessDocument,
  t: Translation,
  said: (finding: Finding) => boolean,
  check?: (segments: readonly Segment[]) => void,
): TranslatedSet {
  const { profile, build } = t;
  const guide = setGuideOf(profile);
  const { segments, sources } = applySetRules(t, guide);
  checkLineNumbers(document, t, segments, sources);
  check?.(segments);
  const draft: TransactionSetBody = { id: guide.id, segments };
  const found = validateTransactionSet(draft, guide, {
    characterSet: profile.characters.set,
    delimiters: profile.interchange.delimiters,
    ...plainRules(profile),
    ...(profile.type === 'invoice' ? { roundPer: profile.totals.roundPer } : {}),
  });
  const own = checkSetRules(segments, profile, guide);
  // A value that is short of the release's least length is short of the partner's too: once is enough.
  const told = new Set(found.map(({ code, position, element }) => [code, position, element].join()));
  found.push(...own.filter(({ code, position, element }) => !told.has([code, position, element].join())));
  const mapped = mapFindings(found, sources, segments, describeOrigin(document, profile));
  const findings = [...build.findings, ...mapped.filter((finding) => !said(finding))];
  return { ...(hasErrors(findings) ? {} : { set: draft }), draft, sources, findings };
}

function setGuideOf({ release, type }: DocumentProfile): SetGuide {
  const set = transactionSetOf[type];
  const guide = guideOf(release, set);
  if (!guide) throw new RangeError(`there is no guide for ${set} in release ${release}`);
  return guide;
}
