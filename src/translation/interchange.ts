import type { DocumentProfile } from '../partners/index.ts';
import { guideOf, wrapped, writeInterchange, type TransactionSetBody } from '../x12/index.ts';

/** The numbers reserved for one interchange, as integers. */
export interface ControlNumbers {
  /** ISA13, 1 to 999999999. */
  readonly interchange: number;
  /** GS06, 1 to 999999999. */
  readonly group: number;
  /** ST02 of each set, in the sets' order. */
  readonly sets: readonly number[];
}

export interface InterchangeContent {
  /** Sets of one document type, each translated with the same profile. */
  readonly sets: readonly TransactionSetBody[];
  readonly profile: DocumentProfile;
  readonly controlNumbers: ControlNumbers;
  /** The instant ISA09, ISA10, GS04 and GS05 tell. */
  readonly at: Date;
  /** The company's IANA time zone, in which they tell it. */
  readonly timeZone: string;
}

/**
 * The interchange of one or more sets: one ISA, one GS. The same input gives identical bytes (the text is ASCII).
 * @throws RangeError when a control number or their count is wrong, or there is no set
 * @throws X12Unwritable when a set was not validated and holds a delimiter
 */
export function renderInterchange({ sets, profile, controlNumbers, at, timeZone }: InterchangeContent): string {
  if (controlNumbers.sets.length !== sets.length)
    throw new RangeError(`${sets.length} sets need as many control numbers, not ${controlNumbers.sets.length}`);
  const numbered = sets.map((set, index) => ({ set, control: controlNumbers.sets[index] ?? 0 }));
  const group = { profile, control: controlNumbers.group, sets: numbered };
  return renderGroups({ groups: [group], interchange: controlNumbers.interchange, at, timeZone });
}

/** One functional group: sets of one document type and profile. */
export interface GroupContent {
  readonly profile: DocumentProfile;
  /** GS06, 1 to 999999999. */
  readonly control: number;
  /** The sets, each with its ST02. */
  readonly sets: readonly { readonly set: TransactionSetBody; readonly control: number }[];
}

interface GroupsContent {
  /** The first one's profile says how the envelope is written; the others' must say the same of it. */
  readonly groups: readonly GroupContent[];
  /** ISA13, 1 to 999999999. */
  readonly interchange: number;
  readonly at: Date;
  readonly timeZone: string;
}

/**
 * The interchange of one or more groups. The same input gives identical bytes.
 * @throws RangeError and X12Unwritable as {@link renderInterchange}
 */
export function renderGroups({ groups, interchange: number, at, timeZone }: GroupsContent): string {
  const [first] = groups;
  if (!first) throw new RangeError('an interchange holds at least one group');
  const { interchange } = first.profile;
  const { date, time } = localTime(at, timeZone);
  const { terminatorSuffix: suffix, finalSuffix = suffix, wrap } = interchange;
  const text = writeInterchange(
    {
      authorization: { qualifier: interchange.authorization.qualifier, id: interchange.authorization.information },
      security: { qualifier: interchange.security.qualifier, id: interchange.security.information },
      sender: interchange.us,
      receiver: interchange.partner,
      date: date.slice(2),
      time,
      version: interchange.version,
      control: digits(number, 9),
      acknowledgmentRequested: interchange.acknowledgmentRequested ? '1' : '0',
      usage: interchange.usageIndicator,
      delimiters: interchange.delimiters,
      acknowledgments: [],
      groups: groups.map(({ profile, control, sets }) => {
        const id = checkedFunctionalId(profile, sets);
        const { implementation } = profile.interchange;
        return {
          functionalId: id,
          sender: profile.interchange.us.group,
          receiver: profile.interchange.partner.group,
          // Six digits before release 004010.
          date: profile.interchange.groupVersion < '004010' ? date.slice(2) : date,
          time,
          control: digits(control, profile.controlNumbers.groupDigits),
          agency: 'X',
          version: profile.interchange.groupVersion,
          sets: sets.map((one) => ({
            ...one.set,
            control: digits(one.control, profile.interchange.setControlDigits),
            ...(implementation === undefined ? {} : { implementation }),
          })),
        };
      }),
    },
    { suffix },
  );
  const segments = suffix === '' ? text : text.slice(0, -suffix.length);
  return (wrap ? wrapped(segments, wrap.columns, wrap.lineBreak) : segments) + finalSuffix;
}

/** GS01 of a group, whose sets must all be of the kind it is for, with numbers of their own. */
function checkedFunctionalId(profile: DocumentProfile, sets: GroupContent['sets']): string {
  const [first] = sets;
  const guide = first && guideOf(profile.release, first.set.id);
  if (!guide || sets.some(({ set }) => set.id !== guide.id))
    throw new RangeError('an interchange holds at least one set, all of one kind we have a guide for');
  if (new Set(sets.map(({ control }) => control)).size !== sets.length)
    throw new RangeError('two sets have one control number');
  return guide.functionalId;
}

/** CCYYMMDD and HHMM of an instant in a time zone. */
export function localTime(at: Date, timeZone: string): { date: string; time: string } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { date: part('year').padStart(4, '0') + part('month') + part('day'), time: part('hour') + part('minute') };
}

function digits(number: number, width: number): string {
  if (!Number.isInteger(number) || number < 1 || number > 999_999_999)
    throw new RangeError(`${number} is not a control number from 1 to 999999999`);
  return String(number).padStart(width, '0');
}
