import { checkColumns, findCustomer, setColumns, setLines } from './control/control-request.ts';
import { billDispatchNotes } from './bill-dispatch-notes.ts';
import type { CompanyWorld } from './company-world.ts';
import { readRows, tableName, transaction, type Row } from './database.ts';
import { withNumbers } from './numbering.ts';
import { createRowSet } from './row-set.ts';
import { calendarDay } from './seed/calendar.ts';
import { customers } from './seed/customers.ts';
import { createDealMaker, pickCustomer, type InvoiceKey } from './seed/deal-maker.ts';
import { deals, type DealName } from './seed/deals.ts';
import type { DocumentType } from './seed/invoice.ts';
import { createRandom } from './seed/random.ts';
import { arInvoice } from './tables/ar-invoice.ts';
import { arTrnDetail } from './tables/ar-trn-detail.ts';
import { arTrnSummary } from './tables/ar-trn-summary.ts';

export interface RaiseInvoiceSpec {
  readonly count?: number | undefined;
  /** How it comes about: by default an invoice of a sales order without a dispatch note. */
  readonly kind?: DealName | undefined;
  /** Instead: one invoice for each of these dispatch notes. */
  readonly dispatchNotes?: readonly string[] | undefined;
  /** Default I. */
  readonly documentType?: DocumentType | undefined;
  /** Customer code, with or without leading zeros. Default: a random one for each invoice. */
  readonly customer?: string | undefined;
  /** Random customers are all on EDI. */
  readonly ediOnly?: boolean | undefined;
  /** `YYYY-MM-DD`, default today. May lie back; the posting period is today's. */
  readonly invoiceDate?: string | undefined;
  readonly goodsLines?: number | undefined;
  readonly plain?: boolean | undefined;
  /** Columns of ArInvoice. */
  readonly header?: Row | undefined;
}

export interface EditInvoiceSpec {
  readonly header?: Row | undefined;
  /** Columns to set on its rows of ArTrnSummary. */
  readonly summary?: Row | undefined;
  /** Rows of ArTrnDetail: each names its `DetailLine`, and its `SummaryLine` where that is not 1. */
  readonly lines?: readonly Row[] | undefined;
  /** Pays it: the balance and the next payment entry change, and the document does not. */
  readonly pay?: boolean | undefined;
  /** Enters a proof of delivery: the row changes, and the document does not. */
  readonly proofOfDelivery?: boolean | undefined;
  /** Deletes it from ArInvoice, as a month end does with paid ones; its postings stay. */
  readonly purge?: boolean | undefined;
}

export interface InvoiceStore {
  /** Raises invoices with the records they come from, and answers the keys of all it made. */
  raise(spec: RaiseInvoiceSpec): Promise<InvoiceKey[]>;
  /** Edits an invoice; no date moves. False: no such invoice. */
  edit(key: InvoiceKey, spec: EditInvoiceSpec): Promise<boolean>;
}

export function createInvoiceStore(world: CompanyWorld): InvoiceStore {
  const { pool, company, now } = world;
  return {
    async raise(spec) {
      if (spec.header !== undefined) checkColumns(arInvoice, spec.header);
      const chosen = spec.customer === undefined ? undefined : findCustomer(spec.customer);
      const choice = customers.filter(({ ediSenderCode }) => spec.ediOnly !== true || ediSenderCode !== undefined);
      return transaction(pool, (client) =>
        withNumbers(client, company, world.numberStyle, async (book) => {
          const rows = createRowSet();
          const today = calendarDay(now());
          const random = createRandom(world.seed, book.register(), 23);
          const maker = createDealMaker({ world, random, book, rows, today });
          if (spec.dispatchNotes === undefined) {
            for (let i = 0; i < (spec.count ?? 1); i++)
              deals[spec.kind ?? 'direct'].make(maker, {
                customer: chosen ?? pickCustomer(random, choice, world.has('foreign')),
                date: spec.invoiceDate ?? today,
                postedOn: today,
                ...(spec.documentType !== undefined && { documentType: spec.documentType }),
                ...(spec.goodsLines !== undefined && { goodsLines: spec.goodsLines }),
                ...(spec.plain !== undefined && { plain: spec.plain }),
              });
          } else {
            await billDispatchNotes(client, world, maker, spec.dispatchNotes, {
              invoiceDate: spec.invoiceDate ?? today,
              documentType: spec.documentType ?? 'I',
            });
          }
          await rows.insert(client, company);
          for (const key of maker.made.invoices)
            await setColumns(client, company, arInvoice, columnsOf(key), spec.header ?? {});
          return [...maker.made.invoices];
        }),
      );
    },

    async edit(key, spec) {
      return transaction(pool, async (client) => {
        const columns = columnsOf(key);
        const which = 'WHERE "Customer" = $1 AND "Invoice" = $2 AND "DocumentType" = $3';
        const values = Object.values(columns);
        const [found] = await readRows(client, company, arInvoice, `${which} FOR UPDATE`, values);
        if (found === undefined) return false;
        if (spec.purge === true) {
          await client.query(`DELETE FROM ${tableName(company, arInvoice)} ${which}`, values);
          return true;
        }
        await setColumns(client, company, arInvoice, columns, {
          ...(spec.pay === true && { InvoiceBal1: 0, NextPaymEntry: Number(found['NextPaymEntry']) + 1 }),
          ...(spec.proofOfDelivery === true && { ProofOfDelivery: 'Y', PodEntryDate: calendarDay(now()) }),
          ...spec.header,
        });
        const summaries = await readRows(client, company, arTrnSummary, which, values);
        for (const row of summaries)
          await setColumns(client, company, arTrnSummary, postingOf(row, arTrnSummary.primaryKey), spec.summary ?? {});
        const [first] = summaries;
        if (first !== undefined)
          await setLines(
            client,
            company,
            arTrnDetail,
            postingOf(first, ['TrnYear', 'TrnMonth', 'Register', 'Invoice']),
            (spec.lines ?? []).map((line) => ({ SummaryLine: 1, ...line })),
            { LineType: '1', Customer: key.customer, DocumentType: key.documentType },
          );
        return true;
      });
    },
  };
}

function columnsOf(key: InvoiceKey): Readonly<Record<string, string>> {
  return { Customer: key.customer, Invoice: key.invoice, DocumentType: key.documentType };
}

function postingOf(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}
