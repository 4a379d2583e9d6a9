import { describe, expect, it } from 'vitest';
import type { InvoiceGoodsLine } from '../../src/documents/invoice.ts';
import type { ShippedLine, ShipNotice } from '../../src/documents/ship-notice.ts';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { consignment, segmentsOf, told } from './ship-notice-documents.ts';
import {
  billed,
  brief,
  carton,
  goods,
  invoiceWith,
  noticeWith,
  orderWith,
  profileOf,
  profileWith,
  shipped,
  textsOf,
} from './support.ts';

const customers = '    lineNumber: { source: customerOrderLine, whenMissing: line }\n';

describe('the numbers of an invoice’s lines', () => {
  const invoice = (more: string, ...parts: Partial<InvoiceGoodsLine>[]): string[] => {
    const { set, findings } = translateInvoice(
      invoiceWith({
        lines: parts.map((part, n) => billed(n + 1, part)),
        totals: { merchandise: '250', freight: '0', other: '0', tax: '0', total: '250' },
      }),
      profileOf('invoice', `    severalOrders: send\n${more}`),
    );
    const items = textsOf(set?.segments ?? []).filter((text) => text.startsWith('IT1*'));
    return set ? items.map((text) => text.split('*')[1] ?? '') : brief(findings);
  };
  const second = 'INV-LINE-NUMBER | ArTrnDetail 000000000100234 line 2 | DetailLine | IT101';

  it.each<[string, string, Partial<InvoiceGoodsLine>[], string[]]>([
    [
      'our own number that is another line’s of the customer',
      customers,
      [{ customerOrderLine: '2' }, { customerOrderLine: '' }],
      [second],
    ],
    ['two numbers that differ', customers, [{ customerOrderLine: '10' }, { customerOrderLine: '' }], ['10', '2']],
    [
      'numbers that differ in zeros that are not sent',
      '    lineNumber: { source: customerOrderLine, trimZeros: true }\n',
      [{ customerOrderLine: '01' }, { customerOrderLine: '1' }],
      [second],
    ],
    [
      'a literal for all',
      '    lineNumber: { source: customerOrderLine, whenMissing: omit }\n    defaults: { IT101: "1" }\n',
      [{ customerOrderLine: '' }, { customerOrderLine: '' }],
      [second],
    ],
    [
      'one line of the order, billed in two',
      customers,
      [{ customerOrderLine: '1' }, { customerOrderLine: '1', stockCode: 'B201', salesOrderLine: 1 }],
      ['1', '1'],
    ],
    ['one line number for two items', customers, [{ customerOrderLine: '1' }, { customerOrderLine: '1' }], [second]],
  ])('%s', (_, more, lines, expected) => {
    expect(invoice(more, ...lines)).toEqual(expected);
  });
});

it('one number in two orders of an invoice that the profile lets bill several is a warning', () => {
  const lines = [
    billed(1, { customerOrderLine: '1' }),
    billed(2, { customerOrderLine: '1', stockCode: 'B201', salesOrder: '000000000300101' }),
  ];
  const totals = { merchandise: '250', freight: '0', other: '0', tax: '0', total: '250' };
  const profile = profileOf('invoice', `    severalOrders: send\n${customers}`);
  const { set, findings } = translateInvoice(invoiceWith({ lines, totals }), profile);
  expect(set).toBeDefined();
  expect(brief(findings)).toEqual(['?INV-LINE-NUMBER | ArTrnDetail 000000000100234 line 2 | DetailLine | IT101']);
});

it('a purchase order with one number for two lines is refused', () => {
  const more = '    drop: [PO101]\n    defaults: { PO101: "1" }\n';
  const { findings } = translatePurchaseOrder(orderWith({ lines: [goods(1), goods(2)] }), profileWith(more));
  expect(brief(findings)).toContain('PO-LINE-NUMBER | PorMasterDetail 000000000150802 line 2 | Line | PO101');
});

describe('the numbers of a ship notice’s items', () => {
  const notice = (...parts: Partial<ShippedLine>[]): ShipNotice => {
    const lines = parts.map((part, n) => shipped(n + 1, part));
    return noticeWith({
      lines,
      packages: [
        carton(
          0,
          lines.map(({ line }) => ({ line, quantity: '10' })),
        ),
      ],
    });
  };
  const second = 'ASN-LINE-NUMBER | MdnDetail 000000000400500 line 2 | DispatchNoteLine | SN101';

  it('name one line each', () => {
    const twice = notice({ customerOrderLine: '2' }, { customerOrderLine: '' });
    expect(told(twice, customers)).toEqual([second]);
    expect(segmentsOf(notice({ customerOrderLine: '7' }, { customerOrderLine: '' }), 'SN1', customers)).toEqual([
      'SN1*7*10*EA**10*EA**AC',
      'SN1*2*10*EA**10*EA**AC',
    ]);
  });

  it('are repeated by cartons, by lots, and by lines that deliver the same line of the order', () => {
    const packages = [carton(0, [{ line: 1, quantity: '4' }]), carton(1, [{ line: 1, quantity: '6' }])];
    expect(segmentsOf(noticeWith({ packages }), 'LIN', customers)).toHaveLength(2);
    const split = '    structure: [SOTPI, SOPI]\n    lots: { as: item-id, split: true }\n';
    expect(segmentsOf(consignment, 'LIN', split + customers)).toHaveLength(5);
    const same = { customerOrderLine: '5', stockCode: 'B201', salesOrderLine: 1 };
    expect(segmentsOf(notice(same, same), 'LIN', customers)).toHaveLength(2);
  });

  const orders = (second: string): Pick<ShipNotice, 'orders'> => ({
    orders: [
      { salesOrder: '000000000300100', customerPurchaseOrder: 'PO-7001', orderDate: '2026-11-10' },
      { salesOrder: '000000000300101', customerPurchaseOrder: second, orderDate: '2026-11-10' },
    ],
  });
  const two = notice({ salesOrderLine: 10 }, { salesOrderLine: 10, salesOrder: '000000000300101' });
  const ours = '    structure: SPOI\n    lineNumber: { source: salesOrderLine }\n';

  it('differ within an order of several sales orders, and may be the same in two orders', () => {
    expect(told({ ...two, ...orders('PO-7001') }, ours)).toEqual([second]);
    expect(segmentsOf({ ...two, ...orders('PO-7002') }, 'LIN', ours)).toHaveLength(2);
  });

  it('are looked for in LIN too', () => {
    const more = '    lineNumber: { source: customerOrderLine, whenMissing: omit }\n    defaults: { LIN01: "1" }\n';
    const none = notice({ customerOrderLine: '' }, { customerOrderLine: '' });
    expect(told(none, more)).toEqual([second.replace('SN101', 'LIN01')]);
  });
});
