import { Exact, type Amount } from '../../documents/decimal.ts';
import { addCharge, type Charge } from '../segments/charges.ts';
import { measureCells } from '../segments/measures.ts';
import { decimalCell, decimalText } from '../cells/numbers.ts';
import { addDiscountTotal, discountTotal } from '../segments/prices.ts';
import { codeCell, freeCell, gap, setting, type Cell } from '../cells/source.ts';
import { mapped, missing, textCell } from '../cells/text-cell.ts';
import { knownUnit, quantityInUnit } from '../cells/units.ts';
import { detail, goodsOf, header, orderDetail, summary, type InvoiceTranslation } from './context.ts';
import { linePriceOf } from './line-price.ts';
import { addTaxCharges, addTaxes } from './taxes.ts';
import { addTotal } from './total.ts';

/** TDS, TXI, CAD, AMT, SAC, ISS and CTT, in the order of the 810's summary. */
export function addSummary(t: InvoiceTranslation): void {
  addTotal(t);
  addTaxes(t);
  addCarrier(t);
  addAmounts(t);
  addCharges(t, 'freight');
  addCharges(t, 'miscellaneous');
  addDiscountTotal(t, t.profile.price, discountsOf(t), { computed: 'the discounts of the lines (price.discounts)' });
  addTaxCharges(t);
  addShipment(t);
  addCount(t);
}

function discountsOf(t: InvoiceTranslation): Amount {
  return goodsOf(t.invoice).reduce((sum, line) => sum.plus(discountTotal(linePriceOf(t, line).value)), new Exact(0));
}

function addAmounts(t: InvoiceTranslation): void {
  const { merchandise, freight, other, tax, total } = t.invoice.totals;
  const charges = new Exact(freight).plus(other).toFixed();
  const amounts = { merchandise, freight, miscellaneous: other, charges, tax, total };
  const columns = {
    merchandise: 'MerchandiseValue',
    freight: 'FreightValue',
    miscellaneous: 'OtherValue',
    charges: 'FreightValue and OtherValue',
    tax: 'TaxValue',
    total: 'CurrencyValue',
  };
  for (const [index, { qualifier, of }] of t.profile.totals.amounts.entries()) {
    const origin = of === 'total' ? header(columns[of]) : summary(columns[of]);
    t.build.add('AMT', [
      codeCell(qualifier, setting(`totals.amounts.${index}.qualifier`)),
      decimalCell(t, t.signed(amounts[of]), t.profile.numbers.amount, t.codes.numberDecimals, origin),
    ]);
  }
}

/** The quantity of all lines in the units sent. */
function quantityOf(t: InvoiceTranslation): Amount {
  return goodsOf(t.invoice).reduce(
    (sum, line) => sum.plus(quantityInUnit(t, t.signed(line.quantity), line.uom)),
    new Exact(0),
  );
}

/** ISS: units where all lines are in one, weight and volume of the items. */
function addShipment(t: InvoiceTranslation): void {
  const { shipment, quantity } = t.profile;
  if (!shipment) return;
  const lines = goodsOf(t.invoice);
  t.build.add('ISS', [
    ...unitsShipped(t, quantity),
    ...measureCells(t, 'weight', shipment, lines, 'shipment'),
    ...measureCells(t, 'volume', shipment, lines, 'shipment'),
  ]);
}

function unitsShipped(
  t: InvoiceTranslation,
  form: InvoiceTranslation['profile']['quantity'],
): [Cell | undefined, Cell | undefined] {
  const { shipment } = t.profile;
  const [first, ...rest] = goodsOf(t.invoice);
  if (shipment?.units !== true || !first) return [undefined, undefined];
  const origin = orderDetail('MOrderUom', first);
  const unit = knownUnit(t, first.uom, origin);
  if (!unit) return [undefined, undefined];
  const other = rest.find((line) => knownUnit(t, line.uom, origin)?.text !== unit.text);
  if (!other) {
    const computed = { computed: 'the sum of the quantities (shipment.units)' };
    return [codeCell(decimalText(quantityOf(t).abs(), form), computed), unit];
  }
  if (shipment.whenMissing === 'refuse') {
    const message = 'is another unit than other lines have, and the partner must have how many units it are together';
    t.build.find(t.codes.fieldMissing, orderDetail('MOrderUom', other), message, 'Change shipment in the profile.', {
      value: other.uom,
    });
  }
  return [undefined, undefined];
}

function addCount(t: InvoiceTranslation): void {
  const { totals, quantity } = t.profile;
  if (!totals.lineCount) return;
  const lines = goodsOf(t.invoice);
  t.build.add('CTT', [
    codeCell(String(lines.length), { computed: 'the number of IT1 segments' }),
    totals.quantityHash
      ? codeCell(decimalText(quantityOf(t), quantity), {
          computed: 'the sum of the quantities (totals.quantityHash)',
        })
      : undefined,
    ...measureCells(t, 'weight', totals, lines, 'totals'),
    ...measureCells(t, 'volume', totals, lines, 'totals'),
  ]);
}

function addCarrier(t: InvoiceTranslation): void {
  const { carrier } = t.profile;
  if (!carrier) return;
  const instructions = t.invoice.shippingInstructions?.trim() ?? '';
  const origin = t.fields['shippingInstructions']?.origin ?? header('ShippingInstrs');
  const known = instructions === '' ? undefined : mapped(carrier.codes, instructions);
  // CAD01 is mandatory from release 005010 on: there, what has no mode cannot be told.
  const untold = known?.mode === undefined && t.build.isMandatory('CAD', 1);
  if (instructions === '' || untold || (!carrier.routing && known?.scac === undefined)) {
    if (carrier.whenMissing === 'refuse') missing(t, origin, 'carrier');
    return;
  }
  t.build.add('CAD', [
    known?.mode === undefined ? undefined : codeCell(known.mode, setting(`carrier.codes.${instructions}.mode`)),
    ...gap(2),
    known?.scac === undefined ? undefined : codeCell(known.scac, setting(`carrier.codes.${instructions}.scac`)),
    carrier.routing ? freeCell(instructions, origin) : undefined,
    undefined,
    ...carrierReference(t),
  ]);
}

/** CAD07 and CAD08. */
function carrierReference(t: InvoiceTranslation): Cell[] {
  const reference = t.profile.carrier?.reference;
  const value = reference && textCell(t, reference.text, 'code', 'carrier.reference.text');
  if (!reference || !t.build.hasText(value)) return [];
  return [codeCell(reference.qualifier, setting('carrier.reference.qualifier')), value];
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
  const charges: Omit<Charge, 'kind' | 'descriptionOrigin'>[] =
    lines.length === 0
      ? [{ amount: t.signed(stated), origin: summary(column), description: undefined }]
      : lines.map((line) => ({
          amount: t.signed(line.amount),
          origin: detail('NetSalesValue', line.line),
          description: line.description,
        }));
  for (const charge of charges) addCharge(t, policy, { ...charge, kind, descriptionOrigin: charge.origin });
}
