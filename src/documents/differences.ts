/** One value that two versions of a document do not share. */
export interface Difference {
  /** Where it is: `lines[30].quantity`. An element of a list is named by its line number, where it has one. */
  readonly path: string;
  /** Absent where only the other version has it. */
  readonly before?: string;
  readonly after?: string;
}

/**
 * What two versions of a document differ in, value by value, in the order of the later one. Lines are told apart by their number
 * and not their place, so that one line taken out is one difference. `masters` is left out: it is no part of an amendment.
 */
export function differences(before: object, after: object): Difference[] {
  const old = valuesOf(before);
  const current = valuesOf(after);
  return [...new Set([...current.keys(), ...old.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path), current.get(path)];
    if (was === is) return [];
    return [{ path, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
}

function valuesOf(document: object): Map<string, string> {
  const { masters: _, ...own } = document as { masters?: unknown };
  const values = new Map<string, string>();
  collect(own, '', values);
  return values;
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (Array.isArray(value)) {
    value.forEach((element: unknown, index) => collect(element, `${path}[${nameOf(element) ?? index + 1}]`, into));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) collect(child, path === '' ? name : `${path}.${name}`, into);
  } else if (value !== undefined) {
    into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
}

function nameOf(element: unknown): number | undefined {
  return typeof element === 'object' && element !== null && 'line' in element && typeof element.line === 'number'
    ? element.line
    : undefined;
}
