import type { Amount } from '../documents/decimal.ts';
import { missing, written, type Translation } from './text-cell.ts';
import type { EchoedLineNumber } from '../partners/index.ts';
import { codeCell, freeCell, setting, type Cell, type Origin } from './source.ts';

/** An item's number as a line has it. */
export interface ItemNumber {
  readonly text: string | undefined;
  readonly origin: Origin;
}

/** A unit of measure as the partner's X12 code; a finding where there is none. */
export function unitCell(t: Translation, unit: string, origin: Origin): Cell | undefined {
  const code = lookUp(t.profile.units, unit);
  if (code !== undefined) return codeCell(code, origin);
  const fix = `Add ${JSON.stringify(unit.trim())} under units of the profile.`;
  t.build.find(t.codes.unitUnmapped, origin, 'has no X12 unit in the profile', fix, { value: unit });
  return undefined;
}

/** A quantity, with all its decimals; a finding where the partner does not take so many. */
export function quantityCell(t: Translation, quantity: Amount, origin: Origin): Cell {
  checkDecimals(t, quantity, t.profile.quantity.maxDecimals, t.codes.quantityDecimals, origin);
  return codeCell(quantity.toFixed(), origin);
}

/** A finding where a number has more decimals than the partner takes. */
export function checkDecimals(
  t: Translation,
  value: Amount,
  max: number | undefined,
  code: string,
  origin: Origin,
): void {
  if (max === undefined || value.decimalPlaces() <= max) return;
  const message = `has ${value.decimalPlaces()} decimals, and the partner takes ${max}`;
  const fix = 'Correct it in SYSPRO, or change the profile. It is never rounded.';
  t.build.find(code, origin, message, fix, { value: value.toFixed() });
}

/**
 * Pairs of qualifier and item number, in the profile's order.
 * @param stockCode the line's item
 * @param own the numbers the line itself has, by the names profiles use
 */
export function itemIdCells(
  t: Translation,
  stockCode: string,
  own: Readonly<Record<string, ItemNumber>>,
): [qualifier: Cell, number: Cell][] {
  return t.profile.itemIds.flatMap(({ qualifier, source, whenMissing }, index): [Cell, Cell][] => {
    const { text, origin } = own[source] ?? masterNumber(t, stockCode, source, qualifier);
    const id = text?.trim() ?? '';
    if (id !== '') return [[codeCell(qualifier, setting(`itemIds.${index}.qualifier`)), codeCell(id, origin)]];
    if (whenMissing === 'refuse') {
      const message = `is empty, and the partner identifies items by it (${qualifier})`;
      const fix = 'Fill it in SYSPRO, or change itemIds in the profile.';
      t.build.find(t.codes.itemIdMissing, origin, message, fix);
    }
    return [];
  });
}

/** How many digits a GTIN has under a qualifier of data element 235. */
const gtinDigits: Readonly<Record<string, number>> = { UP: 12, EN: 13, UK: 14, EO: 8 };

function masterNumber(t: Translation, stockCode: string, source: string, qualifier: string): ItemNumber {
  const item = t.items.get(stockCode);
  const origin = (column: string): Origin => ({ table: 'InvMaster', column, key: stockCode });
  switch (source) {
    case 'gtin':
      return { text: item?.gtin === undefined ? undefined : gtinAs(item.gtin, qualifier), origin: origin('gtin') };
    case 'alternateKey1':
      return { text: item?.alternateKey1, origin: origin('AlternateKey1') };
    case 'alternateKey2':
      return { text: item?.alternateKey2, origin: origin('AlternateKey2') };
    default:
      throw new RangeError(`there is no item number ${source}`);
  }
}

/**
 * A GTIN in the length its qualifier has: a shorter one is filled with zeros, a longer one loses leading zeros. One that does
 * not fit (a case's under UP) is none; one that is no GTIN goes as it is, for validation to find.
 */
function gtinAs(gtin: string, qualifier: string): string | undefined {
  const digits = gtin.trim();
  const length = Object.hasOwn(gtinDigits, qualifier) ? gtinDigits[qualifier] : undefined;
  if (length === undefined || !/^\d{8,14}$/.test(digits)) return digits;
  const whole = digits.padStart(14, '0');
  return /^0*$/.test(whole.slice(0, 14 - length)) ? whole.slice(14 - length) : undefined;
}

/** PID of a line's description, where the profile sends it. */
export function addDescription(t: Translation, description: string | undefined, origin: Origin): void {
  if (!t.profile.description || description === undefined) return;
  const text = freeCell(description, origin);
  const { type } = t.profile.description;
  if (t.build.hasText(text)) t.build.add('PID', [codeCell('F', setting('description')), ...pidType(type), text]);
}

/** PID02 to PID04. */
export function pidType(type: string | undefined): (Cell | undefined)[] {
  return [type === undefined ? undefined : codeCell(type, setting('description.type')), undefined, undefined];
}

/** The number of a line as the profile has it: our own, or that of the customer's order or the sales order. */
export function echoedNumberCell(
  t: Translation,
  format: EchoedLineNumber,
  numbers: Readonly<Record<EchoedLineNumber['source'], ItemNumber>>,
): Cell | undefined {
  const wanted = numbers[format.source];
  const text = wanted.text?.trim() ?? '';
  if (text !== '') return codeCell(written(text, format), wanted.origin);
  if (format.whenMissing === 'line') return codeCell(written(numbers.line.text ?? '', format), numbers.line.origin);
  if (format.whenMissing === 'refuse') missing(t, wanted.origin, 'lineNumber');
  return undefined;
}

/** The entry of a map of units, whatever the blanks around the unit. */
export function lookUp(map: Readonly<Record<string, string>>, unit: string): string | undefined {
  const key = unit.trim();
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
