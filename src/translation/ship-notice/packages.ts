import { Exact, type Amount } from '../../documents/decimal.ts';
import type { Package, ShipNotice, ShippedLine } from '../../documents/ship-notice.ts';
import { codeCell, literal, setting } from '../source.ts';
import { packageOrigin, shippedLines, type NoticeTranslation } from './context.ts';

/** A carton with its place in the notice. */
export type Carton = Package & { readonly index: number };

/** The notice's cartons: its packages, but for the pallets that hold no goods of their own. */
export function cartonsOf(notice: ShipNotice): Carton[] {
  const pallets = new Set(notice.packages.flatMap(({ onPallet }) => (onPallet === undefined ? [] : [onPallet])));
  return notice.packages.flatMap((one, index) => {
    const isPallet = one.contents.length === 0 && one.sscc !== undefined && pallets.has(one.sscc);
    return isPallet ? [] : [{ ...one, index }];
  });
}

/**
 * What is wrong with the cartons as a whole: an empty one, one that holds what is not shipped or, below an order, what several
 * orders ordered, and lines of which not exactly what is shipped is in cartons.
 * @param belowOrders whether a carton is told below its order
 */
export function checkPackages(
  t: NoticeTranslation,
  orderOf: (line: ShippedLine) => string | undefined,
  belowOrders: boolean,
): void {
  const lines = new Map(shippedLines(t.notice).map((line) => [line.line, line]));
  const packed = new Map<number, Amount>();
  const find = (code: string, carton: Carton, message: string): void => {
    const value = carton.sscc === undefined ? {} : { value: carton.sscc };
    t.build.find(code, packageOrigin(carton.index), message, 'Correct it where the packages come from.', value);
  };
  for (const carton of cartonsOf(t.notice)) {
    if (carton.contents.length === 0) find('ASN-PACKAGE-EMPTY', carton, 'holds nothing');
    const orders = new Set<string | undefined>();
    for (const { line, quantity } of carton.contents) {
      const shipped = lines.get(line);
      if (!shipped) find('ASN-PACKAGE-LINE', carton, `holds line ${line}, which the dispatch note does not have`);
      else orders.add(orderOf(shipped));
      packed.set(line, (packed.get(line) ?? new Exact(0)).plus(quantity));
    }
    if (orders.size > 1 && belowOrders) {
      const message = 'holds goods of several orders, and the profile tells an order above its packages (structure)';
      find('ASN-PACKAGE-ORDERS', carton, message);
    }
  }
  for (const line of lines.values()) {
    const inCartons = packed.get(line.line) ?? new Exact(0);
    if (inCartons.equals(line.quantity)) continue;
    t.build.find(
      'ASN-PACKAGE-QUANTITY',
      { table: 'MdnDetail', column: 'MQtyToDispatch', line: line.line },
      `is ${line.quantity} where the packages hold ${inCartons.toFixed()}`,
      'Correct it in SYSPRO, or where the packages come from.',
      { value: line.quantity },
    );
  }
}

/** MAN of a carton: its SSCC, which the partner may insist on, and its tracking number. */
export function addMarks(t: NoticeTranslation, carton: Carton): void {
  const { marks } = t.profile;
  const origin = packageOrigin(carton.index);
  if (carton.sscc !== undefined) addSscc(t, carton.sscc, carton.index);
  else if (marks.whenMissing === 'refuse') {
    t.build.find(
      'ASN-PACKAGE-SSCC',
      origin,
      'has no SSCC, and the partner must have it',
      'Fill it where the packages come from, or change marks.whenMissing in the profile.',
    );
  }
  if (marks.tracking !== undefined && carton.trackingNumber !== undefined)
    t.build.add('MAN', [literal(marks.tracking, 'marks.tracking'), codeCell(carton.trackingNumber, origin)]);
}

/** MAN of an SSCC. @param index the place of the package it marks, or of one that stands on it */
export function addSscc(t: NoticeTranslation, sscc: string, index: number): void {
  const { marks } = t.profile;
  const bare = sscc.length === 20 && sscc.startsWith('00') ? sscc.slice(2) : sscc;
  const text = marks.applicationIdentifier ? `00${bare}` : bare;
  t.build.add('MAN', [codeCell(marks.sscc, setting('marks.sscc')), codeCell(text, packageOrigin(index))]);
}
