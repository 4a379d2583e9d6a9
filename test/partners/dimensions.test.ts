import { describe, expect, it } from 'vitest';
import { partnerProfiles } from '../../local/partner-profiles.ts';
import {
  parsePartnerFiles,
  type DocumentProfile,
  type InvoiceProfile,
  type PurchaseOrderProfile,
  type ShipNoticeProfile,
} from '../../src/partners/index.ts';

/*
 * The dimensions in which partners differ, and that the sandbox's partners use each, as a partner's guide would ask for it.
 */

const directory = parsePartnerFiles(
  [...partnerProfiles(new Date('2026-01-01T00:00:00Z'))].map(([path, text]) => ({ path, text })),
);
const types = ['purchase-order', 'invoice', 'ship-notice'] as const;

function profilesOf(usage: 'test' | 'production'): DocumentProfile[] {
  return directory.partners.flatMap(({ code }) =>
    types.map((type) => {
      const built = directory.documentProfile(code, type, usage);
      return 'profile' in built ? built.profile : expect.unreachable(JSON.stringify(built.findings));
    }),
  );
}
const profiles = profilesOf('production');
const test = profilesOf('test');

/** What a profile has in a dimension, as something that can be compared; nothing where it is the default. */
type Value = string | number | boolean | undefined;
type Used = (profile: DocumentProfile) => Value;

const text = (value: unknown): string | undefined => {
  const written = JSON.stringify(value);
  return ['[]', '{}', 'null', undefined].includes(written) ? undefined : written;
};
const other = <Given extends string | number | boolean>(value: Given, usual: Given): Given | undefined =>
  value === usual ? undefined : value;
const order =
  (used: (profile: PurchaseOrderProfile) => Value): Used =>
  (profile) =>
    profile.type === 'purchase-order' ? used(profile) : undefined;
const invoice =
  (used: (profile: InvoiceProfile) => Value): Used =>
  (profile) =>
    profile.type === 'invoice' ? used(profile) : undefined;
const notice =
  (used: (profile: ShipNoticeProfile) => Value): Used =>
  (profile) =>
    profile.type === 'ship-notice' ? used(profile) : undefined;

/** The twin of a profile in the other usage. */
const twin = ({ partner, type }: DocumentProfile): DocumentProfile =>
  test.find((one) => one.partner.code === partner.code && one.type === type) ?? expect.unreachable(partner.code);
/** Another document's profile of the same partner. */
const siblings = ({ partner }: DocumentProfile): DocumentProfile[] =>
  profiles.filter((one) => one.partner.code === partner.code);

/** Each dimension, with settings it is made of: each of them is used by a partner, and the first in two ways at least. */
const dimensions: readonly (readonly [name: string, uses: Readonly<Record<string, Used>>])[] = [
  [
    '1 release per set',
    {
      release: ({ release }) => other<string>(release, '004010'),
      'one for each document': (one) =>
        new Set(siblings(one).map(({ release }) => release)).size > 1 ? one.release : undefined,
    },
  ],
  [
    '2 separators',
    {
      element: ({ interchange }) => other(interchange.delimiters.element, '*'),
      component: ({ interchange }) => other(interchange.delimiters.component, '>'),
      segment: ({ interchange }) => other(interchange.delimiters.segment, '~'),
      repetition: ({ interchange }) => interchange.delimiters.repetition,
      unprintable: ({ interchange }) => Object.values(interchange.delimiters).some((one) => one < ' ') || undefined,
    },
  ],
  ['3 terminator suffix', { suffix: ({ interchange }) => other<string>(interchange.terminatorSuffix, '') }],
  [
    '4 final line break, wrapping',
    {
      final: ({ interchange }) =>
        interchange.finalSuffix === interchange.terminatorSuffix ? undefined : interchange.finalSuffix,
      wrap: ({ interchange }) => interchange.wrap?.columns,
    },
  ],
  [
    '5 identities of test and production',
    {
      qualifier: ({ interchange }) => interchange.partner.qualifier,
      test: (one) => other(twin(one).interchange.partner.id, one.interchange.partner.id),
      authorization: ({ interchange }) => other(interchange.authorization.qualifier, '00'),
      security: ({ interchange }) => other(interchange.security.qualifier, '00'),
    },
  ],
  ['6 GS02 and GS03', { group: ({ interchange: { partner } }) => other(partner.group, partner.id) }],
  ['7 GS08', { version: ({ release, interchange }) => other(interchange.groupVersion, release) }],
  [
    '8 ISA12 against GS08',
    { version: ({ interchange }) => (interchange.versionsDiffer ? interchange.version : undefined) },
  ],
  [
    '9 control numbers',
    {
      group: ({ controlNumbers }) => other(controlNumbers.group, 'own'),
      set: ({ controlNumbers }) => other(controlNumbers.set, 'group'),
      digits: ({ controlNumbers }) => other(controlNumbers.groupDigits, 1),
      'digits of the set': ({ interchange }) => other(interchange.setControlDigits, 4),
      start: ({ controlNumbers }) => other(controlNumbers.start.interchange, 1),
    },
  ],
  [
    '10 acknowledgements asked for',
    {
      expect: ({ acknowledgement }) => other(acknowledgement.expect, 'none'),
      TA1: ({ acknowledgement }) => other(acknowledgement.interchange.expect, 'none'),
      'asked for': ({ interchange }) => other(interchange.acknowledgmentRequested, false),
    },
  ],
  [
    '11 batching',
    {
      groups: ({ batching }) => batching?.groups,
      number: ({ batching }) => batching?.maxSets,
      age: ({ batching }) => batching?.maxAge,
      rising: ({ strictlyRising }) => other(strictlyRising, false),
    },
  ],
  ['12 test indicator', { indicator: (one) => twin(one).interchange.usageIndicator }],
  [
    '13 characters',
    {
      set: ({ characters }) => characters.set,
      case: ({ characters }) => other(characters.upperCase, true),
      blanks: ({ characters }) => other(characters.blanks, 'single'),
      replaced: ({ characters }) => text(characters.replace),
    },
  ],
  ['14 segments left out', { drop: ({ drop }) => text(drop) }],
  ['15 segments added', { insert: ({ insert }) => text(insert) }],
  [
    '16 required elements and codes',
    {
      required: ({ required }) => text(required),
      codes: ({ codeLists }) => text(codeLists),
      defaults: ({ defaults }) => text(defaults),
    },
  ],
  [
    '17 lengths',
    {
      lengths: ({ lengths }) => text(lengths),
      least: ({ lengths }) => text(Object.values(lengths).flatMap(({ min }) => (min === undefined ? [] : [min]))),
      cut: ({ lengths }) => Object.values(lengths).some(({ overflow }) => overflow === 'truncate') || undefined,
    },
  ],
  [
    '18 product identifiers',
    {
      order: ({ itemIds }) => text(itemIds.map(({ qualifier }) => qualifier)),
      digits: ({ itemIds }) => text(itemIds.flatMap((id) => ('digits' in id && id.digits ? [id.digits] : []))),
    },
  ],
  [
    '19 units',
    {
      codes: ({ units }) => text(units),
      factor: ({ units }) => text(Object.values(units).filter((unit) => typeof unit === 'object' && unit.factor)),
    },
  ],
  [
    '20 parties and their order',
    { entities: ({ type, parties }) => `${type} ${parties.map(({ entity }) => entity).join(' ')}` },
  ],
  [
    '21 a party’s qualifier and code',
    {
      qualifiers: ({ parties }) => text(parties.map(({ identification }) => identification?.qualifier)),
      padded: ({ parties }) =>
        text(
          parties.flatMap(({ identification }) => {
            const code = identification?.code;
            return code && 'padTo' in code && code.padTo !== undefined ? [code.padTo] : [];
          }),
        ),
    },
  ],
  [
    '22 names and addresses in pieces',
    {
      pieces: ({ address: { lines, longNames, longLines, moreLines, poBox } }) =>
        other(text([lines, longNames, longLines, moreLines, poBox]) ?? '', '[4,"lengths","lengths","refuse","keep"]'),
      lines: ({ address }) => other(address.lines, 4),
      names: ({ address }) => other(address.longNames, 'lengths'),
      wrapped: ({ address }) => other(address.longLines, 'lengths'),
      box: ({ address }) => other(address.poBox, 'keep'),
    },
  ],
  [
    '23 state and country',
    {
      country: ({ address }) => text([address.countryForm, address.omitCountries]),
      form: ({ address }) => other(address.countryForm, 'as-mapped'),
      postal: ({ address }) => other(address.postalCodes, 'whole'),
    },
  ],
  [
    '24 dates',
    {
      dates: ({ type, dates }) => `${type} ${text(dates)}`,
      time: ({ dates }) => text(dates.flatMap(({ time }) => (time === undefined ? [] : [time]))),
      zone: ({ dates }) => text(dates.flatMap(({ zone }) => (zone === undefined ? [] : [zone]))),
      line: order(({ lineDates }) => text(lineDates)),
    },
  ],
  [
    '25 decimals',
    {
      quantity: ({ quantity }) => text([quantity.maxDecimals, quantity.minDecimals, quantity.leadingZero]),
      price: invoice(({ price }) => other(price.minDecimals, 0)),
      'before the point': invoice(({ price }) => other(price.leadingZero, true)),
    },
  ],
  [
    '26 money',
    {
      discount: invoice(({ totals }) => other(totals.termsDiscount, 'omit')),
      sign: invoice(({ credits }) => other(credits.sign, 'positive')),
      zero: invoice(({ totals }) => other(totals.zero, '0')),
    },
  ],
  [
    '27 allowances and charges',
    {
      as: invoice(({ price: { discounts } }) => (typeof discounts === 'object' ? discounts.as : undefined)),
      per: invoice(({ price: { discounts } }) =>
        typeof discounts === 'object' ? other(discounts.per, 'discount') : undefined,
      ),
      charges: invoice(({ charges: { freight } }) => (typeof freight === 'object' ? text(freight) : undefined)),
    },
  ],
  [
    '28 tax',
    {
      codes: invoice(({ taxes }) => text(taxes.codes)),
      as: invoice(({ taxes }) => other(taxes.as, 'txi')),
      percent: invoice(({ taxes }) => other(taxes.percent, false)),
      zero: invoice(({ taxes }) => other(taxes.zero, 'omit')),
    },
  ],
  [
    '29 terms',
    {
      terms: invoice(({ terms }) => text(terms)),
      days: invoice(({ terms }) => (terms ? other(terms.days, true) : undefined)),
      dates: invoice(({ terms }) => (terms ? other(terms.discountDate, false) : undefined)),
      type: invoice(({ terms }) => terms?.netType),
    },
  ],
  [
    '30 structure of the 856',
    {
      structure: notice(({ structure }) => text(structure)),
      codes: notice(({ structureCodes }) => text(structureCodes)),
      children: notice(({ childCodes }) => other(childCodes, false)),
      together: notice(({ likeCartons }) => other(likeCartons, 'each')),
      quantity: notice(({ packQuantity }) => other(packQuantity, 'omit')),
      items: notice(({ orderOfItem }) => other(orderOfItem, 'prf')),
    },
  ],
  [
    '31 identifiers of the 856',
    {
      marks: notice(({ marks }) => text(marks.map(({ qualifier }) => qualifier))),
      source: notice(({ marks }) => text(marks.filter(({ source }) => source !== 'sscc'))),
    },
  ],
  [
    '32 line numbers echoed',
    {
      source: invoice(({ lineNumber }) => other<string>(lineNumber.source, 'line')),
      padded: order(({ lineNumber }) => lineNumber.padTo),
      references: ({ type, ...one }) => (type === 'invoice' ? text((one as InvoiceProfile).lineReferences) : undefined),
    },
  ],
  [
    '33 CTT',
    {
      hash: ({ totals }) => (totals.quantityHash ? 'with the sum' : 'without'),
      weight: ({ totals }) => text(totals.weight),
      none: notice(({ totals }) => other(totals.levels, true)),
    },
  ],
  [
    '34 free text',
    {
      order: order(({ notes }) => text(notes.order)),
      invoice: invoice(({ notes }) => text(notes.invoice)),
      limit: order(({ notes }) => (typeof notes.order === 'object' ? notes.order.maxLines : undefined)),
      description: ({ description }) => other(description?.split ?? false, false),
    },
  ],
  [
    '35 drop shipment',
    {
      variants: ({ variants }) => text(variants.map(({ when }) => when)),
      type: order(({ variants }) => variants.find(({ profile }) => profile.orderType === 'DS')?.name),
      consumer: order(({ variants }) =>
        text(variants.flatMap(({ profile }) => profile.parties.filter(({ contact }) => contact))),
      ),
    },
  ],
  [
    '36 changes and cancellations',
    {
      change: ({ type, ...one }) => (type === 'invoice' ? undefined : (one as PurchaseOrderProfile).changes.change),
      resend: ({ changes }) => changes.resend,
      cancellation: order(({ changes }) => other<string>(changes.cancellation, 'never')),
    },
  ],
  [
    '37 when, and in which order',
    {
      within: ({ deadline }) => deadline?.within,
      arrival: notice(({ deadline }) => deadline?.beforeArrival),
      after: invoice(({ afterShipNotices }) => other(afterShipNotices, false)),
    },
  ],
  [
    '38 codes of acknowledgements',
    {
      errors: ({ acknowledgement }) => acknowledgement.acceptedWithErrors,
      partly: ({ acknowledgement }) => other(acknowledgement.partlyAccepted, 'by-set'),
      level: ({ acknowledgement }) => other(acknowledgement.level, 'set'),
    },
  ],
  [
    '39 empty or left out',
    {
      defaults: ({ defaults }) => text(defaults),
      filled: ({ lengths }) => Object.values(lengths).some(({ underflow }) => underflow === 'zeros') || undefined,
    },
  ],
  ['40 test data', { test: (one) => other(text(twin(one).insert) ?? '', text(one.insert) ?? '') }],
];

/** Dimensions of which the stack's tables show one real value alone. */
const single = new Set(['4 final line break, wrapping', '40 test data']);

describe('of the dimensions of dialects', () => {
  it('all forty are here, in their order', () => {
    expect(dimensions.map(([name]) => Number.parseInt(name, 10))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
  });

  it.each(dimensions)('%s is used by partners of the sandbox', (name, uses) => {
    const values = Object.entries(uses).map(([use, used]) => {
      const seen = profiles.map((profile) => used(profile)).filter((value) => value !== undefined);
      return { use, values: new Set(seen).size };
    });
    expect(values.filter((one) => one.values === 0)).toEqual([]);
    if (!single.has(name)) expect(values[0]?.values).toBeGreaterThan(1);
  });
});
