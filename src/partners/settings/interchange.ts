import { z } from 'zod';
import { duration } from '../../config/duration.ts';
import { character, code, text, words } from './values.ts';

const visible = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** One side of an interchange. */
const party = z.strictObject({
  qualifier: text(/^[A-Z0-9]{2}$/, 'is two capital letters or digits, such as "01" or ZZ').meta({
    description: 'ISA05 or ISA07: 01 DUNS, 08 GS1, 12 telephone, 14 DUNS plus suffix, ZZ mutually defined',
  }),
  id: text(visible, 'is 1 to 15 visible characters')
    .max(15, 'is at most 15 characters')
    .meta({ description: 'ISA06 or ISA08; padded to 15 by the writer' }),
  group: text(visible, 'is 2 to 15 visible characters')
    .min(2, 'is at least 2 characters')
    .max(15, 'is at most 15 characters')
    .meta({ description: 'GS02 or GS03' }),
});
export type InterchangeParty = z.output<typeof party>;

const identities = z.strictObject({ production: party.optional(), test: party.optional() });

const authorization = z.strictObject({
  qualifier: code.default('00'),
  information: z.string().max(10, 'is at most 10 characters').default(''),
});

/** ISA and GS: who, which release, which separators. */
export const interchangeSettings = z.strictObject({
  us: identities.meta({ description: 'Our own identity; given once in a base file per company' }),
  partner: identities.meta({ description: 'The partner’s identity' }),
  version: text(/^\d{5}$/, 'is five digits such as "00401"').meta({ description: 'ISA12' }),
  groupVersion: text(/^[0-9A-Z]{1,12}$/, 'is 1 to 12 capital letters or digits such as "004010" or 004010VICS').meta({
    description: 'GS08',
  }),
  versionsDiffer: z.boolean().default(false).meta({
    description:
      'ISA12 and GS08 are another release’s than the documents’ on purpose, such as "00400" with "004010". Otherwise that is refused',
  }),
  implementation: text(visible, 'is 1 to 35 visible characters')
    .max(35, 'is at most 35 characters')
    .optional()
    .meta({ description: 'ST03, the implementation convention, from release 004020 on. Absent: not sent' }),
  testIndicator: z.enum(['T', 'I', 'P']).default('T').meta({
    description:
      'ISA15 of test documents. P only where both sides have a test identity, so that production cannot take them for its own',
  }),
  authorization: authorization.prefault({}).meta({ description: 'ISA01 and ISA02' }),
  security: authorization.prefault({}).meta({ description: 'ISA03 and ISA04' }),
  acknowledgmentRequested: z
    .boolean()
    .default(false)
    .meta({ description: 'ISA14: true asks for a TA1. It does not ask for a 997' }),
  delimiters: z
    .strictObject({
      element: character.default('*'),
      component: character.default('>'),
      segment: character.default('~'),
      repetition: character
        .optional()
        .meta({ description: 'ISA11, from release 004020 on. Absent before: ISA11 is U' }),
    })
    .prefault({})
    .meta({ description: 'Four different characters, none a letter, digit, space, point or minus sign' }),
  terminatorSuffix: z
    .enum(['', '\n', '\r\n'])
    .default('')
    .meta({ description: 'What follows each segment terminator: nothing, LF or CR LF' }),
  finalSuffix: z
    .enum(['', '\n', '\r\n'])
    .optional()
    .meta({ description: 'What follows the last one, that of IEA. Absent: the same' }),
  wrap: z
    .strictObject({
      columns: z.int().min(20).max(4096),
      lineBreak: z.enum(['\n', '\r\n']).default('\r\n'),
    })
    .optional()
    .meta({
      description: 'Break the interchange into lines of so many characters, wherever segments end, as some networks do',
    }),
  setControlDigits: z
    .int()
    .min(4)
    .max(9)
    .default(4)
    .meta({ description: 'How many digits ST02 and SE02 are filled to' }),
});

const clock = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'is a time of day such as 22:00');

/** A window of each week in which a partner takes nothing. */
const blackout = z.strictObject({
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .default(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
    .meta({ description: 'The days it begins on' }),
  from: clock,
  to: clock.meta({ description: 'Where it is not later than from: of the next day' }),
  timeZone: z.string().optional().meta({ description: 'An IANA time zone. Absent: the company’s' }),
});

/** How documents reach the partner through Sterling. */
export const sterlingSettings = z.strictObject({
  mailbox: text(/^\/\S.*$/, 'is a mailbox path that starts with /')
    .optional()
    .meta({ description: 'Where production documents are posted' }),
  testMailbox: text(/^\/\S.*$/, 'is a mailbox path that starts with /')
    .optional()
    .meta({ description: 'Where test documents are posted' }),
  routingRule: words
    .optional()
    .meta({ description: 'The routing rule that picks up from the mailbox. Absent: none is triggered' }),
  testRoutingRule: words.optional().meta({ description: 'The same for the test mailbox' }),
  messagePrefix: text(/^[A-Za-z0-9_.-]{1,40}$/, 'is 1 to 40 letters, digits, points, - or _')
    .optional()
    .meta({ description: 'What message names start with' }),
  extractable: z
    .union([z.literal('always'), z.strictObject({ count: z.int().min(1) }), z.strictObject({ until: duration })], {
      error: 'is always, { count: 1 } or { until: 30d }',
    })
    .meta({
      description: 'How often, or how long, the partner may take a message. Only a count shows that it was taken',
    }),
  messagesStay: z
    .union([z.literal('unknown'), duration], { error: 'is a length of time such as 7d, or unknown' })
    .meta({
      description:
        'How long a message surely stays visible in the mailbox. A post that may have been lost is repeated only within it',
    }),
  post: z.enum(['by-size', 'documents', 'messagebatches']).default('by-size').meta({
    description:
      'How a message is posted: documents and then mailboxmessages, or messagebatches, which always makes it extractable always. by-size: the latter for large ones',
  }),
  answersMailbox: text(/^\/\S.*$/, 'is a mailbox path that starts with /')
    .optional()
    .meta({ description: 'Where the partner’s answers to production documents arrive' }),
  testAnswersMailbox: text(/^\/\S.*$/, 'is a mailbox path that starts with /')
    .optional()
    .meta({ description: 'The same for test documents' }),
  takenBy: z.enum(['partner', 'process']).optional().meta({
    description:
      'Who takes messages from the mailbox: the partner, or a process of Sterling’s that carries them further. Absent: a process where there is a routing rule',
  }),
  removedWhenTaken: z.boolean().default(false).meta({
    description:
      'Whether a process that takes a message deletes or moves it, so that its absence shows that it was routed',
  }),
  takenWithin: duration.prefault('24h').meta({
    description: 'Overdue when nobody has taken the message after so long, where that can be seen',
  }),
  blackouts: z.array(blackout).default([]).meta({
    description: 'When nothing is posted. Documents queue until it is over, and nobody is alerted',
  }),
});
