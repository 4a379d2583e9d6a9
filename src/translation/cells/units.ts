import { Exact, type Amount } from '../../documents/decimal.ts';
import { codeCell, type Cell, type Origin } from './source.ts';
import { mapped, type Translation } from './text-cell.ts';

/** How many of the unit sent one of SYSPRO's is, as a fraction. */
interface Factor {
  readonly times: Amount;
  readonly dividedBy: Amount;
}

const one: Factor = { times: new Exact(1), dividedBy: new Exact(1) };
// What a quantity may have; what a converted one has beyond them are the digits of a division that does not come out.
const DECIMALS_MOST = 6;
// Beyond them stand the roundings of quotients that were rounded at 40 significant digits, and nothing else.
const DECIMALS_EXACT = 30;

/** A unit of measure as the partner's X12 code; a finding where there is none. */
export function unitCell(t: Translation, unit: string, origin: Origin): Cell | undefined {
  const cell = knownUnit(t, unit, origin);
  if (cell) return cell;
  const fix = `Add ${JSON.stringify(unit.trim())} under units of the profile.`;
  t.build.find(t.codes.unitUnmapped, origin, 'has no X12 unit in the profile', fix, { value: unit });
  return undefined;
}

/** The same without a finding, for places that repeat a line's unit. */
export function knownUnit(t: Translation, unit: string, origin: Origin): Cell | undefined {
  const entry = mapped(t.profile.units, unit);
  if (entry === undefined) return undefined;
  return codeCell(typeof entry === 'string' ? entry : entry.code, origin);
}

/** Whether a unit is sent as another one, with quantity and price converted. */
export function isConverted(t: Translation, unit: string): boolean {
  const { times, dividedBy } = factorOf(t, unit);
  return !times.equals(dividedBy);
}

/** A quantity in the unit that is sent; what does not come out is cut off at six decimals, which {@link checkedQuantity} finds. */
export function quantityInUnit(t: Translation, quantity: Amount, unit: string): Amount {
  const converted = exactly(t, quantity, unit);
  return isConverted(t, unit) ? converted.toDecimalPlaces(DECIMALS_MOST) : converted;
}

function exactly(t: Translation, quantity: Amount, unit: string): Amount {
  const { times, dividedBy } = factorOf(t, unit);
  return quantity.times(times).dividedBy(dividedBy);
}

/** The same; a finding where it does not come out. */
export function checkedQuantity(t: Translation, quantity: Amount, unit: string, origin: Origin): Amount {
  const told = quantityInUnit(t, quantity, unit);
  if (told.equals(exactly(t, quantity, unit))) return told;
  const entry = `units.${unit.trim()}`;
  t.build.find(
    t.codes.unitFactor,
    origin,
    `does not come out in the unit the partner takes: ${entry} of the profile converts it, and it is never rounded`,
    `Correct the quantity in SYSPRO, or change ${entry} in the profile.`,
    { value: quantity.toFixed() },
  );
  return told;
}

/** A price per SYSPRO unit, per unit that is sent. */
export function priceInUnit(t: Translation, price: Amount, unit: string): Amount {
  if (!isConverted(t, unit)) return price;
  const { times, dividedBy } = factorOf(t, unit);
  return price.times(dividedBy).dividedBy(times).toDecimalPlaces(DECIMALS_EXACT);
}

function factorOf(t: Translation, unit: string): Factor {
  const entry = mapped(t.profile.units, unit);
  if (entry === undefined || typeof entry === 'string') return one;
  const [times = '1', dividedBy = '1'] = entry.factor.split('/');
  return { times: new Exact(times), dividedBy: new Exact(dividedBy) };
}
