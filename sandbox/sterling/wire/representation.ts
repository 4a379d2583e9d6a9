/** The API's base path on the server. */
export const apiPath = '/B2BAPIs/svc/';

/** The address of an item as answers give it: absolute, its id percent-encoded. */
export function itemUrl(base: string, resource: string, id: string): string {
  return `${base}${resource}/${encodeURIComponent(id)}`;
}

/**
 * The hypermedia fields every item read carries.
 * @param type the resource's singular name, as `_title` has it: `MailboxMessage`
 */
export function links(base: string, resource: string, type: string, id: string): object {
  const self = itemUrl(base, resource, id);
  const actions = `${self}/actions`;
  return { _id: id, _title: `${type}(${id})`, $ref: self, href: self, actions: { href: actions, $ref: actions } };
}

/** A coded value: written plain, read back with its text. */
export interface Coded<T> {
  readonly code: T;
  readonly display: string;
}

/** A truth value as reads have it. Undefined stays undefined, and so is left out of the answer. */
export function codedBoolean(value: boolean | null | undefined): Coded<boolean> | undefined {
  return value === null || value === undefined ? undefined : { code: value, display: value ? 'Yes' : 'No' };
}

/** A choice as reads have it. That a code without a known text is shown as itself is inferred [INF]. */
export function codedText(code: string, displays: Readonly<Record<string, string>> = {}): Coded<string> {
  return { code, display: displays[code] ?? code };
}

/** A point in time as the API writes it: milliseconds, and an offset without a colon. */
export function wireDate(date: Date | null | undefined): string | undefined {
  return date?.toISOString().replace('Z', '+0000');
}

/** A column's value, undefined (and so left out of the answer) when it has none. */
export function present<T>(value: T | null): T | undefined {
  return value ?? undefined;
}
