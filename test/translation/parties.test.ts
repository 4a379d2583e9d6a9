import { describe, expect, it } from 'vitest';
import type { PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { translatePurchaseOrder } from '../../src/translation/index.ts';
import { brief, orderWith, profileWith, textsOf } from './support.ts';

const header = 'PorMasterHdr 000000000150802';

/** The loop of the ship-to party, or what the clerk is told. */
function shipTo(parts: Partial<PurchaseOrder['shipTo']>, more = ''): string[] {
  const order = orderWith({ shipTo: { ...orderWith().shipTo, ...parts } });
  return loop(order, 'N1*ST', more);
}

function loop(order: PurchaseOrder, start: string, more = ''): string[] {
  const { set, findings } = translatePurchaseOrder(order, profileWith(more));
  if (!set) return brief(findings.filter(({ severity }) => severity === 'error'));
  const texts = textsOf(set.segments);
  const from = texts.findIndex((text) => text.startsWith(start));
  const length = texts.slice(from + 1).findIndex((text) => !/^(?:N[234]|REF|PER)\*/.test(text));
  return [...texts.slice(from, from + 1 + length), ...brief(findings.filter(({ severity }) => severity === 'warning'))];
}

function parties(list: string): string {
  return `    parties:\n      - ${list}\n`;
}

describe('the code of a party', () => {
  const coded = (text: string, qualifier = '92'): string =>
    parties(`{ entity: ST, identification: { qualifier: "${qualifier}", code: ${text} } }`);

  it.each([
    ['zero-filled to four', { code: '12' }, coded('{ source: shipTo.code, padTo: 4 }'), ['N1*ST**92*0012']],
    ['without zeros', { code: '00012' }, coded('{ source: shipTo.code, trimZeros: true }'), ['N1*ST**92*12']],
    [
      'the partner’s own for each of SYSPRO’s',
      { code: 'dc1 ' },
      coded("{ source: shipTo.code, codes: { DC1: '6012' } }"),
      ['N1*ST**92*6012'],
    ],
    [
      'SYSPRO’s where none is listed and the profile keeps it',
      { code: '7' },
      coded("{ source: shipTo.code, codes: { DC1: '6012' }, unmapped: keep, padTo: 4 }"),
      ['N1*ST**92*0007'],
    ],
    [
      'nothing where none is listed and the profile omits it',
      { code: 'DC9' },
      parties(
        "{ entity: ST, name: { value: DC }, identification: { qualifier: '92', code: { source: shipTo.code, codes: { DC1: '6012' }, unmapped: omit } } }",
      ),
      ['N1*ST*DC'],
    ],
    [
      'refused where none is listed',
      { code: 'DC9' },
      coded("{ source: shipTo.code, codes: { DC1: '6012' } }"),
      [`PO-CODE-UNMAPPED | ${header} | Warehouse`],
    ],
    [
      'a GLN with its check digit',
      { code: 'DC1' },
      coded("{ source: shipTo.code, codes: { DC1: '0614141000005' } }", 'UL'),
      ['N1*ST**UL*0614141000005'],
    ],
    [
      'refused as a GLN with another check digit',
      { code: '0614141000006' },
      coded('{ source: shipTo.code }', 'UL'),
      [`X12-CHECK-DIGIT | ${header} | Warehouse | N1-04`],
    ],
    [
      'refused as a DUNS of ten digits',
      { code: '0069228271' },
      coded('{ source: shipTo.code }', '1'),
      [`X12-CHECK-DIGIT | ${header} | Warehouse | N1-04`],
    ],
    ['a DUNS+4', { code: '0069228270001' }, coded('{ source: shipTo.code }', '9'), ['N1*ST**9*0069228270001']],
  ])('is %s', (_, parts, more, expected) => {
    expect(shipTo({ ...parts, street: [], city: undefined, state: undefined, postalCode: undefined }, more)).toEqual(
      expected,
    );
  });

  it('comes with the partner’s own number of us, once as REF and once as N1 (mistake 25)', () => {
    const more = parties(
      `{ entity: VN, identification: { qualifier: '92', code: { source: supplier, codes: { '000000000001001': V-77 } } }, references: [{ qualifier: IA, text: { value: '998877' } }] }`,
    );
    expect(loop(orderWith(), 'N1*VN', more)).toEqual(['N1*VN**92*V-77', 'REF*IA*998877']);
  });
});

describe('a name and an address in pieces', () => {
  const short = '    lengths: { N102: { max: 22, overflow: fail }, N301: { max: 20 } }\n';
  const long = 'Meridian Manufacturing Distribution Centre Columbus';

  it.each<[string, Partial<PurchaseOrder['shipTo']>, string, string[]]>([
    [
      'a long name goes on in N2, broken at blanks',
      { name: long, street: ['1 A St'] },
      `${short}    address: { longNames: n2 }\n`,
      [
        'N1*ST*MERIDIAN MANUFACTURING*92*DC1',
        'N2*DISTRIBUTION CENTRE COLUMBUS',
        'N3*1 A ST',
        'N4*COLUMBUS*OH*432151000*US',
      ],
    ],
    [
      'a long name is refused where nothing else is said',
      { name: long, street: ['1 A St'] },
      short,
      [`X12-ELEMENT-TOO-LONG | ${header} | DeliveryName | N1[2]-02`],
    ],
    [
      'a name that is cut is told',
      { name: long, street: ['1 A St'] },
      '    lengths: { N102: { max: 22, overflow: truncate } }\n',
      [
        'N1*ST*MERIDIAN MANUFACTURING*92*DC1',
        'N3*1 A ST',
        'N4*COLUMBUS*OH*432151000*US',
        `?PO-TEXT-CUT | ${header} | DeliveryName`,
      ],
    ],
    [
      'a long street line goes on in the next',
      { street: ['4400 Logistics Parkway East', 'Dock 7'] },
      `${short}    address: { longLines: wrap, longNames: n2 }\n`,
      [
        'N1*ST*MERIDIAN DC COLUMBUS*92*DC1',
        'N3*4400 LOGISTICS*PARKWAY EAST',
        'N3*DOCK 7',
        'N4*COLUMBUS*OH*432151000*US',
      ],
    ],
    [
      'more lines than the partner takes are refused',
      { street: ['1 A St', 'Floor 2', 'Door 3'] },
      '    address: { lines: 2 }\n',
      [`PO-ADDRESS-LINES | ${header} | DeliveryAddr`],
    ],
    [
      'or joined',
      { street: ['1 A St', 'Floor 2', 'Door 3'] },
      '    address: { lines: 1, moreLines: join }\n',
      ['N1*ST*MERIDIAN DC COLUMBUS*92*DC1', 'N3*1 A ST, FLOOR 2, DOOR 3', 'N4*COLUMBUS*OH*432151000*US'],
    ],
    [
      'and refused where joined they are too long',
      { name: 'DC', street: ['1 A St', 'Floor 2', 'Door 3'] },
      `${short}    address: { lines: 1, moreLines: join }\n`,
      [`PO-ADDRESS-LINES | ${header} | DeliveryAddr`],
    ],
    [
      'or left out with a warning',
      { street: ['1 A St', 'Floor 2', 'Door 3'] },
      '    address: { lines: 2, moreLines: cut }\n',
      [
        'N1*ST*MERIDIAN DC COLUMBUS*92*DC1',
        'N3*1 A ST*FLOOR 2',
        'N4*COLUMBUS*OH*432151000*US',
        `?PO-ADDRESS-LINES | ${header} | DeliveryAddr`,
      ],
    ],
    [
      'a post office box last',
      { street: ['P.O. Box 12', '1 A St'] },
      '    address: { poBox: last }\n',
      ['N1*ST*MERIDIAN DC COLUMBUS*92*DC1', 'N3*1 A ST*P.O. BOX 12', 'N4*COLUMBUS*OH*432151000*US'],
    ],
    [
      'a post office box first',
      { street: ['1 A St', 'PO BOX 12'] },
      '    address: { poBox: first }\n',
      ['N1*ST*MERIDIAN DC COLUMBUS*92*DC1', 'N3*PO BOX 12*1 A ST', 'N4*COLUMBUS*OH*432151000*US'],
    ],
    [
      'no goods to a post office box',
      { street: ['PO Box 12'] },
      parties('{ entity: ST, name: { source: shipTo.name }, address: shipTo, poBox: refuse }'),
      [`PO-PO-BOX | ${header} | DeliveryAddr`],
    ],
    [
      'further names',
      { street: ['1 A St'] },
      parties(
        '{ entity: ST, name: { source: shipTo.name }, moreNames: [{ value: Attn Receiving }, { source: buyer }], address: shipTo }',
      ),
      ['N1*ST*MERIDIAN DC COLUMBUS', 'N2*ATTN RECEIVING*PURCHASING', 'N3*1 A ST', 'N4*COLUMBUS*OH*432151000*US'],
    ],
  ])('%s', (_, parts, more, expected) => {
    expect(shipTo(parts, more)).toEqual(expected);
  });

  it('a name that even two N2 cannot hold is refused', () => {
    const more =
      '    lengths: { N102: { max: 10, overflow: fail }, N201: { max: 10 }, N202: { max: 10 } }\n    address: { longNames: n2 }\n';
    expect(shipTo({ name: 'one two three four five six seven eight nine ten eleven twelve' }, more)).toContain(
      `PO-ADDRESS-LINES | ${header} | DeliveryName`,
    );
  });
});

describe('state, postal code and country', () => {
  const n4 = (parts: Partial<PurchaseOrder['shipTo']>, more = ''): string[] =>
    shipTo(
      { name: 'DC', street: [], city: 'XY', state: undefined, postalCode: undefined, country: undefined, ...parts },
      more,
    ).slice(-1);

  it.each<[string, Partial<PurchaseOrder['shipTo']>, string, string]>([
    ['our own country', { state: 'OH', country: 'USA' }, '    address: { omitCountries: [US] }\n', 'N4*XY*OH'],
    ['three letters', { state: 'OH', country: 'USA' }, '    address: { countryForm: alpha-3 }\n', 'N4*XY*OH**USA'],
    [
      'three letters left out',
      { state: 'OH', country: 'US' },
      '    address: { countryForm: alpha-3, omitCountries: [USA] }\n',
      'N4*XY*OH',
    ],
    ['two letters of three', { country: 'DEU' }, '    address: { countryForm: alpha-2 }\n', 'N4*XY***DE'],
    [
      'letters that are no country',
      { country: 'XX' },
      '    address: { countryForm: alpha-2 }\n',
      `PO-COUNTRY-UNMAPPED | ${header} | DeliveryAddr`,
    ],
    ['a province', { state: 'ON', postalCode: 'K1A 0B1', country: 'CANADA' }, '', 'N4*XY*ON*K1A0B1*CA'],
    [
      'a state of another country',
      { state: 'OH', postalCode: 'K1A 0B1', country: 'CANADA' },
      '',
      `PO-STATE-UNMAPPED | ${header} | DeliveryAddr`,
    ],
    [
      'a postal code of another country',
      { state: 'ON', postalCode: '43215', country: 'CANADA' },
      '',
      `PO-POSTAL-CODE | ${header} | PostalCode`,
    ],
    [
      'a ZIP code of nine digits',
      { state: 'OH', postalCode: '43215-1000', country: 'US' },
      '',
      'N4*XY*OH*432151000*US',
    ],
    [
      'a ZIP code cut to five',
      { state: 'OH', postalCode: '43215-1000', country: 'US' },
      '    address: { postalCodes: zip5 }\n',
      'N4*XY*OH*43215*US',
    ],
    // Mistake 37: a foreign address has no N402.
    ['a foreign state', { state: 'BY', postalCode: '80331', country: 'DE' }, '', 'N4*XY**80331*DE'],
    [
      'a foreign state that is refused',
      { state: 'Bavaria', country: 'DE' },
      '    address: { otherStates: refuse }\n',
      `PO-STATE-UNMAPPED | ${header} | DeliveryAddr`,
    ],
    [
      'a country whose states the partner takes',
      { state: 'NW', country: 'DE' },
      '    address: { stateCountries: [US, DE] }\n',
      'N4*XY*NW**DE',
    ],
    [
      'all of it left out where the profile says so',
      { state: 'Ohia', postalCode: '1', country: 'US' },
      '    address: { unmapped: omit }\n',
      'N4*XY***US',
    ],
  ])('%s', (_, parts, more, expected) => {
    expect(n4(parts, more)).toEqual([expected]);
  });
});
