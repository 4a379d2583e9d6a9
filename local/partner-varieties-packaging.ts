import { noticeParties, shipFrom } from './partner-company.ts';
import { inRelease, type Varieties } from './partner-variety.ts';

/** Packaging, groceries: how interchanges of several sets, packs, weights, carriers and taxes vary. */
export const packaging: Varieties = {
  BEACPACK: {
    comment: 'An identity that is agreed between us, no DUNS number.',
    everyDocument: { interchange: { partner: { production: { qualifier: 'ZZ' }, test: { qualifier: 'ZZ' } } } },
  },
  COBAPACK: {
    comment: 'One interchange for what comes within seconds, each set in a group of its own.',
    everyDocument: { batching: { maxSets: 10, maxBytes: 200_000, maxAge: '15s', groups: 'per-set' } },
  },
  DELTPACK: { comment: 'The newest release.', everyDocument: inRelease('006020', 'UCS') },
  EVERPACK: {
    comment: 'Packs of each item, in 850 and 856; cartons that are alike are told once, with all their marks.',
    documents: {
      'purchase-order': {
        packs: { items: { 'PA-50001': { pack: 12, size: '1', unit: 'EA', packaging: 'CTN' } } },
      },
      'ship-notice': { packQuantity: 'pack', likeCartons: 'together' },
    },
  },
  FOUNPACK: {
    comment: 'Control numbers without a gap, in their order; GS06 is ISA13.',
    everyDocument: { strictlyRising: true, controlNumbers: { group: 'interchange', groupDigits: 9 } },
  },
  GRANPACK: {
    comment: 'One tax for the whole invoice, with its percentage where it is known, sent even if it is nothing.',
    documents: {
      invoice: { taxes: { codes: { A: { type: 'ST', percent: '6.25' } }, percent: true, zero: 'send' } },
    },
  },
  HARBPACK: {
    comment: 'Weights of goods in the totals, tax inside no price, weights by pallet and carton.',
    documents: {
      invoice: {
        shipment: { units: true, weight: { unit: 'LB' } },
        terms: { discountAmount: 'total' },
        totals: { termsDiscount: 'total' },
      },
      'ship-notice': { lading: { at: ['S', 'T', 'P'], net: true }, totals: { weight: true } },
    },
  },
  IRONPACK: {
    comment: 'How the goods went, in the invoice, by the dispatch note.',
    documents: {
      invoice: { carrier: { reference: { qualifier: 'SI', text: { source: 'dispatchNotes' } } } },
      'ship-notice': { carrier: { sequence: 'B', routing: false } },
    },
  },
  JUNIPACK: {
    comment: 'Knows its stores’ addresses, and takes references of 12 characters.',
    documents: {
      invoice: { drop: ['N1*ST/N3', 'N1*ST/N4'], lengths: { REF02: { max: 15 } } },
      'ship-notice': { drop: ['N1*ST/N3', 'N1*ST/N4'] },
    },
  },
  KEYSPACK: {
    comment: 'Cartons straight below the shipment, by a code of its own.',
    documents: { 'ship-notice': { structure: ['SPOI'], structureCodes: { SPOI: 'ZZZZ' } } },
  },
  LAKEPACK: {
    comment: 'Knows itself by one GLN.',
    documents: {
      'ship-notice': {
        parties: [
          shipFrom,
          {
            ...noticeParties[1],
            entity: 'ST',
            identification: { qualifier: 'UL', code: { value: '0614141000012' } },
          },
        ],
      },
    },
  },
};
