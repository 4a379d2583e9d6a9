import { error, warning, type SettingFault } from './fault.ts';
import type { CommonSettings } from '../settings/common.ts';

/** ISA12 and GS08 are the release's, or another's on purpose. */
export function checkVersions({ interchange, release }: CommonSettings): SettingFault[] {
  const { version, groupVersion, versionsDiffer, implementation } = interchange;
  const at = (setting: string): string[] => ['interchange', setting];
  const faults: SettingFault[] = [];
  // 004010 goes in interchanges of version 00401.
  const usual = release.slice(0, 5);
  const purpose = 'Correct it; or, where the partner wants it so, set interchange.versionsDiffer.';
  if (!versionsDiffer && !groupVersion.startsWith(release)) {
    const message = `is ${groupVersion}, which does not start with the release ${release}`;
    faults.push(error('PARTNER-RELEASE', at('groupVersion'), message, purpose));
  }
  if (!versionsDiffer && version !== usual) {
    const message = `is ${version}, where release ${release} goes in ${usual}`;
    faults.push(error('PARTNER-RELEASE', at('version'), message, purpose));
  }
  if (versionsDiffer && !/^00\d{4}/.test(groupVersion)) {
    const message = `is ${groupVersion}, which does not start with a release such as 005040`;
    faults.push(error('PARTNER-RELEASE', at('groupVersion'), message));
  }
  if (versionsDiffer && version === usual && groupVersion.startsWith(release)) {
    const message = `is true, but ${version} and ${groupVersion} are those of release ${release}`;
    faults.push(warning('PARTNER-RELEASE', at('versionsDiffer'), message, 'Leave it out.'));
  }
  if (implementation !== undefined && groupVersion < '004020')
    faults.push(error('PARTNER-RELEASE', at('implementation'), `is ST03, which ${groupVersion} does not have`));
  return faults;
}

/** Wrapped lines are told from segments by their breaks alone. */
export function checkLineBreaks({ interchange }: CommonSettings): SettingFault[] {
  const { wrap, terminatorSuffix, delimiters } = interchange;
  if (!wrap || (terminatorSuffix === '' && !/[\r\n]/.test(delimiters.segment))) return [];
  const message = 'cannot be told from the line breaks that end the segments';
  const fix = 'Leave out interchange.terminatorSuffix, and take another terminator than a line break; or do not wrap.';
  return [error('PARTNER-DELIMITERS', ['interchange', 'wrap'], message, fix)];
}

/** Test documents marked as production's are only safe where the partner tells them by their identities. */
export function checkTestIndicator({ interchange }: CommonSettings): SettingFault[] {
  const { testIndicator, us, partner } = interchange;
  const differ = (side: typeof us): boolean =>
    side.test !== undefined &&
    side.production !== undefined &&
    (side.test.id !== side.production.id || side.test.qualifier !== side.production.qualifier);
  if (testIndicator !== 'P' || (differ(us) && differ(partner))) return [];
  const message = 'is P, but test and production do not differ in the identities of both sides';
  const fix = 'Give both sides a test identity of their own, or let ISA15 tell tests.';
  return [error('PARTNER-IDENTITY', ['interchange', 'testIndicator'], message, fix)];
}
