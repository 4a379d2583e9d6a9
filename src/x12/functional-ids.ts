import { parseCodes } from './guides/guide.ts';
import { functionalIdTexts } from './guides/dictionary/segment-names.ts';

// The meanings name their sets: `purchase order changes (860)`.
const ids: ReadonlyMap<string, string> = new Map(
  Object.entries(parseCodes(functionalIdTexts)).flatMap(([id, meaning]) =>
    (meaning.match(/\b\d{3}\b/g) ?? []).map((set) => [set, id] as const),
  ),
);

/** GS01 of groups of a set (data element 479), also of sets that we have no guide for: PC for 860. Undefined where we do not know. */
export function functionalIdOf(set: string): string | undefined {
  return ids.get(set);
}
