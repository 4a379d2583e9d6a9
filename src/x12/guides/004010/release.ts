import type { ReleaseText } from '../build-release.ts';
import { acknowledgementCodeTexts } from '../dictionary/acknowledgement-codes.ts';
import { codeTexts } from '../dictionary/codes.ts';
import { functionalIdTexts } from '../dictionary/segment-names.ts';
import { composites004010 } from './composites.ts';
import { controlSegments004010 } from './control-segments.ts';
import { functionalAcknowledgment997 } from './functional-acknowledgment.ts';
import { invoice810 } from './invoice.ts';
import { purchaseOrder850 } from './purchase-order.ts';
import { segments004010 } from './segments.ts';
import { shipNotice856 } from './ship-notice.ts';

/** Release 004010, whole. The later ones are what differs from the one before: see the changes.ts beside. */
export const release004010 = {
  release: '004010' as const,
  segments: { ...controlSegments004010, ...segments004010 },
  composites: composites004010,
  codes: { ...codeTexts, ...acknowledgementCodeTexts, '479': functionalIdTexts },
  sets: [purchaseOrder850, invoice810, shipNotice856, functionalAcknowledgment997],
} satisfies ReleaseText;
