import type { Amount } from '../../documents/decimal.ts';
import type { EchoedLineNumber } from '../../partners/index.ts';
import type { ItemNumber } from './item-ids.ts';
import { decimalCell } from '../cells/numbers.ts';
import { codeCell, freeCell, gap, literal, setting, type Cell, type Origin } from '../cells/source.ts';
import { mapped, missing, written, type Translation } from '../cells/text-cell.ts';
import { checkedQuantity } from '../cells/units.ts';

/**
 * A quantity, with all its decimals; a finding where the partner does not take so many.
 * @param unit the quantity's unit in SYSPRO, where the profile may convert it
 */
export function quantityCell(t: Translation, quantity: Amount, origin: Origin, unit?: string): Cell {
  const told = unit === undefined ? quantity : checkedQuantity(t, quantity, unit, origin);
  return decimalCell(t, told, t.profile.quantity, t.codes.quantityDecimals, origin);
}

/**
 * PID of a line's description, where the profile sends it.
 * @param stockCode the line's item, whose own description the profile may ask for
 */
export function addDescription(
  t: Translation,
  description: string | undefined,
  origin: Origin,
  stockCode?: string,
): void {
  const settings = t.profile.description;
  if (!settings) return;
  const item = stockCode === undefined ? undefined : t.items.get(stockCode);
  const ofItem = (column: string): Origin => ({ table: 'InvMaster', column, key: stockCode ?? '' });
  const long = settings.source === 'long' ? item?.longDescription : undefined;
  const short = settings.source === 'item' ? item?.description : undefined;
  const [chosen, from] =
    long !== undefined
      ? [long, ofItem('LongDesc')]
      : short !== undefined
        ? [short, ofItem('Description')]
        : [description, origin];
  if (chosen === undefined) return;
  const text = freeCell(chosen, from);
  const pieces = settings.split ? t.build.pieces(text, 'PID', 5) : [text];
  for (const piece of pieces) {
    if (t.build.hasText(piece))
      t.build.add('PID', [codeCell('F', setting('description')), ...pidType(settings.type), piece]);
  }
}

/** PID02 to PID04. */
export function pidType(type: string | undefined): (Cell | undefined)[] {
  return [type === undefined ? undefined : codeCell(type, setting('description.type')), undefined, undefined];
}

/** PO4 of a line's item, where the profile knows how it is packed. */
export function addPack(t: Translation, stockCode: string, origin: Origin): void {
  if (!('packs' in t.profile) || t.profile.packs === undefined) return;
  const { items, whenMissing } = t.profile.packs;
  const code = stockCode.trim();
  const pack = mapped(items, code);
  if (!pack) {
    if (whenMissing === 'refuse') {
      const fix = `Add ${JSON.stringify(code)} under packs.items of the profile.`;
      t.build.find(t.codes.fieldMissing, origin, 'is an item whose pack the profile does not have', fix, {
        value: code,
      });
    }
    return;
  }
  const at = `packs.items.${code}`;
  t.build.add('PO4', [
    codeCell(String(pack.pack), setting(`${at}.pack`)),
    literal(pack.size, `${at}.size`),
    literal(pack.unit, `${at}.unit`),
    literal(pack.packaging, `${at}.packaging`),
    ...gap(9),
    pack.innerPack === undefined ? undefined : codeCell(String(pack.innerPack), setting(`${at}.innerPack`)),
  ]);
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
