import { changes004030 } from './004030/changes.ts';
import { changes005010 } from './005010/changes.ts';
import { changes006020 } from './006020/changes.ts';
import { release004010 } from './004010/release.ts';

/** The first release we have guides for, whole. */
export const firstRelease = release004010;

/** Those after it, oldest first, each by what differs from the one before. A further release is one more entry. */
export const laterReleases = [changes004030, changes005010, changes006020] as const;

/** A release we have guides for, as GS08 begins. */
export type KnownRelease = typeof firstRelease.release | (typeof laterReleases)[number]['release'];

/** The releases we have guides for, oldest first. */
export const releases: readonly [KnownRelease, ...KnownRelease[]] = [
  firstRelease.release,
  ...laterReleases.map((changes) => changes.release),
];
