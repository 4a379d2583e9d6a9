import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import type { Invoice } from '../../src/documents/invoice.ts';
import { translateInvoice, translatePurchaseOrder, translateShipNotice } from '../../src/translation/index.ts';
import {
  billed,
  brief,
  goods,
  invoiceWith,
  noticeWith,
  orderWith,
  profileOf,
  profileWith,
  shipped,
  textsOf,
} from './support.ts';

const line1 = 'PorMasterDetail 000000000150802 line 1';

function order(parts: Partial<PurchaseOrder>, more: string): string[] {
  const { set, findings } = translatePurchaseOrder(orderWith(parts), profileWith(more));
  return set ? textsOf(set.segments) : brief(findings);
}

function invoice(parts: Partial<Invoice>, more: string): string[] {
  const { set, findings } = translateInvoice(invoiceWith(parts), profileOf('invoice', more));
  return set ? textsOf(set.segments) : brief(findings);
}

const only = (texts: readonly string[], id: string): string[] => texts.filter((text) => text.startsWith(`${id}*`));

describe('numbers of items', () => {
  const ids = (itemIds: string, gtin: string | undefined, stockCode = 'A101'): string[] => {
    const items = gtin === undefined ? [] : [{ stockCode, gtin }];
    const texts = order({ lines: [goods(1, { stockCode })], masters: { items } }, `    itemIds: [${itemIds}]\n`);
    return texts.some((text) => text.startsWith('PO1*'))
      ? only(texts, 'PO1').map((text) => text.split('*').slice(6).join('*'))
      : texts;
  };

  it('come in the profile’s order, literals among them', () => {
    expect(
      ids(
        '{ qualifier: VP, source: supplierItem }, { qualifier: ZZ, value: HOUSE }, { qualifier: BP, source: stockCode }',
        undefined,
      ),
    ).toEqual(['VP*HB-1*ZZ*HOUSE*BP*A101']);
  });

  it.each([
    ['UP', '012345678905', 'UP*012345678905'],
    ['UP', '12345678905', 'UP*012345678905'],
    ['UP', '0012345678905', 'UP*012345678905'],
    ['EN', '012345678905', 'EN*0012345678905'],
    ['UK', '012345678905', 'UK*00012345678905'],
    ['UI', '012345678905', 'UI*01234567890'],
    ['UA', '4006381333931', 'UA*400638133393'],
    // A case's number has no UPC of 12 digits: the number of what is in it would be another item's.
    ['UP', '10012345678902', ''],
  ])('a GTIN under %s: %s is %s', (qualifier, gtin, expected) => {
    expect(ids(`{ qualifier: ${qualifier}, source: gtin }`, gtin)).toEqual([expected]);
  });

  it('are GTINs in so many digits, with a check digit added or left out, where the profile says so', () => {
    expect(ids('{ qualifier: SK, source: gtin, digits: 14 }', '012345678905')).toEqual(['SK*00012345678905']);
    expect(ids('{ qualifier: UP, source: gtin, checkDigit: compute }', '01234567890')).toEqual(['UP*012345678905']);
    expect(ids('{ qualifier: SK, source: gtin, checkDigit: drop }', '012345678905')).toEqual(['SK*01234567890']);
    expect(ids('{ qualifier: UI, source: gtin, digits: 12 }', '012345678905')).toEqual(['UI*012345678905']);
    expect(ids('{ qualifier: UP, source: stockCode, digits: 12 }', undefined, '12345678905')).toEqual([
      'UP*012345678905',
    ]);
  });

  it('with a right check digit already are kept where they have their length, else warned of', () => {
    const of = (id: string, gtin: string): string[] => ids(`{ ${id}, source: gtin, checkDigit: compute }`, gtin);
    expect(of('qualifier: UP', '012345678905')).toEqual(['UP*012345678905']);
    const order = orderWith({ masters: { items: [{ stockCode: 'A101', gtin: '012345678905' }] } });
    const more = '    itemIds: [{ qualifier: EN, source: gtin, checkDigit: compute }]\n';
    expect(brief(translatePurchaseOrder(order, profileWith(more)).findings)).toEqual([
      '?PO-GTIN | InvMaster A101 | gtin',
    ]);
  });

  it.each([
    ['UP', '96385074', ['']],
    ['UP', '000096385074', ['']],
    ['EN', '96385074', ['']],
    ['EO', '96385074', ['EO*96385074']],
    ['UK', '96385074', ['UK*00000096385074']],
    ['VN', '96385074', ['VN*96385074']],
    ['VN', '000096385074', ['VN*000096385074']],
  ])('of 8 digits are no others with zeros: under %s, %s is %s', (qualifier, gtin, expected) => {
    expect(ids(`{ qualifier: ${qualifier}, source: gtin }`, gtin)).toEqual(expected);
  });

  it('are refused where they are no GTINs, whatever the qualifier', () => {
    expect(ids('{ qualifier: UP, source: gtin }', '012345678906')).toEqual([
      'X12-CHECK-DIGIT | InvMaster A101 | gtin | PO1-07',
    ]);
    expect(ids('{ qualifier: SK, source: gtin, digits: 13 }', '012345678906')).toEqual([
      'PO-GTIN | InvMaster A101 | gtin',
    ]);
    expect(ids('{ qualifier: UI, source: gtin }', '0123456789')).toContain('PO-GTIN | InvMaster A101 | gtin');
  });

  it('say that a number does not fit, where the partner must have it', () => {
    const { findings } = translatePurchaseOrder(
      orderWith({ masters: { items: [{ stockCode: 'A101', gtin: '10012345678902' }] } }),
      profileWith('    itemIds: [{ qualifier: UP, source: gtin, whenMissing: refuse }]\n'),
    );
    expect(findings.map(({ code, message, value }) => [code, message, value])).toEqual([
      [
        'PO-ITEM-ID-MISSING',
        'does not fit its qualifier, and the partner identifies items by it (UP)',
        '10012345678902',
      ],
    ]);
  });

  it('are the partner’s own for stock codes the profile maps', () => {
    const mapped = (unmapped: string, stockCode = 'A101'): string[] =>
      ids(
        `{ qualifier: SK, source: stockCode, codes: { A101: '770001' }, unmapped: ${unmapped} }`,
        undefined,
        stockCode,
      );
    expect(mapped('refuse')).toEqual(['SK*770001']);
    expect(mapped('refuse', 'A9')).toEqual([`PO-ITEM-ID-MISSING | ${line1} | MStockCode`]);
    expect(mapped('keep', 'A9')).toEqual(['SK*A9']);
    expect(mapped('omit', 'A9')).toEqual(['']);
    expect(ids('{ qualifier: BP, source: stockCode, trimZeros: true, padTo: 6 }', undefined, '000123')).toEqual([
      'BP*000123',
    ]);
    expect(ids('{ qualifier: BP, source: stockCode, trimZeros: true }', undefined, '000123')).toEqual(['BP*123']);
  });
});

describe('a unit that is sent as another', () => {
  const dozens = '    units: { DZ: { code: EA, factor: "12" } }\n';
  const perDozen = goods(1, {
    quantity: '5',
    orderUom: 'DZ',
    price: '30',
    priceUom: 'DZ',
    orderUomPrice: '30',
    netPrice: '30',
  });

  it('takes quantity and price with it, exactly', () => {
    const texts = order({ lines: [perDozen] }, dozens);
    expect(only(texts, 'PO1')).toEqual(['PO1*1*60*EA*2.5*PE*VP*HB-1*BP*A101']);
    expect([...only(texts, 'CTT'), ...only(texts, 'AMT')]).toEqual(['CTT*1*60', 'AMT*TT*150']);
  });

  it('is refused where the price does not come out, unless the profile rounds it', () => {
    const odd = { ...perDozen, price: '31', orderUomPrice: '31', netPrice: '31' };
    expect(order({ lines: [odd] }, dozens)).toEqual([`X12-ELEMENT-TOO-LONG | ${line1} | MPrice | PO1-04`]);
    const texts = order({ lines: [odd] }, `${dozens}    price: { roundTo: 4 }\n`);
    expect(only(texts, 'PO1')[0]?.split('*')[4]).toBe('2.5833');
    // What the partner computes of the price it is told: 60 × 2.5833.
    expect(only(texts, 'AMT')).toEqual(['AMT*TT*155']);
  });

  it('keeps the price per SYSPRO’s unit, where the basis tells that', () => {
    const more = `${dozens}    price: { per: price-unit, bases: { DZ: PD } }\n`;
    const odd = { ...perDozen, price: '31', orderUomPrice: '31', netPrice: '31' };
    expect(only(order({ lines: [odd] }, more), 'PO1')[0]).toMatch(/^PO1\*1\*60\*EA\*31\*PD/);
  });

  it('may be a larger one, where the quantity comes out', () => {
    const toDozens = "    units: { EA: { code: DZ, factor: '1/12' } }\n    codeLists: { PO103: [DZ] }\n";
    const pieces = (quantity: string): string[] =>
      order({ lines: [goods(1, { quantity, orderUomPrice: '2.5' })] }, toDozens);
    expect(only(pieces('24'), 'PO1')).toEqual(['PO1*1*2*DZ*30*PE*VP*HB-1*BP*A101']);
    expect(only(pieces('18'), 'PO1')[0]).toMatch(/^PO1\*1\*1\.5\*DZ\*30/);
    expect(pieces('25')).toEqual([`PO-UNIT-FACTOR | ${line1} | MOrderQty`]);
  });

  it('leaves an invoice’s value as it was billed, to the cent', () => {
    const line = billed(1, { quantity: '7', uom: 'DZ', price: '31', priceUom: 'DZ', uomPrice: '31', netValue: '217' });
    const texts = invoice(
      { lines: [line], totals: { merchandise: '217', freight: '0', other: '0', tax: '0', total: '217' } },
      dozens,
    );
    expect(only(texts, 'IT1')[0]).toMatch(/^IT1\*10\*84\*EA\*2\.58333\*PE/);
    expect([...only(texts, 'TDS'), ...only(texts, 'CTT')]).toEqual(['TDS*21700', 'CTT*1*84']);
  });

  it('is the same unit in the ship notice of the goods', () => {
    const notice = noticeWith({
      lines: [shipped(1, { quantity: '5', orderedQuantity: '5', uom: 'DZ' })],
      packages: [],
    });
    const { set, findings } = translateShipNotice(
      notice,
      profileOf('ship-notice', `${dozens}    structure: SOI\n    lading: { count: omit }\n`),
    );
    expect(brief(findings)).toEqual([]);
    expect(only(textsOf(set?.segments ?? []), 'SN1')).toEqual(['SN1*10*60*EA**60*EA**AC']);
  });

  it('is an error of the profile where the factor is none', () => {
    for (const factor of ['0', '1/0', '-12', 'dozen'])
      expect(() => profileWith(`    units: { DZ: { code: EA, factor: '${factor}' } }\n`)).toThrow(
        /is how many of the unit sent/,
      );
  });
});

describe('how numbers are written', () => {
  const line = goods(1, { quantity: '3', orderUomPrice: '0.5' });

  it.each([
    ['as they are', '', 'PO1*1*3*EA*0.5*PE'],
    [
      'with zeros after the point',
      '    price: { minDecimals: 2 }\n    quantity: { minDecimals: 1 }\n',
      'PO1*1*3.0*EA*0.50*PE',
    ],
    ['without a zero before it', '    price: { leadingZero: false }\n', 'PO1*1*3*EA*.5*PE'],
    ['with both', '    price: { leadingZero: false, minDecimals: 4 }\n', 'PO1*1*3*EA*.5000*PE'],
  ])('%s', (_, more, expected) => {
    expect(only(order({ lines: [line] }, more), 'PO1')[0]).toContain(expected);
  });

  it('takes whole quantities only, where the partner does', () => {
    const half = orderWith({ lines: [goods(1, { quantity: '2.5' })] });
    const { findings } = translatePurchaseOrder(half, profileWith('    quantity: { maxDecimals: 0 }\n'));
    expect(brief(findings)).toEqual([`PO-QUANTITY-DECIMALS | ${line1} | MOrderQty`]);
  });

  it('is the same of sums and amounts', () => {
    const more = '    quantity: { minDecimals: 2 }\n    numbers: { amount: { minDecimals: 2 } }\n';
    const texts = order({ lines: [line] }, more);
    expect([...only(texts, 'CTT'), ...only(texts, 'AMT')]).toEqual(['CTT*1*3.00', 'AMT*TT*1.50']);
  });

  it('cannot ask for more zeros than decimals', () => {
    expect(() => profileWith('    price: { minDecimals: 4, maxDecimals: 2 }\n')).toThrow(
      /is 4, more than the 2 decimals/,
    );
  });
});

describe('what else a line says', () => {
  const masters = {
    items: [
      {
        stockCode: 'A101',
        description: 'HEX BOLT',
        longDescription: `${'Hex bolt '.repeat(12)}end`,
        countryOfOrigin: 'USA',
      },
    ],
  };

  it('is the item’s own description, in several pieces where the profile says so', () => {
    expect(only(order({ masters }, "    description: { type: '08', source: item }\n"), 'PID')).toEqual([
      'PID*F*08***HEX BOLT',
    ]);
    const pieces = only(order({ masters }, "    description: { type: '08', source: long, split: true }\n"), 'PID');
    expect(pieces).toHaveLength(2);
    expect(pieces.map((text) => text.slice('PID*F*08***'.length)).join(' ')).toBe(`${'HEX BOLT '.repeat(12)}END`);
    expect(only(order({}, "    description: { type: '08', source: long }\n"), 'PID')).toEqual([
      'PID*F*08***HEX BOLT M8 X 40 ZINC PLATED',
    ]);
  });

  it('is its pack, its references and its schedule, each in its place', () => {
    const more = `    packs: { items: { A101: { pack: 12, size: '1.5', unit: OZ, packaging: CTN25, innerPack: 2 } } }
    lineReferences: [{ qualifier: LI, text: { source: line, padTo: 4 } }, { qualifier: VN, text: { source: supplierItem } }]
    schedule: [{ qualifier: '002', source: dueDate }]
    lineDates: [{ qualifier: '010', source: dueDate }]
    lineTaxes: { A: { type: ST, percent: '6.25' }, E: { type: ST, exempt: '1' } }
`;
    const lines = [goods(1, { taxCode: 'A' }), goods(2, { taxCode: 'E', stockCode: 'A101', dueDate: undefined })];
    const texts = order({ lines, masters: { items: [] } }, more);
    const first = texts.findIndex((text) => text.startsWith('PO1*1'));
    expect(
      texts.slice(
        first,
        texts.findIndex((text) => text.startsWith('CTT')),
      ),
    ).toEqual([
      'PO1*1*100*EA*12.5*PE*VP*HB-1*BP*A101',
      'PID*F*08***HEX BOLT M8 X 40 ZINC PLATED',
      'PO4*12*1.5*OZ*CTN25**********2',
      'REF*LI*0001',
      'REF*VN*HB-1',
      'DTM*010*20261204',
      'TXI*ST**6.25',
      'SCH*100*EA***002*20261204',
      'PO1*2*100*EA*12.5*PE*VP*HB-2*BP*A101',
      'PID*F*08***HEX BOLT M8 X 40 ZINC PLATED',
      'PO4*12*1.5*OZ*CTN25**********2',
      'REF*LI*0002',
      'REF*VN*HB-2',
      'TXI*ST*****1',
    ]);
  });

  it('is refused where the partner must have what is not there', () => {
    expect(order({}, '    packs: { items: { B: { pack: 6 } }, whenMissing: refuse }\n')).toEqual([
      `PO-FIELD-MISSING | ${line1} | MStockCode`,
    ]);
    expect(
      order(
        { lines: [goods(1, { dueDate: undefined })] },
        "    schedule: [{ qualifier: '002', source: dueDate, whenMissing: refuse }]\n",
      ),
    ).toEqual([`PO-FIELD-MISSING | ${line1} | MLatestDueDate`]);
    expect(
      order({}, '    lineReferences: [{ qualifier: LI, text: { source: version, whenMissing: refuse } }]\n'),
    ).toEqual([`PO-FIELD-MISSING | ${line1} | MVersion`]);
  });

  it('names the order of each line of an invoice of several, which is else refused', () => {
    const lines = [billed(1), billed(2, { salesOrder: '000000000300101', salesOrderLine: 1 })];
    const totals = { merchandise: '250', freight: '0', other: '0', tax: '0', total: '250' };
    expect(invoice({ lines, totals }, '')).toEqual([
      'INV-SEVERAL-ORDERS | ArTrnDetail 000000000100234 line 2 | SalesOrder',
    ]);
    expect(only(invoice({ lines, totals }, '    severalOrders: send\n'), 'BIG')).toEqual([
      'BIG*20261120*100234*20261110*PO-7001***DI',
    ]);
    const texts = invoice(
      { lines, totals },
      '    severalOrders: { type: CI }\n    lineReferences: [{ qualifier: CO, text: { source: salesOrder, trimZeros: true } }]\n',
    );
    expect(only(texts, 'BIG')).toEqual(['BIG*20261120*100234*20261110*PO-7001***CI']);
    expect(only(texts, 'REF').slice(-2)).toEqual(['REF*CO*300100', 'REF*CO*300101']);
  });
});
