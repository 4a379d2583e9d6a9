import { reachOf, tradingPartners } from '../../seed/trading-partners.ts';
import type { Row } from '../database.ts';
import { addDays } from './calendar.ts';

/** What a supplier sells; decides the stock items its orders are made of. */
export type Family = 'Fasteners' | 'Castings' | 'Polymers' | 'Bearings' | 'Packaging';
export const families: readonly Family[] = ['Fasteners', 'Castings', 'Polymers', 'Bearings', 'Packaging'];

export interface SeedSupplier {
  /** ApSupplier.Supplier, 15 digits. */
  readonly supplier: string;
  readonly name: string;
  readonly shortName: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 4217. The company's own currency is US dollars, which SYSPRO shows as `$`. */
  readonly currency: 'USD' | 'CAD';
  readonly family: Family;
  /** ApSupplier.EdiReceiverCode; absent for the suppliers that are not on EDI. */
  readonly ediReceiverCode?: string;
}

const regions = [
  'Northern',
  'Prairie',
  'Coastal',
  'Summit',
  'Valley',
  'Union',
  'Central',
  'Lakeland',
  'Highland',
  'Gateway',
  'Pioneer',
  'Metro',
];
const trades: readonly (readonly [string, Family])[] = [
  ['Tool Supply', 'Fasteners'],
  ['Metalworks', 'Castings'],
  ['Resins', 'Polymers'],
  ['Drives', 'Bearings'],
  ['Carton', 'Packaging'],
];
const towns = [
  ['Toledo', 'OH', '43604'],
  ['Peoria', 'IL', '61602'],
  ['Windsor', 'ON', 'N9A 5K4'],
  ['Lansing', 'MI', '48933'],
  ['Akron', 'OH', '44308'],
] as const;

const onEdi: readonly SeedSupplier[] = tradingPartners.map((partner) => ({
  supplier: partner.supplier,
  name: partner.name,
  shortName: partner.code,
  city: partner.city,
  state: partner.state,
  postalCode: partner.postalCode,
  currency: partner.currency,
  family: families.find((family) => partner.name.includes(family)) ?? 'Fasteners',
  ediReceiverCode: partner.interchangeId,
}));

const notOnEdi: readonly SeedSupplier[] = regions.flatMap((region, i) =>
  trades.map(([trade, family], j) => {
    const n = i * trades.length + j + 1;
    const [city, state, postalCode] = towns[n % towns.length] ?? towns[0];
    const name = `${region} ${trade} ${state === 'ON' ? 'Ltd' : 'LLC'}`;
    return {
      supplier: String(2000 + n).padStart(15, '0'),
      name,
      shortName: name.slice(0, 20).toUpperCase().trimEnd(),
      city,
      state,
      postalCode,
      currency: state === 'ON' ? 'CAD' : 'USD',
      family,
    };
  }),
);

/** The 60 suppliers on EDI, then 60 that are not. */
export const suppliers: readonly SeedSupplier[] = [...onEdi, ...notOnEdi];

/** The supplier's row in ApSupplier. */
export function supplierRow(supplier: SeedSupplier, today: string): Row {
  const { phone, contact, email } = reachOf(supplier.supplier);
  return {
    Supplier: supplier.supplier,
    SupplierName: supplier.name,
    SupShortName: supplier.shortName,
    SupplierClass: supplier.family.slice(0, 4).toUpperCase(),
    Bank: '1',
    Branch: '10',
    Telephone: phone,
    Contact: contact,
    Email: email,
    Currency: supplier.currency === 'USD' ? '$' : supplier.currency,
    TermsCode: '30',
    EdiTypeFlag: supplier.ediReceiverCode === undefined ? '' : 'Y',
    EdiReceiverCode: supplier.ediReceiverCode ?? '',
    PurchOrdAllowed: 'Y',
    Nationality: supplier.currency === 'USD' ? 'US' : 'CA',
    DateSuppAdded: addDays(today, -900),
    OnHold: 'N',
    LanguageCode: '05',
  };
}

/** The supplier's row in ApSupplierAddr. */
export function supplierAddressRow(supplier: SeedSupplier): Row {
  const { street, street2 } = reachOf(supplier.supplier);
  return {
    Supplier: supplier.supplier,
    SupAddr1: street,
    SupAddr2: street2,
    SupAddr3Loc: supplier.city,
    SupAddr4: supplier.state,
    SupAddr5: supplier.currency === 'USD' ? 'US' : 'CA',
    SupPostalCode: supplier.postalCode,
    LanguageCode: '05',
  };
}
