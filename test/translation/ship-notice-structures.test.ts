import { describe, expect, it } from 'vitest';
import type { Package, ShipNotice } from '../../src/documents/ship-notice.ts';
import { profileFor, renderInterchange, translateShipNotice } from '../../src/translation/index.ts';
import { releases } from '../../src/x12/index.ts';
import { consignment, levelsOf, made, segmentsOf, shippedByLine, ssccOf, told } from './ship-notice-documents.ts';
import { brief, golden, profileOf, textsOf } from './support.ts';

const stores = `    orderParties:
      - { entity: BY, identification: { qualifier: '92', code: { source: storeNumber, padTo: 4 } } }
`;

describe('golden interchanges of each structure', () => {
  it.each([
    [
      'pick-and-pack',
      `    structure: SOPI\n    lading: { at: [S, O, P], kinds: { CTN: CTN25 } }\n    marks: [{ qualifier: GM, source: sscc }]\n${stores}`,
    ],
    [
      'pick-and-pack-on-pallets',
      `    structure: SOTPI
    childCodes: true
    lading: { at: [S, T], kinds: { CTN: CTN25 }, palletKind: PLT71, net: true, volumeUnit: CR }
    totals: { weight: true, volume: true }
${stores}`,
    ],
    [
      'orders-on-pallets',
      `    structure: STOPI
    pallets: { whenMissing: refuse }
    palletMarks: [{ qualifier: AA, source: sscc }, { qualifier: W, source: sequence, padTo: 3 }]
    marks: [{ qualifier: AA, source: sscc }]
`,
    ],
    [
      'standard-cartons',
      `    structure: SOIP
    likeCartons: together
    packQuantity: pack
    lading: { at: [S, P] }
    marks:
      - { qualifier: GM, source: sscc }
      - { qualifier: SM, source: sequence, range: true }
      - { qualifier: UC, source: gtin }
`,
    ],
    [
      'cross-dock',
      `    structure: STPOI
    packageParties:
      - { entity: Z7, identification: { qualifier: '92', code: { source: storeNumber, padTo: 4 } } }
    packageReferences:
      - { qualifier: '2I', text: { source: package.trackingNumber } }
`,
    ],
    [
      'automotive',
      `    structure: SI
    orderType: RL
    shipmentNumber: { padTo: 8 }
    dates: [{ qualifier: '011', source: created, time: minutes, zone: CT }, { qualifier: '017', source: plannedDeliveryDate }]
    lading: { kinds: { CTN: CTN25 }, weightUnit: LB, weightFactor: "2.20462" }
    numbers: { weight: { decimals: 0 } }
    measures: [{ qualifier: G, source: weight, unit: LB }]
    itemMeasures: [{ reference: WT, qualifier: N, source: netWeight, unit: LB }]
    equipment: { type: CN, splitInitial: true }
    references: [{ qualifier: PK, text: { source: dispatchNote, trimZeros: true } }]
    orderReferences: []
    lineReferences: [{ qualifier: LI, text: { source: salesOrderLine } }]
    itemIds:
      - { qualifier: BP, source: customerItem, whenMissing: refuse }
      - { qualifier: PO, source: customerPurchaseOrder }
      - { qualifier: CH, source: countryOfOrigin }
    lots: omit
`,
    ],
    [
      'automotive-by-order',
      `    structure: SOI
    structureCodes: { SOI: "0004" }
    transactionType: AS
    carrier: { orderStatus: { complete: CC, partial: PR }, sequence: B, codes: { UPS GROUND: { service: G2 } } }
    specialHandling: [{ code: HM, hazard: { qualifier: U, class: '3' }, description: { value: Paint } }]
`,
    ],
    [
      'parcel',
      `    structure: SPI
    orderOfItem: prf
    carrier: { codes: { UPS GROUND: { scac: UPSN, mode: U, service: CG } } }
    marks: [{ qualifier: CP, source: trackingNumber }]
    packageMeasures: [{ qualifier: G, source: weight, unit: LB }]
    packQuantity: item
`,
    ],
    ['lots-as-items', `    structure: [SOTPI, SOPI]\n    lots: { as: item-id, split: true, expiry: "036" }\n`],
  ] as const)('%s', (name, more) => {
    const profile = profileOf('ship-notice', more);
    const { set, findings, sources } = translateShipNotice(consignment, profile, { made });
    if (!set) throw new Error(brief(findings).join('\n'));
    expect(brief(findings.filter(({ code }) => code !== 'X12-CODE'))).toEqual([]);
    // Every element says where it is from.
    const places = new Set(sources.map((source) => `${source.position}-${source.element}`));
    const unsaid = set.segments.flatMap(({ id, elements }, index) =>
      elements.flatMap((element, at) =>
        element === '' || places.has(`${index + 2}-${at + 1}`) ? [] : [`${id}${at + 1}`],
      ),
    );
    expect(unsaid).toEqual([]);
    const controlNumbers = { interchange: 1203, group: 1203, sets: [1] };
    const text = renderInterchange({ sets: [set], profile, controlNumbers, ...made });
    expect(text).toBe(golden(`856/${name}`, text));
  });
});

it.each(releases)('each structure is valid in release %s', (release) => {
  const repetition = release === '004010' ? '' : "repetition: '^'";
  const envelope = `    release: '${release}'
    interchange: { version: '${release.slice(0, 5)}', groupVersion: '${release}', delimiters: { ${repetition} } }
    specialHandling: [{ code: HM, hazard: { qualifier: U, class: '3' } }]
    lading: { at: [S, O, T, P], net: true }
    measures: [{ qualifier: G, source: weight, unit: LB }]
`;
  for (const structure of ['SOPI', 'SOTPI', 'STOPI', 'SOIP', 'STPOI', 'SOI', 'STOI', 'SI', 'SPI', 'STPI']) {
    const profile = profileOf('ship-notice', `${envelope}    structure: ${structure}\n`);
    const { findings } = translateShipNotice(consignment, profile, { made });
    expect([structure, ...brief(findings)]).toEqual([structure]);
  }
});

describe('the structure', () => {
  const loose = { ...consignment, packages: consignment.packages.map((one) => ({ ...one, onPallet: undefined })) };
  const bare = { ...consignment, packages: [], transport: { ...consignment.transport, packageCount: '2' } };

  it('of several is the first that tells all that is known', () => {
    const more = '    structure: [SOTPI, SOIP, SOPI, SOI]\n';
    const code = (notice: ShipNotice): string => segmentsOf(notice, 'BSN', more)[0]?.slice(-4) ?? '';
    expect(levelsOf(consignment, more).slice(0, 3)).toEqual(['1**S', '2*1*O', '3*2*T']);
    const cartons = { ...loose, packages: loose.packages.slice(0, 4) };
    expect([code(cartons), levelsOf(cartons, more).slice(0, 4)]).toEqual(['0002', ['1**S', '2*1*O', '3*2*I', '4*3*P']]);
    const [first, second, ...rest] = cartons.packages;
    if (!first || !second) throw new Error('there are four cartons');
    // A carton of two items cannot be told below one of them.
    const lines = [{ line: 1, quantity: '12' }, ...(cartons.packages[2]?.contents ?? [])];
    const mixed = { ...cartons, packages: [first, { ...second, contents: lines }, ...rest.slice(1)] };
    expect([code(mixed), levelsOf(mixed, more).slice(0, 4)]).toEqual(['0001', ['1**S', '2*1*O', '3*2*P', '4*3*I']]);
    expect([code(bare), levelsOf(bare, more).slice(0, 3)]).toEqual(['0004', ['1**S', '2*1*O', '3*2*I']]);
  });

  it('has no pallet level for a carton on none, unless the partner insists', () => {
    const packages = consignment.packages
      .map((one, n) => (n === 3 ? { ...one, onPallet: undefined } : one))
      .slice(0, 5);
    const notice = { ...consignment, packages };
    expect(levelsOf(notice, '    structure: STOPI\n').slice(-3)).toEqual(['10*1*O', '11*10*P', '12*11*I']);
    expect(told(notice, '    structure: STOPI\n    pallets: { whenMissing: refuse }\n')).toEqual([
      'ASN-PACKAGE-PALLET | MdnMaster 000000000400500 | package 4',
    ]);
  });

  it('of pallets without packs tells how much of an item each pallet has, and takes what stands on none for one', () => {
    const more = '    structure: STOI\n    marks: []\n';
    expect(shippedByLine(told(consignment, more))).toEqual({ '10': '36', '20': '10' });
    expect(segmentsOf(consignment, 'SN1', more)).toEqual([
      'SN1*10*24*EA**24*EA**AC',
      'SN1*20*10*EA**12*EA**BP',
      'SN1*10*12*EA**12*EA**AC',
    ]);
    expect(segmentsOf(consignment, 'MAN', more)).toEqual([`MAN*GM*00${ssccOf(901)}`, `MAN*GM*00${ssccOf(902)}`]);
    const goodsOnPallets = { ...loose, packages: loose.packages.slice(0, 4) };
    expect(segmentsOf(goodsOnPallets, 'MAN', more)).toHaveLength(4);
  });

  it('may be another for drop shipments of the same partner', () => {
    const more = `    structure: SOTPI
    variants:
      drop-ship:
        when: { branch: [WEB] }
        settings:
          structure: SPI
          marks: [{ qualifier: CP, source: trackingNumber }]
          lineReferences: [{ qualifier: CO, text: { source: customerPurchaseOrder, whenMissing: refuse } }]
`;
    const profile = profileOf('ship-notice', more);
    const chain = (notice: ShipNotice): string[] => {
      const { set } = translateShipNotice(notice, profileFor(notice, profile), { made });
      const texts = textsOf(set?.segments ?? []);
      return texts.filter((text) => /^(?:HL|MAN\*CP|REF\*CO\*PO)/.test(text)).slice(0, 4);
    };
    expect(chain(consignment)).toEqual(['HL*1**S', 'HL*2*1*O', 'HL*3*2*T', 'HL*4*3*P']);
    expect(chain({ ...consignment, branch: 'WEB' })).toEqual([
      'HL*1**S',
      'HL*2*1*P',
      'MAN*CP*1Z999AA10000001',
      'HL*3*2*I',
    ]);
  });

  it('tells sales orders of one order and store as one', () => {
    const orders = consignment.orders.map((order) => ({ ...order, customerPurchaseOrder: 'PO-9' }));
    const more =
      '    structure: SOI\n    orderReferences: [{ qualifier: CO, text: { source: salesOrder, trimZeros: true } }]\n';
    // Two stores are two orders.
    expect(segmentsOf({ ...bare, orders }, 'PRF', more + stores)).toHaveLength(2);
    const oneStore = { ...bare, orders: orders.map((order) => ({ ...order, storeNumber: '42' })) };
    expect(segmentsOf(oneStore, 'PRF', more)).toEqual(['PRF*PO-9***20261110']);
    expect(segmentsOf(oneStore, 'REF', more).slice(-4)).toEqual([
      'REF*CO*300100',
      'REF*CO*300101',
      'REF*LT*L-7',
      'REF*LT*L-8',
    ]);
  });

  it('parts an order from its release', () => {
    const orders = consignment.orders.map((order, n) => ({ ...order, customerPurchaseOrder: `4500-12-0${n + 1}` }));
    const more = '    structure: SOI\n    orderNumber: { releaseAfter: "-" }\n';
    expect(segmentsOf({ ...bare, orders }, 'PRF', more)).toEqual([
      'PRF*4500-12*01**20261110',
      'PRF*4500-12*02**20261111',
    ]);
  });

  it.each([
    ['SOTPI', 'a pallet of two orders', 'ASN-PALLET-ORDERS | MdnMaster 000000000400500 | package 5'],
    ['SOIP', 'a carton of two items', 'ASN-PACKAGE-ITEMS | MdnMaster 000000000400500 | package 3'],
    ['SOPI', 'a carton of two orders', 'ASN-PACKAGE-ORDERS | MdnMaster 000000000400500 | package 4'],
  ])('%s refuses %s', (structure, what, finding) => {
    const packages = consignment.packages.map((one, n): Package => {
      if (structure === 'SOTPI') return n === 3 ? { ...one, onPallet: ssccOf(901) } : one;
      if (n === (structure === 'SOIP' ? 2 : 3)) {
        const more = structure === 'SOIP' ? { line: 1, quantity: '4' } : { line: 1, quantity: '6' };
        return { ...one, contents: [...one.contents, more] };
      }
      return n === 1 ? { ...one, contents: [{ line: 1, quantity: structure === 'SOIP' ? '8' : '6' }] } : one;
    });
    // Without the record of the pallet that is empty then.
    const found = told({ ...consignment, packages: packages.slice(0, 5) }, `    structure: ${structure}\n`);
    expect([what, found[0]]).toEqual([what, finding]);
    expect(found.slice(1).every((one) => one.startsWith('X12-DUPLICATE'))).toBe(true);
  });
});
