import { Exact } from '../../src/documents/decimal.ts';
import type { Package, ShipNotice } from '../../src/documents/ship-notice.ts';
import { translateShipNotice } from '../../src/translation/index.ts';
import { brief, noticeWith, profileOf, shipped, textsOf } from './support.ts';

/** When the notices of these tests are made. */
export const made = { at: new Date('2026-11-20T02:05:00Z'), timeZone: 'America/Chicago' };

/** An SSCC of a number, with its check digit by the tests' own hand. */
export function ssccOf(n: number): string {
  const digits = `10614141${String(n).padStart(9, '0')}`;
  const sum = Array.from(digits).reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const pallets = [ssccOf(901), ssccOf(902)] as const;

/** A carton of the consignment. */
function packed(n: number, pallet: 0 | 1, line: number, quantity: string): Package {
  return {
    sscc: ssccOf(n),
    onPallet: pallets[pallet],
    kind: 'CTN',
    trackingNumber: `1Z999AA1000000${n}`,
    weight: '12.5',
    contents: [{ line, quantity }],
  };
}

/**
 * Two orders for two stores, three lines, four cartons on two pallets: each carton of one line, each pallet of one order, so that
 * every structure can tell it.
 */
export const consignment = noticeWith({
  orders: [
    { salesOrder: '000000000300100', customerPurchaseOrder: 'PO-7001', orderDate: '2026-11-10', storeNumber: '42' },
    { salesOrder: '000000000300101', customerPurchaseOrder: 'PO-7002', orderDate: '2026-11-11', storeNumber: '7' },
  ],
  lines: [
    shipped(1, { quantity: '24', orderedQuantity: '24', warehouse: 'D1' }),
    shipped(2, { quantity: '10', orderedQuantity: '12', description: 'Hinge 60 mm', warehouse: 'D1' }),
    shipped(3, {
      quantity: '12',
      orderedQuantity: '12',
      salesOrder: '000000000300101',
      salesOrderLine: 1,
      customerOrderLine: '10',
      stockCode: 'B201',
      customerItem: 'AC-1',
      lots: [
        { lot: 'L-7', quantity: '8', expiry: '2027-01-31' },
        { lot: 'L-8', quantity: '4', expiry: '2027-03-31' },
      ],
    }),
  ],
  packages: [
    packed(1, 0, 1, '12'),
    packed(2, 0, 1, '12'),
    packed(3, 0, 2, '10'),
    packed(4, 1, 3, '12'),
    { sscc: pallets[0], kind: 'PLT', weight: '55', contents: [] },
    { sscc: pallets[1], kind: 'PLT', contents: [] },
  ],
  transport: {
    billOfLading: 'BOL7788',
    proNumber: '700123',
    trailer: 'MERU123456',
    seal: 'SL99',
    volume: '1.25',
    carrier: 'UPS Ground',
  },
  masters: {
    items: [
      {
        stockCode: 'B201',
        gtin: '012345678905',
        mass: '0.9',
        volume: '0.02',
        stockingUom: 'EA',
        countryOfOrigin: 'MX',
      },
      { stockCode: 'B202', gtin: '4006381333931', mass: '0.45', stockingUom: 'EA' },
    ],
  },
});

/** The segments of a notice as text, or what is wrong with it. */
export function told(notice: ShipNotice, more = ''): string[] {
  const { set, findings } = translateShipNotice(notice, profileOf('ship-notice', more), { made });
  return set ? textsOf(set.segments) : brief(findings);
}

/** The levels of a notice, each as its number, its parent and its code; children indented below their parent would read the same. */
export function levelsOf(notice: ShipNotice, more = ''): string[] {
  return told(notice, more)
    .filter((text) => text.startsWith('HL*'))
    .map((text) => text.slice(3));
}

/** The segments of one kind. */
export function segmentsOf(notice: ShipNotice, id: string, more = ''): string[] {
  return told(notice, more).filter((text) => text.startsWith(`${id}*`));
}

/** The sum of SN102 for each LIN01, from the text of a set. */
export function shippedByLine(texts: readonly string[]): Record<string, string> {
  const sums = new Map<string, InstanceType<typeof Exact>>();
  for (const text of texts.filter((one) => one.startsWith('SN1*'))) {
    const [, number = '', quantity = ''] = text.split('*');
    sums.set(number, (sums.get(number) ?? new Exact(0)).plus(quantity));
  }
  return Object.fromEntries([...sums].map(([number, sum]) => [number, sum.toFixed()]));
}
