import { buildGuide, type SetGuide } from '../guide.ts';
import { invoice810 } from './004010/invoice.ts';
import { purchaseOrder850 } from './004010/purchase-order.ts';
import { segments004010 } from './004010/segments.ts';
import { shipNotice856 } from './004010/ship-notice.ts';
import { codeTexts } from './codes.ts';
import { compositeTexts } from './composites.ts';

const release004010 = { release: '004010', segments: segments004010, composites: compositeTexts, codes: codeTexts };

const guides: readonly SetGuide[] = [purchaseOrder850, invoice810, shipNotice856].map((set) =>
  buildGuide(release004010, set),
);

/** The guide of a transaction set (`850`) in a release (`004010`), or undefined when we have none. */
export function guideOf(release: string, set: string): SetGuide | undefined {
  return guides.find((guide) => guide.release === release && guide.id === set);
}

/** The guide for a GS08, which may carry an industry suffix: `004010VICS` is checked as `004010`. */
export function guideOfVersion(version: string, set: string): SetGuide | undefined {
  return guideOf(version.slice(0, 6), set);
}
