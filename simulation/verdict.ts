import type { Pool } from 'pg';
import type { StreamName } from '../src/documents/stream.ts';
import { typeOfStream } from '../src/documents/stream.ts';
import type { Database } from '../src/ledger/database.ts';

/** What one stream of one company came to, counted in SYSPRO's own tables, past every reader of ours. */
export interface StreamVerdict {
  readonly company: string;
  readonly stream: StreamName;
  /** Records in SYSPRO dated since go-live, or without a date. */
  readonly records: number;
  /** Those the ledger has not. */
  readonly missing: readonly string[];
  /** Records that are to be sent by what SYSPRO says of them now. */
  readonly due: number;
  /** Those without a first transmission that is posted, or parked for a person. */
  readonly unsent: readonly string[];
  /** Documents posted more than once. */
  readonly twice: readonly string[];
}

/** Who takes what by EDI, by their codes in SYSPRO. */
export interface OptedIn {
  readonly suppliers: readonly string[];
  /** Customers that take invoices. */
  readonly invoiced: readonly string[];
  /** Customers that take ship notices. */
  readonly notified: readonly string[];
}

export interface VerdictInput {
  readonly syspro: Pool;
  readonly ledger: Database;
  readonly company: string;
  readonly goLive: string;
  /** The last day a record may be dated, by stream. */
  readonly latest: Readonly<Record<StreamName, string>>;
  readonly optedIn: OptedIn;
}

interface SysproRow {
  readonly key: string;
  readonly due: boolean;
  /** Of an invoice, its dispatch notes: it may wait for a ship notice that waits for a person. */
  readonly notes?: readonly string[];
}

/** The verdict on each stream of a company. */
export async function verdictOn(input: VerdictInput): Promise<StreamVerdict[]> {
  const { company, goLive, latest, optedIn } = input;
  const schema = `"SysproCompany${company}"`;
  // Keys as the ledger has them: SYSPRO's columns without their trailing blanks, joined by |. No code here has a | or a %.
  return Promise.all([
    verdict(input, 'purchase-orders', [
      `select rtrim("PurchaseOrder") as key, "OrderStatus" = '4' and coalesce("CancelledFlag", '') <> 'Y' and rtrim("Supplier") = any($3)
                and "OrderEntryDate" <= $2::date as due
         from ${schema}."PorMasterHdr" where "OrderEntryDate" is null or "OrderEntryDate" >= $1::date`,
      [goLive, latest['purchase-orders'], optedIn.suppliers],
    ]),
    // Credits, deposits and invoices without a sales order depend on each partner's policies: they are only counted as found.
    verdict(input, 'invoices', [
      `select rtrim(i."Customer") || '|' || rtrim(i."Invoice") || '|' || i."DocumentType" as key,
              upper(i."DocumentType") = 'I' and i."CurrencyValue" > 0 and rtrim(i."SalesOrder") <> '' and rtrim(i."Customer") = any($3)
                and i."InvoiceDate" <= $2::date
                and not exists (select from ${schema}."ArTrnSummary" s
                                 where s."Invoice" = i."Invoice" and s."Customer" = i."Customer" and rtrim(s."DepositType") <> '') as due,
              array(select rtrim(n."DispatchNote") from ${schema}."MdnMaster" n
                     where n."Invoice" = i."Invoice" and n."Customer" = i."Customer") as notes
         from ${schema}."ArInvoice" i where i."InvoiceDate" is null or i."InvoiceDate" >= $1::date`,
      [goLive, latest.invoices, optedIn.invoiced],
    ]),
    verdict(input, 'shipments', shipments(input)),
  ]);
}

/**
 * Dispatch notes that are due and that the ledger has not. Polls that are not deep have to find them too: a ship notice is of no use
 * after the goods.
 */
export async function unreadNotes(input: VerdictInput): Promise<string[]> {
  const { syspro, ledger, company } = input;
  const { rows } = await syspro.query<SysproRow>(...shipments(input));
  const { rows: known } = await ledger.query<{ key: string }>(
    `select key from ledger.document where company = $1 and type = 'ship-notice'`,
    [company],
  );
  const keys = new Set(known.map(({ key }) => key));
  return rows.filter(({ key, due }) => due && !keys.has(key)).map(({ key }) => key);
}

/** Dispatch notes, dated by what happened, else by what is planned. One without any date is not from before go-live, as long as it is open. */
function shipments({ company, goLive, latest, optedIn }: VerdictInput): [string, unknown[]] {
  return [
    `select rtrim("DispatchNote") as key, "DispatchNoteStatus" in ('5', '7', '9') and rtrim("Customer") = any($3)
              and (day <= $2::date or day is null and "DispatchNoteStatus" <> '9') as due
       from "SysproCompany${company}"."MdnMaster", coalesce("ActualDeliveryDate", "InvoiceCreatedDate", "PlannedDeliverDate") as day
      where day is null or day >= $1::date`,
    [goLive, latest.shipments, optedIn.notified],
  ];
}

const transactionTables = [
  'PorMasterHdr',
  'PorMasterDetail',
  'SorMaster',
  'SorDetail',
  'MdnMaster',
  'MdnDetail',
  'ArInvoice',
  'ArTrnSummary',
  'ArTrnDetail',
];

/** Rows of a company's transactions. */
export async function countRows(syspro: Pool, company: string): Promise<number> {
  const counts = transactionTables.map((table) => `(select count(*) from "SysproCompany${company}"."${table}")`);
  const { rows } = await syspro.query<{ total: string }>(`select ${counts.join(' + ')} as total`);
  return Number(rows[0]?.total);
}

async function verdict(
  { syspro, ledger, company }: VerdictInput,
  stream: StreamName,
  [text, values]: [string, unknown[]],
): Promise<StreamVerdict> {
  const { rows } = await syspro.query<SysproRow>(text, values);
  const known = await ledger.query<{ key: string; posts: number; parked: boolean }>(
    `select d.key, count(t.posted_at)::int as posts,
            exists (select from ledger.flag f where f.document_id = d.id and f.cleared_at is null) as parked
       from ledger.document d
       left join ledger.transmission_document td on td.document_id = d.id
       left join ledger.transmission t on t.id = td.transmission_id
      where d.company = $1 and d.type = $2 group by d.id, d.key`,
    [company, typeOfStream[stream]],
  );
  const parkedNotes = await ledger.query<{ key: string }>(
    `select d.key from ledger.document d join ledger.flag f on f.document_id = d.id and f.cleared_at is null
      where d.company = $1 and d.type = 'ship-notice'`,
    [company],
  );
  const parked = new Set(parkedNotes.rows.map(({ key }) => key));
  const byKey = new Map(known.rows.map((row) => [row.key, row]));
  const due = rows.filter((row) => row.due);
  return {
    company,
    stream,
    records: rows.length,
    missing: rows.filter(({ key }) => !byKey.has(key)).map(({ key }) => key),
    due: due.length,
    unsent: due
      .filter(({ key, notes = [] }) => {
        const document = byKey.get(key);
        return document?.posts === 0 && !document.parked && !notes.some((note) => parked.has(note));
      })
      .map(({ key }) => key),
    twice: known.rows.filter(({ posts }) => posts > 1).map(({ key }) => key),
  };
}
