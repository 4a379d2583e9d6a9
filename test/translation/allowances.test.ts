import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/documents/decimal.ts';
import type { Invoice } from '../../src/documents/invoice.ts';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { billed, brief, goods, invoiceWith, orderWith, profileOf, profileWith, textsOf } from './support.ts';

function invoice(parts: Partial<Invoice>, more: string): string[] {
  const { set, findings } = translateInvoice(invoiceWith(parts), profileOf('invoice', more));
  return set ? textsOf(set.segments) : brief(findings);
}

function order(parts: Partial<PurchaseOrder>, more: string): string[] {
  const { set, findings } = translatePurchaseOrder(orderWith(parts), profileWith(more));
  return set ? textsOf(set.segments) : brief(findings);
}

const only = (texts: readonly string[], id: string): string[] => texts.filter((text) => text.startsWith(`${id}*`));
const discounts = (settings: string): string =>
  `    price: { discounts: { code: C310, handling: '02', ${settings} } }\n`;
const merchandise = (value: string): Pick<Invoice, 'totals'> => ({
  totals: { merchandise: value, freight: '0', other: '0', tax: '0', total: value },
});

/** 8 at 12.50 less 10 %, less 5 % of what is left: 100.00 − 10.00 − 4.50 = 85.50. */
const twice = billed(1, {
  quantity: '8',
  discounts: [
    { kind: 'percent', percent: '10' },
    { kind: 'percent', percent: '5' },
  ],
  netValue: '85.5',
});

describe('discounts of invoice lines', () => {
  const sac = (settings: string, line = twice, value = '85.5'): string[] => {
    const texts = invoice({ lines: [line], ...merchandise(value) }, discounts(settings));
    return texts.some((text) => text.startsWith('BIG')) ? only(texts, 'SAC') : texts;
  };

  it('are told one by one, or as one of the line', () => {
    expect(sac('per: discount')).toEqual(['SAC*A*C310***1000*******02', 'SAC*A*C310***450*******02']);
    expect(sac('per: line')).toEqual(['SAC*A*C310***1450*******02']);
    expect(sac('per: line, description: TRADE')).toEqual(['SAC*A*C310***1450*******02***TRADE']);
  });

  it('are told with their percentage, of the whole or of what is left', () => {
    expect(sac('as: percent')).toEqual(['SAC*A*C310***1000*6*10*****02', 'SAC*A*C310***450*6*4.5*****02']);
    expect(sac("as: percent, percentOf: '7'")).toEqual([
      'SAC*A*C310***1000*7*10*****02',
      'SAC*A*C310***450*7*5*****02',
    ]);
    expect(sac('as: percent, per: line')).toEqual(['SAC*A*C310***1450*6*14.5*****02']);
  });

  it('are told by their percentage alone where that comes to the cent', () => {
    expect(sac("as: percent, amount: false, percentOf: '7'")).toEqual([
      'SAC*A*C310****7*10*****02',
      'SAC*A*C310****7*5*****02',
    ]);
    expect(sac('as: percent, amount: false, per: line')).toEqual(['SAC*A*C310****6*14.5*****02']);
    // The second 5 % are 4.5 % of the whole 100.00.
    expect(sac('as: percent, amount: false')).toEqual(['SAC*A*C310****6*10*****02', 'SAC*A*C310****6*4.5*****02']);
    // Of 100.04, 14.51 in all and 10.00 first leave 4.51, and 4.5 % are 4.50.
    const odd = { ...twice, price: '12.505', uomPrice: '12.505', netValue: '85.53' };
    expect(sac('as: percent, amount: false', odd, '85.53')).toEqual([
      'INV-CHARGE-INEXACT | SorDetail 000000000300100 line 1 | MDiscPct2',
    ]);
  });

  it('are told with their rate per unit, and by it alone where that comes to the cent', () => {
    expect(sac('as: rate')).toEqual(['SAC*A*C310***1000***1.25*EA*8**02', 'SAC*A*C310***450***0.5625*EA*8**02']);
    expect(sac('as: rate, amount: false, per: line')).toEqual(['SAC*A*C310******1.8125*EA*8**02']);
    // SAC08 has nine digits: a third of a cent is told as far as they go, and the amount says what it is.
    const third = billed(1, { quantity: '3', discounts: [{ kind: 'value', amount: '1' }], netValue: '36.5' });
    expect(sac('as: rate', third, '36.5')).toEqual(['SAC*A*C310***100***0.33333333*EA*3**02']);
    expect(sac('as: percent', third, '36.5')).toEqual(['SAC*A*C310***100*******02']);
  });

  it('are added up after TDS where the partner takes them so', () => {
    const lines = [twice, { ...twice, line: 2, salesOrderLine: 2, customerOrderLine: '20' }, billed(3)];
    const texts = invoice({ lines, ...merchandise('296') }, discounts('level: summary'));
    expect(texts.slice(texts.indexOf('TDS*29600'))).toEqual([
      'TDS*29600',
      'CAD*M***UPSN*UPS GROUND',
      'SAC*A*C310***2900*******02',
      'CTT*3*26',
    ]);
    expect(only(texts, 'IT1').map((text) => text.split('*')[4])).toEqual(['12.5', '12.5', '12.5']);
  });

  it('go the other way in a credit note with negative amounts, and come to its total', () => {
    const line = { ...twice, quantity: '-8', netValue: '-85.5' };
    const credit = { kind: 'credit' as const, lines: [line], ...merchandise('-85.5') };
    const negative = invoice(credit, `${discounts('as: rate')}    credits: { sign: negative }\n`);
    expect([...only(negative, 'SAC'), ...only(negative, 'TDS')]).toEqual([
      'SAC*C*C310***1000***1.25*EA*8**02',
      'SAC*C*C310***450***0.5625*EA*8**02',
      'TDS*-8550',
    ]);
    const positive = invoice(credit, discounts('as: rate'));
    expect([...only(positive, 'SAC'), ...only(positive, 'TDS')]).toEqual([
      'SAC*A*C310***1000***1.25*EA*8**02',
      'SAC*A*C310***450***0.5625*EA*8**02',
      'TDS*8550',
    ]);
  });

  it('carry an agency’s own code', () => {
    const own = "    price: { discounts: { code: null, agency: VI, agencyCode: TPR, handling: '02' } }\n";
    const texts = invoice({ lines: [twice], ...merchandise('85.5') }, own);
    expect(only(texts, 'SAC')).toEqual(['SAC*A**VI*TPR*1000*******02', 'SAC*A**VI*TPR*450*******02']);
  });
});

describe('discounts of order lines', () => {
  const lines = [
    goods(1, { quantity: '8', discounts: [{ kind: 'percent', percent: '10' }], netPrice: '11.25' }),
    goods(2, { quantity: '4', discounts: [{ kind: 'per-unit', amount: '0.5' }], netPrice: '12' }),
  ];

  it('are added up in the heading, before the terms', () => {
    const texts = order({ lines }, discounts('level: summary'));
    expect(only(texts, 'SAC')).toEqual(['SAC*A*C310***1200*******02']);
    const places = ['SAC', 'ITD', 'PO1'].map((id) => texts.findIndex((text) => text.startsWith(id)));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(only(texts, 'AMT')).toEqual(['AMT*TT*138']);
  });

  it('are told with a rate at the line', () => {
    expect(only(order({ lines }, discounts('as: rate')), 'SAC')).toEqual([
      'SAC*A*C310***1000***1.25*EA*8**02',
      'SAC*A*C310***200***0.5*EA*4**02',
    ]);
  });
});

describe('charges', () => {
  const lines = [
    goods(1),
    { kind: 'freight' as const, line: 2, amount: '15', description: 'Freight' },
    { kind: 'miscellaneous' as const, line: 3, amount: '7', description: 'Pallets' },
    { kind: 'miscellaneous' as const, line: 4, amount: '2', description: 'Papers' },
  ];

  it('have a code by SYSPRO’s text, a text of the profile, or an agency’s code', () => {
    const more = `    charges:
      freight: { code: D240, handling: '06', description: PREPAID }
      miscellaneous: { code: null, agency: AB, agencyCode: HAND, codes: { PALLETS: F180 }, description: false }
`;
    expect(only(order({ lines }, more), 'SAC')).toEqual([
      'SAC*C*D240***1500*******06***PREPAID',
      'SAC*C*F180*AB*HAND*700',
      'SAC*C**AB*HAND*200',
    ]);
  });
});

describe('settings that contradict each other', () => {
  it.each([
    [
      'a code of none',
      "    price: { discounts: { code: null, handling: '02' } }\n",
      /neither a code \(SAC02\) nor an agency/,
    ],
    ['half an agency’s code', '    charges: { freight: { code: D240, agency: VI } }\n', /one of agency and agencyCode/],
    [
      'a rate of all lines',
      discounts('level: summary, as: rate'),
      /which all discounts of a document together do not have/,
    ],
    ['no amount at all', discounts('amount: false'), /there is nothing else that says how much/],
    ['an amount without cents', discounts('as: money'), /price\.discounts/],
  ])('are found out: %s', (_, more, message) => {
    expect(() => profileOf('invoice', more)).toThrow(message);
  });
});

describe('any discounts', () => {
  const percent = fc.integer({ min: 1, max: 60 }).map((n) => ({ kind: 'percent' as const, percent: String(n) }));
  const perUnit = fc
    .integer({ min: 1, max: 99 })
    .map((n) => ({ kind: 'per-unit' as const, amount: new Exact(n).dividedBy(1000).toFixed() }));
  const value = fc
    .integer({ min: 1, max: 99 })
    .map((n) => ({ kind: 'value' as const, amount: new Exact(n).dividedBy(100).toFixed() }));
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 900 }),
    price: fc.integer({ min: 100_000, max: 9_999_999 }),
    discounts: fc.array(fc.oneof(percent, perUnit, value), { minLength: 1, maxLength: 3 }),
  });

  // Each as it is told, and then as whoever gets it adds it up: price times quantity, less allowances.
  it.each(['per: discount', 'per: line', 'level: summary', 'as: rate', 'as: percent', 'as: rate, per: line'])(
    'told by { %s } leave what the order costs, to the cent of each line',
    (settings) => {
      const profile = profileWith(`${discounts(settings)}    totals: { roundPer: line }\n`);
      fc.assert(
        fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (all) => {
          let expected = new Exact(0);
          const lines = all.map(({ quantity, price, discounts: list }, index) => {
            const uomPrice = new Exact(price).dividedBy(100_000);
            const net = list.reduce((left, one) => {
              if (one.kind === 'percent') return left.times(100 - Number(one.percent)).dividedBy(100);
              return left.minus(one.kind === 'value' ? new Exact(one.amount).dividedBy(quantity) : one.amount);
            }, uomPrice);
            expected = expected.plus(net.times(quantity).toDecimalPlaces(2, Exact.ROUND_HALF_UP));
            const told = { quantity: String(quantity), price: uomPrice.toFixed(), orderUomPrice: uomPrice.toFixed() };
            return goods(index + 1, { ...told, discounts: list, netPrice: net.toFixed() });
          });
          const { set, findings } = translatePurchaseOrder(orderWith({ lines }), profile);
          expect(brief(findings)).toEqual([]);
          let total = new Exact(0);
          for (const { id, elements } of set?.segments ?? []) {
            const text = (element: number): string => {
              const value = elements[element - 1] ?? '';
              return typeof value === 'string' ? value : '';
            };
            if (id === 'PO1')
              total = total.plus(new Exact(text(2)).times(text(4)).toDecimalPlaces(2, Exact.ROUND_HALF_UP));
            if (id === 'SAC') total = total.plus(new Exact(text(5)).dividedBy(text(1) === 'A' ? -100 : 100));
            if (id === 'AMT') expect(text(2)).toBe(expected.toFixed());
          }
          expect(total.toFixed()).toBe(expected.toFixed());
        }),
        { numRuns: 60 },
      );
    },
  );
});
