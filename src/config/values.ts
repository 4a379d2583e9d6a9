import { z } from 'zod';

/** An instant with its offset. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .meta({ description: 'An instant with its offset, such as 2026-11-01T00:00:00Z' });
const withoutCredentials = (address: string): boolean => {
  const url = URL.parse(address);
  return url === null || (url.username === '' && url.password === '');
};
const noCredentials = {
  error: 'holds no user name and password: they are settings of their own, the password by reference',
};

/** An address; credentials in it are refused. */
export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is an http:// or https:// address' })
  .refine(withoutCredentials, noCredentials);

/** An address that nothing travels to in the clear. */
export const httpsUrl = z
  .url({ protocol: /^https$/, error: 'is an https:// address: documents and passwords never travel in the clear' })
  .refine(withoutCredentials, noCredentials);
// Codes become part of workflow IDs, message names and search attributes.
export const code = z.string().regex(/^[A-Za-z0-9_-]{1,24}$/, 'is 1 to 24 letters, digits, _ or -');

/** A postal address in the configuration. */
export const partyAddress = z.strictObject({
  name: z.string().optional(),
  street: z.array(z.string()).max(4).default([]),
  city: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
});

/** The full path of a mailbox in Sterling. */
export const mailboxPath = z.string().regex(/^\/\S.*$/, 'is a mailbox path that starts with /');
