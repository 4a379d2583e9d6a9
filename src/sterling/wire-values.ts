import { z } from 'zod';

/**
 * How the B2B REST API writes values, read leniently: what one version omits, wraps or quotes, another does not.
 */

/** Values the API writes plain and reads back as `{"code": …, "display": …}`; some resources read back plain. */
export function coded<T extends z.ZodType>(value: T): z.ZodPreprocess<T> {
  return z.preprocess((raw) => (typeof raw === 'object' && raw !== null && 'code' in raw ? raw.code : raw), value);
}

/** A whole number, also when written as text. */
export const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** A text, also when written as a number. */
export const text = z.union([z.string(), z.number().transform(String)]);

/** A truth value, also when written as text. */
export const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/**
 * A point in time: `2020-03-14T17:19:20.000+0000`, whose offset has no colon and which is therefore no RFC 3339. One without an offset is none:
 * whose clock it is by is not known, and it would be read in the zone of whoever runs this.
 */
export const instant = z.string().transform((text, context) => {
  if (!/(?:[+-]\d{2}:?\d{2}|Z)$/i.test(text)) {
    context.addIssue('has no offset');
    return z.NEVER;
  }
  const date = new Date(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  if (!Number.isNaN(date.getTime())) return date;
  context.addIssue('is not a date');
  return z.NEVER;
});

/** A field the API leaves out when it has no value; null and a blank text mean the same. */
export function optional<T extends z.ZodType>(value: T): z.ZodPreprocess<z.ZodOptional<T>> {
  return z.preprocess((raw) => (raw === null || raw === '' ? undefined : raw), value.optional());
}

/** An id as the API writes it: text in `_id`, a number in `id`. */
export const rawId = optional(z.union([z.string(), z.number()]));

/**
 * An item's id. `_id` comes first: ids are int64, and the number in `id` may be beyond what JSON's numbers hold exactly.
 * Undefined when neither can be relied on.
 */
export function idOf(item: { readonly _id?: string | number; readonly id?: string | number }): string | undefined {
  const { _id: id = item.id } = item;
  return typeof id === 'string' || Number.isSafeInteger(id) ? String(id) : undefined;
}

/** A JSON object's fields; undefined for any other text, which is documented behaviour of error bodies. */
export function fieldsOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Why a row of a list cannot be read, and a shape's reading of it where it can: one odd row of somebody else's must not keep all
 * the others from being read.
 */
export function rowOf<T>(shape: z.ZodType<T>, row: unknown): { readonly row: T } | { readonly unreadable: string } {
  const parsed = shape.safeParse(row);
  if (parsed.success) return { row: parsed.data };
  const [issue] = parsed.error.issues;
  return { unreadable: `is not as expected at ${issue?.path.join('.') || 'its name'}: ${issue?.message ?? ''}` };
}

const links: ReadonlySet<string> = new Set(['_id', '_title', 'href', '$ref', 'actions']);

/**
 * An item's fields as they would be written: coded values plain, the links of a read left out, at every level. A field
 * that is a link to another item is written by that item's key [INF].
 */
export function withoutLinks(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([field, value]) => !links.has(field) && value !== null && value !== undefined)
      .map(([field, value]) => [field, written(value)]),
  );
}

const link = z.object({ _id: rawId, href: z.string() });
// With anything else in it, it is a nested item that shows where it is, and not only a link.
const linkKeys: ReadonlySet<string> = new Set([...links, 'title']);

/** A truth value that a server shows as text is written as one. */
function plain(shown: unknown, display: unknown): unknown {
  const isTruth = (shown === 'true' || shown === 'false') && (display === 'Yes' || display === 'No');
  return isTruth ? shown === 'true' : shown;
}

function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  if ('code' in value && 'display' in value) return plain(value.code, value.display);
  const isLink = Object.keys(value).every((field) => linkKeys.has(field));
  const { _id: key } = (isLink && link.safeParse(value).data) || {};
  return key ?? withoutLinks({ ...value });
}
