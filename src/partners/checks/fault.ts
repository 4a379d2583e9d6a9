import { splitReference, type ElementDefinition, type SetGuide, type StructureNode } from '../../x12/index.ts';
import type { SettingPath } from '../profile-file.ts';

/** What is wrong with merged settings, at which setting. */
export interface SettingFault {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly path: SettingPath;
  readonly message: string;
  readonly fix?: string;
}

/** A fault that keeps the profile from being used. */
export function error(code: string, path: SettingPath, message: string, fix?: string): SettingFault {
  return { code, severity: 'error', path, message, ...(fix === undefined ? {} : { fix }) };
}

/** A fault to be looked at. */
export function warning(code: string, path: SettingPath, message: string, fix: string): SettingFault {
  return { code, severity: 'warning', path, message, fix };
}

/** The fault of naming what the set does not have. */
export function unknownElement(path: SettingPath, reference: string, guide: SetGuide): SettingFault {
  const message = `is ${reference}, which the ${guide.id} of release ${guide.release} does not have`;
  return error('PARTNER-ELEMENT', path, message);
}

/** The definition of `BEG03`, where the set has it. */
export function elementOf(guide: SetGuide, reference: string): ElementDefinition | undefined {
  const [segment, element] = splitReference(reference);
  return hasSegment(guide, segment) ? guide.segments[segment]?.elements[element - 1] : undefined;
}

/** Whether the set has a segment that the release defines. */
export function hasSegment(guide: SetGuide, segment: string): boolean {
  const inPlace = (nodes: readonly StructureNode[]): boolean =>
    nodes.some((node) => node.id === segment || inPlace(node.children ?? []));
  return Object.hasOwn(guide.segments, segment) && inPlace(guide.structure);
}

/** What is wrong with a code an element gets: one the release does not know is a warning, for lists grow and partners have their own. */
export function codeFaults(
  path: SettingPath,
  value: string,
  reference: string,
  element: ElementDefinition,
  guide: SetGuide,
): SettingFault[] {
  if (value.length < element.min || value.length > element.max) {
    const message = `is ${value}, and ${reference} takes ${element.min} to ${element.max} characters`;
    return [error('PARTNER-CODE', path, message)];
  }
  const known = guide.codes[element.number];
  if (!known || Object.hasOwn(known, value)) return [];
  const message = `is ${value}, which is not among the known codes of ${reference} (${element.number})`;
  return [warning('PARTNER-CODE', path, message, 'Make sure of it, or correct it.')];
}
