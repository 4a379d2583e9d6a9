import { meaningOf } from '../guides/dictionary/code-words.ts';
import type { Segment } from '../types.ts';
import { textOf } from './read-parts.ts';

/** A number of the business an answer names, by which it can be attached to a document. */
export interface BusinessReference {
  /** The element it stood in: `OTI03`, `BAK03`, `REF02`. */
  readonly from: string;
  /** Data element 128, where there is one: `IV`. */
  readonly qualifier?: string;
  readonly value: string;
  /** Which number it is, where the qualifier or its place tells: the purchase order's (ours or the customer's), the invoice's, the shipment's. */
  readonly names?: 'purchase-order' | 'invoice' | 'shipment';
  readonly words: string;
}

const namedBy: Readonly<Record<string, NonNullable<BusinessReference['names']>>> = {
  PO: 'purchase-order',
  OI: 'invoice',
  IV: 'invoice',
  IK: 'invoice',
  SI: 'shipment',
  MA: 'shipment',
  SN: 'shipment',
  BM: 'shipment',
  MB: 'shipment',
  '2I': 'shipment',
  CN: 'shipment',
};

const plainWords: Readonly<Record<string, string>> = {
  PO: 'purchase order',
  OI: 'original invoice',
  IK: 'invoice',
  TN: 'transaction reference',
};

/** A reference by its qualifier; undefined where it names nothing. */
export function referenceOf(from: string, qualifier: string, value: string): BusinessReference | undefined {
  if (value === '') return undefined;
  const names = Object.hasOwn(namedBy, qualifier) ? namedBy[qualifier] : undefined;
  const plain = Object.hasOwn(plainWords, qualifier) ? plainWords[qualifier] : meaningOf('128', qualifier);
  const words = plain ?? (qualifier === '' ? 'reference' : `reference ${qualifier}`);
  return {
    from,
    ...(qualifier === '' ? {} : { qualifier }),
    value,
    ...(names === undefined ? {} : { names }),
    words,
  };
}

/** The reference a REF or N9 segment gives, as a list of none or one. */
export function referencesOf(segment: Segment): BusinessReference[] {
  const reference = referenceOf(`${segment.id}02`, textOf(segment, 1), textOf(segment, 2));
  return reference ? [reference] : [];
}

const textElements: Readonly<Record<string, readonly number[]>> = {
  MSG: [1],
  NTE: [2],
  MTX: [2, 3],
  REF: [3],
  N9: [3],
  RED: [1],
};

/** The texts of a segment that carries words for people: MSG01, NTE02, MTX02, and what REF and N9 describe in their third element. */
export function wordsOf(segment: Segment): string[] {
  const elements = Object.hasOwn(textElements, segment.id) ? (textElements[segment.id] ?? []) : [];
  return elements.map((element) => textOf(segment, element)).filter((text) => text !== '');
}
