import { checkEnvelopeElements } from './envelope-elements.ts';
import type { X12Finding } from '../finding.ts';
import { functionalIdOf } from '../functional-ids.ts';
import { guideOfVersion } from '../guides/index.ts';
import { isaElements } from '../isa-elements.ts';
import type { FunctionalGroup, GroupHeader, Interchange, InterchangeHeader, TransactionSet } from '../types.ts';
import { validateTransactionSet, type ValidationOptions } from './validate.ts';

/** A finding of an interchange, with the group and the set it is in. */
export interface InterchangeFinding extends X12Finding {
  /** GS06. */
  readonly group?: string;
  /** ST02. */
  readonly set?: string;
}

/** What a partner narrows; the delimiters are the interchange's own. */
export type InterchangeOptions = Omit<ValidationOptions, 'delimiters'>;

/**
 * Checks an interchange, sent or received: ISA, TA1, GS and ST by their types, lengths and codes; GS08 against ISA12; GS01
 * against the sets; each set by the guide of its GS08. Collects every finding, in order of place; changes nothing. What the text
 * shows (delimiters, counts, trailers, control numbers used twice) the reader has told of what was read, and the writer tells of
 * what is to be written.
 */
export function validateInterchange(interchange: Interchange, options: InterchangeOptions = {}): InterchangeFinding[] {
  const findings: InterchangeFinding[] = [];
  const find = (finding: X12Finding): void => void findings.push(finding);
  isaElements(interchange, findings);
  for (const acknowledgment of interchange.acknowledgments) checkEnvelopeElements('TA1', acknowledgment.elements, find);
  if (interchange.groups.length === 0 && interchange.acknowledgments.length === 0)
    find({ code: 'X12-ENVELOPE', severity: 'error', segment: 'IEA', message: 'ends an interchange without any group' });
  for (const group of interchange.groups) {
    checkGroup(interchange, group, (finding) => findings.push({ ...finding, group: group.control }));
    for (const set of group.sets)
      for (const finding of validateSet(interchange, group, set, options))
        findings.push({ ...finding, group: group.control, set: set.control });
  }
  return findings;
}

/** Checks one set with its ST, as its reader tells it: the part of {@link validateInterchange} that is about the set alone. */
export function validateSet(
  interchange: InterchangeHeader,
  group: GroupHeader,
  set: TransactionSet,
  options: InterchangeOptions = {},
): X12Finding[] {
  const findings: X12Finding[] = [];
  const { id, control, implementation } = set;
  const find = (finding: X12Finding): void => void findings.push(finding);
  checkEnvelopeElements('ST', [id, control, implementation ?? ''], find);
  if (implementation !== undefined && implementation !== '' && group.version < '004020')
    find({
      code: 'X12-ELEMENT-EXTRA',
      severity: 'error',
      segment: 'ST',
      position: 1,
      element: 3,
      value: implementation,
      message: 'is not known before release 004020',
    });
  const guide = guideOfVersion(group.version, id);
  const functionalId = guide?.functionalId ?? functionalIdOf(id);
  if (functionalId !== undefined && functionalId !== group.functionalId) {
    const message = `is in a group ${group.functionalId}, and sets ${id} belong in a group ${functionalId}`;
    find({ code: 'X12-FUNCTIONAL-ID', severity: 'error', segment: 'ST', position: 1, element: 1, value: id, message });
  }
  if (!guide) {
    const message = `is a set ${id} that we have no guide for in ${group.version}; only its envelope was checked`;
    find({
      code: 'X12-SET-UNCHECKED',
      severity: 'warning',
      segment: 'ST',
      position: 1,
      element: 1,
      value: id,
      message,
    });
    return findings;
  }
  for (const finding of validateTransactionSet(set, guide, { ...options, delimiters: interchange.delimiters }))
    findings.push(finding);
  return findings;
}

function checkGroup(interchange: InterchangeHeader, group: FunctionalGroup, find: (finding: X12Finding) => void): void {
  const { functionalId, sender, receiver, date, time, control, agency, version, sets } = group;
  const place = { severity: 'error', segment: 'GS' } as const;
  checkEnvelopeElements('GS', [functionalId, sender, receiver, date, time, control, agency, version], find);
  if (version.slice(0, 5) !== interchange.version) {
    // 00400 and 00500 are customary with later releases of the same version.
    const severity = `${version.slice(0, 3)}00` === interchange.version ? 'warning' : 'error';
    const message = `is ${version} where ISA12 is ${interchange.version}`;
    find({ code: 'X12-VERSION', ...place, severity, element: 8, value: version, message });
  }
  if (sets.length === 0)
    find({ code: 'X12-ENVELOPE', ...place, message: 'begins a group without any transaction set' });
}
