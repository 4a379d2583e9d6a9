import type { z } from 'zod';
import type { SandboxPartner } from '../sandbox/seed/trading-partners.ts';
import type { partnerFileSchema } from '../src/partners/schema.ts';
import { address, plainInvoice, plainShipNotice, units } from './partner-documents.ts';

/** A profile file as one writes it. Its layers of settings have no useful static type. */
type Profile = z.input<typeof partnerFileSchema>;
interface BaseProfile {
  readonly comment: string;
  readonly profile: Profile;
}

/** The dialects of the sandbox's partners, one per line of business. */
const dialects = ['plain', 'capitals', 'price-per-unit', 'bars', 'notes-and-totals'] as const;
export type Dialect = (typeof dialects)[number];

const byBusiness: Readonly<Record<string, Dialect>> = {
  Fasteners: 'plain',
  Castings: 'capitals',
  Polymers: 'price-per-unit',
  Bearings: 'bars',
  Packaging: 'notes-and-totals',
};

export function dialectOf(partner: SandboxPartner): Dialect {
  return byBusiness[partner.name.split(' ')[1] ?? ''] ?? 'plain';
}

// SYSPRO price units → X12 element 639. What has no code of its own is UM, price per unit of measure.
const priceBases = {
  ...Object.fromEntries(Object.keys(units).map((unit) => [unit, 'UM'])),
  EA: 'PE',
  DZ: 'PD',
  HU: 'HP',
};

/** The files the partners' own extend: one per document for all, one per dialect. */
export function baseProfiles(goLive: string): Readonly<Record<string, BaseProfile>> {
  return {
    'base/purchase-order-4010.yaml': {
      comment:
        'What all partners have in common: who we are, the release, and a plain 850. Partners override what differs.',
      profile: {
        everyDocument: {
          usage: 'production',
          goLive,
          release: '004010',
          interchange: {
            us: {
              production: { qualifier: 'ZZ', id: 'GREATLAKESMFG', group: 'GREATLAKESMFG' },
              test: { qualifier: 'ZZ', id: 'GREATLAKESTEST', group: 'GREATLAKESTEST' },
            },
            version: '00401',
            groupVersion: '004010',
          },
          acknowledgement: { expect: 'none' },
          characters: {
            set: 'extended',
            upperCase: false,
            separators: { replace: ' ' },
            unsupported: { replace: ' ' },
          },
          sterling: { extractable: { count: 1 }, messagesStay: '7d' },
        },
        documents: {
          'purchase-order': {
            orderType: 'SA',
            orderNumber: { trimZeros: true },
            dates: [{ qualifier: '002', source: 'dueDate' }],
            parties: [
              {
                entity: 'BY',
                name: { value: 'Great Lakes Manufacturing' },
                identification: { qualifier: '92', code: { value: 'GLM-A' } },
              },
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
            ],
            address,
            terms: { unmapped: 'omit' },
            otherWarehouses: { as: 'n1', entity: 'ST', qualifier: '92' },
            units,
            itemIds: [
              { qualifier: 'BP', source: 'stockCode' },
              { qualifier: 'VP', source: 'supplierItem' },
            ],
            description: {},
            charges: { freight: { code: 'D240', handling: '06' }, miscellaneous: { code: 'H750', handling: '06' } },
          },
        },
      },
    },
    'base/invoice-4010.yaml': {
      comment: 'A plain 810, and what is done with invoices that are not ordinary ones: see policies.',
      profile: { documents: { invoice: plainInvoice } },
    },
    'base/ship-notice-4010.yaml': {
      comment: 'A plain 856: shipment, order and item, without cartons.',
      profile: { documents: { 'ship-notice': plainShipNotice } },
    },
    'base/plain.yaml': {
      comment: 'Fasteners: the house style, separators * > ~, each segment on a line of its own. Takes credit notes.',
      profile: {
        everyDocument: { interchange: { terminatorSuffix: '\n' } },
        documents: { invoice: { policies: { credit: 'send', debit: 'send' } } },
      },
    },
    'base/capitals.yaml': {
      comment: 'Castings: an older translator that takes X12’s basic character set only, with references it files by.',
      profile: {
        everyDocument: {
          characters: { set: 'basic', upperCase: true },
          interchange: { delimiters: { component: ':' }, terminatorSuffix: '\r\n' },
          acknowledgement: { expect: '997', within: '24h' },
        },
        documents: {
          'purchase-order': {
            references: [
              { qualifier: 'IA', text: { source: 'supplier', trimZeros: true } },
              { qualifier: 'DP', text: { value: 'PURCHASING' } },
            ],
            itemIds: [
              { qualifier: 'VP', source: 'supplierItem' },
              { qualifier: 'BP', source: 'stockCode' },
            ],
            lineNumber: { padTo: 4 },
          },
          // Receives by scanning cartons, and pays for what was announced.
          invoice: { afterShipNotices: true, lineNumber: { padTo: 4 } },
          'ship-notice': {
            structure: 'SOPI',
            marks: [
              { qualifier: 'GM', source: 'sscc' },
              { qualifier: 'CP', source: 'trackingNumber', whenMissing: 'omit' },
            ],
            lineNumber: { padTo: 4 },
            carrier: { whenMissing: 'refuse' },
          },
        },
      },
    },
    'base/price-per-unit.yaml': {
      comment: 'Polymers: priced by the unit SYSPRO prices in (PO105 says which), not by the unit ordered.',
      profile: {
        everyDocument: { acknowledgement: { expect: '997', within: '48h' } },
        documents: {
          'purchase-order': {
            currency: 'BY',
            price: { per: 'price-unit', bases: priceBases },
            lineDates: [{ qualifier: '002', source: 'dueDate' }],
          },
          invoice: {
            currency: { when: 'always' },
            price: { discounts: { code: 'C310', handling: '02' } },
            policies: { 'zero-value': 'never' },
          },
          'ship-notice': { structure: 'auto', ordered: true, status: { complete: 'AC', partial: 'BP' } },
        },
      },
    },
    'base/bars.yaml': {
      comment:
        'Bearings: separators | ^ and an unprintable segment terminator, our own part number, priced by the unit SYSPRO prices in.',
      profile: {
        everyDocument: {
          interchange: { delimiters: { element: '|', component: '^', segment: '0x1D' } },
        },
        documents: {
          'purchase-order': {
            orderType: 'NE',
            // Bought by the piece and priced by the case: a price per piece would often have no end of decimals.
            price: { per: 'price-unit', bases: priceBases },
            itemIds: [{ qualifier: 'BP', source: 'stockCode', whenMissing: 'refuse' }],
            description: { type: '08' },
            routing: { source: 'shippingInstructions' },
          },
          // Credit notes with negative amounts, and invoices that no order was placed for.
          invoice: {
            types: { credit: 'CN' },
            credits: { sign: 'negative' },
            policies: { credit: 'send', 'without-sales-order': 'send' },
            orderNumber: { whenMissing: 'omit' },
            carrier: {},
          },
          'ship-notice': { lots: { as: 'reference' }, totals: { quantityHash: true } },
        },
      },
    },
    'base/notes-and-totals.yaml': {
      comment: 'Packaging: reads the comments of an order and wants totals to check against.',
      profile: {
        documents: {
          'purchase-order': {
            currency: 'BY',
            contacts: [
              {
                function: 'BD',
                name: { source: 'buyer' },
                numbers: [{ qualifier: 'EM', number: 'purchasing@greatlakes.example' }],
              },
            ],
            notes: { order: { n9: 'L1', reference: 'NOTES' }, line: 'pid' },
            totals: { quantityHash: true, amount: 'lines-and-charges' },
          },
          invoice: {
            notes: { invoice: { nte: 'GEN' }, line: 'pid' },
            totals: { quantityHash: true },
            afterShipNotices: true,
          },
          // A cross-dock: pallets, and cartons that may hold several stores' orders.
          'ship-notice': {
            structure: ['STPOI', 'SPOI'],
            childCodes: true,
            lading: { at: ['S', 'P'] },
            orderReferences: [{ qualifier: 'VN', text: { source: 'salesOrder', trimZeros: true } }],
            orderParties: [
              { entity: 'BY', identification: { qualifier: '92', code: { source: 'storeNumber', trimZeros: true } } },
            ],
          },
        },
      },
    },
  };
}
