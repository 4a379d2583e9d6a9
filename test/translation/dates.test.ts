import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../src/documents/invoice.ts';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { brief, invoiceWith, orderWith, profileOf, profileWith, textsOf } from './support.ts';

const header = 'PorMasterHdr 000000000150802';
// The 22nd in Chicago, the 23rd in Greenwich.
const made = { at: new Date('2026-11-23T02:05:07Z'), timeZone: 'America/Chicago' };

function dates(list: string, parts: Partial<PurchaseOrder> = {}): string[] {
  const { set, findings } = translatePurchaseOrder(orderWith(parts), profileWith(`    dates: [${list}]\n`), { made });
  return set ? textsOf(set.segments).filter((text) => text.startsWith('DTM')) : brief(findings);
}

describe('DTM', () => {
  it.each<[string, string, string[]]>([
    ['a day', '{ qualifier: "002", source: dueDate }', ['DTM*002*20261204']],
    ['days later', '{ qualifier: "001", source: dueDate, addDays: 7 }', ['DTM*001*20261211']],
    ['days earlier, over a month’s end', '{ qualifier: "037", source: dueDate, addDays: -5 }', ['DTM*037*20261129']],
    ['always the same time', '{ qualifier: "002", source: dueDate, time: "0800" }', ['DTM*002*20261204*0800']],
    [
      'a time with its zone',
      '{ qualifier: "002", source: dueDate, time: "080000", zone: ET }',
      ['DTM*002*20261204*080000*ET'],
    ],
    [
      'a period',
      '{ qualifier: "106", source: orderDate, until: { source: dueDate, addDays: 2 } }',
      ['DTM*106****RD8*20261120-20261206'],
    ],
    // Mistake 40: the day is the company’s, not Greenwich’s.
    [
      'when it was made, at the company',
      '{ qualifier: "097", source: created, time: minutes, zone: CT }',
      ['DTM*097*20261122*2005*CT'],
    ],
    ['to the second', '{ qualifier: "097", source: created, time: seconds }', ['DTM*097*20261122*200507']],
  ])('%s', (_, entry, expected) => {
    expect(dates(entry)).toEqual(expected);
  });

  it.each<[string, string, Partial<PurchaseOrder>, string[]]>([
    ['a missing date is left out', '{ qualifier: "002", source: dueDate }', { dueDate: undefined }, []],
    [
      'or refused',
      '{ qualifier: "002", source: dueDate, whenMissing: refuse }',
      { dueDate: undefined },
      [`PO-FIELD-MISSING | ${header} | OrderDueDate`],
    ],
    [
      'a period without its end is refused',
      '{ qualifier: "106", source: orderDate, until: { source: dueDate }, whenMissing: refuse }',
      { dueDate: undefined },
      [`PO-FIELD-MISSING | ${header} | OrderDueDate`],
    ],
    [
      'and one that ends before it begins',
      '{ qualifier: "106", source: orderDate, until: { source: dueDate } }',
      { dueDate: '2026-11-01' },
      [`PO-PERIOD | ${header} | OrderDueDate`],
    ],
  ])('%s', (_, entry, parts, expected) => {
    expect(dates(entry, parts)).toEqual(expected);
  });

  it('tells the order’s own day at midnight while nothing is made yet', () => {
    const profile = profileWith('    dates: [{ qualifier: "097", source: created, time: minutes }]\n');
    const { set } = translatePurchaseOrder(orderWith(), profile);
    expect(textsOf(set?.segments ?? [])).toContain('DTM*097*20261120*0000');
  });
});

describe('terms', () => {
  const itd = (
    type: 'order' | 'invoice',
    more: string,
    parts: Partial<Invoice> & Partial<PurchaseOrder> = {},
  ): string[] => {
    const { set, findings } =
      type === 'order'
        ? translatePurchaseOrder(orderWith({ paymentTerms: 'A', ...parts }), profileWith(more))
        : translateInvoice(invoiceWith(parts), profileOf('invoice', more));
    return set ? textsOf(set.segments).filter((text) => text.startsWith('ITD')) : brief(findings);
  };
  const coded = (entry: string): string => `    terms: { codes: { A: ${entry} } }\n`;

  it.each<[string, string, string[]]>([
    [
      'percent is percent, not a fraction (mistake 33)',
      coded('{ type: "08", basis: "3", discountPercent: "2.50", discountDays: 10, netDays: 30 }'),
      ['ITD*08*3*2.5**10**30'],
    ],
    ['without a discount', coded('{ type: "05", netDays: 45 }'), ['ITD*05******45']],
    [
      'proximo, on a day of the month',
      coded('{ type: "09", basis: "3", discountPercent: "1", dayOfMonth: 10 }'),
      ['ITD*09*3*1**********10'],
    ],
    [
      'as agreed, in words, with a method of payment',
      coded('{ type: "14", description: As agreed, payment: C }'),
      ['ITD*14***********AS AGREED**C'],
    ],
  ])('%s', (_, more, expected) => {
    expect(itd('order', `${more}    required: []\n`)).toEqual(expected);
  });

  it('explained by the configuration, without a discount by a type of their own', () => {
    const terms = { code: 'A', netDays: 60, description: '60 days net' };
    const more = '    terms: { codes: {}, netType: "05", descriptions: true }\n';
    expect(itd('order', more, { terms })).toEqual(['ITD*05*3*****60*****60 DAYS NET']);
  });

  it('as dates and amounts, of an invoice', () => {
    const more = '    terms: { days: false, dueDate: true, discountDate: true, discountAmount: merchandise }\n';
    // 2 percent of the goods’ 125.00 is 2.50.
    expect(itd('invoice', more)).toEqual(['ITD*01*3*2*20261130**20261220**250']);
    expect(itd('invoice', '    terms: { discountAmount: total }\n')).toEqual(['ITD*01*3*2**10**30*280']);
  });

  it('a fraction where the configuration should have a percentage is refused (mistake 33)', () => {
    const terms = { code: '10', netDays: 30, discountPercent: '0.02', discountDays: 10 };
    expect(itd('invoice', '', { terms })).toEqual(['INV-TERMS-PERCENT | ArInvoice 000000000100234 | TermsCode']);
  });
});
