import { Exact } from '../documents/decimal.ts';
import type { MerchandiseLine } from '../documents/purchase-order.ts';
import { addNotes, commentsOf, x12Date } from './heading.ts';
import { written, type Translation } from './header-text.ts';
import { codeCell, detail, freeCell, setting, type Cell } from './source.ts';

/** The order's lines of goods. */
export function merchandiseOf(t: Translation): MerchandiseLine[] {
  return t.order.lines.flatMap((line) => (line.kind === 'stocked' || line.kind === 'non-stocked' ? [line] : []));
}

/** The PO1 loop of each line of goods. */
export function addItems(t: Translation): void {
  for (const line of merchandiseOf(t)) addItem(t, line);
}

function addItem(t: Translation, line: MerchandiseLine): void {
  const { profile, build } = t;
  build.add('PO1', [
    codeCell(written(String(line.line), profile.lineNumber), detail('Line', line.line)),
    quantityCell(t, line),
    unitCell(t, line),
    ...priceCells(t, line),
    ...itemIdCells(t, line),
  ]);
  if (profile.description && line.description !== undefined) {
    const text = freeCell(line.description, detail('MStockDes', line.line));
    const { type } = profile.description;
    if (build.hasText(text)) build.add('PID', [codeCell('F', setting('description')), ...pidType(type), text]);
  }
  const comments = commentsOf(t.order, line.line);
  if (profile.notes.line === 'pid') {
    for (const comment of comments) {
      const text = freeCell(comment.text, detail('NComment', comment.line));
      for (const piece of build.pieces(text, 'PID', 5))
        build.add('PID', [codeCell('F', setting('notes.line')), ...pidType(undefined), piece]);
    }
  }
  addLineDates(t, line);
  addNotes(t, comments, 'line');
}

function quantityCell(t: Translation, line: MerchandiseLine): Cell {
  const origin = detail('MOrderQty', line.line);
  const quantity = new Exact(line.quantity);
  if (quantity.isNegative())
    t.build.find('PO-QUANTITY', origin, 'is negative', 'Correct the quantity in SYSPRO.', { value: line.quantity });
  if (quantity.isZero())
    t.build.find(
      'PO-QUANTITY',
      origin,
      'is zero: the partner gets a line that orders nothing',
      'Remove the line in SYSPRO if it is not meant.',
      { severity: 'warning', value: line.quantity },
    );
  checkDecimals(t, quantity, t.profile.quantity.maxDecimals, 'PO-QUANTITY-DECIMALS', origin);
  return codeCell(quantity.toFixed(), origin);
}

function unitCell(t: Translation, line: MerchandiseLine): Cell | undefined {
  const origin = detail('MOrderUom', line.line);
  const unit = lookUp(t.profile.units, line.orderUom);
  if (unit !== undefined) return codeCell(unit, origin);
  t.build.find(
    'PO-UNIT-UNMAPPED',
    origin,
    'has no X12 unit in the profile',
    `Add ${JSON.stringify(line.orderUom.trim())} under units of the profile.`,
    { value: line.orderUom },
  );
  return undefined;
}

/**
 * PO104 and PO105: exact (a rounded price would not extend to the same amount), but for a price converted to the ordered
 * unit where the profile says how many decimals the partner takes: a price per dozen may have no exact price per piece.
 */
function priceCells(t: Translation, line: MerchandiseLine): [Cell, Cell | undefined] {
  const { price: policy } = t.profile;
  const origin = detail('MPrice', line.line);
  const perOrderUnit = policy.per === 'order-unit' || line.priceUom.trim() === line.orderUom.trim();
  const converted = perOrderUnit && line.priceUom.trim() !== line.orderUom.trim() && policy.roundTo !== undefined;
  const exact = new Exact(perOrderUnit ? line.orderUomPrice : line.price);
  const price = converted ? exact.toDecimalPlaces(policy.roundTo) : exact;
  if (price.isNegative())
    t.build.find('PO-PRICE', origin, 'is negative', 'Correct the price in SYSPRO.', { value: price.toFixed() });
  checkDecimals(t, price, policy.maxDecimals, 'PO-PRICE-DECIMALS', origin);
  const cell = codeCell(price.toFixed(), origin);
  if (perOrderUnit)
    return [cell, policy.basis === undefined ? undefined : codeCell(policy.basis, setting('price.basis'))];
  const basis = lookUp(policy.bases, line.priceUom);
  if (basis === undefined) {
    t.build.find(
      'PO-PRICE-BASIS',
      detail('MPriceUom', line.line),
      'has no price basis in the profile',
      `Add ${JSON.stringify(line.priceUom.trim())} under price.bases of the profile.`,
      { value: line.priceUom },
    );
  }
  return [cell, basis === undefined ? undefined : codeCell(basis, detail('MPriceUom', line.line))];
}

function itemIdCells(t: Translation, line: MerchandiseLine): Cell[] {
  return t.profile.itemIds.flatMap(({ qualifier, source, whenMissing }, index) => {
    const origin = detail(source === 'supplierItem' ? 'MSupCatalogue' : 'MStockCode', line.line);
    const id = (line[source] ?? '').trim();
    if (id !== '') return [codeCell(qualifier, setting(`itemIds.${index}.qualifier`)), codeCell(id, origin)];
    if (whenMissing === 'refuse') {
      t.build.find(
        'PO-ITEM-ID-MISSING',
        origin,
        `is empty, and the partner identifies items by it (${qualifier})`,
        'Fill it in SYSPRO, or change itemIds in the profile.',
      );
    }
    return [];
  });
}

function addLineDates(t: Translation, line: MerchandiseLine): void {
  for (const [index, { qualifier, whenMissing }] of t.profile.lineDates.entries()) {
    const origin = detail('MLatestDueDate', line.line);
    if (line.dueDate !== undefined)
      t.build.add('DTM', [
        codeCell(qualifier, setting(`lineDates.${index}.qualifier`)),
        codeCell(x12Date(line.dueDate), origin),
      ]);
    else if (whenMissing === 'refuse')
      t.build.find(
        'PO-FIELD-MISSING',
        origin,
        'is empty, and the partner must have it',
        'Fill it in SYSPRO, or change lineDates in the profile.',
      );
  }
}

/** PID02 to PID04. */
function pidType(type: string | undefined): (Cell | undefined)[] {
  return [type === undefined ? undefined : codeCell(type, setting('description.type')), undefined, undefined];
}

function checkDecimals(
  t: Translation,
  value: InstanceType<typeof Exact>,
  max: number | undefined,
  code: string,
  origin: Cell['origin'],
): void {
  if (max === undefined || value.decimalPlaces() <= max) return;
  t.build.find(
    code,
    origin,
    `has ${value.decimalPlaces()} decimals, and the partner takes ${max}`,
    'Correct it in SYSPRO, or change the profile. It is never rounded.',
    { value: value.toFixed() },
  );
}

function lookUp(map: Readonly<Record<string, string>>, unit: string): string | undefined {
  const key = unit.trim();
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
