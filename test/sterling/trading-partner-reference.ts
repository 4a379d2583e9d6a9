import { z } from 'zod';

// §5.1 of the reference: the fields of a trading partner, as each write takes them.

const words = z.string().optional();
const flag = z.boolean().optional();
const some = z.string().min(1);
// Typed as numbers by the description; clients of real servers send objects.
const configuration = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();

const required = {
  community: some,
  authenticationType: z.enum(['Local', 'External']),
  givenName: some,
  surname: some,
  emailAddress: some,
  phone: some,
};

const others = {
  password: z.string().min(6).max(128).optional(),
  passwordPolicy: words,
  authenticationHost: words,
  addressLine1: words,
  addressLine2: words,
  city: words,
  stateOrProvince: words,
  postalCode: words,
  countryOrRegion: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  timeZone: z
    .string()
    .regex(/^(0|[+-]\d{2,4})$/)
    .optional(),
  sessionTimeout: z.int().optional(),
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
  pollingInterval: z.int().optional(),
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

/** What a trading partner is created with. */
export const tradingPartnerCreated = z.strictObject({
  ...required,
  ...others,
  partnerName: some.max(100),
  username: z.string().min(5).max(36),
  code: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,24}$/)
    .optional(),
  appendSuffixToUsername: flag,
  keyEnabled: flag,
});

/** What one is changed with: nothing of what is fixed at creation. */
export const tradingPartnerPut = z.strictObject({ ...required, ...others });
