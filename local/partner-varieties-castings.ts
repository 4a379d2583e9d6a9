import { noticeParties, orderParties, shipFrom } from './partner-company.ts';
import type { Varieties } from './partner-variety.ts';

/** Castings, automotive: how segments, elements, parties and numbers vary. */
export const castings: Varieties = {
  BEACCAST: {
    comment: 'Takes no totals and no descriptions.',
    documents: {
      'purchase-order': { drop: ['CTT', 'PID', 'CUR'], totals: { amount: 'omit' } },
      invoice: { drop: ['CTT', 'PID'] },
      'ship-notice': { drop: ['PID'] },
    },
  },
  COBACAST: {
    comment: 'Wants its contract, its dock and its material release in every document.',
    documents: {
      'purchase-order': {
        insert: {
          contract: { segment: 'REF', elements: ['CT', 'GLM-2026'] },
          supplier: { segment: 'REF', in: 'PO1', elements: ['IA', { source: 'supplier', trimZeros: true }] },
        },
      },
      invoice: { insert: { contract: { segment: 'REF', elements: ['CT', 'GLM-2026'] } } },
      'ship-notice': { insert: { appointment: { segment: 'REF', in: 'HL*S', elements: ['AO', 'DOCK 14'] } } },
    },
  },
  DELTCAST: {
    comment: 'Insists on an answer to each order, on terms, and on a few units.',
    documents: {
      'purchase-order': {
        defaults: { BEG07: 'AC' },
        codeLists: { PO103: ['EA', 'LB'], BEG02: ['NE'] },
        required: ['SCH', 'N1*ST/N4', 'BEG07'],
      },
      invoice: { codeLists: { IT103: ['EA', 'LB'] }, required: ['BIG04', 'N1*RE'] },
    },
  },
  EVERCAST: {
    comment: 'Order numbers are exactly 12 digits, invoice numbers 10 at most, names 30 characters.',
    documents: {
      'purchase-order': {
        orderNumber: { trimZeros: true, padTo: 12 },
        lengths: { BEG03: { min: 12, max: 12 }, N102: { max: 30, overflow: 'truncate' } },
      },
      invoice: { lengths: { BIG02: { max: 10 }, N102: { max: 30, overflow: 'truncate' } } },
    },
  },
  FOUNCAST: {
    comment: 'Its own part numbers of 12 digits, filled with zeros, and GTINs of 14 under its own qualifier.',
    documents: {
      invoice: {
        itemIds: [
          { qualifier: 'BP', source: 'customerItem', padTo: 12, whenMissing: 'omit' },
          { qualifier: 'VP', source: 'stockCode', whenMissing: 'refuse' },
          { qualifier: 'PI', source: 'gtin', digits: 14, checkDigit: 'verify', whenMissing: 'omit' },
        ],
      },
    },
  },
  GRANCAST: {
    comment: 'Ship notices with a level for each order, and HL04.',
    documents: { 'ship-notice': { structure: ['SOI'], orderOfItem: 'prf', childCodes: true } },
  },
  HARBCAST: {
    comment: 'Knows us by a DUNS number, its plants by five digits, and wants the supplier first.',
    documents: {
      'purchase-order': {
        parties: [
          {
            entity: 'SU',
            name: { source: 'partner.name' },
            identification: { qualifier: '92', code: { source: 'supplier', trimZeros: true, padTo: 5 } },
          },
          ...orderParties.slice(0, 2),
        ],
      },
      'ship-notice': {
        parties: [
          {
            entity: 'ST',
            name: { source: 'shipTo.name' },
            identification: { qualifier: '92', code: { source: 'shipTo.store', padTo: 5 } },
            address: 'shipTo',
          },
          {
            entity: 'SU',
            name: { value: 'Great Lakes Manufacturing' },
            identification: { qualifier: '1', code: { value: '006922827' } },
          },
          shipFrom,
        ],
      },
    },
  },
  IRONCAST: {
    comment: 'Names of 20 characters, continued in N2, and street lines of 25; a post office box comes last.',
    documents: {
      invoice: {
        lengths: { N102: { max: 20 }, N301: { max: 25 }, N302: { max: 25 } },
        address: { longNames: 'n2', longLines: 'wrap', poBox: 'last' },
      },
      'ship-notice': {
        lengths: { N102: { max: 20 }, N301: { max: 25 }, N302: { max: 25 } },
        address: { longNames: 'n2', longLines: 'wrap', lines: 2, moreLines: 'cut' },
      },
    },
  },
  JUNICAST: {
    comment: 'Countries always, in three letters, and postal codes of five digits.',
    documents: {
      'purchase-order': { address: { countryForm: 'alpha-3', omitCountries: [], postalCodes: 'zip5' } },
      invoice: { address: { countryForm: 'alpha-3', omitCountries: [], postalCodes: 'zip5' } },
      'ship-notice': { address: { countryForm: 'alpha-3', omitCountries: [], postalCodes: 'zip5' } },
    },
  },
  KEYSCAST: {
    comment: 'Dates with a time and its zone, a window of delivery, and a date at each line.',
    documents: {
      'purchase-order': {
        dates: [
          { qualifier: '002', source: 'dueDate', time: '0600', zone: 'CT' },
          { qualifier: '064', source: 'dueDate', addDays: -2 },
          { qualifier: '063', source: 'dueDate', addDays: 3 },
        ],
        lineDates: [{ qualifier: '002', source: 'dueDate' }],
        schedule: [],
      },
      'ship-notice': {
        dates: [
          { qualifier: '011', source: 'created', time: 'seconds', zone: 'CT' },
          { qualifier: '017', source: 'plannedDeliveryDate' },
        ],
      },
    },
  },
  LAKECAST: {
    comment: 'Prices with four decimals and no zero before the point; weights in whole pounds.',
    documents: {
      invoice: {
        price: { minDecimals: 4, leadingZero: false },
        quantity: { leadingZero: false },
        parties: noticeParties.slice(1),
      },
      'ship-notice': { numbers: { weight: { decimals: 0 } }, quantity: { minDecimals: 2 } },
    },
  },
};
