import type { SandboxPartner } from '../sandbox/seed/trading-partners.ts';
import { orderParties, type BaseProfile } from './partner-company.ts';

/** The dialects of the sandbox's partners, one per line of business: that of a shipped industry's file. */
const dialects = ['plain-supplier', 'automotive', 'drop-ship', 'retail-pick-and-pack', 'grocery'] as const;
export type Dialect = (typeof dialects)[number];

const byBusiness: Readonly<Record<string, Dialect>> = {
  Fasteners: 'plain-supplier',
  Castings: 'automotive',
  Polymers: 'drop-ship',
  Bearings: 'retail-pick-and-pack',
  Packaging: 'grocery',
};

export function dialectOf(partner: SandboxPartner): Dialect {
  return byBusiness[partner.name.split(' ')[1] ?? ''] ?? 'plain-supplier';
}

/** The file a partner extends. */
export const businessFile = (dialect: Dialect): string => `business/${dialect}.yaml`;

// The sandbox announces goods before they left, too.
const dates = [
  { qualifier: '011', source: 'shipDate' },
  { qualifier: '017', source: 'plannedDeliveryDate' },
];

/** What each industry's file is extended by: what the sandbox's business with it is like. */
export function businessProfiles(): Readonly<Record<string, BaseProfile>> {
  const extended = (dialect: Dialect): string[] => [`industry/${dialect}.yaml`, 'base/us.yaml', 'base/agreed.yaml'];
  return {
    [businessFile('plain-supplier')]: {
      comment: 'Fasteners: plain documents, each segment on a line of its own. Takes credit and debit notes.',
      profile: {
        extends: extended('plain-supplier'),
        everyDocument: { interchange: { terminatorSuffix: '\n' } },
        documents: { invoice: { policies: { credit: 'send', debit: 'send' } }, 'ship-notice': { dates } },
      },
    },
    [businessFile('automotive')]: {
      comment: 'Castings: sold by weight as well, so quantities have decimals. Pays for what was announced.',
      profile: {
        extends: extended('automotive'),
        documents: {
          'purchase-order': { quantity: { maxDecimals: 3 }, notes: { order: { n9: 'L1', reference: 'NOTES' } } },
          invoice: { quantity: { maxDecimals: 3 }, afterShipNotices: true },
          'ship-notice': { quantity: { maxDecimals: 3 } },
        },
      },
    },
    [businessFile('drop-ship')]: {
      comment:
        'Polymers: bags of 50 pounds, priced per bag (SYSPRO prices them per pound). Has no use for invoices of nothing.',
      profile: {
        extends: extended('drop-ship'),
        documents: {
          'purchase-order': {
            variants: {
              'drop-ship': {
                settings: {
                  parties: [
                    ...orderParties.slice(0, 1),
                    {
                      entity: 'ST',
                      name: { source: 'shipTo.name', whenMissing: 'refuse' },
                      address: 'shipTo',
                      poBox: 'refuse',
                      contact: {
                        function: 'RE',
                        name: { source: 'shipTo.name' },
                        numbers: [{ qualifier: 'TE', number: '4145550100' }],
                      },
                    },
                  ],
                },
              },
            },
          },
          invoice: { policies: { 'zero-value': 'never' } },
          'ship-notice': { dates },
        },
      },
    },
    [businessFile('retail-pick-and-pack')]: {
      comment:
        'Bearings: credit notes with negative amounts, and invoices that no order was placed for and nothing was shipped for.',
      profile: {
        extends: extended('retail-pick-and-pack'),
        documents: {
          // Bought by the piece and priced by the case: a price per piece would often have no end of decimals.
          'purchase-order': { price: { roundTo: 6 }, required: ['CTT'] },
          invoice: {
            types: { credit: 'CN' },
            credits: { sign: 'negative' },
            policies: { credit: 'send', 'without-sales-order': 'send' },
            orderNumber: { whenMissing: 'omit' },
            dates: [{ qualifier: '011', source: 'shipDate' }],
            required: ['IT101'],
          },
          'ship-notice': { dates },
        },
      },
    },
    [businessFile('grocery')]: {
      comment: 'Packaging: pallets for several stores, each order with our sales order number.',
      profile: {
        extends: extended('grocery'),
        documents: {
          'ship-notice': {
            dates,
            orderReferences: [{ qualifier: 'VN', text: { source: 'salesOrder', trimZeros: true } }],
          },
        },
      },
    },
  };
}
