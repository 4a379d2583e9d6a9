import type { z } from 'zod';
import type { partnerFileSchema } from '../src/partners/schema.ts';
import { stackAddress } from './stack-streams.ts';

/** A profile file as one writes it. Its layers of settings have no useful static type. */
export type Profile = z.input<typeof partnerFileSchema>;

/** A file others extend, with what it is for. */
export interface BaseProfile {
  readonly comment: string;
  readonly profile: Profile;
}

const { name, street, city, state, postalCode } = stackAddress;
/** A party of ours by the code everybody has for us. */
const ours = (entity: string, qualifier: string): object => ({
  entity,
  name: { value: name },
  identification: { qualifier, code: { value: 'GLM-A' } },
});

/** Parties of an 850. Lists are replaced whole, so whoever wants one more begins with these. */
export const orderParties = [
  ours('BY', '92'),
  {
    entity: 'ST',
    name: { source: 'shipTo.name' },
    identification: { qualifier: '92', code: { source: 'shipTo.code' } },
    address: 'shipTo',
  },
  {
    entity: 'VN',
    name: { source: 'partner.name' },
    identification: { qualifier: '92', code: { source: 'supplier', trimZeros: true } },
  },
];

/** Parties of an 810. */
export const invoiceParties = [
  { ...ours('RE', '91'), address: { street: [...(street ?? [])], city, state, postalCode } },
  {
    entity: 'BT',
    name: { source: 'soldTo.name' },
    identification: { qualifier: '91', code: { source: 'soldTo.code', trimZeros: true } },
    address: 'soldTo',
  },
  {
    entity: 'ST',
    name: { source: 'shipTo.name' },
    identification: { qualifier: '92', code: { source: 'shipTo.store' } },
    address: 'shipTo',
  },
];

/** Where the goods are from. */
export const shipFrom = {
  entity: 'SF',
  name: { source: 'shipFrom.name' },
  identification: { qualifier: '91', code: { source: 'shipFrom.code' } },
  address: 'shipFrom',
};
/** Parties of an 856. */
export const noticeParties = [
  shipFrom,
  {
    entity: 'ST',
    name: { source: 'shipTo.name' },
    identification: { qualifier: '92', code: { source: 'shipTo.store' } },
    address: 'shipTo',
  },
];

// Units and countries of the sandbox that the shipped base files do not have.
const units = { HU: 'HU', BG: 'BG' };
const address = { omitCountries: ['US'], countries: { 'United States': 'US', Canada: 'CA' } };
/** The line of the customer's order, where the sales order has it. */
const lineNumber = { source: 'customerOrderLine', whenMissing: 'line' };

/** Who we are, and what we agreed with every partner. */
export function companyProfiles(goLive: string): Readonly<Record<string, BaseProfile>> {
  return {
    'base/us.yaml': {
      comment: 'Who we are: extended by every partner of ours.',
      profile: {
        everyDocument: {
          interchange: {
            us: {
              production: { qualifier: 'ZZ', id: 'GREATLAKESMFG', group: 'GREATLAKESMFG' },
              test: { qualifier: 'ZZ', id: 'GREATLAKESTEST', group: 'GREATLAKESTEST' },
            },
          },
        },
        documents: {
          'purchase-order': { parties: orderParties },
          invoice: { parties: invoiceParties },
          'ship-notice': { parties: noticeParties },
        },
      },
    },
    'base/agreed.yaml': {
      comment: 'What was agreed with every partner, whatever its industry.',
      profile: {
        everyDocument: {
          usage: 'production',
          goLive,
          characters: { separators: { replace: ' ' }, unsupported: { replace: ' ' } },
          sterling: { messagesStay: '7d' },
        },
        documents: {
          'purchase-order': {
            address,
            units,
            terms: { unmapped: 'omit' },
            otherWarehouses: { as: 'n1', entity: 'ST', qualifier: '92' },
          },
          invoice: {
            address,
            units,
            // One invoice may bill several sales orders: then it is a consolidated one, and each line names its own.
            severalOrders: { type: 'CI' },
            lineReferences: [{ qualifier: 'CO', text: { source: 'salesOrder', trimZeros: true } }],
            references: [
              { qualifier: 'IV', text: { source: 'creditedInvoice', trimZeros: true } },
              { qualifier: 'PK', text: { source: 'dispatchNotes', trimZeros: true } },
            ],
            lineNumber,
            taxes: { codes: { A: 'ST', G: 'GS' } },
          },
          'ship-notice': { address, units, lineNumber },
        },
      },
    },
  };
}
