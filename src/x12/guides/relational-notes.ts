/**
 * The kinds of X12 syntax condition: P paired (all or none), R at least one, E at most one, C the first requires all the
 * others, L the first requires at least one of the others.
 */
export type RelationKind = 'P' | 'R' | 'E' | 'C' | 'L';

/** A relational condition between the elements of a segment. */
export interface RelationalNote {
  /** As guides write it: `P0304`. */
  readonly text: string;
  readonly kind: RelationKind;
  /** Element positions, 1 for the first. */
  readonly positions: readonly number[];
}

/** Parses `P0304 L130204`. @throws SyntaxError */
export function parseNotes(text: string): RelationalNote[] {
  return text
    .split(' ')
    .filter((note) => note !== '')
    .map((note) => {
      const [, kind, digits = ''] = /^([PRECL])((?:\d\d){2,})$/.exec(note) ?? [];
      if (!isRelationKind(kind)) throw new SyntaxError(`${note} is not a relational note`);
      return { text: note, kind, positions: (digits.match(/\d\d/g) ?? []).map(Number) };
    });
}

/**
 * How a condition is broken, or undefined when it holds.
 * @param has whether the element at a position carries data
 * @returns the element to look at, and the end of a sentence that starts with the segment
 */
export function brokenNote(
  note: RelationalNote,
  has: (position: number) => boolean,
): { readonly element: number; readonly message: string } | undefined {
  const present = note.positions.filter((position) => has(position));
  const absent = note.positions.filter((position) => !has(position));
  const [first = 0, ...others] = note.positions;
  switch (note.kind) {
    case 'P':
      if (present.length === 0 || absent.length === 0) return undefined;
      return {
        element: absent[0] ?? first,
        message: `needs ${list(absent, 'and')} because it has ${list(present, 'and')}`,
      };
    case 'R':
      if (present.length > 0) return undefined;
      return { element: first, message: `needs at least one of ${list(note.positions, 'and')}` };
    case 'E':
      if (present.length <= 1) return undefined;
      return { element: present[1] ?? first, message: `may have only one of ${list(note.positions, 'and')}` };
    case 'C':
      if (!has(first) || absent.length === 0) return undefined;
      return { element: absent[0] ?? first, message: `needs ${list(absent, 'and')} because it has ${two(first)}` };
    case 'L':
      if (!has(first) || others.some((position) => has(position))) return undefined;
      return { element: others[0] ?? first, message: `needs ${list(others, 'or')} because it has ${two(first)}` };
    default:
      return undefined;
  }
}

function isRelationKind(letter: string | undefined): letter is RelationKind {
  return letter !== undefined && 'PRECL'.includes(letter);
}

function list(positions: readonly number[], word: string): string {
  const texts = positions.map(two);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${word} ${texts.at(-1) ?? ''}`;
}

function two(position: number): string {
  return String(position).padStart(2, '0');
}
