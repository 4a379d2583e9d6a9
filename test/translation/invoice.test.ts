import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/documents/decimal.ts';
import type { Invoice, InvoiceTotals } from '../../src/documents/invoice.ts';
import { renderInterchange, translateDocument, translateInvoice } from '../../src/translation/index.ts';
import { guideOf, readInterchanges, validateTransactionSet } from '../../src/x12/index.ts';
import { billed, brief, golden, invoiceWith, orderWith, profileOf, textsOf } from './support.ts';

const header = 'ArInvoice 000000000100234';
const line1 = 'ArTrnDetail 000000000100234 line 1';
const orderLine1 = 'SorDetail 000000000300100 line 1';

function translated(invoice: Invoice, more = ''): string[] {
  const { set, findings } = translateInvoice(invoice, profileOf('invoice', more));
  return set ? textsOf(set.segments) : brief(findings);
}

function segments(invoice: Invoice, id: string, more = ''): string[] {
  return translated(invoice, more).filter((text) => text.startsWith(`${id}*`));
}

/** Totals of merchandise and what is added to it. */
function totals(merchandise: string, more: Partial<InvoiceTotals> = {}): InvoiceTotals {
  const parts = { merchandise, freight: '0', other: '0', tax: '0', ...more };
  const total = [parts.merchandise, parts.freight, parts.other, parts.tax].reduce(
    (sum, amount) => sum.plus(amount),
    new Exact(0),
  );
  return { ...parts, total: total.toFixed() };
}

const tenPercentOff = billed(1, { discounts: [{ kind: 'percent', percent: '10' }], netValue: '112.5' });

const full = invoiceWith({
  foreign: true,
  currency: 'CAD',
  lines: [
    { kind: 'comment', line: 1, text: 'Thank you for your order' },
    billed(2, {
      quantity: '7',
      discounts: [
        { kind: 'percent', percent: '10' },
        { kind: 'percent', percent: '2.5' },
      ],
      netValue: '76.78',
    }),
    { kind: 'comment', line: 3, text: 'Lot 17 only', forLine: 2 },
    billed(4, { quantity: '3', uom: 'DZ', price: '1', priceUom: 'EA', uomPrice: '12', netValue: '36' }),
    { kind: 'freight', line: 5, description: 'Freight', amount: '15' },
    { kind: 'miscellaneous', line: 6, description: 'Pallet returned', amount: '-4.5' },
  ],
  taxes: [
    { code: 'G', amount: '5.64' },
    { code: 'A', amount: '0' },
  ],
  totals: totals('112.78', { freight: '15', other: '-4.5', tax: '5.64' }),
});

/** A credit note as documents have it: what is given back is negative. */
const credit = invoiceWith({
  kind: 'credit',
  creditedInvoice: '000000000100200',
  dispatchNotes: [],
  lines: [billed(1, { quantity: '-10', netValue: '-125', taxValue: '-7.81' })],
  taxes: [{ code: 'A', amount: '-7.81' }],
  totals: totals('-125', { tax: '-7.81' }),
});

describe('golden interchanges', () => {
  it.each([
    ['annotated-example', '', full],
    ['net-prices', "    price: { discounts: net }\n    interchange: { delimiters: { element: '|' } }\n", full],
    ['credit-note', '', credit],
    ['credit-note-negative', '    credits: { sign: negative }\n    types: { credit: CN }\n', credit],
    [
      'bare-minimum',
      '    references: []\n    parties: []\n    dates: []\n    fob: null\n    terms: null\n    carrier: null\n    description: null\n    currency: { when: never }\n    notes: { invoice: omit, line: omit }\n    price: { discounts: net, basis: null }\n    totals: { lineCount: false }\n    taxes: { per: invoice }\n',
      full,
    ],
  ] as const)('%s', (name, more, invoice) => {
    const profile = profileOf('invoice', more);
    const { set, findings } = translateInvoice(invoice, profile);
    if (!set) throw new Error(brief(findings).join('\n'));
    const text = renderInterchange({
      sets: [set],
      profile,
      controlNumbers: { interchange: 1202, group: 1202, sets: [1] },
      at: new Date('2026-11-23T02:05:00Z'),
      timeZone: 'America/Chicago',
    });
    expect(text).toBe(golden(`810/${name}`, text));
  });
});

describe('an invoice the customer can take', () => {
  it('is without findings, and every element has its source', () => {
    const { set, sources, findings } = translateInvoice(full, profileOf('invoice'));
    expect(findings).toEqual([]);
    const places = new Set(sources.map((source) => `${source.position}-${source.element}`));
    set?.segments.forEach((segment, index) =>
      segment.elements.forEach((element, at) =>
        expect([segment.id, at + 1, places.has(`${index + 2}-${at + 1}`)]).toEqual([
          segment.id,
          at + 1,
          element !== '',
        ]),
      ),
    );
  });

  it('changes neither invoice nor profile, and comes out the same twice, whoever is asked', () => {
    const profile = profileOf('invoice');
    const before = structuredClone({ full, profile });
    expect(translateDocument(full, profile)).toEqual(translateInvoice(full, profile));
    expect({ full, profile }).toEqual(before);
  });

  it('is not translated by a profile of other documents', () => {
    expect(() => translateDocument(orderWith(), profileOf('invoice'))).toThrow(RangeError);
  });
});

describe('what the clerk is told', () => {
  it.each<[string, Partial<Invoice>, string, string[]]>([
    ['no lines', { lines: [], totals: totals('0') }, '', [`INV-NO-LINES | ${header} | Invoice`]],
    ['no order number', { customerPurchaseOrder: ' ' }, '', [`INV-FIELD-MISSING | ${header} | CustomerPoNumber`]],
    [
      'no line number of the customer’s order',
      { lines: [billed(1, { customerOrderLine: undefined })], totals: totals('125') },
      '',
      [`INV-FIELD-MISSING | ${orderLine1} | the customer’s line number`],
    ],
    [
      'a unit nobody mapped',
      { lines: [billed(1, { uom: 'TOTE', priceUom: 'TOTE' })], totals: totals('125') },
      '',
      [`INV-UNIT-UNMAPPED | ${orderLine1} | MOrderUom`],
    ],
    [
      'an item number the customer needs',
      { lines: [billed(1, { customerItem: undefined })], totals: totals('125') },
      '    itemIds: [{ qualifier: IN, source: customerItem, whenMissing: refuse }]\n',
      [`INV-ITEM-ID-MISSING | ${orderLine1} | MCusSupStkCode`],
    ],
    [
      'a line that does not come to its value',
      { lines: [billed(1, { netValue: '120' })], totals: totals('120') },
      '',
      [`INV-LINE-VALUE | ${line1} | NetSalesValue`],
    ],
    [
      'a total that is not what the lines come to',
      { lines: [billed(1)], totals: { ...totals('125'), total: '126' } },
      '',
      [`X12-TOTAL | ${header} | CurrencyValue | TDS-01`],
    ],
    [
      'taxes that are not those of the total',
      { lines: [billed(1)], taxes: [{ code: 'A', amount: '7' }], totals: totals('125', { tax: '8' }) },
      '',
      ['INV-TAX | ArTrnSummary 000000000100234 | TaxValue'],
    ],
    [
      'charges that are not those of the total',
      { totals: totals('125', { freight: '16' }) },
      '',
      ['INV-CHARGES | ArTrnSummary 000000000100234 | FreightValue'],
    ],
    [
      'a charge without a code',
      {},
      '    charges: { freight: refuse }\n',
      ['INV-CHARGE-REFUSED | ArTrnDetail 000000000100234 line 2 | NetSalesValue'],
    ],
    ['terms nobody explains', { terms: { code: '77' } }, '', [`INV-TERMS-UNMAPPED | ${header} | TermsCode`]],
    [
      'a GTIN with a wrong check digit',
      { lines: [billed(1)], totals: totals('125'), masters: { items: [{ stockCode: 'B201', gtin: '012345678906' }] } },
      '    itemIds: [{ qualifier: UP, source: gtin }]\n',
      ['X12-CHECK-DIGIT | InvMaster B201 | gtin | IT1-07'],
    ],
    [
      'a comment the profile refuses',
      { lines: [billed(1), { kind: 'comment', line: 2, text: 'x', forLine: 1 }], totals: totals('125') },
      '    notes: { line: refuse }\n',
      [`INV-NOTE-REFUSED | ${orderLine1} | NComment`],
    ],
  ])('%s', (_, parts, more, expected) => {
    const { set, findings } = translateInvoice(invoiceWith(parts), profileOf('invoice', more));
    expect(brief(findings)).toEqual(expected);
    expect(set).toBeUndefined();
    expect(findings.every((finding) => finding.fix !== '' && !/^[A-Z]/.test(finding.message))).toBe(true);
  });
});

describe('the figures', () => {
  it('tell discounts as allowances of the line, in order, such that the line comes to its value', () => {
    const lines = [
      billed(1, {
        quantity: '7',
        discounts: [
          { kind: 'percent', percent: '10' },
          { kind: 'percent', percent: '2.5' },
        ],
        netValue: '76.78',
      }),
    ];
    const invoice = invoiceWith({ lines, totals: totals('76.78') });
    // 7 × 12.5 = 87.50; 10 % is 8.75; the second takes the rest, so that 76.78 is left.
    expect(segments(invoice, 'SAC')).toEqual(['SAC*A*C310***875*******02', 'SAC*A*C310***197*******02']);
    expect(segments(invoice, 'IT1')[0]).toMatch(/^IT1\*10\*7\*EA\*12\.5\*PE/);
  });

  it('take discounts off the price where the profile says so', () => {
    const invoice = invoiceWith({ lines: [tenPercentOff], totals: totals('112.5') });
    const net = '    price: { discounts: net }\n';
    expect(segments(invoice, 'SAC', net)).toEqual([]);
    expect(segments(invoice, 'IT1', net)[0]).toMatch(/^IT1\*10\*10\*EA\*11\.25\*PE/);
  });

  it('tell a net price that comes to the cent SYSPRO billed, and not the cent beside it', () => {
    // 3 × 3.335 less 5 % is 9.50475; SYSPRO rounds the discount 0.50025 to 0.50 and bills 9.51 of 10.01.
    const line = billed(1, {
      quantity: '3',
      price: '3.335',
      uomPrice: '3.335',
      discounts: [{ kind: 'percent', percent: '5' }],
      netValue: '9.51',
    });
    const invoice = invoiceWith({ lines: [line], totals: totals('9.51') });
    expect(segments(invoice, 'IT1', '    price: { discounts: net }\n')[0]?.split('*')[4]).toBe('3.17');
    expect(segments(invoice, 'TDS', '    price: { discounts: net }\n')).toEqual(['TDS*951']);
  });

  it('tell a price per dozen by the piece with as many decimals as the value needs', () => {
    const line = billed(1, {
      quantity: '100',
      price: '50',
      priceUom: 'DZ',
      uomPrice: '4.166666666666666666666666666666666666667',
      netValue: '416.67',
    });
    const invoice = invoiceWith({ lines: [line], totals: totals('416.67') });
    expect(segments(invoice, 'IT1')[0]?.split('*')[4]).toBe('4.16667');
    expect(segments(invoice, 'IT1', '    price: { per: price-unit, bases: { DZ: PD } }\n')[0]).toMatch(
      /^IT1\*10\*100\*EA\*50\*PD/,
    );
  });

  it('turn a credit note’s signs, or keep them, as the profile says', () => {
    expect(segments(credit, 'BIG')).toEqual(['BIG*20261120*100234*20261110*PO-7001***CR']);
    expect(segments(credit, 'IT1')[0]).toMatch(/^IT1\*10\*10\*EA\*12\.5/);
    expect([...segments(credit, 'TDS'), ...segments(credit, 'TXI')]).toEqual(['TDS*13281', 'TXI*ST*7.81']);
    const negative = '    credits: { sign: negative }\n';
    expect(segments(credit, 'IT1', negative)[0]).toMatch(/^IT1\*10\*-10\*EA\*12\.5/);
    expect([...segments(credit, 'TDS', negative), ...segments(credit, 'TXI', negative)]).toEqual([
      'TDS*-13281',
      'TXI*ST*-7.81',
    ]);
  });

  it('state charges after TDS, from the totals where no line has them', () => {
    const texts = translated(invoiceWith({ lines: [billed(1)], totals: totals('125', { freight: '15' }) }));
    expect(texts.slice(texts.indexOf('TDS*14000'))).toEqual([
      'TDS*14000',
      'CAD*M***UPSN*UPS GROUND',
      'SAC*C*D240***1500',
      'CTT*1*10',
    ]);
  });

  it('name the currency of foreign invoices only, unless the profile says otherwise', () => {
    expect(segments(invoiceWith(), 'CUR')).toEqual([]);
    expect(segments(invoiceWith(), 'CUR', '    currency: { when: always }\n')).toEqual(['CUR*SE*USD']);
    expect(segments(full, 'CUR')).toEqual(['CUR*SE*CAD']);
  });

  it('tell the terms as the company means them, with the due date where it is wanted', () => {
    expect(segments(invoiceWith(), 'ITD')).toEqual(['ITD*01*3*2**10**30']);
    expect(segments(invoiceWith(), 'ITD', '    terms: { dueDate: true }\n')).toEqual(['ITD*01*3*2**10*20261220*30']);
    const own = "    terms: { codes: { '10': { type: '08', netDays: 45 } } }\n";
    expect(segments(invoiceWith(), 'ITD', own)).toEqual(['ITD*08******45']);
  });

  it('write a GTIN under the qualifier it fits', () => {
    const ids =
      '    itemIds: [{ qualifier: UP, source: gtin }, { qualifier: EN, source: gtin }, { qualifier: UK, source: gtin }]\n';
    const of = (gtin: string): string[] =>
      segments(invoiceWith({ masters: { items: [{ stockCode: 'B201', gtin }] } }), 'IT1', ids).map((text) =>
        text.split('*').slice(6).join('*'),
      );
    expect(of('012345678905')).toEqual(['UP*012345678905*EN*0012345678905*UK*00012345678905']);
    expect(of('10012345678902')).toEqual(['UK*10012345678902']);
  });
});

describe('any invoice', () => {
  const cents = (max: number): fc.Arbitrary<string> => fc.nat(max).map((n) => new Exact(n).dividedBy(100).toFixed());
  const line = fc
    .record({
      quantity: fc.integer({ min: 1, max: 5000 }),
      price: fc.nat(99_999_999).map((n) => new Exact(n).dividedBy(100_000).toFixed()),
      percent: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
      // SYSPRO rounds to cents on its own, and may be a cent off.
      off: fc.constantFrom(-1, 0, 0, 0, 1),
      units: fc.constantFrom(1, 12, 7),
    })
    .map(({ quantity, price, percent, off, units }, index = 0) => {
      const uomPrice = new Exact(price).dividedBy(units);
      const discounted = percent === undefined ? uomPrice : uomPrice.times(100 - percent).dividedBy(100);
      const value = discounted.times(quantity).toDecimalPlaces(2);
      const netValue =
        value.greaterThan(1) && percent !== undefined ? value.plus(new Exact(off).dividedBy(100)) : value;
      return billed(index, {
        quantity: String(quantity),
        price,
        priceUom: units === 1 ? 'EA' : 'CS',
        uomPrice: uomPrice.toFixed(),
        discounts: percent === undefined ? [] : [{ kind: 'percent', percent: String(percent) }],
        netValue: netValue.toFixed(),
      });
    });
  const invoice = fc
    .record({
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      freight: cents(90_000),
      tax: cents(90_000),
      kind: fc.constantFrom('invoice', 'credit'),
    })
    .map(({ lines, freight, tax, kind }): Invoice => {
      const sign = kind === 'credit' ? -1 : 1;
      const signed = (amount: string): string => new Exact(amount).times(sign).toFixed();
      const merchandise = lines.reduce((sum, one) => sum.plus(one.netValue), new Exact(0)).toFixed();
      const amounts = totals(signed(merchandise), { freight: signed(freight), tax: signed(tax) });
      return invoiceWith({
        kind,
        lines: lines.map((one, index) => ({
          ...one,
          line: index + 1,
          quantity: signed(one.quantity),
          netValue: signed(one.netValue),
        })),
        taxes: [{ code: 'A', amount: signed(tax) }],
        totals: amounts,
      });
    });
  const guide = guideOf('004010', '810') ?? expect.unreachable();

  it.each([
    ['as allowances', ''],
    ['off the price', '    price: { discounts: net }\n'],
    ['with negative credits', '    credits: { sign: negative }\n'],
  ])('with discounts %s reads back, and its lines, charges and taxes come to its total', (_, more) => {
    const profile = profileOf('invoice', more);
    fc.assert(
      fc.property(invoice, (one) => {
        const { set, findings } = translateInvoice(one, profile);
        expect(brief(findings)).toEqual([]);
        if (!set) return;
        const text = renderInterchange({
          sets: [set],
          profile,
          controlNumbers: { interchange: 1, group: 1, sets: [1] },
          at: new Date('2026-11-23T02:05:00Z'),
          timeZone: 'UTC',
        });
        const read = readInterchanges(text);
        expect(read.findings).toEqual([]);
        const [back] = read.interchanges[0]?.groups[0]?.sets ?? [];
        expect(back?.segments).toEqual(set.segments);
        expect(back && validateTransactionSet(back, guide)).toEqual([]);
        // By our own hand, apart from the guide's check.
        const stated = textsOf(set.segments)
          .find((part) => part.startsWith('TDS*'))
          ?.slice(4);
        const sign = one.kind === 'credit' && profile.credits.sign === 'positive' ? -100 : 100;
        expect(stated).toBe(new Exact(one.totals.total).times(sign).toFixed());
      }),
      { numRuns: 60 },
    );
  });
});
