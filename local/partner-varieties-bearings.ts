import { inRelease, type Varieties } from './partner-variety.ts';

/** Bearings, retail: how acknowledgements, changes, variants, deadlines and what is empty vary. */
export const bearings: Varieties = {
  BEACBEAR: {
    comment: 'Delimiters nobody types: the separators of ASCII.',
    everyDocument: {
      interchange: {
        delimiters: { element: '0x1D', component: '0x1F', segment: '0x1C', repetition: '!' },
        terminatorSuffix: '',
      },
    },
  },
  COBABEAR: {
    comment: 'Says 005040 in GS08 and 00500 in ISA12, of documents that are 005010’s. Terminator is a backslash.',
    everyDocument: {
      interchange: {
        version: '00500',
        groupVersion: '005040',
        versionsDiffer: true,
        delimiters: { segment: '\\' },
        terminatorSuffix: '',
      },
    },
  },
  DELTBEAR: {
    comment: 'Takes replacements and cancellations, and wants a document that goes again marked as such.',
    documents: {
      'purchase-order': { changes: { resend: '07', change: '05', cancellation: '01' } },
      invoice: { purpose: '00', changes: { resend: '07' } },
      'ship-notice': { changes: { resend: '15', change: '04', cancellation: '01' } },
    },
  },
  EVERBEAR: {
    comment: 'What goes to Canada is another system’s: its own receiver, its taxes by line.',
    documents: {
      invoice: {
        variants: {
          canada: {
            when: { 'shipTo.country': ['Canada', 'CA'] },
            settings: {
              interchange: { partner: { production: { qualifier: '12', id: '4165550100', group: '4165550100' } } },
              currency: { when: 'always' },
            },
          },
        },
      },
    },
  },
  FOUNBEAR: {
    comment: 'Invoices need not wait for ship notices, which are late after half an hour.',
    documents: {
      invoice: { afterShipNotices: false },
      'ship-notice': { deadline: { within: '30m', beforeArrival: '24h' } },
    },
  },
  GRANBEAR: {
    comment: 'Answers with a 999; what it notes errors in, or takes in part, it did not take. A TA1 always.',
    everyDocument: {
      interchange: { acknowledgmentRequested: true },
      acknowledgement: {
        expect: '999',
        within: '12h',
        warnBefore: '2h',
        acceptedWithErrors: 'rejected',
        partlyAccepted: 'rejected',
        interchange: { expect: 'always', within: '4h' },
      },
    },
  },
  HARBBEAR: {
    comment: 'Nothing is empty: REF03 says NONE, TDS01 has three digits at least.',
    documents: {
      invoice: { defaults: { REF03: 'NONE' }, lengths: { TDS01: { min: 3, underflow: 'zeros' } } },
      'ship-notice': { defaults: { REF03: 'NONE', SN108: 'AC' } },
    },
  },
  IRONBEAR: {
    comment: 'Tests go to identities and mailboxes of their own, and say which test they are.',
    documents: {
      'purchase-order': { test: { insert: { trial: { segment: 'REF', elements: ['ZZ', 'TEST'] } } } },
      invoice: { test: { insert: { trial: { segment: 'REF', elements: ['ZZ', 'TEST'] } } } },
    },
  },
  JUNIBEAR: {
    comment: 'Cartons by their SSCC without the application identifier, and the carrier’s number.',
    documents: {
      'ship-notice': {
        marks: [
          { qualifier: 'AA', source: 'sscc' },
          { qualifier: 'CP', source: 'trackingNumber' },
        ],
        required: ['TD5', 'TD1', 'REF*BM', 'HL*P/MAN*AA'],
      },
    },
  },
  KEYSBEAR: {
    comment: 'Pallets, where each is of one order.',
    documents: { 'ship-notice': { structure: ['SOTPI', 'SOPI'], lading: { palletKind: 'PLT71' } } },
  },
  LAKEBEAR: {
    comment: 'Stays with 004030VICS.',
    everyDocument: inRelease('004030', 'VICS'),
  },
};
