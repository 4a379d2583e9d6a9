import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { translatePurchaseOrder } from '../../src/translation/index.ts';
import type { Segment } from '../../src/x12/index.ts';
import { brief, goods, orderWith, profileWith } from './support.ts';

const header = 'PorMasterHdr 000000000150802';
const line1 = 'PorMasterDetail 000000000150802 line 1';

function translated(order: PurchaseOrder, more = ''): string[] {
  const { set, findings } = translatePurchaseOrder(order, profileWith(more));
  return set ? set.segments.map(textOf) : brief(findings);
}

function textOf(segment: Segment): string {
  return [segment.id, ...segment.elements.map(String)].join('*');
}

function segments(order: PurchaseOrder, id: string, more = ''): string[] {
  return translated(order, more).filter((text) => text.startsWith(`${id}*`));
}

describe('an order the partner can take', () => {
  it('is without findings, and every element has its source', () => {
    const { set, sources, findings } = translatePurchaseOrder(orderWith(), profileWith());
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
    expect(sources.find((source) => source.segment === 'PO1' && source.element === 4)?.origin).toEqual({
      table: 'PorMasterDetail',
      column: 'MPrice',
      line: 1,
    });
  });

  it('changes neither order nor profile, and comes out the same twice', () => {
    const [order, profile] = [orderWith(), profileWith()];
    const before = structuredClone({ order, profile });
    expect(translatePurchaseOrder(order, profile)).toEqual(translatePurchaseOrder(order, profile));
    expect({ order, profile }).toEqual(before);
  });
});

describe('what the clerk is told', () => {
  it.each<[string, Partial<PurchaseOrder>, string, string[]]>([
    ['no lines', { lines: [] }, '', [`PO-NO-LINES | ${header} | PurchaseOrder`]],
    [
      'only a comment',
      { lines: [{ kind: 'comment', line: 1, text: 'x' }] },
      '',
      [`PO-NO-LINES | ${header} | PurchaseOrder`],
    ],
    [
      'an unmapped unit',
      { lines: [goods(1, { orderUom: 'PALLET' })] },
      '',
      [`PO-UNIT-UNMAPPED | ${line1} | MOrderUom`],
    ],
    [
      'a unit the partner does not take',
      { lines: [goods(1, { orderUom: 'KG' })] },
      '',
      [`X12-CODE | ${line1} | MOrderUom | PO1-03`],
    ],
    ['no ship-to name', { shipTo: { street: [] } }, '', [`PO-FIELD-MISSING | ${header} | DeliveryName`]],
    [
      'a supplier item the profile needs',
      { lines: [goods(1, { supplierItem: undefined })] },
      '    itemIds: [{ qualifier: VP, source: supplierItem, whenMissing: refuse }]\n',
      [`PO-ITEM-ID-MISSING | ${line1} | MSupCatalogue`],
    ],
    [
      'terms nobody mapped',
      { paymentTerms: '45' },
      '',
      [`PO-TERMS-UNMAPPED | ${header} | PaymentTerms`, `X12-REQUIRED | ${header} | segment ITD | ITD`],
    ],
    [
      'an order number too long',
      { purchaseOrder: '1234567890123' },
      '',
      ['X12-ELEMENT-TOO-LONG | PorMasterHdr 1234567890123 | PurchaseOrder | BEG-03'],
    ],
    [
      'a separator in a stock code',
      { lines: [goods(1), goods(2, { stockCode: 'A*2' })] },
      '',
      ['X12-SEPARATOR-IN-DATA | PorMasterDetail 000000000150802 line 2 | MStockCode | PO1[2]-09'],
    ],
    [
      'a separator in a description',
      { lines: [goods(1, { description: 'BOLT * NUT' })] },
      '    characters: { separators: refuse }\n',
      [`X12-SEPARATOR-IN-DATA | ${line1} | MStockDes | PID-05`],
    ],
    [
      'a character outside the set',
      { lines: [goods(1, { description: 'ボルト' })] },
      '',
      [`X12-CHARACTER | ${line1} | MStockDes | PID-05`],
    ],
    [
      'a price with too many digits',
      { lines: [goods(1, { orderUomPrice: '0.333333333333333333' })] },
      '',
      [`X12-ELEMENT-TOO-LONG | ${line1} | MPrice | PO1-04`],
    ],
    [
      'a price with too many decimals',
      { lines: [goods(1, { orderUomPrice: '1.2345' })] },
      '    price: { maxDecimals: 3 }\n',
      [`PO-PRICE-DECIMALS | ${line1} | MPrice`],
    ],
    ['a negative quantity', { lines: [goods(1, { quantity: '-1' })] }, '', [`PO-QUANTITY | ${line1} | MOrderQty`]],
    [
      'a charge the profile refuses',
      { lines: [goods(1), { kind: 'freight', line: 2, amount: '5' }] },
      '    charges: { freight: refuse }\n',
      ['PO-CHARGE-REFUSED | PorMasterDetail 000000000150802 line 2 | NMscChargeValue'],
    ],
    [
      'a state that is no code',
      { shipTo: { ...orderWith().shipTo, state: 'Bavaria' } },
      '',
      [`PO-STATE-UNMAPPED | ${header} | DeliveryAddr`],
    ],
    [
      'everything at once',
      { paymentTerms: undefined, lines: [goods(1, { orderUom: 'X', stockCode: '' })] },
      '',
      [
        `PO-UNIT-UNMAPPED | ${line1} | MOrderUom`,
        `PO-ITEM-ID-MISSING | ${line1} | MStockCode`,
        `X12-REQUIRED | ${header} | segment ITD | ITD`,
      ],
    ],
  ])('%s', (_, parts, more, expected) => {
    const { set, findings } = translatePurchaseOrder(orderWith(parts), profileWith(more));
    expect(brief(findings)).toEqual(expected);
    expect(set).toBeUndefined();
    expect(findings.every((finding) => finding.fix !== '' && !/^[A-Z]/.test(finding.message))).toBe(true);
  });

  it.each<[string, Partial<PurchaseOrder>, string, string[]]>([
    [
      'a replaced separator',
      { lines: [goods(1, { description: 'BOLT * NUT' })] },
      '',
      [`?PO-TEXT-REPLACED | ${line1} | MStockDes`],
    ],
    [
      'a name that was cut',
      { shipTo: { ...orderWith().shipTo, name: 'A'.repeat(50) } },
      '',
      [`?PO-TEXT-CUT | ${header} | DeliveryName`],
    ],
    ['a quantity of zero', { lines: [goods(1, { quantity: '0' })] }, '', [`?PO-QUANTITY | ${line1} | MOrderQty`]],
  ])('and is warned of %s, which does not stop the order', (_, parts, more, expected) => {
    const { set, findings } = translatePurchaseOrder(orderWith(parts), profileWith(more));
    expect(brief(findings)).toEqual(expected);
    expect(set).toBeDefined();
  });
});

describe('the figures', () => {
  it('carry every decimal of price and quantity', () => {
    const order = orderWith({
      lines: [
        goods(1, { quantity: '0.125', orderUomPrice: '1234.56789' }),
        goods(2, { quantity: '3', orderUomPrice: '0.000001' }),
      ],
    });
    expect(segments(order, 'PO1').map((text) => text.split('*').slice(1, 6))).toEqual([
      ['1', '0.125', 'EA', '1234.56789', 'PE'],
      ['2', '3', 'EA', '0.000001', 'PE'],
    ]);
    expect(segments(order, 'CTT')).toEqual(['CTT*2*3.125']);
    // 0.125 × 1234.56789 = 154.32098625; with 0.000003 it is 154.32098925.
    expect(segments(order, 'AMT')).toEqual(['AMT*TT*154.32']);
  });

  it('round the total to cents once, or each line, as the profile says', () => {
    const order = orderWith({ lines: [1, 2, 3].map((n) => goods(n, { quantity: '1', orderUomPrice: '0.005' })) });
    expect(segments(order, 'AMT')).toEqual(['AMT*TT*0.02']);
    expect(segments(order, 'AMT', '    totals: { roundPer: line }\n')).toEqual(['AMT*TT*0.03']);
  });

  it('state charges in cents and credits as allowances, and add them to the total', () => {
    const order = orderWith({
      lines: [
        goods(1),
        { kind: 'freight', line: 2, amount: '15', description: 'Freight' },
        { kind: 'miscellaneous', line: 3, amount: '-2.5' },
      ],
    });
    expect(segments(order, 'SAC')).toEqual(['SAC*C*D240***1500**********FREIGHT', 'SAC*A*F050***250']);
    expect(segments(order, 'AMT')).toEqual(['AMT*TT*1262.5']);
    expect(segments(order, 'AMT', '    totals: { amount: lines }\n')).toEqual(['AMT*TT*1250']);
  });

  it('price per SYSPRO price unit where the profile has its basis', () => {
    const order = orderWith({ lines: [goods(1, { price: '125', priceUom: 'C', orderUomPrice: '1.25' })] });
    expect(segments(order, 'PO1', '    price: { per: price-unit, bases: { C: HP } }\n')).toEqual([
      'PO1*1*100*EA*125*HP*VP*HB-1*BP*A101',
    ]);
    expect(translated(order, '    price: { per: price-unit }\n')).toEqual([`PO-PRICE-BASIS | ${line1} | MPriceUom`]);
  });

  it('count twice the lines when there are twice as many', () => {
    const order = (count: number): PurchaseOrder =>
      orderWith({ lines: Array.from({ length: count }, (_, i) => goods(i + 1)) });
    expect(segments(order(1000), 'CTT')).toEqual(['CTT*1000*100000']);
    expect(translated(order(20)).length - translated(order(10)).length).toBe(20);
  });
});

describe('notes', () => {
  it('go to their line, or to the heading when they belong to none', () => {
    const order = orderWith({
      lines: [
        goods(1),
        { kind: 'comment', line: 2, text: 'for the line', forLine: 1 },
        { kind: 'comment', line: 3, text: 'for all' },
        { kind: 'comment', line: 4, text: 'lost', forLine: 99 },
      ],
    });
    const texts = translated(order);
    expect(segments(order, 'MSG')).toEqual(['MSG*FOR ALL', 'MSG*LOST', 'MSG*FOR THE LINE']);
    expect(texts.indexOf('MSG*LOST')).toBeLessThan(texts.findIndex((text) => text.startsWith('N1*')));
    expect(texts.indexOf('MSG*FOR THE LINE')).toBeGreaterThan(texts.findIndex((text) => text.startsWith('PO1*')));
  });

  it('are broken at blanks into pieces that fit, and lose nothing', () => {
    const text = Array.from({ length: 120 }, (_, i) => `WORD${i}`).join(' ');
    const order = orderWith({ lines: [goods(1), { kind: 'comment', line: 2, text }] });
    const messages = segments(order, 'MSG').map((one) => one.slice(4));
    expect(messages.length).toBeGreaterThan(2);
    expect(Math.max(...messages.map((one) => one.length))).toBeLessThanOrEqual(264);
    expect(messages.join(' ')).toBe(text);
  });

  it('may be PID segments of their line', () => {
    const order = orderWith({ lines: [goods(1), { kind: 'comment', line: 2, text: 'Blue', forLine: 1 }] });
    expect(segments(order, 'PID', '    notes: { line: pid }\n')).toEqual([
      'PID*F*08***HEX BOLT M8 X 40 ZINC PLATED',
      'PID*F****BLUE',
    ]);
  });
});

it('a cancellation carries the purpose it is asked for', () => {
  const { set } = translatePurchaseOrder(orderWith(), profileWith("    changes: { cancellation: '01' }\n"), {
    purpose: '01',
  });
  expect(set?.segments[0]?.elements.slice(0, 2)).toEqual(['01', 'NE']);
});

describe('a price per another unit than the ordered one', () => {
  const perDozen = goods(1, {
    priceUom: 'DZ',
    price: '50',
    orderUomPrice: '4.166666666666666666666666666666666666667',
  });

  it('is refused where it has no exact price per ordered unit', () => {
    expect(translated(orderWith({ lines: [perDozen] }))).toEqual([`X12-ELEMENT-TOO-LONG | ${line1} | MPrice | PO1-04`]);
  });

  it('is rounded to as many decimals as the profile allows it', () => {
    const [po1] = segments(orderWith({ lines: [perDozen] }), 'PO1', '    price: { roundTo: 4 }\n');
    expect(po1?.split('*')[4]).toBe('4.1667');
  });

  it('is left alone where nothing was converted', () => {
    const exact = goods(1, { price: '1.234567', orderUomPrice: '1.234567' });
    const [po1] = segments(orderWith({ lines: [exact] }), 'PO1', '    price: { roundTo: 4 }\n');
    expect(po1?.split('*')[4]).toBe('1.234567');
  });
});

describe('discounts of a line', () => {
  const discounted = goods(1, {
    quantity: '7',
    discounts: [
      { kind: 'percent', percent: '10' },
      { kind: 'value', amount: '3.5' },
    ],
    netPrice: '10.75',
  });
  const order = orderWith({ lines: [discounted] });

  it('are taken off its price', () => {
    expect(segments(order, 'PO1')).toEqual(['PO1*1*7*EA*10.75*PE*VP*HB-1*BP*A101']);
    expect(segments(order, 'SAC')).toEqual([]);
    expect(segments(order, 'AMT')).toEqual(['AMT*TT*75.25']);
  });

  it('are allowances where the profile says so, that leave the same total', () => {
    const more = "    price: { discounts: { code: C310, handling: '02' } }\n";
    expect(segments(order, 'PO1', more)).toEqual(['PO1*1*7*EA*12.5*PE*VP*HB-1*BP*A101']);
    expect(segments(order, 'SAC', more)).toEqual(['SAC*A*C310***875*******02', 'SAC*A*C310***350*******02']);
    expect(segments(order, 'AMT', more)).toEqual(['AMT*TT*75.25']);
  });

  it('are rounded with the price where the profile allows it, and refused otherwise', () => {
    const third = goods(1, {
      quantity: '3',
      discounts: [{ kind: 'value', amount: '1' }],
      netPrice: '12.16666666666666666666666666666666666667',
    });
    expect(translated(orderWith({ lines: [third] }))).toEqual([`X12-ELEMENT-TOO-LONG | ${line1} | MPrice | PO1-04`]);
    const [po1] = segments(orderWith({ lines: [third] }), 'PO1', '    price: { roundTo: 4 }\n');
    expect(po1?.split('*')[4]).toBe('12.1667');
  });

  it('are taken off the price SYSPRO keeps, where the profile tells that', () => {
    const perHundred = goods(1, {
      price: '125',
      priceUom: 'C',
      orderUomPrice: '1.25',
      discounts: [{ kind: 'percent', percent: '2' }],
      netPrice: '1.225',
    });
    const more = '    price: { per: price-unit, bases: { C: HP } }\n';
    expect(segments(orderWith({ lines: [perHundred] }), 'PO1', more)[0]).toMatch(/^PO1\*1\*100\*EA\*122\.5\*HP/);
  });
});

describe('an order for several warehouses', () => {
  const elsewhere = {
    code: 'D2',
    name: 'Southern DC',
    street: ['910 Terminal Rd'],
    city: 'Memphis',
    state: 'TN',
    postalCode: '38118',
  };
  const order = orderWith({ lines: [goods(1), goods(2, { warehouse: 'D2' })], otherWarehouses: [elsewhere] });

  it('is refused line by line, unless the profile says how the partner takes it', () => {
    expect(translated(order)).toEqual(['PO-WAREHOUSE | PorMasterDetail 000000000150802 line 2 | MWarehouse']);
    expect(segments(order, 'PO1', '    otherWarehouses: omit\n')).toHaveLength(2);
  });

  it('names the warehouse at the line', () => {
    const texts = translated(order, "    otherWarehouses: { as: n1, qualifier: '92' }\n");
    const second = texts.findIndex((text) => text.startsWith('PO1*2'));
    expect(texts.slice(second + 2, second + 5)).toEqual([
      'N1*ST*SOUTHERN DC*92*D2',
      'N3*910 TERMINAL RD',
      'N4*MEMPHIS*TN*38118',
    ]);
    expect(texts.slice(0, second).filter((text) => text.includes('D2'))).toEqual([]);
  });

  it('states the quantity for it', () => {
    const texts = segments(order, 'SDQ', "    otherWarehouses: { as: sdq, qualifier: '92' }\n");
    expect(texts).toEqual(['SDQ*EA*92*D2*100']);
  });
});

describe('what comes from masters and configuration', () => {
  it('is the supplier’s address and contact', () => {
    const supplier = {
      name: 'Acme Fasteners',
      street: ['12 Mill Rd'],
      city: 'Dayton',
      state: 'OH',
      contact: 'Order desk',
      telephone: '5550001',
    };
    const more =
      '    parties:\n      - { entity: VN, name: { source: supplier.name }, address: supplier, contact: { function: OC, name: { source: supplier.contact }, numbers: [{ qualifier: TE, number: { source: supplier.telephone } }] } }\n';
    const texts = translated(orderWith({ masters: { supplier, items: [] } }), more);
    const at = texts.indexOf('N1*VN*ACME FASTENERS');
    expect(texts.slice(at, at + 4)).toEqual([
      'N1*VN*ACME FASTENERS',
      'N3*12 MILL RD',
      'N4*DAYTON*OH',
      'PER*OC*ORDER DESK*TE*5550001',
    ]);
  });

  it('is the GTIN of an item', () => {
    const order = orderWith({ masters: { items: [{ stockCode: 'A101', gtin: '012345678905' }] } });
    const more = '    itemIds: [{ qualifier: UP, source: gtin, whenMissing: refuse }]\n';
    expect(segments(order, 'PO1', more)).toEqual(['PO1*1*100*EA*12.5*PE*UP*012345678905']);
    expect(translated(orderWith(), more)).toEqual(['PO-ITEM-ID-MISSING | InvMaster A101 | gtin']);
  });

  it('is what terms mean, where the profile does not say it', () => {
    const order = orderWith({ paymentTerms: '45', terms: { code: '45', netDays: 45 } });
    expect(segments(order, 'ITD')).toEqual(['ITD*01*3*****45']);
  });

  it('is the tax status, for those the profile names', () => {
    const more = "    tax: { id: 31-0000000, codes: { E: '1' } }\n";
    expect(segments(orderWith({ taxStatus: 'E' }), 'TAX', more)).toEqual(['TAX*31-0000000***********1']);
    expect(segments(orderWith({ taxStatus: 'N' }), 'TAX', more)).toEqual([]);
  });
});
