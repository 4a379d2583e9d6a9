import { dialectOf, type Dialect } from '../../local/partner-dialects.ts';
import { brokenProfile, notOptedIn } from '../../local/partner-profiles.ts';
import { tradingPartners, type SandboxPartner } from '../../sandbox/seed/trading-partners.ts';
import type { House } from './house.ts';

/**
 * What is to be sent, worked out from SYSPRO's own tables and from what was agreed with the sandbox's partners: past every reader,
 * decision and profile of ours.
 */
export interface DueDocument {
  /** The columns of the SYSPRO key without trailing blanks, joined by |. */
  readonly key: string;
  readonly partner: SandboxPartner;
}

export interface DueInvoice extends DueDocument {
  /** ArInvoice.CurrencyValue in cents, as SYSPRO has it: negative of a credit. */
  readonly cents: string;
  readonly isCredit: boolean;
  /** The dispatch notes it bills. */
  readonly notes: readonly string[];
}

interface DueCarton {
  readonly sscc: string;
  readonly tracking: string;
}

export interface DueNote extends DueDocument {
  readonly cartons: readonly DueCarton[];
  readonly pallets: readonly string[];
  /** A carton of it holds goods of several sales orders. */
  readonly isCrowded: boolean;
  /** A pallet of it does. */
  readonly isStacked: boolean;
}

/** Which company's, and from and to which day. */
export interface Span {
  readonly company: string;
  readonly from: string;
  readonly to: string;
}

type Asked = Pick<House, 'sysproSql'>;
const day = 86_400_000;
const schemaOf = ({ company }: Span): string => `"SysproCompany${company}"`;
const bySupplier = new Map(tradingPartners.map((partner) => [partner.supplier, partner]));
const byCustomer = new Map(tradingPartners.map((partner) => [partner.customer, partner]));

/** The calendar day in the company's time zone, so many days from now. */
export function localDay(daysFromNow: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Chicago' }).format(Date.now() + daysFromNow * day);
}

/** Released orders of partners that take them, among them those of the partner whose profile is broken. */
export async function dueOrders(house: Asked, span: Span): Promise<DueDocument[]> {
  const rows = await house.sysproSql<{ key: string; supplier: string }>(
    `select rtrim("PurchaseOrder") as key, rtrim("Supplier") as supplier from ${schemaOf(span)}."PorMasterHdr"
      where "OrderStatus" = '4' and coalesce("CancelledFlag", '') <> 'Y' and "OrderEntryDate" between $1::date and $2::date order by 1`,
    [span.from, span.to],
  );
  return rows.flatMap(({ key, supplier }) => {
    const partner = bySupplier.get(supplier);
    return partner === undefined || notOptedIn.has(partner.code) ? [] : [{ key, partner }];
  });
}

/** Whether the partner's documents wait for a person, because its profile is broken. */
export const hasBrokenProfile = ({ partner }: DueDocument): boolean => partner.code === brokenProfile;

interface Agreement {
  readonly credit?: boolean;
  readonly debit?: boolean;
  readonly withoutOrder?: boolean;
  readonly noZero?: boolean;
}

/** What was agreed beyond plain invoices of sales orders. Deposits go to nobody, and credits as well as debits only where agreed. */
const agreed: Readonly<Record<Dialect, Agreement>> = {
  'plain-supplier': { credit: true, debit: true },
  automotive: {},
  'drop-ship': { noZero: true },
  'retail-pick-and-pack': { credit: true, withoutOrder: true },
  grocery: {},
};

export async function dueInvoices(house: Asked, span: Span): Promise<DueInvoice[]> {
  const schema = schemaOf(span);
  const rows = await house.sysproSql<{
    customer: string;
    key: string;
    type: string;
    cents: string;
    without: boolean;
    deposit: boolean;
    notes: string[];
  }>(
    `select rtrim(i."Customer") as customer, rtrim(i."Customer") || '|' || rtrim(i."Invoice") || '|' || i."DocumentType" as key,
            upper(i."DocumentType") as type, trunc(i."CurrencyValue" * 100)::text as cents, rtrim(i."SalesOrder") = '' as without,
            exists (select from ${schema}."ArTrnSummary" s
                     where s."Invoice" = i."Invoice" and s."Customer" = i."Customer" and rtrim(s."DepositType") <> '') as deposit,
            array(select rtrim(n."DispatchNote") from ${schema}."MdnMaster" n
                   where n."Invoice" = i."Invoice" and n."Customer" = i."Customer" order by 1) as notes
       from ${schema}."ArInvoice" i where i."InvoiceDate" between $1::date and $2::date order by 2`,
    [span.from, span.to],
  );
  return rows.flatMap(({ customer, key, type, cents, without, deposit, notes }) => {
    const partner = byCustomer.get(customer);
    if (partner === undefined || deposit) return [];
    const {
      credit = false,
      debit = false,
      withoutOrder = false,
      noZero = false,
    }: Agreement = partner.code === brokenProfile ? {} : agreed[dialectOf(partner)];
    const isCredit = type === 'C' || (type === 'I' && cents.startsWith('-'));
    const wanted =
      (credit || !isCredit) && (debit || type !== 'D') && (withoutOrder || !without) && !(noZero && cents === '0');
    return wanted ? [{ key, partner, cents, isCredit, notes }] : [];
  });
}

/** Dispatch notes that were printed, dated by what happened, else by what is planned; without any date as long as they are open. */
export async function dueNotes(house: Asked, span: Span): Promise<DueNote[]> {
  const schema = schemaOf(span);
  const rows = await house.sysproSql<Omit<DueNote, 'partner'> & { customer: string }>(
    `select rtrim(n."Customer") as customer, rtrim(n."DispatchNote") as key,
            (select coalesce(json_agg(distinct jsonb_build_object('sscc', rtrim(c."Sscc"), 'tracking', rtrim(c."TrackingNumber"))), '[]')
               from ${schema}."EdiCarton" c where c."DispatchNote" = n."DispatchNote") as cartons,
            array(select distinct rtrim(c."PalletSscc") from ${schema}."EdiCarton" c where c."DispatchNote" = n."DispatchNote" order by 1) as pallets,
            exists (select from ${schema}."EdiCarton" c
                      join ${schema}."MdnDetail" l on l."DispatchNote" = c."DispatchNote" and l."DispatchNoteLine" = c."DispatchNoteLine"
                     where c."DispatchNote" = n."DispatchNote" group by c."Sscc" having count(distinct l."SalesOrder") > 1) as "isCrowded",
            exists (select from ${schema}."EdiCarton" c
                      join ${schema}."MdnDetail" l on l."DispatchNote" = c."DispatchNote" and l."DispatchNoteLine" = c."DispatchNoteLine"
                     where c."DispatchNote" = n."DispatchNote" group by c."PalletSscc" having count(distinct l."SalesOrder") > 1) as "isStacked"
       from ${schema}."MdnMaster" n, coalesce(n."ActualDeliveryDate", n."InvoiceCreatedDate", n."PlannedDeliverDate") as day
      where n."DispatchNoteStatus" in ('5', '7', '9')
        and (day between $1::date and $2::date or day is null and n."DispatchNoteStatus" <> '9') order by 2`,
    [span.from, span.to],
  );
  return rows.flatMap(({ customer, ...note }) => {
    const partner = byCustomer.get(customer);
    return partner === undefined ? [] : [{ ...note, partner }];
  });
}

/** Where a carton is told below one order, a carton of several cannot be told: such a notice waits for a person. */
export const cannotBeTold = ({ partner, isCrowded }: DueNote): boolean =>
  isCrowded && dialectOf(partner) === 'retail-pick-and-pack';

/** Whether the partner's invoices wait for the ship notices of what they bill. */
export const paysWhatWasAnnounced = ({ partner }: DueDocument): boolean =>
  ['automotive', 'grocery', 'retail-pick-and-pack'].includes(dialectOf(partner)) && partner.code !== 'FOUNBEAR';

const withIdentifier = ({ sscc }: DueCarton): string[] => [`GM 00${sscc}`];
const byTracking = ({ tracking }: DueCarton): string[] => [`CP ${tracking}`];
const both = ({ sscc, tracking }: DueCarton): string[] => [`AA ${sscc}`, `CP ${tracking}`];

/** What is on cartons, by whom they are received with a scanner. */
const cartonMarks: Readonly<Partial<Record<string, (carton: DueCarton) => string[]>>> = {
  'drop-ship': byTracking,
  'retail-pick-and-pack': withIdentifier,
  grocery: withIdentifier,
  IRONPOLY: both,
  JUNIBEAR: both,
};

/** The MAN that were agreed for the cartons and pallets of a notice, as qualifier and mark, in order of the text. */
export function agreedMarks({ partner, cartons, pallets, isStacked }: DueNote): string[] {
  const dialect = dialectOf(partner);
  const ofCartons = cartons.flatMap(cartonMarks[partner.code] ?? cartonMarks[dialect] ?? (() => []));
  // One grocer takes no pallets; one retailer does, where each is of one order.
  const onPallets = partner.code === 'KEYSBEAR' ? !isStacked : dialect === 'grocery' && partner.code !== 'KEYSPACK';
  return [...ofCartons, ...(onPallets ? pallets.map((sscc) => `GM 00${sscc}`) : [])].toSorted();
}
