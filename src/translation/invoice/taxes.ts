import { Exact, type Amount } from '../../documents/decimal.ts';
import type { InvoiceGoodsLine } from '../../documents/invoice.ts';
import { addAllowanceOrCharge } from '../segments/charges.ts';
import { literal, type Origin } from '../cells/source.ts';
import { taxCells, taxOf, type KnownTax } from '../segments/taxes.ts';
import { detail, goodsOf, summary, type InvoiceTranslation } from './context.ts';

/** A tax of the invoice, or of one of its lines. */
interface ToldTax {
  /** SYSPRO's tax code; absent of all of the invoice's together. */
  readonly code: string | undefined;
  readonly amount: Amount;
  readonly taxable?: Amount | undefined;
  readonly origin: Origin;
}

/** TXI after TDS, where the profile tells taxes so; and what does not add up. */
export function addTaxes(t: InvoiceTranslation): void {
  const { as, level } = t.profile.taxes;
  checkTaxes(t);
  if (as === 'txi' && level !== 'line') for (const tax of invoiceTaxes(t)) addTxi(t, tax);
}

/** SAC after TDS, where the profile tells taxes so. */
export function addTaxCharges(t: InvoiceTranslation): void {
  const { as, level } = t.profile.taxes;
  if (as === 'sac' && level !== 'line') for (const tax of invoiceTaxes(t)) addSac(t, tax);
}

/** TXI of a line. */
export function addLineTax(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const { as, level } = t.profile.taxes;
  if (as === 'txi' && level !== 'summary') addTxi(t, lineTax(t, line));
}

/** SAC of a line's tax. */
export function addLineTaxCharge(t: InvoiceTranslation, line: InvoiceGoodsLine): void {
  const { as, level } = t.profile.taxes;
  if (as === 'sac' && level === 'line') addSac(t, lineTax(t, line));
}

function invoiceTaxes(t: InvoiceTranslation): ToldTax[] {
  const { taxes, totals } = t.invoice;
  if (taxes.length === 0 || t.profile.taxes.per === 'invoice')
    return [{ code: undefined, amount: t.signed(totals.tax), origin: summary('TaxValue') }];
  return taxes.map(({ code, amount, taxable }) => ({
    code,
    amount: t.signed(amount),
    taxable: taxable === undefined ? undefined : t.signed(taxable),
    origin: summary(`TaxValue of ${code}`),
  }));
}

function lineTax(t: InvoiceTranslation, line: InvoiceGoodsLine): ToldTax {
  return {
    code: line.taxCode,
    amount: t.signed(line.taxValue),
    taxable: t.signed(line.netValue),
    origin: detail('TaxValue', line.line),
  };
}

/** What the profile says of a tax code; of one it does not list, `taxes.type` alone. */
function knownTax(t: InvoiceTranslation, code: string | undefined): KnownTax {
  const known = code === undefined ? undefined : taxOf(t.profile.taxes.codes, code, 'taxes.codes');
  return known ?? { tax: { type: t.profile.taxes.type }, typePath: 'taxes.type', path: 'taxes' };
}

function addTxi(t: InvoiceTranslation, { code, amount, taxable, origin }: ToldTax): void {
  const settings = t.profile.taxes;
  const known = knownTax(t, code);
  if (amount.isZero() && settings.zero === 'omit' && known.tax.exempt === undefined) return;
  const cells = taxCells(t, known, {
    amount,
    origin,
    percent: settings.percent,
    taxable: settings.taxable ? taxable : undefined,
    id: literal(settings.id, 'taxes.id'),
  });
  t.build.add('TXI', cells);
}

function addSac(t: InvoiceTranslation, { code, amount, origin }: ToldTax): void {
  const { charge } = t.profile.taxes;
  const known = knownTax(t, code);
  addAllowanceOrCharge(t, amount, {
    settings: { ...charge, ...(known.tax.sac === undefined ? {} : { code: known.tax.sac }) },
    path: 'taxes.charge',
    codePath: known.tax.sac === undefined ? undefined : `${known.path}.sac`,
    description: literal(charge?.description, 'taxes.charge.description', 'free'),
    origin,
  });
}

function checkTaxes(t: InvoiceTranslation): void {
  const { taxes, totals } = t.invoice;
  const settings = t.profile.taxes;
  const stated = new Exact(totals.tax);
  const find = (message: string, fix: string): void => {
    t.build.find('INV-TAX', summary('TaxValue'), message, fix, { value: totals.tax });
  };
  const sum = taxes.reduce((all, tax) => all.plus(tax.amount), new Exact(0));
  if (taxes.length > 0 && !sum.equals(stated)) {
    const message = `is ${stated.toFixed()} where the tax codes add up to ${sum.toFixed()}`;
    find(message, 'Correct the invoice’s taxes in SYSPRO.');
  }
  if (settings.as !== 'price' && settings.level === 'summary') return;
  const lines = goodsOf(t.invoice).reduce((all, line) => all.plus(line.taxValue), new Exact(0));
  if (lines.equals(stated)) return;
  find(
    `is ${stated.toFixed()} where the taxes of the lines of goods, by which the partner takes it, add up to ${lines.toFixed()}`,
    'Correct the invoice’s taxes in SYSPRO, or let the profile tell them for the invoice (taxes.as, taxes.level).',
  );
}
