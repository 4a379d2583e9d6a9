import type { Varieties } from './partner-variety.ts';

/** Polymers, drop shipments: how units, money, marks, lines, totals and notes vary. GRANPOLY's profile is broken on purpose. */
export const polymers: Varieties = {
  BEACPOLY: {
    comment: 'Buys and sells by the pound, whatever we pack: a bag of ours is 50.',
    documents: {
      'purchase-order': { units: { BG: { code: 'LB', factor: '50' } } },
      invoice: { units: { BG: { code: 'LB', factor: '50' } } },
      'ship-notice': { units: { BG: { code: 'LB', factor: '50' } } },
    },
  },
  COBAPOLY: {
    comment: 'What is due when the discount is taken, in TDS; nothing is 000.',
    documents: {
      invoice: {
        totals: {
          zero: '000',
          termsDiscount: 'merchandise',
          amounts: [{ qualifier: 'GV', of: 'merchandise' }],
        },
      },
    },
  },
  DELTPOLY: {
    comment: 'Allowances at each line with their percentage; charges by the agency’s own code.',
    documents: {
      'purchase-order': { price: { discounts: { code: 'C310', handling: '02', as: 'percent' } } },
      invoice: {
        price: { discounts: { code: 'C310', handling: '02', per: 'discount', as: 'percent' } },
        charges: { freight: { code: 'D240', handling: '06', description: 'FREIGHT' } },
      },
    },
  },
  EVERPOLY: {
    comment: 'Taxes as charges, after the total.',
    documents: { invoice: { taxes: { as: 'sac', charge: { code: 'H770', description: 'TAX' } } } },
  },
  FOUNPOLY: {
    comment: 'Terms by their dates and the amount of the discount, in words as well.',
    documents: {
      invoice: {
        terms: {
          netType: '05',
          days: false,
          dueDate: true,
          discountDate: true,
          discountAmount: 'merchandise',
          descriptions: true,
        },
      },
    },
  },
  HARBPOLY: {
    comment: 'The order below the parcel, and no HL04.',
    documents: { 'ship-notice': { structure: ['SPOI'], childCodes: false, required: ['TD5', 'HL*P/MAN'] } },
  },
  IRONPOLY: {
    comment: 'Scans the parcel’s SSCC without its application identifier, then the carrier’s number.',
    documents: {
      'ship-notice': {
        marks: [
          { qualifier: 'AA', source: 'sscc' },
          { qualifier: 'CP', source: 'trackingNumber' },
        ],
      },
    },
  },
  JUNIPOLY: {
    comment: 'Our own sales order line in IT101, with the order’s line in a REF.',
    documents: {
      'purchase-order': { lineReferences: [{ qualifier: 'LI', text: { source: 'line' } }] },
      invoice: {
        lineNumber: { source: 'salesOrderLine', whenMissing: 'line', padTo: 3 },
        lineReferences: [
          { qualifier: 'CO', text: { source: 'salesOrder', trimZeros: true } },
          { qualifier: 'LI', text: { source: 'customerOrderLine' } },
        ],
      },
      'ship-notice': { lineReferences: [{ qualifier: 'LI', text: { source: 'salesOrderLine' } }] },
    },
  },
  KEYSPOLY: {
    comment: 'CTT with weight where it is known; none at all in an 856.',
    documents: {
      'purchase-order': { totals: { weight: { unit: 'LB' } } },
      invoice: { totals: { quantityHash: true, weight: { unit: 'LB' } } },
      'ship-notice': { totals: { levels: false, quantityHash: false } },
    },
  },
  LAKEPOLY: {
    comment: 'Three lines of notes at most, joined; the item’s long description, in pieces of 40.',
    documents: {
      invoice: {
        notes: { invoice: { nte: 'GEN', join: true, maxLines: 3, overflow: 'cut' }, line: 'pid' },
        description: { source: 'long', split: true },
        lengths: { PID05: { max: 40 } },
      },
      'ship-notice': { description: { type: '08', source: 'item' } },
    },
  },
};
