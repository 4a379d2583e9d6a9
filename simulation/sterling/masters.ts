import type { Pool } from 'pg';
import type { Got } from 'got';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { brokenProfile, mastersApart } from '../../local/partner-profiles.ts';
import type { Database } from '../../src/ledger/database.ts';

/** How both sides' masters compare in the end, read past every reader of ours. */
export interface MastersVerdict {
  readonly compared: number;
  /** Fields that differ and are in the queue with both values, or whose partner is there as a whole. */
  readonly asked: number;
  /** Fields that differ and are not, or are there with other values. */
  readonly unexplained: readonly string[];
  /** What the queue says differs and does not. */
  readonly unfounded: readonly string[];
}

// The sandbox site's habit: first line street, third-and-a-bit city, fourth state.
const columns = {
  contact: 'Contact',
  phone: 'Telephone',
  emailAddress: 'Email',
  addressLine1: 'SupAddr1',
  city: 'SupAddr3Loc',
  stateOrProvince: 'SupAddr4',
  postalCode: 'SupPostalCode',
} as const;
type Field = keyof typeof columns;
const fields = Object.keys(columns) as Field[];
// Sterling keeps no more of these.
const cut: ReadonlySet<string> = new Set(['city', 'stateOrProvince']);

interface Row {
  readonly [column: string]: string | null;
}

interface Wire {
  readonly code: string;
  readonly [field: string]: unknown;
}

/** All of both sides, as text: equal before and after a sync that changes nothing. */
export async function mastersAsTheyAre(syspro: Pool, sterling: Got, company: string): Promise<string> {
  const [suppliers, partners] = await read(syspro, sterling, company);
  return JSON.stringify([[...suppliers], [...partners]]);
}

async function read(syspro: Pool, sterling: Got, company: string): Promise<[Map<string, Row>, Map<string, Wire>]> {
  const { rows } = await syspro.query<Row>(
    `select rtrim(s."Supplier") as code, s.*, a.* from "SysproCompany${company}"."ApSupplier" s
       left join "SysproCompany${company}"."ApSupplierAddr" a on a."Supplier" = s."Supplier" order by s."Supplier"`,
  );
  const partners = await sterling.get('tradingpartners/?_range=0-999').json<Wire[]>();
  return [
    new Map(rows.map((row) => [row['code'] ?? '', row])),
    new Map(partners.map((partner) => [partner.code, partner])),
  ];
}

/** Compares every mapped partner's fields, and each difference with the queue. */
export async function compareMasters(
  syspro: Pool,
  sterling: Got,
  ledger: Database,
  company: string,
): Promise<MastersVerdict> {
  const [suppliers, partners] = await read(syspro, sterling, company);
  const { rows: standing } = await ledger.query<{
    partner: string;
    kind: string;
    field: string;
    syspro: string | null;
    sterling: string | null;
  }>(`select partner, kind, field, syspro, sterling from ledger.master_finding where settled_at is null`);
  const queue = new Map(standing.map((finding) => [`${finding.partner} ${finding.field}`, finding]));
  const verdict = { compared: 0, asked: 0, unexplained: [] as string[], unfounded: [] as string[] };
  // Nobody knows what a broken profile maps.
  const mapped = tradingPartners.filter(({ code }) => !mastersApart.has(code) && code !== brokenProfile);
  for (const { code, supplier } of mapped) {
    const row = suppliers.get(supplier);
    const partner = partners.get(code);
    if (!row || !partner) {
      if (queue.has(`${code} `)) verdict.asked += 1;
      else verdict.unexplained.push(`${code}: ${row ? 'no trading partner' : 'no supplier'}, and nobody was asked`);
      continue;
    }
    for (const field of fields) {
      verdict.compared += 1;
      const values = { syspro: tidy(row[columns[field]]), sterling: tidy(sterlingValue(partner, field)) };
      const finding = queue.get(`${code} ${field}`);
      if (same(field, values.syspro, values.sterling)) {
        if (finding) verdict.unfounded.push(`${code} ${field}: ${finding.kind}`);
      } else if (finding && tidy(finding.syspro) === values.syspro && tidy(finding.sterling) === values.sterling)
        verdict.asked += 1;
      else
        verdict.unexplained.push(
          `${code} ${field}: ${values.syspro} | ${values.sterling} (${finding?.kind ?? 'not asked'})`,
        );
    }
  }
  return verdict;
}

function sterlingValue(partner: Wire, field: Field): string {
  const text = (name: string): string => {
    const value = partner[name];
    if (typeof value === 'object' && value !== null && 'code' in value) return String(value.code);
    return typeof value === 'string' ? value : '';
  };
  return field === 'contact' ? `${text('givenName')} ${text('surname')}` : text(field);
}

function same(field: string, one: string, other: string): boolean {
  const kept = (value: string): string => (cut.has(field) ? value.slice(0, 35).trimEnd() : value).toLowerCase();
  return kept(one) === kept(other);
}

function tidy(value: string | null | undefined): string {
  return (value ?? '').trim().replace(/\s+/g, ' ');
}
