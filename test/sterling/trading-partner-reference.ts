import { z } from 'zod';

// §5.1 of the reference: the fields of a trading partner, as each write takes them.

const words = z.string().optional();
const flag = z.boolean().optional();
const some = z.string().min(1);
// Typed as numbers by the description; clients of real servers send objects.
const configuration = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional();

// As §5.1 has them: whole hours, and zones of the same offset by a digit more. Some of each group, not all: what is not here is added when
// it is needed.
// prettier-ignore
const timeZones = [
  '0', '-01', '-02', '-03', '-04', '-05', '-06', '-07', '-08', '-09', '-10', '-11', '-12',
  '+01', '+02', '+03', '+04', '+05', '+06', '+07', '+08', '+09', '+10', '+11', '+12',
  '-031', '-063', '+0530', '+054', '+093',
] as const;

/** Two letters that stand for a country, by another list than the product's; it has two that have been withdrawn, and Spain's otherwise. */
function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false;
  if (['CS', 'TP', 'SP'].includes(code)) return true;
  return code !== 'ZZ' && new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined;
}

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
  countryOrRegion: z.string().refine(isCountry, 'is no country').optional(),
  timeZone: z.enum(timeZones).optional(),
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
export const tradingPartnerCreated = z
  .strictObject({
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
  })
  .refine(({ authenticationType, password }) => authenticationType !== 'Local' || password !== undefined, {
    path: ['password'],
    error: 'is required of a Local one',
  });

/** What a change may empty: by null, since what a server does about a field that is left out is not documented. */
const emptiable = [
  'addressLine1',
  'addressLine2',
  'city',
  'stateOrProvince',
  'postalCode',
  'countryOrRegion',
  'timeZone',
] as const;

/** What one is changed with: nothing of what is fixed at creation. */
export const tradingPartnerPut = z.strictObject({
  ...required,
  ...others,
  ...Object.fromEntries(emptiable.map((field) => [field, others[field].nullable()])),
});
