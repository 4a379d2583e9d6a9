import {
  delimiterFaults,
  firstOutside,
  guideOf,
  splitReference,
  type ElementDefinition,
  type SetGuide,
  type StructureNode,
} from '../../x12/index.ts';
import { transactionSetOf } from '../../documents/document-key.ts';
import type { CommonSettings } from './common.ts';
import type { SettingPath } from '../profile-file.ts';
import { codesSent, type TypedSettings } from './codes-sent.ts';

export type { TypedSettings } from './codes-sent.ts';

/** What is wrong with merged settings, at which setting. */
export interface SettingFault {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly path: SettingPath;
  readonly message: string;
  readonly fix?: string;
}

/** The settings every document of goods has. */
type SharedSettings = TypedSettings['settings'];

// Versions ISA12 may announce for a release; both occur in real traffic.
const interchangeVersions: Record<CommonSettings['release'], readonly string[]> = {
  '004010': ['00401', '00400'],
};

// Data elements whose content may be cut without changing what is ordered: names, addresses, descriptions and messages.
const cuttable: ReadonlySet<string> = new Set(['93', '166', '19', '352', '387', '933']);

/** Checks merged settings against the release's guide and against themselves. */
export function checkSettings(typed: TypedSettings, usage: 'test' | 'production'): SettingFault[] {
  const { type, settings } = typed;
  const set = transactionSetOf[type];
  const guide = guideOf(settings.release, set);
  if (!guide) return [error('PARTNER-RELEASE', ['release'], `${settings.release} has no guide for ${set}`)];
  return [
    ...checkAddresses(settings, usage),
    ...checkEnvelope(settings, usage),
    ...checkCharacters(settings),
    ...checkLengths(settings, guide),
    ...checkCodeLists(settings, guide),
    ...checkRequired(settings, guide),
    ...checkCodes(typed, guide),
  ];
}

function checkAddresses(settings: CommonSettings, usage: 'test' | 'production'): SettingFault[] {
  const faults: SettingFault[] = [];
  for (const side of ['us', 'partner'] as const) {
    if (!settings.interchange[side][usage]) {
      faults.push(
        error(
          'PARTNER-IDENTITY',
          ['interchange', side, usage],
          `is missing, and ${usage} documents need it`,
          'Give qualifier, id and group.',
        ),
      );
    }
  }
  const box = usage === 'production' ? 'mailbox' : 'testMailbox';
  if (settings.sterling[box] === undefined) {
    faults.push(
      error(
        'PARTNER-MAILBOX',
        ['sterling', box],
        `is missing, and ${usage} documents need it`,
        'Give the path of the mailbox.',
      ),
    );
  }
  return faults;
}

function checkEnvelope({ interchange, release }: CommonSettings, usage: 'test' | 'production'): SettingFault[] {
  const faults = delimiterFaults(interchange.delimiters, interchange.version).map((fault) =>
    error('PARTNER-DELIMITERS', ['interchange', 'delimiters'], fault),
  );
  if (!interchange.groupVersion.startsWith(release)) {
    faults.push(
      error(
        'PARTNER-RELEASE',
        ['interchange', 'groupVersion'],
        `is ${interchange.groupVersion}, which does not start with the release ${release}`,
      ),
    );
  }
  if (!interchangeVersions[release].includes(interchange.version)) {
    faults.push(
      error(
        'PARTNER-RELEASE',
        ['interchange', 'version'],
        `is ${interchange.version}, where release ${release} goes in ${interchangeVersions[release].join(' or ')}`,
      ),
    );
  }
  const reserved = Object.values(interchange.delimiters);
  for (const side of ['us', 'partner'] as const) {
    for (const [field, value] of Object.entries(interchange[side][usage] ?? {})) {
      const found = reserved.find((character) => value.includes(character));
      if (found !== undefined) {
        faults.push(
          error(
            'PARTNER-DELIMITERS',
            ['interchange', side, usage, field],
            `contains ${JSON.stringify(found)}, a delimiter of this partner`,
          ),
        );
      }
    }
  }
  return faults;
}

function checkCharacters({ characters, interchange }: CommonSettings): SettingFault[] {
  const faults: SettingFault[] = [];
  if (characters.set === 'basic' && !characters.upperCase) {
    faults.push(
      error('PARTNER-CHARACTERS', ['characters', 'upperCase'], 'is false, but the basic set has no small letters'),
    );
  }
  for (const kind of ['separators', 'unsupported'] as const) {
    const policy = characters[kind];
    if (policy === 'refuse') continue;
    if (
      firstOutside(policy.replace, characters.set) !== undefined ||
      Object.values(interchange.delimiters).includes(policy.replace)
    ) {
      faults.push(
        error(
          'PARTNER-CHARACTERS',
          ['characters', kind, 'replace'],
          `is ${JSON.stringify(policy.replace)}, a delimiter or outside the ${characters.set} set`,
        ),
      );
    }
  }
  return faults;
}

function checkLengths({ lengths }: SharedSettings, guide: SetGuide): SettingFault[] {
  return Object.entries(lengths).flatMap(([reference, { max, overflow }]) => {
    const path = ['lengths', reference];
    const element = elementOf(guide, reference);
    if (!element) return [unknownElement(path, reference, guide)];
    const faults: SettingFault[] = [];
    if (max > element.max || max < element.min) {
      faults.push(
        error('PARTNER-LENGTH', [...path, 'max'], `is ${max}, and the release allows ${element.min} to ${element.max}`),
      );
    }
    if (overflow === 'truncate' && !cuttable.has(element.number)) {
      faults.push(
        error(
          'PARTNER-LENGTH',
          [...path, 'overflow'],
          'is truncate, but only names, addresses and descriptions may be cut, never codes, numbers or amounts',
        ),
      );
    }
    return faults;
  });
}

function checkCodeLists({ codeLists }: SharedSettings, guide: SetGuide): SettingFault[] {
  return Object.entries(codeLists).flatMap(([reference, codes]) => {
    const path = ['codeLists', reference];
    const element = elementOf(guide, reference);
    if (!element) return [unknownElement(path, reference, guide)];
    return codes
      .filter((code) => code.length < element.min || code.length > element.max)
      .map((code) =>
        error('PARTNER-CODE', path, `has ${code}, which is not ${element.min} to ${element.max} characters long`),
      );
  });
}

function checkRequired({ required }: SharedSettings, guide: SetGuide): SettingFault[] {
  return required.flatMap((reference, index) => {
    const known = reference.length <= 3 ? hasSegment(guide, reference) : elementOf(guide, reference) !== undefined;
    return known ? [] : [unknownElement(['required', index], reference, guide)];
  });
}

function checkCodes(typed: TypedSettings, guide: SetGuide): SettingFault[] {
  const { settings } = typed;
  return codesSent(typed).flatMap(({ path, element: reference, value, conditional }) => {
    const element = elementOf(guide, reference);
    if (!element) return [unknownElement(path, reference, guide)];
    if (value.length < element.min || value.length > element.max) {
      return [
        error('PARTNER-CODE', path, `is ${value}, and ${reference} takes ${element.min} to ${element.max} characters`),
      ];
    }
    const closed = settings.codeLists[reference];
    if (closed)
      return conditional || closed.includes(value)
        ? []
        : [error('PARTNER-CODE', path, `is ${value}, which is not on this partner’s list for ${reference}`)];
    const known = guide.codes[element.number];
    if (!known || Object.hasOwn(known, value)) return [];
    const message = `is ${value}, which is not among the known codes of ${reference} (${element.number})`;
    return [{ code: 'PARTNER-CODE', severity: 'warning', path, message, fix: 'Make sure of it, or correct it.' }];
  });
}

function elementOf(guide: SetGuide, reference: string): ElementDefinition | undefined {
  const [segment, element] = splitReference(reference);
  return hasSegment(guide, segment) ? guide.segments[segment]?.elements[element - 1] : undefined;
}

/** Whether the set has a segment that the release defines. */
function hasSegment(guide: SetGuide, segment: string): boolean {
  const inPlace = (nodes: readonly StructureNode[]): boolean =>
    nodes.some((node) => node.id === segment || inPlace(node.children ?? []));
  return Object.hasOwn(guide.segments, segment) && inPlace(guide.structure);
}

function unknownElement(path: SettingPath, reference: string, guide: SetGuide): SettingFault {
  const message = `is ${reference}, which the ${guide.id} of release ${guide.release} does not have`;
  return error('PARTNER-ELEMENT', path, message);
}

function error(code: string, path: SettingPath, message: string, fix?: string): SettingFault {
  return { code, severity: 'error', path, message, ...(fix === undefined ? {} : { fix }) };
}
