import { tidy } from './tidy.ts';

/** A contact person as Sterling keeps one: both names are required there. */
export interface PersonName {
  readonly givenName: string;
  readonly surname: string;
}

/**
 * The two names of a contact that SYSPRO keeps in one column: `Ann Doe`, or `Doe, Ann`. The surname is the last word where no comma
 * says otherwise. Undefined where there is only one word: what Sterling requires cannot be made up.
 */
export function personName(contact: string): PersonName | undefined {
  const text = tidy(contact);
  const comma = text.indexOf(',');
  const split = comma === -1 ? text.lastIndexOf(' ') : comma;
  if (split === -1) return undefined;
  const [first, last] = [tidy(text.slice(0, split)), tidy(text.slice(split + 1))];
  if (first === '' || last === '') return undefined;
  return comma === -1 ? { givenName: first, surname: last } : { givenName: last, surname: first };
}

/** A contact in one column. Absent where Sterling has neither name. */
export function contactOf({ givenName, surname }: Partial<PersonName>): string | undefined {
  return tidy([givenName, surname].filter((name) => name !== undefined).join(' ')) || undefined;
}
