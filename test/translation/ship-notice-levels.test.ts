import { describe, expect, it } from 'vitest';
import type { Package, ShipNotice } from '../../src/documents/ship-notice.ts';
import { consignment, segmentsOf, ssccOf, told } from './ship-notice-documents.ts';
import { carton, noticeWith, shipped } from './support.ts';

const header = 'MdnMaster 000000000400500';
const line1 = 'MdnDetail 000000000400500 line 1';

/** A notice of one line of 10 in two cartons. */
function twoCartons(first: Partial<Package> = {}, second: Partial<Package> = {}): ShipNotice {
  return noticeWith({
    packages: [carton(0, [{ line: 1, quantity: '6' }], first), carton(1, [{ line: 1, quantity: '4' }], second)],
    masters: { items: [{ stockCode: 'B201', gtin: '012345678905' }] },
  });
}

describe('packages', () => {
  it('are marked with what the profile lists, in its order', () => {
    const marks = `    marks:
      - { qualifier: CP, source: trackingNumber }
      - { qualifier: AA, source: sscc }
      - { qualifier: GM, source: sscc, applicationIdentifier: false }
      - { qualifier: CA, source: sequence, padTo: 4 }
      - { qualifier: UC, source: gtin }
`;
    const [first] = noticeWith().packages;
    expect(segmentsOf(noticeWith({ masters: twoCartons().masters }), 'MAN', marks.replace(/.*GM.*\n/, ''))).toEqual([
      'MAN*CP*1Z0',
      `MAN*AA*${first?.sscc}`,
      'MAN*CA*0001',
      'MAN*UC*00012345678905',
    ]);
    // One SSCC under two qualifiers marks two things.
    expect(told(noticeWith({ masters: twoCartons().masters }), marks)).toEqual([
      `X12-DUPLICATE | ${header} | package 1 | MAN[3]-02`,
    ]);
  });

  it.each([
    ['trackingNumber', { trackingNumber: undefined }],
    ['gtin', {}],
  ])('without a %s are refused, or go without', (source, parts) => {
    const notice = { ...twoCartons(parts, parts), masters: { items: [] } };
    const marks = (more: string): string => `    marks: [{ qualifier: CP, source: ${source}${more} }]\n`;
    expect(told(notice, marks(''))).toEqual([1, 2].map((n) => `ASN-PACKAGE-MARK | ${header} | package ${n}`));
    expect(segmentsOf(notice, 'MAN', marks(', whenMissing: omit'))).toEqual([]);
  });

  it('that are alike are told together, with all their SSCCs, and how much each holds', () => {
    const together =
      '    likeCartons: together\n    packQuantity: pack\n    marks: [{ qualifier: GM, source: sscc }]\n';
    const contents = [{ line: 1, quantity: '5' }];
    const texts = told(twoCartons({ contents }, { contents }), `${together}    lading: { at: [S, P] }\n`);
    expect(texts.slice(texts.indexOf('HL*3*2*P'), texts.indexOf('HL*4*3*I') + 3)).toEqual([
      'HL*3*2*P',
      'PO4*5',
      'TD1*CTN25*2****G*25*LB',
      'MAN*GM*00106141410000000019',
      'MAN*GM*00106141410000000026',
      'HL*4*3*I',
      'LIN*10*IN*AC-1*VN*B201',
      'SN1*10*10*EA**10*EA**AC',
    ]);
    const unlike: [string, Partial<Package>][] = [
      ['contents', { contents: [{ line: 1, quantity: '4' }] }],
      ['weight', { contents, weight: '13' }],
      ['kind', { contents, kind: 'BOX' }],
      ['pallet', { contents, onPallet: ssccOf(900) }],
    ];
    for (const [what, other] of unlike) {
      const notice = twoCartons({ contents: [{ line: 1, quantity: what === 'contents' ? '6' : '5' }] }, other);
      expect([what, segmentsOf(notice, 'HL', together).length]).toEqual([what, 6]);
    }
  });

  it.each([
    ['half a unit', '0.5', '9.5'],
    ['seven digits', '1000000', '1'],
  ])('with %s have no pack quantity', (_, first, second) => {
    const quantity = String(Number(first) + Number(second));
    const notice = {
      ...twoCartons({ contents: [{ line: 1, quantity: first }] }, { contents: [{ line: 1, quantity: second }] }),
      lines: [shipped(1, { quantity })],
    };
    const found = `ASN-PACK-QUANTITY | ${line1} | MQtyToDispatch`;
    expect(told(notice, '    packQuantity: pack\n').filter((one) => one.startsWith('ASN'))[0]).toBe(found);
    expect(segmentsOf(notice, 'PO4')).toEqual([]);
  });

  it('of different quantities have no one pack quantity of their item', () => {
    const more = '    structure: SOIP\n    packQuantity: item\n';
    expect(told(twoCartons(), more)).toEqual([`ASN-PACK-QUANTITY | ${line1} | MQtyToDispatch`]);
    const same = [{ line: 1, quantity: '5' }];
    const texts = told(twoCartons({ contents: same }, { contents: same }), more);
    expect(texts.slice(texts.indexOf('HL*3*2*I') + 3)[0]).toBe('PO4*5');
  });

  it('say in the unit of the partner how much they hold', () => {
    const more = '    packQuantity: pack\n    units: { EA: { code: DZ, factor: "1/2" } }\n';
    const notice = twoCartons();
    expect(segmentsOf(notice, 'PO4', more)).toEqual(['PO4*3', 'PO4*2']);
    expect(segmentsOf(notice, 'SN1', more)[0]).toBe('SN1*10*3*DZ**5*DZ**AC');
  });

  it('go without, and the item says how it is packed as the profile knows it', () => {
    const packs = '    packs: { items: { B201: { pack: 12, packaging: CTN25 } } }\n';
    expect(segmentsOf(noticeWith(), 'PO4', packs)).toEqual(['PO4*12***CTN25']);
    expect(segmentsOf(noticeWith(), 'PO4', `${packs}    packQuantity: item\n`)).toEqual(['PO4*10']);
  });

  it('of several items have none on their own level', () => {
    const lines = [shipped(1), shipped(2)];
    const both = [1, 2].map((line) => ({ line, quantity: '10' }));
    const notice = noticeWith({ lines, packages: [carton(0, both)] });
    expect(segmentsOf(notice, 'PO4', '    packQuantity: pack\n')).toEqual([]);
    expect(segmentsOf(notice, 'PO4', '    packQuantity: item\n')).toEqual(['PO4*10', 'PO4*10']);
  });
});

describe('what it weighs', () => {
  const kinds = '    lading: { kinds: { CTN: CTN25, BOX: BOX71 }, perKind: true }\n';

  it('is told for each kind of packaging, where each weight is known', () => {
    expect(segmentsOf(twoCartons({}, { kind: 'BOX' }), 'TD1', kinds)).toEqual([
      'TD1*CTN25*1****G*12.5*LB',
      'TD1*BOX71*1****G*12.5*LB',
    ]);
    const said = {
      ...twoCartons({}, { kind: 'BOX', weight: undefined }),
      transport: { weight: '30', billOfLading: 'B1' },
    };
    expect(segmentsOf(said, 'TD1', kinds)).toEqual(['TD1*CTN25*1****G*30*LB', 'TD1*BOX71*1']);
    expect(segmentsOf(twoCartons(), 'TD1', kinds)).toEqual(['TD1*CTN25*2****G*25*LB']);
  });

  it('is converted and rounded half up', () => {
    const more = '    lading: { weightFactor: "2.20462" }\n    numbers: { weight: { decimals: 1 } }\n';
    expect(segmentsOf(twoCartons(), 'TD1', more)).toEqual(['TD1*CTN25*2****G*55.1*LB']);
    expect(
      segmentsOf(
        twoCartons({ weight: '0.05' }, { weight: '0.2' }),
        'TD1',
        '    numbers: { weight: { decimals: 1 } }\n',
      ),
    ).toEqual(['TD1*CTN25*2****G*0.3*LB']);
  });

  it('is not known net where an item has no mass, or a line another unit than its item', () => {
    const net = '    lading: { net: true }\n';
    expect(segmentsOf(consignment, 'TD1', net)).toContain('TD1******N*36.9*LB');
    const [first, ...rest] = consignment.masters.items;
    const without = { ...first, stockCode: 'B201', mass: undefined };
    const other = { ...first, stockCode: 'B201', stockingUom: 'BX' };
    for (const item of [without, other])
      expect(segmentsOf({ ...consignment, masters: { items: [item, ...rest] } }, 'TD1', net)).toHaveLength(1);
  });

  it('is measured, or refused where nobody knows it', () => {
    const more = `    measures:
      - { qualifier: G, source: weight, unit: LB }
      - { reference: CT, qualifier: CT, source: packageCount, unit: CT }
    itemMeasures:
      - { reference: PD, qualifier: WT, source: mass, unit: KG }
      - { reference: PD, qualifier: VOL, source: volume, unit: CR, whenMissing: refuse }
`;
    const [first] = consignment.masters.items;
    if (!first) throw new Error('the consignment has items');
    const lines = consignment.lines.filter((line) => 'stockCode' in line && line.stockCode === 'B201');
    const packages = consignment.packages.filter((_, n) => n !== 2);
    const notice = { ...consignment, lines, packages };
    expect(segmentsOf(notice, 'MEA', more).slice(0, 4)).toEqual([
      'MEA*PD*G*37.5*LB',
      'MEA*CT*CT*3*CT',
      'MEA*PD*WT*0.9*KG',
      'MEA*PD*VOL*0.02*CR',
    ]);
    expect(told({ ...notice, masters: { items: [{ ...first, volume: undefined }] } }, more)[0]).toBe(
      `ASN-FIELD-MISSING | ${header} | the volume of a level`,
    );
  });

  it('of an order or a pallet is the sum of its cartons, unless the pallet was weighed', () => {
    const more = '    structure: SOTPI\n    lading: { at: [O, T] }\n';
    expect(segmentsOf(consignment, 'TD1', more)).toEqual([
      'TD1*CTN25*3****G*37.5*LB',
      'TD1*CTN25*3****G*55*LB',
      'TD1*CTN25*1****G*12.5*LB',
      'TD1*CTN25*1****G*12.5*LB',
    ]);
  });
});

describe('how it travels', () => {
  it('says whether all that was ordered is shipped', () => {
    const status = '    carrier: { orderStatus: { complete: CC, partial: PR } }\n';
    expect(segmentsOf(consignment, 'TD5', status)).toEqual(['TD5**2*UPSN*M*UPS GROUND*PR']);
    expect(segmentsOf(noticeWith(), 'TD5', status)).toEqual(['TD5**2*UPSN*M*UPS GROUND*CC']);
    const unknown = noticeWith({ lines: [shipped(1, { orderedQuantity: undefined })] });
    expect(segmentsOf(unknown, 'TD5', status)).toEqual(['TD5**2*UPSN*M*UPS GROUND']);
  });

  it('takes nothing for a SCAC where the partner has codes of its own', () => {
    const own = noticeWith({ shippingInstructions: undefined, transport: { carrier: 'FXFE', billOfLading: 'B1' } });
    const more = "    carrier: { qualifier: '92', whenMissing: omit }\n";
    expect(segmentsOf(own, 'TD5', more)).toEqual([]);
    expect(segmentsOf(own, 'TD5', "    carrier: { qualifier: '92', codes: { FXFE: { scac: '17' } } }\n")).toEqual([
      'TD5**92*17',
    ]);
  });

  it.each([
    ['MERU123456', 'TD3*CN*MERU*123456'],
    ['MERU 123456', 'TD3*CN*MERU*123456'],
    ['TRAILER9', 'TD3*CN**TRAILER9'],
    ['123456', 'TD3*CN**123456'],
  ])('parts the letters of the equipment %s from its number', (trailer, expected) => {
    const more = '    equipment: { type: CN, splitInitial: true }\n';
    expect(segmentsOf(noticeWith({ transport: { trailer, billOfLading: 'B1' } }), 'TD3', more)).toEqual([expected]);
  });
});

describe('lots told apart', () => {
  const split = '    lots: { as: reference, split: true, expiry: "036" }\n';

  it('are items of their own, each with its own quantity and date', () => {
    const texts = told(consignment, `    structure: SOI\n${split}`);
    const at = texts.indexOf('HL*6*5*I');
    expect(texts.slice(at + 2, at + 6)).toEqual([
      'SN1*10*8*EA**12*EA**AC',
      'PID*F*08***BRACKET 40 MM',
      'REF*LT*L-7',
      'DTM*036*20270131',
    ]);
    expect(texts.slice(at + 8)[0]).toBe('SN1*10*4*EA**12*EA**AC');
  });

  it('cannot be, where nothing says which carton holds which', () => {
    const lots = ['A', 'B'].map((lot) => ({ lot, quantity: '5' }));
    const notice = { ...twoCartons(), lines: [shipped(1, { lots })] };
    expect(told(notice, split)).toEqual(['ASN-LOTS | MdnDetailLot 000000000400500 line 1 | Lot']);
    const one = { ...twoCartons(), lines: [shipped(1, { lots: [{ lot: 'A', quantity: '10' }] })] };
    expect(segmentsOf(one, 'REF', split).filter((text) => text.startsWith('REF*LT'))).toEqual(['REF*LT*A', 'REF*LT*A']);
  });
});
