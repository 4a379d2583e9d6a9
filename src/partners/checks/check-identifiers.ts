import type { TypedSettings } from '../settings/typed-settings.ts';
import { warning, type SettingFault } from './fault.ts';
import type { SettingPath } from '../profile-file.ts';
import type { TextOf } from '../settings/values.ts';

// Fields that hold a code of our own SYSPRO, and what our customer calls it stands nowhere in SYSPRO.
const ourCodes: ReadonlySet<string> = new Set([
  'customer',
  'masterAccount',
  'branch',
  'company',
  'soldTo.code',
  'shipFrom.code',
]);

/**
 * Finds our own codes where a customer looks for one of his: REF*IA is his number of us, and N103 92 says that the buyer gave the
 * code. A map (`codes`) to his is what makes them right.
 */
export function checkIdentifiers(typed: TypedSettings): SettingFault[] {
  if (typed.type === 'purchase-order') return []; // There we are the buyer, and such codes are ours.
  const { settings } = typed;
  const lists = {
    references: settings.references,
    parties: settings.parties,
    ...(typed.type === 'ship-notice'
      ? { orderReferences: typed.settings.orderReferences, orderParties: typed.settings.orderParties }
      : {}),
  };
  return Object.entries(lists).flatMap(([list, entries]) =>
    entries.flatMap((entry, index): SettingFault[] => {
      if ('entity' in entry) {
        const { identification, references } = entry;
        return [
          ...(identification?.qualifier === '92'
            ? ourCodeAt(identification.code, [list, index, 'identification', 'code'], 'N103 92')
            : []),
          ...references.flatMap(({ qualifier, text }, n) =>
            qualifier === 'IA' ? ourCodeAt(text, [list, index, 'references', n, 'text'], 'REF*IA') : [],
          ),
        ];
      }
      return entry.qualifier === 'IA' ? ourCodeAt(entry.text, [list, index, 'text'], 'REF*IA') : [];
    }),
  );
}

function ourCodeAt(text: TextOf, path: SettingPath, where: string): SettingFault[] {
  if (!('source' in text) || text.codes !== undefined || !ourCodes.has(text.source)) return [];
  const message = `is ${text.source}, a code of our own, where ${where} is the partner’s`;
  return [warning('PARTNER-IDENTIFIER', path, message, 'Give the partner’s: a literal (value), or a map (codes).')];
}
