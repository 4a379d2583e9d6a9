import type { BusinessDocument } from '../documents/document.ts';
import type { Invoice } from '../documents/invoice.ts';
import type { ShipNotice } from '../documents/ship-notice.ts';
import type { DocumentProfile } from '../partners/index.ts';
import type { Segment } from '../x12/index.ts';
import type { ElementSource } from './cells/source.ts';
import type { Translation } from './cells/text-cell.ts';
import { orderGroupsOf } from './ship-notice/order-groups.ts';

/** A line of goods among those that a number must tell apart. */
interface Numbered {
  /** Lines of one scope must be told apart: all of an order or invoice, those of each order of a ship notice. */
  readonly scope: string;
  /** Its sales order, of a document that may tell lines of several in one scope with the profile's consent (`severalOrders`). */
  readonly order?: string | undefined;
  /** What the number names: two lines of the document may be one line of the order. */
  readonly names: string;
}

/**
 * The findings of a line number (PO101, IT101, LIN01, SN101) that names different lines: the partner answers and books by it, so one
 * of them would be taken for the other. It is looked for in the set as it goes out, after `defaults` and `drop`. The cartons and lots
 * of a line repeat its number, and so may lines that deliver or bill the same line of an order. Between the orders of an invoice that
 * bills several, which the profile has to allow, it is a warning.
 * @param segments those of the set, with the sources of their elements
 */
export function checkLineNumbers(
  document: BusinessDocument,
  t: Translation,
  segments: readonly Segment[],
  sources: readonly ElementSource[],
): void {
  const known = numberedLines(document, t.profile);
  const byNumber = new Map<string, Numbered & { readonly line: number }>();
  for (const { number, line, element } of numbersSent(segments, sources)) {
    const one = known.get(line);
    if (number === '' || !one) continue;
    const key = JSON.stringify([one.scope, number]);
    const earlier = byNumber.get(key);
    if (!earlier) byNumber.set(key, { ...one, line });
    else if (earlier.names !== one.names) {
      t.build.find(
        t.codes.lineNumber,
        { ...lineColumns[document.type], line },
        `is sent as line ${number}, and so is line ${earlier.line}: the partner could not tell them apart`,
        'Correct lineNumber or defaults in the profile, or the numbers of the customer’s lines where they are kept.',
        { value: number, element, severity: earlier.order === one.order ? 'error' : 'warning' },
      );
    }
  }
}

const lineColumns = {
  'purchase-order': { table: 'PorMasterDetail', column: 'Line' },
  invoice: { table: 'ArTrnDetail', column: 'DetailLine' },
  'ship-notice': { table: 'MdnDetail', column: 'DispatchNoteLine' },
} as const;

interface Sent {
  readonly number: string;
  /** The document's line that the segment tells. */
  readonly line: number;
  readonly element: string;
}

/** The numbers of lines in a set, with the line each is of: that whose quantity stands beside it. */
function numbersSent(segments: readonly Segment[], sources: readonly ElementSource[]): Sent[] {
  const lineAt = new Map<number, number>();
  for (const { position, segment, element, origin } of sources) {
    if (element === 2 && ['PO1', 'IT1', 'SN1'].includes(segment) && 'table' in origin && origin.line !== undefined)
      lineAt.set(position, origin.line);
  }
  const sent: Sent[] = [];
  let item: Segment | undefined;
  segments.forEach((segment, index) => {
    if (segment.id === 'HL') item = undefined;
    if (segment.id === 'LIN') item = segment;
    const line = lineAt.get(index + 2);
    if (line === undefined) return;
    sent.push({ number: textOf(segment), line, element: `${segment.id}01` });
    // LIN and SN1 of an item are of one line.
    if (item && textOf(item) !== textOf(segment)) sent.push({ number: textOf(item), line, element: 'LIN01' });
  });
  return sent;
}

function textOf({ elements: [first] }: Segment): string {
  return typeof first === 'string' ? first : '';
}

function numberedLines(document: BusinessDocument, profile: DocumentProfile): ReadonlyMap<number, Numbered> {
  switch (document.type) {
    case 'purchase-order':
      return new Map(document.lines.map(({ line }) => [line, { scope: '', names: String(line) }]));
    case 'invoice':
      return linesOf(document, profile, () => '');
    case 'ship-notice': {
      const format = profile.type === 'ship-notice' ? profile.orderNumber : { trimZeros: false };
      const groups = orderGroupsOf(document.orders, format);
      const scopes = new Map(
        groups.flatMap(({ salesOrders }, index) =>
          salesOrders.map(({ salesOrder }) => [salesOrder, String(index)] as const),
        ),
      );
      const only = document.orders.length === 1 ? '0' : '';
      return linesOf(document, profile, (order) => (order === undefined ? only : (scopes.get(order) ?? '')));
    }
  }
}

/** @param scopeOf the scope of a sales order's lines */
function linesOf(
  { type, lines }: Invoice | ShipNotice,
  profile: DocumentProfile,
  scopeOf: (salesOrder: string | undefined) => string,
): ReadonlyMap<number, Numbered> {
  const byCustomer = profile.type !== 'purchase-order' && profile.lineNumber.source === 'customerOrderLine';
  return new Map(
    lines.flatMap((one) => {
      if (one.kind !== 'stocked' && one.kind !== 'non-stocked') return [];
      const { line, salesOrder, salesOrderLine, stockCode } = one;
      const customerLine = one.customerOrderLine?.trim() ?? '';
      const names =
        byCustomer && customerLine !== ''
          ? // What several sales orders deliver of one line of the customer's is that line, if it is the item; an invoice does not say whose.
            ['customer', type === 'invoice' ? salesOrder : '', customerLine, stockCode]
          : salesOrderLine === undefined
            ? ['line', line]
            : ['sales order', salesOrder, salesOrderLine];
      return [
        [
          line,
          {
            scope: scopeOf(salesOrder),
            names: JSON.stringify(names),
            order: type === 'invoice' ? salesOrder : undefined,
          },
        ] as const,
      ];
    }),
  );
}
