import { withCompiledForms } from './compiled-guide.ts';
import type { SetGuide } from './guide.ts';
import { buildRelease, nextRelease, type Release, type ReleaseChanges } from './build-release.ts';
import { firstRelease, laterReleases } from './releases.ts';

const built: ReadonlyMap<string, Release> = new Map(
  buildReleases().map((release) => [release.release, { ...release, guides: withCompiledForms(release.guides) }]),
);

function buildReleases(): Release[] {
  let last = buildRelease(firstRelease);
  return [last, ...laterReleases.map((changes: ReleaseChanges) => (last = nextRelease(last, changes)))];
}

/** The guide of a transaction set (`850`) in a release (`004010`), or undefined when we have none. */
export function guideOf(release: string, set: string): SetGuide | undefined {
  const guides = built.get(release)?.guides;
  return guides && Object.hasOwn(guides, set) ? guides[set] : undefined;
}

/** The guide for a GS08, which may carry an industry suffix: `004010VICS` is checked as `004010`. */
export function guideOfVersion(version: string, set: string): SetGuide | undefined {
  return guideOf(version.slice(0, 6), set);
}
