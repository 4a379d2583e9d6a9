/** Where the text of an element comes from. */
export type Origin =
  /** A column of SYSPRO, of a line where there is one. */
  | {
      readonly table: string;
      readonly column: string;
      readonly line?: number;
      /** The record's key, where it is not the document's own number: a supplier, a sales order, a stock code. */
      readonly key?: string;
    }
  /** A setting of the partner's profile. */
  | { readonly setting: string }
  /** Computed from the document: what it is. */
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

/** A cell of a setting's own text; undefined where it is not set. */
export function literal(value: string | undefined, path: string, kind: Cell['kind'] = 'code'): Cell | undefined {
  return value === undefined ? undefined : { text: value, kind, origin: setting(path) };
}

/** So many elements that are not sent, to reach a later one. */
export function gap(elements: number): undefined[] {
  return Array.from({ length: elements }, () => undefined);
}

/** A setting of the profile, by its path below the document type. */
export function setting(path: string): Origin {
  return { setting: path };
}
