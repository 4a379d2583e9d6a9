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
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
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

/** The 60 partners, the same at every start. */
export const tradingPartners: readonly SandboxPartner[] = firsts.flatMap((first, i) =>
  lasts.map((last, j) => {
    const n = i * lasts.length + j + 1;
    const [city, state, postalCode] = cities[n % cities.length] ?? cities[0];
    const code = `${first.slice(0, 4)}${last.slice(0, 4)}`.toUpperCase();
    return {
      supplier: String(1000 + n).padStart(15, '0'),
      customer: String(5000 + n).padStart(15, '0'),
      name: `${first} ${last} ${state === 'ON' ? 'Ltd' : 'Inc'}`,
      code,
      city,
      state,
      postalCode,
      interchangeId: String(80_000_000 + n * 7919).padStart(9, '0'),
      mailbox: `/${code}/Outbound`,
      routingRule: `RR_${code}_OUT`,
      currency: state === 'ON' ? 'CAD' : 'USD',
    };
  }),
);
