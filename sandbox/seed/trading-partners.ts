/**
 * The sandbox's trading partners: 60 on EDI, known to the SYSPRO stand-in as suppliers and as customers, to the Sterling
 * stand-in as partners with a mailbox and a routing rule, and to the local stack as partner profiles.
 */
export interface SandboxPartner {
  /** ApSupplier.Supplier: 15 digits, as numeric SYSPRO sites have them. */
  readonly supplier: string;
  /** ArCustomer.Customer: the partner also buys, and has a customer code of its own. */
  readonly customer: string;
  readonly name: string;
  /** The partner's short code, in mailbox paths, rule names and profile file names. */
  readonly code: string;
  /** Who answers there, the telephone and the e-mail address, as a buyer has them. */
  readonly contact: string;
  readonly phone: string;
  readonly email: string;
  readonly street: string;
  /** Blank for most. */
  readonly street2: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** ISO 3166, two letters. */
  readonly country: 'US' | 'CA';
  /** DUNS-like number the partner identifies itself with in production interchanges. */
  readonly interchangeId: string;
  /** The mailbox documents for the partner go to. */
  readonly mailbox: string;
  /** The Sterling routing rule that picks up from it. */
  readonly routingRule: string;
  /** Orders of this partner are in Canadian dollars. */
  readonly currency: 'USD' | 'CAD';
}

const firsts = [
  'Alder',
  'Beacon',
  'Cobalt',
  'Delta',
  'Evergreen',
  'Foundry',
  'Granite',
  'Harbor',
  'Ironwood',
  'Juniper',
  'Keystone',
  'Lakeshore',
];
const lasts = ['Fasteners', 'Castings', 'Polymers', 'Bearings', 'Packaging'];
const cities = [
  ['Columbus', 'OH', '43215'],
  ['Dayton', 'OH', '45402'],
  ['Grand Rapids', 'MI', '49503'],
  ['Rockford', 'IL', '61101'],
  ['Fort Wayne', 'IN', '46802'],
  ['Hamilton', 'ON', 'L8P 1A1'],
  ['Erie', 'PA', '16501'],
] as const;

/** How to reach a party that SYSPRO has as a supplier. @param supplier ApSupplier.Supplier */
export function reachOf(supplier: string): Pick<SandboxPartner, 'contact' | 'phone' | 'email' | 'street' | 'street2'> {
  const number = Number(supplier);
  return {
    contact: 'Order desk',
    phone: `555-01${supplier.slice(-2)}`,
    email: `orders.${number}@example.com`,
    street: `${(number % 89) * 10 + 100} Industrial Avenue`,
    street2: number % 4 === 0 ? `Suite ${number % 50}` : '',
  };
}

/**
 * The 60 partners, the same at every start. Both stand-ins have them like this, but for what is to differ (master-differences.ts) and
 * for what a partner is as a customer: its bills go to other people, at another address.
 */
export const tradingPartners: readonly SandboxPartner[] = firsts.flatMap((first, i) =>
  lasts.map((last, j) => {
    const n = i * lasts.length + j + 1;
    const [city, state, postalCode] = cities[n % cities.length] ?? cities[0];
    const code = `${first.slice(0, 4)}${last.slice(0, 4)}`.toUpperCase();
    const supplier = String(1000 + n).padStart(15, '0');
    return {
      supplier,
      customer: String(5000 + n).padStart(15, '0'),
      name: `${first} ${last} ${state === 'ON' ? 'Ltd' : 'Inc'}`,
      code,
      ...reachOf(supplier),
      city,
      state,
      postalCode,
      country: state === 'ON' ? 'CA' : 'US',
      interchangeId: String(80_000_000 + n * 7919).padStart(9, '0'),
      mailbox: `/${code}/Outbound`,
      routingRule: `RR_${code}_OUT`,
      currency: state === 'ON' ? 'CAD' : 'USD',
    };
  }),
);
