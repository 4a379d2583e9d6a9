import { z } from 'zod';
import { bodyFields, optional, text } from '../wire/body.ts';

const flag = optional(z.boolean());
const words = optional(z.string());
/** Typed as a number by the interface description, sent as an object by clients; the clients are right. */
const configuration = optional(z.record(z.string(), z.unknown()));

/** What can be changed of a partner, and what a change has to name. */
const changeable = {
  community: text,
  authenticationType: z.enum(['Local', 'External']),
  givenName: text,
  surname: text,
  emailAddress: text,
  phone: text,
  password: optional(z.string().min(6).max(128)),
  passwordPolicy: words,
  authenticationHost: words,
  addressLine1: words,
  addressLine2: words,
  city: words,
  stateOrProvince: words,
  postalCode: words,
  countryOrRegion: optional(z.string().regex(/^[A-Z]{2}$/, 'is not a country code of two letters')),
  // The product's own codes, neither IANA zones nor plain offsets.
  timeZone: optional(z.string().regex(/^(0|[+-]\d{2,4})$/, 'is not a time zone code such as -05')),
  sessionTimeout: optional(z.int().min(0)),
  isInitiatingConsumer: flag,
  isInitiatingProducer: flag,
  isListeningConsumer: flag,
  isListeningProducer: flag,
  doesUseSSH: flag,
  authorizedUserKeyName: words,
  textMode: flag,
  doesRequireEncryptedData: flag,
  doesRequireSignedData: flag,
  doesRequireCompressedData: flag,
  asciiArmor: flag,
  publicKeyID: words,
  useGlobalMailbox: flag,
  mailbox: words,
  pollingInterval: optional(z.int().min(0)),
  remoteFilePattern: words,
  consumerCdConfiguration: configuration,
  consumerFtpConfiguration: configuration,
  consumerFtpsConfiguration: configuration,
  consumerSshConfiguration: configuration,
  consumerWsConfiguration: configuration,
  producerCdConfiguration: configuration,
  producerFtpConfiguration: configuration,
  producerFtpsConfiguration: configuration,
  producerSshConfiguration: configuration,
  customProtocolName: words,
  customProtocolExtensions: words,
  targetFileEncoding: words,
};
/** What only creation takes. */
const createOnly = {
  partnerName: text.max(100),
  username: z.string().min(5).max(36),
  code: optional(z.string().regex(/^[A-Za-z0-9_.-]{1,24}$/, 'is not 1 to 24 letters, digits, _, - or .')),
  appendSuffixToUsername: flag,
  keyEnabled: flag,
};
/** Of these, what PUT may be sent all the same, to be ignored or refused. */
const identity = z.strictObject({
  partnerName: z.unknown(),
  code: z.unknown(),
  username: z.unknown(),
  keyEnabled: z.unknown(),
});

/** What a trading partner is created with. */
export const newTradingPartner = z
  .strictObject({ ...createOnly, ...changeable })
  .refine((partner) => partner.authenticationType !== 'Local' || partner.password, {
    path: ['password'],
    error: 'is required for a partner that is authenticated locally',
  });
export type NewTradingPartner = z.infer<typeof newTradingPartner>;

/** What a trading partner is changed by: all that is required at creation but its name and its user. */
const tradingPartnerChange = z.strictObject(changeable);
export type TradingPartnerChange = z.infer<typeof tradingPartnerChange>;

/** The change a PUT asks for, as strict as the product is thought to be about what only creation takes. */
export function tradingPartnerChangeOf(body: unknown, createOnlyFields: 'ignore' | 'refuse'): TradingPartnerChange {
  if (createOnlyFields === 'refuse') return bodyFields(tradingPartnerChange, body);
  const {
    partnerName: _name,
    code: _code,
    username: _user,
    keyEnabled: _key,
    ...change
  } = bodyFields(tradingPartnerChange.extend(identity.partial().shape), body);
  return change;
}

/** Fields that reads show as coded values besides the truth values. */
export const codedFields: ReadonlySet<string> = new Set(['authenticationType', 'countryOrRegion', 'timeZone']);
