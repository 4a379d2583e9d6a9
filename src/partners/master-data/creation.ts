import { masterFields, type MasterField, type PartyRecord } from '../../documents/party-record.ts';
import { personName } from './contact.ts';
import { expressedInSterling, fieldTraits, valueOf } from './fields.ts';
import type { SterlingContact } from './sterling-party.ts';

/** A way a partner's connections are made, as `masterData.create.connections` names it. */
export type Connection = 'initiates-consumer' | 'initiates-producer' | 'listens-consumer' | 'listens-producer';

/** What the configuration says of new trading partners; their password stays a reference. */
export interface CreationSettings {
  readonly community: string;
  readonly authentication: 'Local' | 'External';
  readonly authenticationHost?: string;
  readonly timeZone?: string;
  readonly connections: readonly Connection[];
}

/** A trading partner to be made, all but its password. */
export interface ProposedPartner extends SterlingContact {
  readonly partnerName: string;
  readonly code: string;
  readonly username: string;
  readonly community: string;
  readonly authenticationType: 'Local' | 'External';
  readonly authenticationHost?: string;
  readonly isInitiatingConsumer: boolean;
  readonly isInitiatingProducer: boolean;
  readonly isListeningConsumer: boolean;
  readonly isListeningProducer: boolean;
}

/** A creation as it would be made, and what keeps it from being made. */
export interface Proposal {
  readonly partner: Partial<ProposedPartner> & Pick<ProposedPartner, 'code' | 'username'>;
  /** In words: fields SYSPRO lacks or says in a way Sterling does not take, and settings that are not there. */
  readonly missing: readonly string[];
}

// tradingpartners, partnerName (File Gateway's documentation).
const longestName = 100;

/**
 * The trading partner that would be made of what SYSPRO says.
 * @param who.code the partner's code, which becomes Sterling's; who.tradingPartner the name it is to have, else SYSPRO's
 */
export function proposalOf(
  who: { readonly code: string; readonly tradingPartner?: string },
  syspro: PartyRecord,
  settings: CreationSettings | undefined,
): Proposal {
  const missing: string[] = settings ? [] : ['masterData.create is not in the configuration'];
  const values = new Map<MasterField, string>();
  for (const field of masterFields) {
    const value = field === 'name' ? (who.tradingPartner ?? valueOf(syspro, field)) : valueOf(syspro, field);
    if (value === undefined) {
      if (fieldTraits[field].required) missing.push(`${field} is blank in SYSPRO, and Sterling requires it`);
      continue;
    }
    const expressed = expressedInSterling(field, value);
    if ('value' in expressed) values.set(field, expressed.value);
    else missing.push(`${field} cannot be told to Sterling: ${expressed.reason}`);
  }
  const name = values.get('name');
  if (name !== undefined && name.length > longestName)
    missing.push(`name has more than ${longestName} characters; set masterData.tradingPartner in the profile`);
  const names = personName(values.get('contact') ?? '');
  const connects = new Set(settings?.connections);
  return {
    missing,
    partner: {
      ...(name !== undefined && { partnerName: name }),
      code: who.code,
      username: usernameOf(who.code),
      ...(settings && {
        community: settings.community,
        authenticationType: settings.authentication,
        ...(settings.authentication === 'External' &&
          settings.authenticationHost !== undefined && { authenticationHost: settings.authenticationHost }),
        ...(settings.timeZone !== undefined && { timeZone: settings.timeZone }),
        isInitiatingConsumer: connects.has('initiates-consumer'),
        isInitiatingProducer: connects.has('initiates-producer'),
        isListeningConsumer: connects.has('listens-consumer'),
        isListeningProducer: connects.has('listens-producer'),
      }),
      ...names,
      ...Object.fromEntries([...values].filter(([field]) => field !== 'name' && field !== 'contact')),
    },
  };
}

/** The proposed partner, where nothing keeps it from being made. */
export function completePartner({ partner, missing }: Proposal): ProposedPartner | undefined {
  return missing.length === 0 ? (partner as ProposedPartner) : undefined;
}

/** A user name made of a partner's code: Sterling takes 5 to 36 characters. */
export function usernameOf(code: string): string {
  const name = code.toLowerCase();
  return (name.length < 5 ? `${name}-edi` : name).slice(0, 36);
}
