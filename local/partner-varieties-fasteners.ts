import { inRelease, type Varieties } from './partner-variety.ts';

/** Fasteners, plain suppliers: how the envelope varies. */
export const fasteners: Varieties = {
  BEACFAST: {
    comment: 'Delimiters of an old mainframe, and CR LF after each segment but the last.',
    everyDocument: {
      interchange: {
        delimiters: { element: '^', component: ':', segment: '\\' },
        terminatorSuffix: '\r\n',
        finalSuffix: '',
      },
    },
  },
  COBAFAST: {
    comment: 'A network that carries lines of 80 characters.',
    everyDocument: { interchange: { terminatorSuffix: '', wrap: { columns: 80 } } },
  },
  DELTFAST: {
    comment: 'Wants a number of ours in ISA02 and a password, in the clear, in ISA04.',
    everyDocument: {
      interchange: {
        authorization: { qualifier: '03', information: 'GLM0042' },
        security: { qualifier: '01', information: 'SPRING26' },
      },
    },
  },
  EVERFAST: {
    comment: 'Each department has an application code of its own.',
    documents: {
      'purchase-order': { interchange: { partner: { production: { group: 'EVERSALES' } } } },
      invoice: { interchange: { partner: { production: { group: 'EVERPAYABLES' } } } },
      'ship-notice': { interchange: { partner: { production: { group: 'EVERDOCK' } } } },
    },
  },
  FOUNFAST: {
    comment: 'Never changed its ISA12 when it went to 004010.',
    everyDocument: { interchange: { version: '00400', versionsDiffer: true } },
  },
  GRANFAST: {
    comment: 'Moves from release to release, one document after the other.',
    documents: { invoice: inRelease('005010'), 'ship-notice': inRelease('004030') },
  },
  HARBFAST: {
    comment: 'Counts groups by their kind, and sets on and on, both with all their digits. Took over a series at 5000.',
    everyDocument: {
      interchange: { setControlDigits: 9 },
      controlNumbers: {
        group: 'functional-id',
        groupDigits: 9,
        set: 'running',
        start: { interchange: 5000, group: 5000, set: 5000 },
      },
    },
  },
  IRONFAST: {
    comment: 'Says so when an interchange cannot be read, and only then.',
    everyDocument: {
      interchange: { acknowledgmentRequested: true },
      acknowledgement: { interchange: { expect: 'errors' } },
    },
  },
  JUNIFAST: {
    comment: 'Takes what has come up together, in one interchange with a group of each kind.',
    everyDocument: { batching: { maxSets: 20, maxAge: '15s' } },
  },
  KEYSFAST: {
    comment: 'Tells tests by I in ISA15.',
    everyDocument: { interchange: { testIndicator: 'I' } },
  },
  LAKEFAST: {
    comment: 'Reads everything but & and @, in upper and lower case, with its blanks.',
    everyDocument: {
      characters: {
        set: 'extended',
        upperCase: false,
        blanks: 'keep',
        replace: { '&': ' and ', '@': ' at ' },
      },
    },
  },
};
