import { tradingPartners } from '../../seed/trading-partners.ts';
import { branches, type SeedBranch } from './branches.ts';
import type { SeedItem } from './stock-items.ts';
import { families, type Family } from './suppliers.ts';

/** A postal address of a customer. */
export interface SeedAddress {
  readonly name: string;
  readonly street: string;
  readonly street2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
}

/** A store or plant of a customer that goods are sent to: a row of ArMultAddress. */
export interface SeedStore extends SeedAddress {
  readonly code: string;
  /** The customer's own number of it. */
  readonly store: string;
}

export interface SeedCustomer extends SeedAddress {
  /** ArCustomer.Customer: 15 digits, or letters and digits for those that are not on EDI. */
  readonly customer: string;
  readonly shortName: string;
  readonly currency: 'USD' | 'CAD';
  /** What it buys. */
  readonly family: Family;
  readonly branch: SeedBranch;
  readonly termsCode: string;
  readonly tax: SeedTax;
  /** ArCustomer.EdiSenderCode; absent for the customers that are not on EDI. */
  readonly ediSenderCode?: string;
  /** ArCustomer.MasterAccount. */
  readonly masterAccount?: string;
  readonly stores: readonly SeedStore[];
}

/** A tax code with its rate. */
export interface SeedTax {
  readonly code: string;
  /** ArCustomer.TaxStatus: E exempt, N not. */
  readonly status: 'E' | 'N';
  readonly percent: string;
}

const exempt: SeedTax = { code: 'E', status: 'E', percent: '0' };
const salesTax: SeedTax = { code: 'A', status: 'N', percent: '6.25' };
const canadianTax: SeedTax = { code: 'G', status: 'N', percent: '5' };

const trades: readonly (readonly [string, string, Family])[] = [
  ['Web Shop', 'WEBS', 'Packaging'],
  ['Hardware', 'HARD', 'Fasteners'],
  ['Machine Works', 'MACH', 'Bearings'],
  ['Moulding', 'MOUL', 'Polymers'],
  ['Pump Service', 'PUMP', 'Castings'],
];
const places = [
  { city: 'Dubuque', state: 'IA', postalCode: '52001' },
  { city: 'Duluth', state: 'MN', postalCode: '55802' },
  { city: 'London', state: 'ON', postalCode: 'N6A 3N7' },
  { city: 'Macon', state: 'GA', postalCode: '31201' },
] as const;

const onEdi: readonly SeedCustomer[] = tradingPartners.map((partner, i) => {
  const address = addressOf(partner, i + 101);
  return {
    ...address,
    customer: partner.customer,
    shortName: partner.code,
    currency: partner.currency,
    family: families.find((family) => partner.name.includes(family)) ?? 'Fasteners',
    branch: pick(branches, i),
    termsCode: pick(['30', '10', '60'], i),
    tax: partner.currency === 'CAD' ? canadianTax : i % 3 === 0 ? salesTax : exempt,
    ediSenderCode: partner.interchangeId,
    ...(i % 10 === 4 && { masterAccount: pick(tradingPartners, 0).customer }),
    stores: i % 4 === 0 ? storesOf(partner.name, i) : [],
  };
});

const notOnEdi: readonly SeedCustomer[] = Array.from({ length: 40 }, (_, i) => {
  const [trade, code, family] = pick(trades, i);
  const place = pick(places, i);
  const n = String(Math.floor(i / trades.length) + 1).padStart(2, '0');
  const name = `${place.city} ${trade} ${n}`;
  const canadian = place.state === 'ON';
  return {
    ...addressOf({ name, ...place, currency: canadian ? 'CAD' : 'USD' }, i + 11),
    customer: `${code}${n}`,
    shortName: `${code}${n}`,
    currency: canadian ? 'CAD' : 'USD',
    family,
    branch: pick(branches, i),
    termsCode: '30',
    tax: canadian ? canadianTax : salesTax,
    stores: [],
  };
});

/** The 60 customers on EDI, one for each trading partner, then 40 that are not. */
export const customers: readonly SeedCustomer[] = [...onEdi, ...notOnEdi];

/** The customer's own number of one of our items (ArCustStkXref.CustStockCode); not every customer has one for each. */
export function customerItem(customer: SeedCustomer, item: SeedItem): string | undefined {
  const number = Number(item.stockCode.slice(-5));
  if (customer.ediSenderCode === undefined || number % 3 === 0) return undefined;
  return `${customer.shortName.slice(0, 3)}-${number * 3 + customer.shortName.length}`;
}

function addressOf(
  of: {
    readonly name: string;
    readonly city: string;
    readonly state: string;
    readonly postalCode: string;
    readonly currency: 'USD' | 'CAD';
  },
  n: number,
): SeedAddress {
  return {
    name: of.name,
    street: `${n * 7} Commerce Road`,
    street2: n % 5 === 0 ? `Gate ${n % 9}` : '',
    city: of.city,
    state: of.state,
    postalCode: of.postalCode,
    country: of.currency === 'CAD' ? 'CA' : 'US',
  };
}

function storesOf(name: string, n: number): SeedStore[] {
  return places
    .filter(({ state }) => state !== 'ON')
    .map((place, i) => ({
      ...addressOf({ name: `${name} Plant ${i + 1}`, ...place, currency: 'USD' }, n + 30 + i),
      code: `P${i + 1}`,
      store: String(400 + n * 3 + i).padStart(4, '0'),
    }));
}

function pick<T>(from: readonly T[], i: number): T {
  const found = from[i % from.length];
  if (found === undefined) throw new RangeError('cannot pick from an empty list');
  return found;
}
