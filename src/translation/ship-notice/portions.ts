import { Exact, type Amount } from '../../documents/decimal.ts';
import type { ShippedLine } from '../../documents/ship-notice.ts';
import { palletsOf, type Carton, type Pallet } from './cartons.ts';
import { shippedLines, type NoticeTranslation } from './context.ts';
import type { OrderGroup } from './order-groups.ts';

/** As much of a line as lies in one carton (and, where lots are told apart, is of one lot): what every level is made of. */
export interface Portion {
  readonly line: ShippedLine;
  readonly quantity: Amount;
  readonly order: OrderGroup;
  readonly carton?: Carton | undefined;
  readonly pallet?: Pallet | undefined;
  /** Where the profile tells the lots of a line apart. */
  readonly lot?: ShippedLine['lots'][number] | undefined;
}

/**
 * The goods of a notice in portions. Together they are what is shipped: each line once where cartons are not told, else by carton.
 * @param structure the levels that are told
 * @param orderOf the order of a line; a line without one is in no portion
 */
export function portionsOf(
  t: NoticeTranslation,
  structure: string,
  orderOf: (line: ShippedLine) => OrderGroup | undefined,
): Portion[] {
  const lines = shippedLines(t.notice);
  const cartons = /[TP]/.test(structure) ? t.cartons : [];
  if (cartons.length === 0) {
    return lines.flatMap((line): Portion[] => {
      const order = orderOf(line);
      return order ? byLot(t, { line, order, quantity: new Exact(line.quantity) }) : [];
    });
  }
  const pallets = palletsOf(t.notice, cartons, structure.includes('P'));
  const byNumber = new Map(lines.map((line) => [line.line, line]));
  return cartons.flatMap((carton) =>
    carton.contents.flatMap(({ line: number, quantity }): Portion[] => {
      const line = byNumber.get(number);
      const order = line && orderOf(line);
      if (!line || !order) return [];
      return byLot(t, { line, order, carton, pallet: pallets.get(carton.index), quantity: new Exact(quantity) });
    }),
  );
}

/** A portion by lot, where the profile asks for it; only of a whole line is it known how much is of which lot. */
function byLot({ profile: { lots } }: NoticeTranslation, portion: Portion): Portion[] {
  const { line, quantity } = portion;
  if (typeof lots !== 'object' || !lots.split || line.lots.length === 0) return [portion];
  if (line.lots.length > 1 && !quantity.equals(line.quantity)) return [portion];
  return line.lots.map((lot) => ({
    ...portion,
    lot,
    quantity: line.lots.length === 1 ? quantity : new Exact(lot.quantity),
  }));
}

/**
 * The findings of lines whose lots the profile tells apart: those whose cartons do not say which lot they hold, and those whose lots
 * together are not what is shipped.
 */
export function checkLots({ profile: { lots }, build }: NoticeTranslation, portions: readonly Portion[]): void {
  if (typeof lots !== 'object' || !lots.split) return;
  const find = (line: ShippedLine, message: string, fix: string, more: { readonly value?: string } = {}): void =>
    build.find('ASN-LOTS', { table: 'MdnDetailLot', column: 'Lot', line: line.line }, message, fix, more);
  const mixed = portions.filter(({ line, lot }) => line.lots.length > 0 && !lot);
  for (const line of new Set(mixed.map((portion) => portion.line))) {
    find(
      line,
      `has ${line.lots.length} lots in several cartons, and nothing says which carton holds which`,
      'Dispatch each lot on a line of its own, or let the profile tell the lots of a line together (lots.split).',
    );
  }
  for (const line of new Set(portions.map((portion) => portion.line))) {
    const inLots = line.lots.reduce((sum, { quantity }) => sum.plus(quantity), new Exact(0));
    if (line.lots.length === 0 || inLots.equals(line.quantity)) continue;
    const message = `has lots of ${inLots.toFixed()} together where ${line.quantity} are shipped, and each is an item (lots.split)`;
    find(line, message, 'Correct the lots in SYSPRO.', { value: inLots.toFixed() });
  }
}
