import { z } from 'zod';
import { badRequest } from './api-error.ts';

/**
 * The fields of a request's body.
 *
 * Strict on purpose: a field the resource does not take is refused, so that a misspelt one cannot go unnoticed here. What
 * the product does with one is not known [INF].
 *
 * @throws ApiError 400 naming every wrong field
 */
export function bodyFields<T>(shape: z.ZodType<T>, body: unknown): T {
  const parsed = shape.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw badRequest(issues.join('; '));
}

/** The body of an action or DELETE that takes no fields: none, or an empty object. */
export const noFields = z.strictObject({});

/** Optional fields may also be sent as null, as some clients do. */
export function optional<T extends z.ZodType>(value: T): z.ZodOptional<z.ZodNullable<T>> {
  return value.nullable().optional();
}

/** Text that may not be blank. */
export const text = z.string().min(1);

/**
 * A date in a request: ISO 8601 with offset, or `yyyyMMddThhmm` as the field's own text asks for; that the latter means
 * UTC is inferred [INF].
 */
export const date = z.string().transform((value, context) => {
  const compact = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)$/.exec(value);
  const iso = compact
    ? `${compact[1]}-${compact[2]}-${compact[3]}T${compact[4]}:${compact[5]}:00Z`
    : value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  const parsed = new Date(/(Z|[+-]\d\d:\d\d)$/.test(iso) ? iso : '');
  if (!Number.isNaN(parsed.getTime())) return parsed;
  context.addIssue('is not a date such as 20301231T2359 or 2030-12-31T23:59:00.000+0000');
  return z.NEVER;
});
