import { tidy } from './tidy.ts';

/** A contact person as Sterling keeps one: both names are required there. */
export interface PersonName {
  readonly givenName: string;
  readonly surname: string;
}

// A word of a name: letters, and what stands between them in O'Neil, Smith-Jones and J.
const nameWord = /^\p{L}[\p{L}\p{M}.'’-]*$/u;
// Before a surname of two words in the form with a comma; any other two words may be a whole name with its title after it.
const particle =
  /^(al|ben|bin|da|das|de|del|den|der|des|di|do|dos|du|el|la|le|mac|mc|o|san|st\.?|te|ten|ter|van|vande|vander|von|zu)$/i;
// What follows a name and is none: suffixes, degrees, forms of firms, and what people do.
const noName =
  /^(jr|sr|ii|iii|iv|esq|phd|md|mba|cpa|inc|ltd|llc|llp|plc|corp|gmbh|dept|department|desk|team|office|purchasing|procurement|buyer|buying|sales|orders?|accounts?|accounting|payables?|receivables?|finance|billing|invoicing|logistics|shipping|receiving|warehouse|operations|service|support|edi|hr|manager|director|supervisor|clerk|assistant|president|owner|ceo|cfo|coo|cio|cto|vp)$/i;

/**
 * The two names of a contact that SYSPRO keeps in one column: `Ann Doe`, or `Doe, Ann` and `van Dyke, Bo`. The surname is the last word
 * where no comma says otherwise. Undefined where that would be a guess: one word only, a suffix or job title (`Smith, Jr.`, `John
 * Smith, Purchasing`), two people. What Sterling requires cannot be made up.
 */
export function personName(contact: string): PersonName | undefined {
  const [before = '', after, ...more] = tidy(contact).split(',').map(tidy);
  const words = before.split(' ');
  if (more.length > 0 || !words.every(isName)) return undefined;
  if (after === undefined) {
    const surname = words.pop();
    return surname === undefined || words.length === 0 ? undefined : { givenName: words.join(' '), surname };
  }
  const given = after.split(' ');
  const isSurname = words.length === 1 || (words.length === 2 && particle.test(words[0] ?? ''));
  return isSurname && given.length <= 2 && given.every(isName) ? { givenName: after, surname: before } : undefined;
}

function isName(word: string): boolean {
  return nameWord.test(word) && !noName.test(word.replaceAll('.', ''));
}

/** A contact in one column. Absent where Sterling has neither name. */
export function contactOf({ givenName, surname }: Partial<PersonName>): string | undefined {
  return tidy([givenName, surname].filter((name) => name !== undefined).join(' ')) || undefined;
}
