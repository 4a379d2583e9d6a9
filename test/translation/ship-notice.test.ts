import { describe, expect, it } from 'vitest';
import type { ShipNotice } from '../../src/documents/ship-notice.ts';
import { renderInterchange, translateDocument, translateShipNotice } from '../../src/translation/index.ts';
import { brief, carton, golden, noticeWith, profileOf, shipped, ssccs, textsOf } from './support.ts';

const header = 'MdnMaster 000000000400500';
const line1 = 'MdnDetail 000000000400500 line 1';
const made = { at: new Date('2026-11-20T02:05:00Z'), timeZone: 'America/Chicago' };

function translated(notice: ShipNotice, more = ''): string[] {
  const { set, findings } = translateShipNotice(notice, profileOf('ship-notice', more), { made });
  return set ? textsOf(set.segments) : brief(findings);
}

function segments(notice: ShipNotice, id: string, more = ''): string[] {
  return translated(notice, more).filter((text) => text.startsWith(`${id}*`));
}

/** The levels as their HL02 to HL04 and what each is. */
function levels(notice: ShipNotice, more = ''): string[] {
  return segments(notice, 'HL', more).map((text) => text.slice(3));
}

const firstOrder = noticeWith().orders[0] ?? expect.unreachable();
const secondOrder = { salesOrder: '000000000300101', customerPurchaseOrder: 'PO-7002', orderDate: '2026-11-11' };

/** Two orders in three cartons, the second of which holds goods of one line only; lots, and a comment. */
const full = noticeWith({
  orders: [firstOrder, secondOrder],
  lines: [
    shipped(1, {
      quantity: '15',
      orderedQuantity: '20',
      lots: [
        { lot: 'L-1', quantity: '5', expiry: '2027-01-31' },
        { lot: 'L-2', quantity: '10', expiry: '2027-01-31' },
      ],
    }),
    { kind: 'comment', line: 2, text: 'Handle with care', forLine: 1 },
    shipped(3, { salesOrder: '000000000300101', quantity: '2.5', uom: 'KG', orderedQuantity: '2.5' }),
  ],
  packages: [
    carton(0, [{ line: 1, quantity: '10' }]),
    carton(1, [{ line: 1, quantity: '5' }]),
    carton(2, [{ line: 3, quantity: '2.5' }]),
  ],
});

/** A carton with goods of both orders, on a pallet. */
const shared = noticeWith({
  orders: [firstOrder, secondOrder],
  lines: [shipped(1), shipped(2, { salesOrder: '000000000300101' })],
  packages: [
    {
      sscc: ssccs[0],
      onPallet: ssccs[2],
      contents: [
        { line: 1, quantity: '10' },
        { line: 2, quantity: '4' },
      ],
    },
    { sscc: ssccs[1], onPallet: ssccs[2], contents: [{ line: 2, quantity: '6' }] },
    { sscc: ssccs[2], kind: 'PLT', contents: [] },
  ],
});

describe('golden interchanges', () => {
  it.each([
    ['annotated-example', '', full],
    ['without-cartons', '    structure: SOI\n    lading: { count: omit }\n', { ...full, packages: [] }],
    ['pallets-and-shared-cartons', '    structure: STPOI\n    childCodes: true\n', shared],
    [
      'bare-minimum',
      '    structure: SOI\n    structureCodes: { SOI: omit }\n    lading: null\n    carrier: null\n    equipment: null\n    references: []\n    dates: []\n    parties: []\n    orderReferences: []\n    orderParties: []\n    orderDate: false\n    lineNumber: { source: line, whenMissing: omit }\n    description: null\n    ordered: false\n    status: null\n    lots: omit\n    totals: { levels: false }\n',
      full,
    ],
  ] as const)('%s', (name, more, notice) => {
    const profile = profileOf('ship-notice', more);
    const { set, findings } = translateShipNotice(notice, profile, { made });
    if (!set) throw new Error(brief(findings).join('\n'));
    const controlNumbers = { interchange: 1203, group: 1203, sets: [1] };
    const text = renderInterchange({ sets: [set], profile, controlNumbers, ...made });
    expect(text).toBe(golden(`856/${name}`, text));
  });
});

describe('a ship notice the customer can take', () => {
  it('is without findings, and every element has its source', () => {
    const { set, sources, findings } = translateShipNotice(full, profileOf('ship-notice'), { made });
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

  it('changes neither notice nor profile, and comes out the same twice, whoever is asked', () => {
    const profile = profileOf('ship-notice');
    const before = structuredClone({ full, profile });
    expect(translateDocument(full, profile, { made })).toEqual(translateShipNotice(full, profile, { made }));
    expect({ full, profile }).toEqual(before);
  });

  it('tells when it is made, in the company’s zone; else the day it is shipped', () => {
    expect(segments(full, 'BSN')).toEqual(['BSN*00*400500*20261119*2005*0001']);
    const { set } = translateShipNotice(full, profileOf('ship-notice'));
    expect(textsOf(set?.segments.slice(0, 1) ?? [])).toEqual(['BSN*00*400500*20261119*0000*0001']);
  });
});

describe('the levels', () => {
  it('are shipment, order, pack and item where there are cartons', () => {
    expect(levels(full)).toEqual(['1**S', '2*1*O', '3*2*P', '4*3*I', '5*2*P', '6*5*I', '7*1*O', '8*7*P', '9*8*I']);
    expect(segments(full, 'CTT')).toEqual(['CTT*9*17.5']);
  });

  it('are shipment, order and item where there are none, and cartons are not told', () => {
    const without = { ...full, packages: [], transport: { ...full.transport, packageCount: '2' } };
    expect(levels(without, '    structure: auto\n')).toEqual(['1**S', '2*1*O', '3*2*I', '4*1*O', '5*4*I']);
    expect(segments(without, 'BSN', '    structure: auto\n')[0]).toMatch(/\*0004$/);
    expect(segments(full, 'MAN', '    structure: SOI\n')).toEqual([]);
  });

  it('put orders below cartons that hold several, and say who has children', () => {
    const more = '    structure: SPOI\n    childCodes: true\n';
    expect(levels(shared, more)).toEqual([
      '1**S*1',
      '2*1*P*1',
      '3*2*O*1',
      '4*3*I*0',
      '5*2*O*1',
      '6*5*I*0',
      '7*1*P*1',
      '8*7*O*1',
      '9*8*I*0',
    ]);
    expect(segments(shared, 'PRF', more)).toHaveLength(3);
  });

  it('put pallets above their cartons', () => {
    expect(levels(shared, '    structure: STPOI\n').slice(0, 3)).toEqual(['1**S', '2*1*T', '3*2*P']);
    expect(segments(shared, 'MAN', '    structure: STPOI\n')).toEqual(
      [ssccs[2], ssccs[0], ssccs[1]].map((sscc) => `MAN*GM*00${sscc}`),
    );
  });
});

describe('how it travels', () => {
  it('is told by the profile’s SCAC, by the carrier itself where it is one, or by words alone', () => {
    expect(segments(full, 'TD5')).toEqual(['TD5**2*UPSN*M*UPS GROUND']);
    const own = noticeWith({ shippingInstructions: undefined, transport: { ...full.transport, carrier: 'FXFE' } });
    expect(segments(own, 'TD5')).toEqual(['TD5**2*FXFE*M']);
    const unknown = noticeWith({ shippingInstructions: 'Own truck' });
    expect(segments(unknown, 'TD5', '    carrier: { whenMissing: omit }\n')).toEqual(['TD5*****OWN TRUCK']);
  });

  it('counts and weighs the cartons where nobody else does', () => {
    expect(segments(full, 'TD1')).toEqual(['TD1*CTN25*3****G*37.5*LB']);
    const said = { ...full, transport: { ...full.transport, packageCount: '4', weight: '40.25', volume: '2' } };
    expect(segments(said, 'TD1')).toEqual(['TD1*CTN25*4****G*40.25*LB']);
    expect(segments(said, 'TD1', '    lading: { volumeUnit: CR }\n')).toEqual(['TD1*CTN25*4****G*40.25*LB*2*CR']);
  });

  it('marks cartons with or without 00, and with their tracking number', () => {
    expect(segments(full, 'MAN').slice(0, 2)).toEqual([`MAN*GM*00${ssccs[0]}`, 'MAN*CP*1Z0']);
    const bare = '    marks: [{ qualifier: AA, source: sscc }]\n';
    expect(segments(full, 'MAN', bare)).toEqual(ssccs.map((sscc) => `MAN*AA*${sscc}`));
  });
});

describe('the items', () => {
  it('say what was ordered and whether it is all of it', () => {
    expect(segments(full, 'SN1')).toEqual([
      'SN1*10*10*EA**20*EA**BP',
      'SN1*10*5*EA**20*EA**BP',
      'SN1*30*2.5*KG**2.5*KG**AC',
    ]);
  });

  it('name their lots', () => {
    const texts = translated(full);
    const at = texts.indexOf('SN1*10*5*EA**20*EA**BP');
    expect(texts.slice(at + 1, at + 5)).toEqual([
      'PID*F*08***BRACKET 40 MM',
      'REF*LT*L-1',
      'REF*LT*L-2',
      'DTM*208*20270131',
    ]);
    const one = noticeWith({ lines: [shipped(1, { lots: [{ lot: 'L-9', quantity: '10' }] })] });
    expect(segments(one, 'LIN', '    lots: { as: item-id }\n')).toEqual(['LIN*10*IN*AC-1*VN*B201*LT*L-9']);
  });
});

describe('what the clerk is told', () => {
  const twoOrders = { orders: [firstOrder, secondOrder] };
  it.each<[string, Partial<ShipNotice>, string, string[]]>([
    [
      'nothing shipped',
      { lines: [], packages: [] },
      '    structure: auto\n    lading: { count: omit }\n',
      [`ASN-NO-LINES | ${header} | DispatchNote`],
    ],
    [
      'no orders',
      { orders: [] },
      '',
      [`ASN-NO-ORDERS | ${header} | SalesOrder`, `ASN-LINE-ORDER | ${line1} | SalesOrder`],
    ],
    ['no cartons', { packages: [] }, '    lading: { count: omit }\n', [`ASN-NO-PACKAGES | ${header} | packages`]],
    [
      'a carton without an SSCC',
      { packages: [carton(0, [{ line: 1, quantity: '10' }], { sscc: undefined })] },
      '',
      [`ASN-PACKAGE-SSCC | ${header} | package 1`],
    ],
    [
      'an SSCC with a wrong check digit',
      { packages: [carton(0, [{ line: 1, quantity: '10' }], { sscc: '106141410000000018' })] },
      '',
      [`X12-CHECK-DIGIT | ${header} | package 1 | MAN[1]-02`],
    ],
    [
      'one SSCC on two cartons',
      { packages: [carton(0, [{ line: 1, quantity: '4' }]), carton(0, [{ line: 1, quantity: '6' }])] },
      '    marks: [{ qualifier: GM, source: sscc }]\n',
      [`X12-DUPLICATE | ${header} | package 2 | MAN[2]-02`],
    ],
    [
      'an empty carton',
      { packages: [carton(0, [{ line: 1, quantity: '10' }]), carton(1, [])] },
      '',
      [`ASN-PACKAGE-EMPTY | ${header} | package 2`],
    ],
    [
      'a carton with what is not shipped',
      {
        packages: [
          carton(0, [
            { line: 1, quantity: '10' },
            { line: 7, quantity: '1' },
          ]),
        ],
      },
      '',
      [`ASN-PACKAGE-LINE | ${header} | package 1`],
    ],
    [
      'less in the cartons than shipped',
      { packages: [carton(0, [{ line: 1, quantity: '9' }])] },
      '',
      [`ASN-PACKAGE-QUANTITY | ${line1} | MQtyToDispatch`],
    ],
    [
      'a carton of two orders',
      {
        ...twoOrders,
        lines: [shipped(1), shipped(2, { salesOrder: secondOrder.salesOrder })],
        packages: [
          carton(0, [
            { line: 1, quantity: '10' },
            { line: 2, quantity: '10' },
          ]),
        ],
      },
      '    marks: [{ qualifier: GM, source: sscc }]\n',
      // Told below both orders it would also be there twice.
      [`ASN-PACKAGE-ORDERS | ${header} | package 1`, `X12-DUPLICATE | ${header} | package 1 | MAN[2]-02`],
    ],
    [
      'a line of no order that is shipped',
      { ...twoOrders, lines: [shipped(1), shipped(2, { salesOrder: '9' })], packages: [] },
      '    structure: SOI\n    lading: { count: omit }\n',
      ['ASN-LINE-ORDER | MdnDetail 000000000400500 line 2 | SalesOrder'],
    ],
    [
      'an order without the customer’s number',
      { orders: [{ salesOrder: firstOrder.salesOrder, orderDate: '2026-11-10' }] },
      '',
      ['ASN-FIELD-MISSING | SorMaster 000000000300100 | CustomerPoNumber'],
    ],
    [
      'an order without a number or a date',
      { orders: [{ salesOrder: firstOrder.salesOrder }] },
      '',
      ['ASN-FIELD-MISSING | SorMaster 000000000300100 | CustomerPoNumber'],
    ],
    ['no bill of lading', { transport: { trailer: 'T1' } }, '', [`ASN-FIELD-MISSING | ${header} | bill of lading`]],
    [
      'a carrier nobody mapped',
      { shippingInstructions: 'Own truck' },
      '',
      [`ASN-CARRIER-UNMAPPED | ${header} | ShippingInstrs`],
    ],
    [
      'no number of packages',
      { packages: [] },
      '    structure: SOI\n',
      [`ASN-FIELD-MISSING | ${header} | number of packages`],
    ],
    [
      'no line number of the customer’s order',
      { lines: [shipped(1, { customerOrderLine: undefined })] },
      '',
      [`ASN-FIELD-MISSING | ${line1} | the customer’s line number`],
    ],
    [
      'a unit nobody mapped',
      { lines: [shipped(1, { uom: 'TOTE' })] },
      '    ordered: false\n',
      [`ASN-UNIT-UNMAPPED | ${line1} | MOrderUom`],
    ],
    [
      'several lots where LIN names one',
      {
        lines: [
          shipped(1, {
            lots: [
              { lot: 'A', quantity: '5' },
              { lot: 'B', quantity: '5' },
            ],
          }),
        ],
      },
      '    lots: { as: item-id }\n',
      ['ASN-LOTS | MdnDetailLot 000000000400500 line 1 | Lot'],
    ],
  ])('%s', (_, parts, more, expected) => {
    const { set, findings } = translateShipNotice(noticeWith(parts), profileOf('ship-notice', more), { made });
    expect(brief(findings)).toEqual(expected);
    expect(set).toBeUndefined();
    expect(findings.every((finding) => finding.fix !== '' && !/^[A-Z]/.test(finding.message))).toBe(true);
  });
});

it('a site’s first nine notes get the second character BSN02 needs', () => {
  const first = noticeWith({ dispatchNote: '000000000000007' });
  const [bsn] = segments(first, 'BSN', '    shipmentNumber: { trimZeros: true, padTo: null }\n');
  expect(bsn).toMatch(/^BSN\*00\*07\*/);
});
