import { companySchema, type Database } from './database.ts';

/**
 * How a company numbers its documents. `15-digit`: `000000000150001`, SYSPRO's own way. `6-digit`: `150001`, at migrated
 * sites. `6-digit-blank`: the same, right-justified with a leading blank: ` 00001`. `alphanumeric`: with prefixes, as
 * `U150001`, `301-1200001`, and dispatch notes `301-1200001/0001`.
 */
export const numberStyles = ['15-digit', '6-digit', '6-digit-blank', 'alphanumeric'] as const;
export type NumberStyle = (typeof numberStyles)[number];

/** The number ranges of a company, with the first number of each. */
const firsts = {
  purchase_order: 150_001,
  sales_order: 200_001,
  dispatch_note: 300_001,
  invoice: 100_001,
  credit_note: 1,
  register: 1,
} as const;
type Series = keyof typeof firsts;
const series: readonly Series[] = [
  'purchase_order',
  'sales_order',
  'dispatch_note',
  'invoice',
  'credit_note',
  'register',
];

/** A document's number, and which one of its series it is: what its data is made from. */
export interface TakenNumber {
  readonly ordinal: number;
  readonly number: string;
}

/** Hands out the next numbers of a company. */
export interface NumberBook {
  purchaseOrder(): TakenNumber;
  /** @param branch the sales branch, the prefix of alphanumeric numbers */
  salesOrder(branch: string): TakenNumber;
  /** @param nth which dispatch note of the sales order it is, from 1 */
  dispatchNote(salesOrder: string, nth: number): TakenNumber;
  invoice(): TakenNumber;
  creditNote(): TakenNumber;
  /** ArTrnSummary.Register. */
  register(): number;
}

/** The statements that make a company's number ranges. */
export function numberingDdl(company: string, style: NumberStyle): string[] {
  return series.map((name) => {
    const first = style === '6-digit-blank' ? 1 : firsts[name];
    return `CREATE SEQUENCE IF NOT EXISTS ${companySchema(company)}.${name} START WITH ${first}`;
  });
}

/** Runs work that takes numbers. Within a transaction: another that takes numbers of the company waits for its end. */
export async function withNumbers<T>(
  db: Database,
  company: string,
  style: NumberStyle,
  work: (book: NumberBook) => Promise<T>,
): Promise<T> {
  const schema = companySchema(company);
  await db.query(`SELECT pg_advisory_xact_lock(hashtext($1))`, [`syspro-sandbox numbers ${company}`]);
  const { rows } = await db.query<{ name: Series; next: string }>(
    series
      .map((s) => `SELECT '${s}' AS name, last_value + is_called::int AS next FROM ${schema}.${s}`)
      .join(' UNION ALL '),
  );
  const next = new Map(rows.map((row) => [row.name, Number(row.next)]));
  const start = new Map(next);
  const take = (name: Series): number => {
    const ordinal = next.get(name) ?? firsts[name];
    next.set(name, ordinal + 1);
    return ordinal;
  };
  const format = (ordinal: number, alphanumeric: string): string => {
    if (style === 'alphanumeric') return alphanumeric;
    if (style === '15-digit') return String(ordinal).padStart(15, '0');
    return style === '6-digit' || ordinal > 99_999
      ? String(ordinal).padStart(6, '0')
      : ` ${String(ordinal).padStart(5, '0')}`;
  };
  const taken = (name: Series, alphanumeric: (ordinal: number) => string): TakenNumber => {
    const ordinal = take(name);
    return { ordinal, number: format(ordinal, alphanumeric(ordinal)) };
  };
  const result = await work({
    purchaseOrder: () => taken('purchase_order', (n) => `U${n}`),
    salesOrder: (branch) => taken('sales_order', (n) => `${branch}-${1_000_000 + n}`),
    dispatchNote: (salesOrder, nth) => taken('dispatch_note', () => `${salesOrder}/${String(nth).padStart(4, '0')}`),
    invoice: () => taken('invoice', (n) => `Z${n}`),
    creditNote: () => taken('credit_note', (n) => `CN${String(n).padStart(6, '0')}`),
    register: () => take('register'),
  });
  const used = series.filter((name) => next.get(name) !== start.get(name));
  if (used.length > 0)
    await db.query(
      `SELECT ${used.map((name) => `setval('${schema}.${name}', ${(next.get(name) ?? 1) - 1})`).join(', ')}`,
    );
  return result;
}
