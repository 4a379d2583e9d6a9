import type { Delimiters } from './types.ts';

/** Whether releases of this interchange version (ISA12) have a repetition separator in ISA11: from 00402 on. */
export function hasRepetition(version: string): boolean {
  return version >= '00402';
}

/**
 * What is wrong with a set of delimiters in an interchange of a version (ISA12), as ends of sentences that start with "the
 * delimiters"; none when they can be used. Letters, digits, blanks, points and minus signs occur in any document and cannot separate (X12.5; the last two because
 * numbers are written with them).
 */
export function delimiterFaults(delimiters: Delimiters, version: string): string[] {
  if (areUsual(delimiters, version)) return [];
  const faults = separationFaults(delimiters);
  if (hasRepetition(version) && delimiters.repetition === undefined)
    faults.push(`lack the repetition separator that version ${version} needs in ISA11`);
  if (!hasRepetition(version) && delimiters.repetition !== undefined) {
    faults.push(`have a repetition separator, which version ${version} does not know`);
  }
  return faults;
}

/** What keeps delimiters from separating, whatever the version. */
export function separationFaults(delimiters: Delimiters): string[] {
  const given = Object.entries({
    element: delimiters.element,
    component: delimiters.component,
    segment: delimiters.segment,
    ...(delimiters.repetition === undefined ? {} : { repetition: delimiters.repetition }),
  });
  const faults: string[] = [];
  for (const [name, character] of given) {
    if (character.length !== 1 || character > '\x7f')
      faults.push(`have ${name} ${JSON.stringify(character)}, which is not one ASCII character`);
    else if (/[\r\n]/.test(character) && name !== 'segment') {
      faults.push(`have a line break for ${name}, which only a segment terminator may be`);
    } else if (/[A-Za-z0-9 .-]/.test(character)) {
      faults.push(
        `have ${name} ${JSON.stringify(character)}: letters, digits, blanks, points and minus signs occur in data`,
      );
    }
  }
  const names = new Map<string, string>();
  for (const [name, character] of given) {
    const other = names.get(character);
    if (other !== undefined) faults.push(`use ${JSON.stringify(character)} for both ${other} and ${name}`);
    names.set(character, name);
  }
  return faults;
}

/** The characters that must not occur inside any value. With LF for the segment terminator, CR before it belongs to the line's end. */
export function delimiterCharacters(delimiters: Delimiters): string[] {
  const { element, component, segment, repetition } = delimiters;
  return [
    element,
    component,
    segment,
    ...(repetition === undefined ? [] : [repetition]),
    ...(segment === '\n' ? ['\r'] : []),
  ];
}

/** A quick answer for nearly all interchanges: different characters of those that are used to separate. */
function areUsual({ element, component, segment, repetition }: Delimiters, version: string): boolean {
  const usual = '*>~|:^!<\x1c\x1d\x1f';
  const isUsual = (character: string): boolean => character.length === 1 && usual.includes(character);
  return (
    isUsual(element) &&
    isUsual(component) &&
    (isUsual(segment) || segment === '\n') &&
    element !== component &&
    element !== segment &&
    component !== segment &&
    hasRepetition(version) === (repetition !== undefined) &&
    (repetition === undefined ||
      (isUsual(repetition) && repetition !== element && repetition !== component && repetition !== segment))
  );
}
