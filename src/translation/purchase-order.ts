import { hasErrors, type Finding } from '../documents/finding.ts';
import type { PurchaseOrder } from '../documents/purchase-order.ts';
import type { DocumentProfile } from '../partners/index.ts';
import { guideOf, validateTransactionSet, type TransactionSetBody } from '../x12/index.ts';
import { describeOrigin, mapFindings } from './findings.ts';
import type { Translation } from './header-text.ts';
import { addHeading } from './heading.ts';
import { addItems, merchandiseOf } from './items.ts';
import { SetBuilder } from './set-builder.ts';
import { header, type ElementSource } from './source.ts';
import { addSummary } from './summary.ts';

/** What became of an order. */
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
  /** BEG01, where it is not the profile's: 04 or 05 for a change, 01 for a cancellation. */
  readonly purpose?: string;
}

/**
 * Translates a purchase order to a partner's 850 and checks it against the release's guide and the profile. Pure: the
 * same order and profile give the same set. Never throws for what an order holds.
 */
export function translatePurchaseOrder(
  order: PurchaseOrder,
  profile: DocumentProfile,
  options: TranslationOptions = {},
): TranslatedSet {
  const guide = guideOf(profile.release, '850');
  if (!guide) throw new RangeError(`there is no guide for 850 in release ${profile.release}`);
  const describe = describeOrigin(order, profile);
  const build = new SetBuilder(profile, guide, describe);
  const t: Translation = { order, profile, build };
  if (merchandiseOf(t).length === 0) {
    build.find(
      'PO-NO-LINES',
      header('PurchaseOrder'),
      'has no lines of goods',
      'Add lines in SYSPRO, or cancel the order.',
      { value: order.purchaseOrder },
    );
  }
  addHeading(t, options.purpose ?? profile.purpose);
  addItems(t);
  addSummary(t);
  const draft: TransactionSetBody = { id: guide.id, segments: build.segments };
  const found = validateTransactionSet(draft, guide, {
    characterSet: profile.characters.set,
    delimiters: profile.interchange.delimiters,
    maxLengths: Object.fromEntries(Object.entries(profile.lengths).map(([reference, { max }]) => [reference, max])),
    codeLists: profile.codeLists,
    required: profile.required,
  });
  // An order without lines is said once, in its own words.
  const mapped = mapFindings(found, build.sources, build.segments, describe).filter(
    (finding) => !(finding.code === 'X12-SEGMENT-MISSING' && finding.element?.startsWith('PO1')),
  );
  const findings = [...build.findings, ...mapped];
  return { ...(hasErrors(findings) ? {} : { set: draft }), draft, sources: build.sources, findings };
}
