import type { SourcedItemId } from '../../partners/index.ts';
import { checkDigitOf, gtinFormOf, hasCheckDigit, type GtinForm } from '../../x12/index.ts';
import { codeCell, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, written, type Translation } from '../cells/text-cell.ts';

/** An item's number as a line has it. */
export interface ItemNumber {
  readonly text: string | undefined;
  readonly origin: Origin;
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
  return t.profile.itemIds.flatMap((id, index): [Cell, Cell][] => {
    const cell = 'value' in id ? codeCell(id.value, setting(`itemIds.${index}.value`)) : sourced(t, stockCode, own, id);
    return cell ? [[codeCell(id.qualifier, setting(`itemIds.${index}.qualifier`)), cell]] : [];
  });
}

function sourced(
  t: Translation,
  stockCode: string,
  own: Readonly<Record<string, ItemNumber>>,
  id: SourcedItemId,
): Cell | undefined {
  const { text, origin } = own[id.source] ?? masterNumber(t, stockCode, id.source);
  const found = text?.trim() ?? '';
  const missing = (message: string, value?: string): undefined => {
    if (id.whenMissing !== 'refuse') return;
    const fix = 'Fill it in SYSPRO, or change itemIds in the profile.';
    const more = value === undefined ? {} : { value };
    t.build.find(
      t.codes.itemIdMissing,
      origin,
      `${message}, and the partner identifies items by it (${id.qualifier})`,
      fix,
      more,
    );
  };
  if (found === '') return missing('is empty');
  const number = id.codes ? partnersOwn(t, id.codes, id.unmapped, found, origin) : found;
  if (number === undefined) return undefined;
  if (id.source !== 'gtin' && id.digits === undefined && id.checkDigit === undefined)
    return codeCell(written(number, id), origin);
  const gtin = gtinAs(t, number, id, origin);
  return gtin === undefined ? missing('does not fit its qualifier', found) : codeCell(gtin, origin);
}

/** The partner's number for one of SYSPRO's. */
function partnersOwn(
  t: Translation,
  codes: Readonly<Record<string, string>>,
  unmapped: 'refuse' | 'keep' | 'omit',
  number: string,
  origin: Origin,
): string | undefined {
  const own = mapped(codes, number);
  if (own !== undefined) return own;
  if (unmapped === 'keep') return number;
  if (unmapped === 'refuse') {
    const fix = `Add ${JSON.stringify(number)} under codes of itemIds in the profile.`;
    t.build.find(t.codes.itemIdMissing, origin, 'has no number of the partner’s in the profile', fix, {
      value: number,
    });
  }
  return undefined;
}

/**
 * A GTIN in the length its qualifier or the profile asks for: a shorter one is filled with zeros, a longer one loses leading zeros.
 * One that does not fit (a case's under UP) is none, and so is one of 8 digits in 11 to 13: those are numbers of other articles.
 * One that is no GTIN goes as it is: validation finds it where the qualifier says what it must be, and else it is found here.
 */
function gtinAs(t: Translation, number: string, id: SourcedItemId, origin: Origin): string | undefined {
  const form = gtinFormOf(id.qualifier);
  const gtin = id.checkDigit === 'compute' ? withCheckDigit(t, number, id.digits ?? form?.digits, origin) : number;
  if (!/^\d{8,14}$/.test(gtin) || !hasCheckDigit(gtin)) {
    if (form?.checked !== true) {
      const fix = 'Correct the number in SYSPRO, or change itemIds in the profile.';
      t.build.find(t.codes.gtin, origin, 'is no GTIN: 8 to 14 digits, the last of them the check digit', fix, {
        value: number,
      });
    }
    return gtin;
  }
  const checked = checkedIn(id, form);
  const asked = id.digits ?? form?.digits;
  const digits = asked ?? (checked ? gtin.length : gtin.length - 1);
  const length = checked ? digits : digits + 1;
  const whole = gtin.padStart(14, '0');
  if (!/^0*$/.test(whole.slice(0, Math.max(0, 14 - length)))) return undefined;
  // GTIN-8 have a number space of their own, which only a GTIN-14 takes in.
  if (asked !== undefined && whole.startsWith('000000') && length > 8 && length < 14) return undefined;
  const fitted = whole.padStart(length, '0').slice(-length);
  return checked ? fitted : fitted.slice(0, -1);
}

/**
 * A number with its check digit added, where the profile says that it has none (`checkDigit: compute`). One that ends with a right
 * one already stays as it is where it has the length that is sent; else there is a warning, for one in ten does so by chance.
 * @param digits how many are sent, where that is known
 */
function withCheckDigit(t: Translation, number: string, digits: number | undefined, origin: Origin): string {
  if (!/^\d{7,13}$/.test(number)) return number;
  const gtin = number + checkDigitOf(number);
  if (![8, 12, 13].includes(number.length) || !hasCheckDigit(number)) return gtin;
  if (number.length === digits) return number;
  t.build.find(
    t.codes.gtin,
    origin,
    `ends with a right check digit already, and one was added: ${gtin} may be another article`,
    'Make sure that SYSPRO holds the number without its check digit, or take checkDigit: compute out of itemIds.',
    { severity: 'warning', value: number },
  );
  return gtin;
}

/** Whether the check digit is sent: under UI and UA it is not, unless the profile asks for a digit more. */
function checkedIn(id: SourcedItemId, form: GtinForm | undefined): boolean {
  if (id.checkDigit === 'drop') return false;
  return form === undefined || form.checked || (id.digits !== undefined && id.digits !== form.digits);
}

function masterNumber(t: Translation, stockCode: string, source: string): ItemNumber {
  const item = t.items.get(stockCode);
  const origin = (column: string): Origin => ({ table: 'InvMaster', column, key: stockCode });
  switch (source) {
    case 'gtin':
      return { text: item?.gtin, origin: origin('gtin') };
    case 'alternateKey1':
      return { text: item?.alternateKey1, origin: origin('AlternateKey1') };
    case 'alternateKey2':
      return { text: item?.alternateKey2, origin: origin('AlternateKey2') };
    case 'countryOfOrigin':
      return { text: item?.countryOfOrigin, origin: origin('CountryOfOrigin') };
    default:
      throw new RangeError(`there is no item number ${source}`);
  }
}
