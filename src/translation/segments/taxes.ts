import type { Amount } from '../../documents/decimal.ts';
import { Exact } from '../../documents/decimal.ts';
import type { OneTax } from '../../partners/index.ts';
import { decimalCell } from '../cells/numbers.ts';
import { codeCell, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, type PricedTranslation } from '../cells/text-cell.ts';

/** What a profile says of a tax code, and where. */
export interface KnownTax {
  readonly tax: OneTax;
  /** Where TXI01 stands. */
  readonly typePath: string;
  readonly path: string;
}

/** The entry of a map of tax codes; undefined where it has none. @param path of the map */
export function taxOf(
  codes: Readonly<Record<string, string | OneTax>>,
  code: string,
  path: string,
): KnownTax | undefined {
  const entry = mapped(codes, code);
  if (entry === undefined) return undefined;
  const at = `${path}.${code.trim()}`;
  return typeof entry === 'string'
    ? { tax: { type: entry }, typePath: at, path: at }
    : { tax: entry, typePath: `${at}.type`, path: at };
}

/** What TXI says of one tax. */
interface TaxTold {
  /** Absent where only the rate or an exemption is told. */
  readonly amount?: Amount | undefined;
  readonly origin: Origin;
  readonly percent: boolean;
  readonly taxable?: Amount | undefined;
  /** TXI09. */
  readonly id?: Cell | undefined;
}

/** TXI01 to TXI09 of a tax. */
export function taxCells(t: PricedTranslation, known: KnownTax, told: TaxTold): (Cell | undefined)[] {
  const { tax, typePath, path } = known;
  const decimal = (value: Amount, form: 'amount' | 'percent', origin: Origin): Cell =>
    decimalCell(t, value, t.profile.numbers[form], t.codes.numberDecimals, origin);
  const percent = told.percent && tax.percent !== undefined ? new Exact(tax.percent) : undefined;
  const exempt = told.amount === undefined || told.amount.isZero() ? tax.exempt : undefined;
  return [
    codeCell(tax.type, setting(typePath)),
    told.amount && decimal(told.amount, 'amount', told.origin),
    percent && decimal(percent, 'percent', setting(`${path}.percent`)),
    literal(tax.jurisdiction?.qualifier, `${path}.jurisdiction.qualifier`),
    literal(tax.jurisdiction?.code, `${path}.jurisdiction.code`),
    literal(exempt, `${path}.exempt`),
    undefined,
    // TXI08 needs TXI03.
    percent && told.taxable && decimal(told.taxable, 'amount', told.origin),
    told.id,
  ];
}
