import type { SegmentDefinition, SetGuide } from '../guides/guide.ts';
import { guideOf } from '../guides/index.ts';
import { plainSegments } from '../guides/dictionary/plain-segments.ts';
import { releases } from '../guides/releases.ts';
import { segmentNames } from '../guides/dictionary/segment-names.ts';

/** What is known of an element's place: the data element and its type, and the components of a composite. */
export interface ElementPlace {
  readonly number: string;
  readonly type?: string;
  readonly components?: readonly ElementPlace[];
}

/** What is known of a segment. */
export interface SegmentPlaces {
  readonly name: string;
  readonly elements: readonly ElementPlace[];
}

/** The guide a set is checked by: its own release's, or the nearest before it of the same version. */
export function guideFor(version: string, set: string): SetGuide | undefined {
  const release = nearestRelease(version);
  return release === undefined ? undefined : guideOf(release, set);
}

/** The last release of ours that is no later than a GS08 (which may have an industry suffix) and of its version: 005010 for 005040. */
function nearestRelease(version: string): string | undefined {
  const own = version.slice(0, 6);
  return releases.findLast((release) => release <= own && release.slice(0, 3) === own.slice(0, 3));
}

/** What is known of a segment of a release; of one whose release we do not have, what any of ours says. */
export function placesFor(id: string, version: string): SegmentPlaces {
  const own = nearestRelease(version);
  const tables = [own, ...releases].flatMap((release) => {
    // The sets of a release share its table of segments.
    const segments = release === undefined ? undefined : guideOf(release, '850')?.segments;
    return segments && Object.hasOwn(segments, id) ? [segments[id]] : [];
  });
  const [table] = tables;
  if (table) return { name: table.name, elements: table.elements.map(placeOf) };
  const name = Object.hasOwn(segmentNames, id) ? (segmentNames[id] ?? '') : '';
  const numbers = Object.hasOwn(plainSegments, id) ? (plainSegments[id] ?? '').split(' ') : [];
  return { name, elements: numbers.map((number) => ({ number, type: plainType(number) })) };
}

function placeOf(element: SegmentDefinition['elements'][number]): ElementPlace {
  const { number, type, components } = element;
  return {
    number,
    ...(type === undefined ? {} : { type }),
    ...(components ? { components: components.elements.map(placeOf) } : {}),
  };
}

function plainType(number: string): string {
  if (number === '373') return 'DT';
  return number === '337' ? 'TM' : 'AN';
}
