import { delimiterFaults, firstOutside, guideOf, type SetGuide } from '../../x12/index.ts';
import { transactionSetOf } from '../../documents/document-key.ts';
import { checkAcknowledgement } from './check-acknowledgement.ts';
import { checkModes } from './check-carrier.ts';
import { checkIdentifiers } from './check-identifiers.ts';
import { checkLineBreaks, checkTestIndicator, checkVersions } from './check-envelope.ts';
import { checkHeading } from './check-heading.ts';
import { checkLane } from './check-lane.ts';
import { checkLines } from './check-lines.ts';
import { checkParties } from './check-parties.ts';
import { checkPosting } from './check-posting.ts';
import { checkSegmentRules } from './check-segment-rules.ts';
import { checkShipNotice } from './check-ship-notice.ts';
import { checkSources } from './check-sources.ts';
import { checkTotals } from './check-totals.ts';
import type { TypedSettings } from '../settings/typed-settings.ts';
import { codesSent } from './codes-sent.ts';
import type { CommonSettings } from '../settings/common.ts';
import { codeFaults, elementOf, error, unknownElement, type SettingFault } from './fault.ts';

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
    ...checkAcknowledgement(settings),
    ...checkLane(settings),
    ...checkPosting(settings),
    ...checkSegmentRules(settings, guide),
    ...checkSources(typed, guide),
    ...checkIdentifiers(typed),
    ...checkLines(typed),
    ...checkTotals(typed),
    ...checkParties(typed, guide),
    ...checkHeading(typed),
    ...(typed.type === 'invoice' ? checkModes(typed.settings, guide) : []),
    ...(typed.type === 'ship-notice' ? checkShipNotice(typed.settings) : []),
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

function checkEnvelope(settings: CommonSettings, usage: 'test' | 'production'): SettingFault[] {
  const { interchange } = settings;
  const faults = [
    ...delimiterFaults(interchange.delimiters, interchange.version).map((fault) =>
      error(
        'PARTNER-DELIMITERS',
        ['interchange', 'delimiters'],
        fault,
        'Give special characters that differ; delimiters.repetition, usually ^, from version 00402 on and only there.',
      ),
    ),
    ...checkVersions(settings),
    ...checkLineBreaks(settings),
    ...checkTestIndicator(settings),
  ];
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
  for (const [character, text] of Object.entries(characters.replace)) {
    const written = characters.upperCase ? text.toUpperCase() : text;
    const outside =
      firstOutside(written, characters.set) ??
      Object.values(interchange.delimiters).find((one) => written.includes(one));
    if (outside === undefined) continue;
    const message = `is ${JSON.stringify(text)}, with a delimiter or a character outside the ${characters.set} set`;
    faults.push(error('PARTNER-CHARACTERS', ['characters', 'replace', character], message));
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

function checkCodes(typed: TypedSettings, guide: SetGuide): SettingFault[] {
  const { settings } = typed;
  return codesSent(typed).flatMap(({ path, element: reference, value, conditional }) => {
    const element = elementOf(guide, reference);
    if (!element) return [unknownElement(path, reference, guide)];
    const closed = settings.codeLists[reference];
    const fits = value.length >= element.min && value.length <= element.max;
    if (!closed || !fits) return codeFaults(path, value, reference, element, guide);
    return conditional || closed.includes(value)
      ? []
      : [error('PARTNER-CODE', path, `is ${value}, which is not on this partner’s list for ${reference}`)];
  });
}
