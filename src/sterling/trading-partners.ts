import { createUnlessThere, type Creation } from './create-unless-there.ts';
import type { SterlingApi } from './sterling-api.ts';
import { fieldsToUpdate, listedPartner, wirePartner } from './trading-partner-fields.ts';

/** What a trading partner's contact and address may hold, by the API's names. */
export interface TradingPartnerContact {
  readonly givenName?: string;
  readonly surname?: string;
  readonly emailAddress?: string;
  readonly phone?: string;
  readonly addressLine1?: string;
  readonly addressLine2?: string;
  /** Cut at 35 characters by the server, without a word; so is {@link stateOrProvince}. */
  readonly city?: string;
  readonly stateOrProvince?: string;
  readonly postalCode?: string;
  /** A code of two letters, of Sterling's own list. */
  readonly countryOrRegion?: string;
  /** Sterling's own code, such as `-05`: neither an IANA zone nor a plain offset. */
  readonly timeZone?: string;
}

/** A trading partner as the API shows it. What it leaves out is absent here. Never a password. */
export interface TradingPartner extends TradingPartnerContact {
  /** The key of the resource. It, {@link code} and {@link username} never change. */
  readonly partnerName: string;
  readonly code?: string;
  readonly community?: string;
  readonly username?: string;
  /** `Local` or `External`. */
  readonly authenticationType?: string;
  /**
   * Every other field, as it has to be written: coded values without their display text, links left out. An update that
   * is given them back loses nothing.
   */
  readonly settings: Readonly<Record<string, unknown>>;
  /** In lists: why there is nothing but its name, and its code where that could be read. */
  readonly unreadable?: string;
}

type Required<Field extends keyof TradingPartnerContact> = { readonly [Name in Field]: string };
type RequiredContact = Required<'givenName' | 'surname' | 'emailAddress' | 'phone'>;

/** What every write has to hold. */
interface WrittenPartner extends Omit<TradingPartnerContact, keyof RequiredContact>, RequiredContact {
  readonly community: string;
  readonly authenticationType: 'Local' | 'External';
  /** Which host authenticates an `External` one; blank or absent: the first. */
  readonly authenticationHost?: string;
}

/** A trading partner to be made. Sterling makes a user, a mailbox `/partnerName` and a virtual root with it. */
export interface NewTradingPartner extends WrittenPartner {
  /** At most 100 characters. */
  readonly partnerName: string;
  /** At most 24 letters, digits, `_`, `-` or `.`; made of the name when left out. */
  readonly code?: string;
  /** 5 to 36 characters. */
  readonly username: string;
  /** Needed for `Local`: 6 to 128 characters. Written once, shown by nothing. */
  readonly password?: string;
  readonly isInitiatingConsumer?: boolean;
  readonly isInitiatingProducer?: boolean;
  readonly isListeningConsumer?: boolean;
  readonly isListeningProducer?: boolean;
}

/**
 * All that is to be true of a trading partner afterwards: a field left out of the contact is one it has no more [INF].
 * What can only be given at creation (name, code, username) and the password have no place in it.
 */
export interface TradingPartnerUpdate extends WrittenPartner {
  /** Fields to be emptied: sent as null, since what a server does about one that is left out is not documented [INF]. */
  readonly emptied?: readonly Exclude<keyof TradingPartnerContact, keyof RequiredContact>[];
  /** The other fields as {@link TradingPartner.settings} gave them, changed or not. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The `tradingpartners` resource. It has no modification time, no version and no state: changes show by comparing. */
export interface TradingPartners {
  /**
   * Every trading partner; of one that cannot be read only its name. One that is deleted while the pages are read may hide another where two pages meet: before anything
   * follows from an absence, ask findTradingPartner.
   * @throws SterlingError
   */
  listTradingPartners(signal?: AbortSignal): Promise<TradingPartner[]>;
  /** The partner of exactly this name, case included. Undefined when the API says there is none. @throws SterlingError */
  findTradingPartner(partnerName: string, signal?: AbortSignal): Promise<TradingPartner | undefined>;
  /**
   * Makes a trading partner. `exists`: there is one of exactly this name already; it stays as it is. That its code or
   * username is another's is refused.
   * @throws SterlingError; with outcome `unknown` it may have been made, and a repeat then says `exists`
   */
  createTradingPartner(partner: NewTradingPartner, signal?: AbortSignal): Promise<Creation>;
  /**
   * Replaces a trading partner's fields; there is no other way to change one. False when there is none of this name.
   * Nothing keeps another's change between the read and this from being lost. Read it afterwards: not every server says what it did.
   * @throws SterlingError; with outcome `unknown` it may be changed, and the same update may be repeated
   */
  updateTradingPartner(partnerName: string, partner: TradingPartnerUpdate, signal?: AbortSignal): Promise<boolean>;
}

export function createTradingPartners(api: SterlingApi): TradingPartners {
  const item = (partnerName: string): string => `tradingpartners/${encodeURIComponent(partnerName)}`;

  async function findTradingPartner(partnerName: string, signal?: AbortSignal): Promise<TradingPartner | undefined> {
    const found = await api.read(item(partnerName), wirePartner, signal);
    // A server whose database compares without case would give another's.
    return found?.partnerName === partnerName ? found : undefined;
  }

  return {
    findTradingPartner,

    listTradingPartners(signal) {
      return api.list('tradingpartners/', {}, listedPartner, signal);
    },

    createTradingPartner(partner, signal) {
      return createUnlessThere(
        () => api.make('tradingpartners/', { ...partner }, signal),
        () => findTradingPartner(partner.partnerName, signal),
      );
    },

    updateTradingPartner(partnerName, partner, signal) {
      return api.update(item(partnerName), fieldsToUpdate(partner), signal, 'done');
    },
  };
}
