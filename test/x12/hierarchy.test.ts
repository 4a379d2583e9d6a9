import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  guideOf,
  hierarchicalStructures,
  structureCodeOf,
  structureFault,
  validateTransactionSet,
} from '../../src/x12/index.ts';
import { segmentsOf } from './skeleton.ts';

const guide = guideOf('004010', '856') ?? expect.unreachable('004010 has an 856');

/** A ship notice of levels such as `1 S`, `2 1 O`, each with what its kind must have; more segments after a slash. */
function found(structureCode: string, ...levels: string[]): string[] {
  const lines = levels.flatMap((level, index) => {
    const [own = '', ...more] = level.split(' / ');
    const parts = own.split(' ');
    const [number = '', parent = '', code = ''] = parts.length === 2 ? [parts[0], '', parts[1]] : parts;
    const segments: Record<string, string[]> = {
      O: [`PRF*PO${index}`],
      P: ['TD1*CTN25*1'],
      T: ['TD1*PLT71*1'],
      I: ['LIN**VP*A', 'SN1**1*EA'],
      K: ['LIN**VP*B', 'SN1**1*EA'],
      S: ['TD1*CTN25*1'],
    };
    return [`HL*${number}*${parent}*${code}`, ...(more.length > 0 ? more : (segments[code] ?? []))];
  });
  const segments = segmentsOf([`BSN*00*SHP1*20240116*1530*${structureCode}`, ...lines].join('\n'));
  const texts = segments.map(({ id, elements }) => {
    const last = elements.findLastIndex((element) => element !== '');
    return { id, elements: elements.slice(0, last + 1) };
  });
  return validateTransactionSet({ id: '856', segments: texts }, guide).map(
    ({ code, severity, element, value, message }) =>
      `${severity === 'warning' ? '?' : ''}${code.slice(4)} ${element}=${value} ${message}`,
  );
}

describe('a tree of levels', () => {
  it.each([
    ['pick and pack', '0001', ['1 S', '2 1 O', '3 2 P', '4 3 I', '5 2 P', '6 5 I']],
    ['pick and pack on pallets of an order', '0001', ['1 S', '2 1 O', '3 2 T', '4 3 P', '5 4 I']],
    ['pick and pack of orders on a pallet', '0001', ['1 S', '2 1 T', '3 2 O', '4 3 P', '5 4 I']],
    ['standard cartons', '0002', ['1 S', '2 1 O', '3 2 I', '4 3 P', '5 3 P']],
    ['standard cartons on pallets', '0002', ['1 S', '2 1 O', '3 2 T', '4 3 I', '5 4 P']],
    ['packs before orders', '0003', ['1 S', '2 1 T', '3 2 P', '4 3 O', '5 4 I', '6 3 O', '7 6 I']],
    ['no packs', '0004', ['1 S', '2 1 O', '3 2 I']],
    ['pallets and no packs', '0004', ['1 S', '2 1 T', '3 2 O', '4 3 I']],
    ['items alone', '', ['1 S', '2 1 I', '3 1 I']],
    ['a structure of the partners’ own', 'ZZZZ', ['1 S', '2 1 P', '3 2 I']],
    ['components of an item', '0004', ['1 S', '2 1 O', '3 2 I', '4 3 K']],
    ['packs in packs', '0001', ['1 S', '2 1 O', '3 2 P', '4 3 Q', '5 4 I']],
    ['packs in the packs of an item', '0002', ['1 S', '2 1 O', '3 2 I', '4 3 P', '5 4 Q']],
    ['levels that only partners know', '0001', ['1 S', '2 1 O', '3 2 P', '4 3 E', '5 4 I', '6 3 F', '7 6 I']],
  ])('may be of %s', (_, structure, levels) => {
    expect(found(structure, ...levels)).toEqual([]);
  });

  it.each([
    [
      'items above their packs, by a code that has them below',
      '0001',
      ['1 S', '2 1 O', '3 2 I', '4 3 P'],
      [
        'HIERARCHY 3=I stands under O, which BSN05 0001 does not have',
        'HIERARCHY 3=P stands under I, which BSN05 0001 does not have',
      ],
    ],
    [
      'an order within a pack, by a code that has it above',
      '0001',
      ['1 S', '2 1 P', '3 2 O', '4 3 I'],
      [
        'HIERARCHY 3=P stands under S, which BSN05 0001 does not have',
        'HIERARCHY 3=O stands under P, which BSN05 0001 does not have',
        'HIERARCHY 3=I stands under O, which BSN05 0001 does not have',
      ],
    ],
    [
      'two structures at once',
      'ZZZZ',
      ['1 S', '2 1 T', '3 2 O', '4 3 I', '5 1 O', '6 5 T', '7 6 I'],
      ['HIERARCHY 3=T stands below O, and above it elsewhere in the set'],
    ],
    [
      'an order told twice',
      '0004',
      ['1 S', '2 1 O / PRF*PO1', '3 2 I', '4 1 O / PRF*PO1', '5 4 I'],
      ['HIERARCHY 3=O is the order PO1 again, which HL 2 has already'],
    ],
    [
      'an order nobody can tell',
      '0004',
      ['1 S', '2 1 O / REF*IA*1', '3 2 I'],
      ['HIERARCHY 3=O is an order without PRF'],
    ],
    ['a pack that is empty', '0001', ['1 S', '2 1 O', '3 2 P', '4 2 P', '5 4 I'], ['HIERARCHY 3=P holds no item']],
    [
      'a pack in a pack that is empty',
      '0001',
      ['1 S', '2 1 O', '3 2 P', '4 3 I', '5 3 Q'],
      ['HIERARCHY 3=Q holds no item'],
    ],
    [
      'a component of nothing',
      '0004',
      ['1 S', '2 1 O', '3 2 I', '4 3 K / REF*SE*1'],
      ['HIERARCHY 3=K is a component without LIN', 'HIERARCHY 3=K is a component without SN1'],
    ],
    [
      'a second shipment, with a parent',
      '0004',
      ['1 S', '2 1 S', '3 2 O', '4 3 I'],
      ['HIERARCHY 3=S is a second shipment'],
    ],
    [
      'a second shipment, without one',
      '0004',
      ['1 S', '2 1 O', '3 2 I', '4 S', '5 4 O', '6 5 I'],
      ['HIERARCHY 3=S is a second shipment', 'HIERARCHY 2= is no HL01 before it'],
    ],
    [
      'gaps in its numbers',
      '0004',
      ['1 S', '2 1 O', '5 2 I'],
      ['?HIERARCHY 1=5 is not 3, as by custom the levels are numbered'],
    ],
  ])('with %s is found out', (_, structure, levels, expected) => {
    expect(found(structure, ...levels)).toEqual(expected);
  });

  it('of thousands of levels, each below the last, takes no time', () => {
    const levels = Array.from({ length: 8_000 }, (_, n) => `${n + 1} ${n === 0 ? '' : `${n} `}${n === 0 ? 'S' : 'T'}`);
    const start = performance.now();
    const faults = found('ZZZZ', ...levels);
    expect(performance.now() - start).toBeLessThan(1_500);
    expect(faults.filter((fault) => fault.includes('stands under T')).length).toBe(7_998);
  });

  it('goes on where a number is used twice, and one of the two has ended', () => {
    const twice = found('ZZZZ', '1 S', '2 1 O', '2 2 P', '3 2 I', '4 2 I');
    expect(twice.filter((fault) => fault.startsWith('HIERARCHY 2'))).toEqual([]);
  });

  it('may tell an order once for each store, once for each release, and once in each pack', () => {
    const stores = ['2 1 O / PRF*PO1 / N1*BY**92*01', '4 1 O / PRF*PO1 / N1*BY**92*02', '6 1 O / PRF*PO1*7'];
    expect(found('0004', '1 S', ...stores.flatMap((order, n) => [order, `${n * 2 + 3} ${n * 2 + 2} I`]))).toEqual([]);
    const packs = ['2 1 P', '3 2 O / PRF*PO1', '4 3 I', '5 1 P', '6 5 O / PRF*PO1', '7 6 I'];
    expect(found('0003', '1 S', ...packs)).toEqual([]);
  });
});

describe('a structure', () => {
  it.each(['SOPI', 'SOTPI', 'STOPI', 'STPOI', 'SPOI', 'SOIP', 'STOIP', 'SOTIP', 'SOI', 'STOI', 'SI', 'SPI', 'STPI'])(
    'may be %s',
    (structure) => {
      expect(structureFault(structure)).toBeUndefined();
    },
  );

  it.each([
    ['OPI', 'does not begin with the shipment (S)'],
    ['', 'does not begin with the shipment (S)'],
    ['SOP', 'has no items (I)'],
    ['SOPPI', 'has a level twice'],
    ['SPTI', 'has tares (T) below packs (P): packs stand on tares'],
    ['SIO', 'has more than packs (P) below the items (I)'],
    ['SOITP', 'has more than packs (P) below the items (I)'],
    ['SOQI', 'has Q, and the levels are S, O, T, P and I'],
  ])('may not be %s', (structure, fault) => {
    expect(structureFault(structure)).toBe(fault);
  });

  it('has the code of BSN05 of its levels, whatever stands on pallets', () => {
    expect(
      ['SOPI', 'SOTPI', 'STOPI', 'SOIP', 'STPOI', 'SOI', 'STOI', 'SI', 'SPI'].map((s) => structureCodeOf(s)),
    ).toEqual(['0001', '0001', '0001', '0002', '0003', '0004', '0004', undefined, undefined]);
    for (const [code, levels] of Object.entries(hierarchicalStructures)) expect(structureCodeOf(levels)).toBe(code);
  });

  it('that is allowed is one the check of a set takes', () => {
    const letters = fc.uniqueArray(fc.constantFrom('O', 'T', 'P', 'I'), { minLength: 1 });
    fc.assert(
      fc.property(letters, (below) => {
        const structure = ['S', ...below].join('');
        const chain = Array.from(structure).map((code, n) => `${n + 1} ${n === 0 ? '' : `${n} `}${code}`);
        const allowed = structureFault(structure) === undefined;
        // A pack before a pallet, or an item before all else, may stand in a set of no particular structure.
        const errors = found(structureCodeOf(structure) ?? 'ZZZZ', ...chain);
        if (allowed) expect([structure, ...errors]).toEqual([structure]);
        else expect([structure, errors.length > 0]).toEqual([structure, true]);
      }),
    );
  });
});
