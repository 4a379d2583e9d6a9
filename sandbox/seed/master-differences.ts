import { tradingPartners, type SandboxPartner } from './trading-partners.ts';

/** What the Sterling stand-in has otherwise than the SYSPRO stand-in, of one partner, before anybody compares. */
export interface MasterDifference {
  /** How it may have come about. */
  readonly why: string;
  /** What Sterling has instead; blank: nothing. */
  readonly instead: Partial<
    Pick<
      SandboxPartner,
      'name' | 'contact' | 'phone' | 'email' | 'street' | 'street2' | 'city' | 'state' | 'postalCode'
    >
  >;
}

/** By the partner's code. Whoever is not here is the same on both sides. */
export const masterDifferences: Readonly<Record<string, MasterDifference>> = {
  KEYSPOLY: { why: 'the same city, spelt as somebody once typed it', instead: { city: 'Ft. Wayne' } },
  LAKECAST: {
    why: 'the partner told the EDI desk of its new telephone, and not the buyer',
    instead: { phone: '555-0190' },
  },
  LAKEPOLY: { why: 'nobody ever typed the street: a blank there is filled without asking', instead: { street: '' } },
  LAKEBEAR: {
    why: 'registered by an older name, which Sterling cannot change',
    instead: { name: 'Lakeshore Bearing Works' },
  },
  LAKEPACK: { why: 'whom EDI people call is not whom buyers call', instead: { contact: 'EDI desk' } },
};

/** A partner with a mailbox and rules, whom nobody made a trading partner in Sterling: its creation is proposed. */
export const missingInSterling: ReadonlySet<string> = new Set(['KEYSPACK']);

/** The partners as the Sterling stand-in has them at first. */
export const partnersInSterling: readonly SandboxPartner[] = tradingPartners
  .filter(({ code }) => !missingInSterling.has(code))
  .map((partner) => ({ ...partner, ...masterDifferences[partner.code]?.instead }));
