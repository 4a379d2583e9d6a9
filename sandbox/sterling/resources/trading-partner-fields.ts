import { z } from 'zod';
import { optional, text } from '../wire/body.ts';

const flag = optional(z.boolean());
const words = optional(z.string());
/** Typed as a number by the interface description, sent as an object by clients; the clients are right. */
const configuration = optional(z.record(z.string(), z.unknown()));

/** What a trading partner is created with. */
export const newTradingPartner = z
  .strictObject({
    partnerName: text.max(100),
    community: text,
    authenticationType: z.enum(['Local', 'External']),
    username: z.string().min(5).max(36),
    givenName: text,
    surname: text,
    emailAddress: text,
    phone: text,
    code: optional(z.string().regex(/^[A-Za-z0-9_.-]{1,24}$/, 'is not 1 to 24 letters, digits, _, - or .')),
    password: optional(z.string().min(6).max(128)),
    passwordPolicy: words,
    appendSuffixToUsername: flag,
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
    keyEnabled: flag,
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
  })
  .refine((partner) => partner.authenticationType !== 'Local' || partner.password, {
    path: ['password'],
    error: 'is required for a partner that is authenticated locally',
  });

/** Fields that reads show as coded values besides the truth values. */
export const codedFields: ReadonlySet<string> = new Set(['authenticationType', 'countryOrRegion', 'timeZone']);

/** Longer values of these are cut without a word. */
export const truncatedAt35: readonly string[] = ['city', 'stateOrProvince'];
