/** An interchange as a partner's system reads it, with no more than answers need. */
export interface ReceivedInterchange {
  /** ISA01 … ISA16, without padding. */
  readonly isa: readonly string[];
  readonly groups: readonly ReceivedGroup[];
}

export interface ReceivedGroup {
  /** GS01 … GS08. */
  readonly gs: readonly string[];
  readonly sets: readonly ReceivedSet[];
}

export interface ReceivedSet {
  /** ST01 */
  readonly id: string;
  /** ST02 */
  readonly control: string;
  /** All segments, ST first: the identifier, then its elements. */
  readonly segments: readonly (readonly string[])[];
}

/** Characters of an ISA with its terminator. */
const isaLength = 106;

/**
 * Reads an interchange by X12's own rule for delimiters: the fourth character separates elements, ISA is 106 characters long
 * and ends in the terminator. Line breaks that are no delimiters are dropped, wherever they are.
 *
 * @returns undefined for what is no whole interchange
 */
export function parseInterchange(text: string): ReceivedInterchange | undefined {
  // Where ISA itself is broken into lines, all of it is; otherwise its 106th character may be a line break that terminates.
  const terminates = !/[\r\n]/.test(text.slice(0, isaLength - 1)) && /[\r\n]/.test(text[isaLength - 1] ?? '');
  const body = terminates ? text : text.replace(/[\r\n]/g, '');
  const element = body[3];
  const terminator = body[isaLength - 1];
  if (!body.startsWith('ISA') || element === undefined || terminator === undefined) return undefined;
  const segments = body
    .split(terminator)
    .filter((segment) => segment.trim() !== '')
    .map((segment) => segment.split(element));
  const isa = segments[0]?.slice(1).map((value) => value.trim());
  if (isa?.length !== 16 || segments.at(-1)?.[0] !== 'IEA') return undefined;
  const groups: { gs: string[]; sets: { id: string; control: string; segments: string[][] }[] }[] = [];
  for (const segment of segments.slice(1, -1)) {
    const [id, ...elements] = segment;
    if (id === 'GS') groups.push({ gs: elements, sets: [] });
    else if (id === 'ST') {
      groups.at(-1)?.sets.push({ id: elements[0] ?? '', control: elements[1] ?? '', segments: [segment] });
    } else if (id !== 'GE') groups.at(-1)?.sets.at(-1)?.segments.push(segment);
  }
  return groups.length === 0 ? undefined : { isa, groups };
}
