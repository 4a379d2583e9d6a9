/** Where the text of an element comes from. */
export type Origin =
  /** A column of SYSPRO, of a line where there is one. */
  | { readonly table: string; readonly column: string; readonly line?: number }
  /** A setting of the partner's profile. */
  | { readonly setting: string }
  /** Computed from the order: what it is. */
  | { readonly computed: string };

/** The source of one element of a transaction set, for explanation and for findings. JSON holds it. */
export interface ElementSource {
  /** The segment's place in its set; ST is 1. */
  readonly position: number;
  readonly segment: string;
  /** 1 for the first element. */
  readonly element: number;
  readonly origin: Origin;
}

/**
 * A value on its way into an element. Free text (names, addresses, descriptions, notes) may be folded, replaced and cut
 * by the profile; codes, identifiers and numbers go unchanged, except for case, or not at all.
 */
export interface Cell {
  readonly text: string;
  readonly kind: 'code' | 'free';
  readonly origin: Origin;
}

/** A cell of an identifier, code, date or number. */
export function codeCell(text: string, origin: Origin): Cell {
  return { text, kind: 'code', origin };
}

/** A cell of free text. */
export function freeCell(text: string, origin: Origin): Cell {
  return { text, kind: 'free', origin };
}

/** A column of the order's header. */
export function header(column: string): Origin {
  return { table: 'PorMasterHdr', column };
}

/** A column of one of the order's lines. */
export function detail(column: string, line: number): Origin {
  return { table: 'PorMasterDetail', column, line };
}

/** A setting of the profile, by its path below the document type. */
export function setting(path: string): Origin {
  return { setting: path };
}
