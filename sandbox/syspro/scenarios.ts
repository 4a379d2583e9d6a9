/**
 * What a SYSPRO company's data may be like, by name: each is one quirk of real databases that a client has to cope with.
 * Blank text of one space, padded char columns and a binary collation are not among them: those are the database's own.
 */
export const scenarios = {
  'same-day': 'records are dated on the very day they are made, also after that day was read',
  'back-dated': 'records are entered with a date up to 40 days back; their posting period is the present one',
  'future-junk': 'now and then a record is dated in 2080 by a slip',
  'half-entered': 'orders and dispatch notes stand at status 0 while they are being entered, and are released later',
  amendments:
    'released orders change: quantities, dates, lines added, deleted and renumbered; no date of the header moves',
  receipts: 'goods are received, invoices paid, proofs of delivery entered: rows change, documents do not',
  reprints: 'documents are printed again: print dates and counts change, documents do not',
  cancelled: 'orders and dispatch notes are cancelled (*); their lines keep their quantities',
  'held-dispatches': 'dispatch notes are on hold (H) or in suspense (S)',
  'comment-lines': 'comments, freight and charges stand between the goods, and line numbers have gaps',
  'unit-conversions': 'order, stocking and price units differ, with factors to multiply and to divide by',
  foreign: 'some suppliers and customers trade in Canadian dollars; the company’s own currency is $',
  'partial-dispatches': 'a sales order is delivered by several dispatch notes',
  'consolidated-dispatches': 'a dispatch note delivers several sales orders',
  'credit-notes': 'credit notes (C) and debit notes (D) are among the invoices',
  'duplicate-credits': 'credit notes of several customers have one number, such as _CR0000003',
  'credit-as-invoice': 'a credit is stored with document type I and negative values',
  'lower-case-type': 'some invoices have the document type i',
  'several-summaries': 'an invoice has several rows in ArTrnSummary',
  deposits: 'invoices of deposits, told by their DepositType',
  'zero-value': 'invoices whose values are all zero',
  'without-sales-order': 'invoices made without a sales order',
  'multi-page': 'an invoice of more than 60 lines',
  'completed-orders': 'complete sales orders move from SorMaster and SorDetail to SorMasterRep and SorDetailRep',
  purges: 'old paid invoices are gone from ArInvoice, while their postings stay',
  'tax-inclusive': 'OrigTaxableAmt includes the tax, despite its name',
  'shared-salesperson': 'one salesperson code is another person in each branch',
  orphans: 'detail lines whose header is gone',
  'custom-forms': 'the site’s custom forms and its table of cartons are filled',
  notable: 'one purchase order of each kind of bad input: see GET /sandbox/notable',
} as const satisfies Record<string, string>;

export type Scenario = keyof typeof scenarios;
export const scenarioNames: readonly Scenario[] = Object.keys(scenarios).filter(isScenario);

export function isScenario(name: string): name is Scenario {
  return Object.hasOwn(scenarios, name);
}
