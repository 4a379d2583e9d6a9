import { Exact, type Amount } from '../../documents/decimal.ts';
import { addAllowanceOrCharge, refuseCharge } from '../charges.ts';
import { codeCell, freeCell, gap, setting, type Origin } from '../source.ts';
import { mapped, missing } from '../text-cell.ts';
import { detail, goodsOf, header, summary, type InvoiceTranslation } from './context.ts';

/** TDS, TXI, CAD, SAC and CTT, in the order of the 810's summary. */
export function addSummary(t: InvoiceTranslation): void {
  const { profile, build, invoice } = t;
  const total = t.signed(invoice.totals.total).times(100);
  build.add('TDS', [codeCell(total.toFixed(), header('CurrencyValue'))]);
  addTaxes(t);
  addCarrier(t);
  addCharges(t, 'freight');
  addCharges(t, 'miscellaneous');
  if (!profile.totals.lineCount) return;
  const lines = goodsOf(invoice);
  const hash = lines.reduce((sum, line) => sum.plus(t.signed(line.quantity)), new Exact(0));
  build.add('CTT', [
    codeCell(String(lines.length), { computed: 'the number of IT1 segments' }),
    profile.totals.quantityHash
      ? codeCell(hash.toFixed(), { computed: 'the sum of the quantities (totals.quantityHash)' })
      : undefined,
  ]);
}

function addTaxes(t: InvoiceTranslation): void {
  const { taxes, totals } = t.invoice;
  const settings = t.profile.taxes;
  const add = (type: string, typeOrigin: Origin, amount: Amount, origin: Origin): void => {
    if (amount.isZero() && settings.zero === 'omit') return;
    t.build.add('TXI', [codeCell(type, typeOrigin), codeCell(amount.toFixed(), origin)]);
  };
  const stated = new Exact(totals.tax);
  const sum = taxes.reduce((all, tax) => all.plus(tax.amount), new Exact(0));
  if (taxes.length > 0 && !sum.equals(stated)) {
    t.build.find(
      'INV-TAX',
      summary('TaxValue'),
      `is ${stated.toFixed()} where the tax codes add up to ${sum.toFixed()}`,
      'Correct the invoice’s taxes in SYSPRO.',
      { value: totals.tax },
    );
  }
  if (taxes.length === 0 || settings.per === 'invoice') {
    add(settings.type, setting('taxes.type'), t.signed(totals.tax), summary('TaxValue'));
    return;
  }
  for (const tax of taxes) {
    const type = mapped(settings.codes, tax.code);
    const typeOrigin = type === undefined ? setting('taxes.type') : setting(`taxes.codes.${tax.code}`);
    add(type ?? settings.type, typeOrigin, t.signed(tax.amount), summary(`TaxValue of ${tax.code}`));
  }
}

function addCarrier(t: InvoiceTranslation): void {
  const { carrier } = t.profile;
  if (!carrier) return;
  const instructions = t.invoice.shippingInstructions?.trim() ?? '';
  const origin = t.fields['shippingInstructions']?.origin ?? header('ShippingInstrs');
  const known = instructions === '' ? undefined : mapped(carrier.codes, instructions);
  if (instructions === '' || (!carrier.routing && known?.scac === undefined)) {
    if (carrier.whenMissing === 'refuse') missing(t, origin, 'carrier');
    return;
  }
  t.build.add('CAD', [
    known?.mode === undefined ? undefined : codeCell(known.mode, setting(`carrier.codes.${instructions}.mode`)),
    ...gap(2),
    known?.scac === undefined ? undefined : codeCell(known.scac, setting(`carrier.codes.${instructions}.scac`)),
    carrier.routing ? freeCell(instructions, origin) : undefined,
  ]);
}

/** SAC of the charge lines of one kind; of the totals, where there are no lines for it. */
function addCharges(t: InvoiceTranslation, kind: 'freight' | 'miscellaneous'): void {
  const policy = t.profile.charges[kind];
  const [stated, column] =
    kind === 'freight' ? [t.invoice.totals.freight, 'FreightValue'] : [t.invoice.totals.other, 'OtherValue'];
  const lines = t.invoice.lines.flatMap((line) => (line.kind === kind ? [line] : []));
  const sum = lines.reduce((all, line) => all.plus(line.amount), new Exact(0));
  if (lines.length > 0 && !sum.equals(stated)) {
    t.build.find(
      'INV-CHARGES',
      summary(column),
      `is ${stated} where the ${kind} lines add up to ${sum.toFixed()}`,
      'Correct the invoice’s charges in SYSPRO.',
      { value: stated },
    );
  }
  const charges: { amount: Amount; origin: Origin; description?: string | undefined }[] =
    lines.length === 0
      ? [{ amount: t.signed(stated), origin: summary(column) }]
      : lines.map((line) => ({
          amount: t.signed(line.amount),
          origin: detail('NetSalesValue', line.line),
          description: line.description,
        }));
  for (const { amount, origin, description } of charges) {
    if (amount.isZero()) continue;
    if (policy === 'refuse') {
      refuseCharge(t, kind, amount, origin);
      continue;
    }
    addAllowanceOrCharge(t, amount, {
      code: policy.code,
      codePath: `charges.${kind}.code`,
      handling: policy.handling,
      handlingPath: `charges.${kind}.handling`,
      origin,
      description: policy.description && description !== undefined ? freeCell(description, origin) : undefined,
    });
  }
}
