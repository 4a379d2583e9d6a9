import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  guideOf,
  releases,
  validateTransactionSet,
  type KnownRelease,
  type Segment,
  type SetGuide,
  type StructureNode,
} from '../../src/x12/index.ts';
import { parseSegment, parseStructure } from '../../src/x12/guides/guide.ts';
import { buildRelease, nextRelease, type ReleaseText } from '../../src/x12/guides/build-release.ts';
import { changeStructure } from '../../src/x12/guides/structure-change.ts';
import { segmentsOf } from './skeleton.ts';

const sets: Record<KnownRelease, readonly string[]> = {
  '004010': ['810', '850', '856', '997'],
  '004030': ['810', '850', '856', '997'],
  '005010': ['810', '850', '856', '997', '999'],
  '006020': ['810', '850', '856', '997', '999'],
};
const everySet = Object.entries(sets).flatMap(([release, ids]) => ids.map((id) => [release, id] as const));

function guide(release: string, set: string): SetGuide {
  return guideOf(release, set) ?? expect.unreachable(`${release} has a ${set}`);
}

/** An element in each release: `AN 1/30`, with its data element and whether it is mandatory; `-` where there is none. */
function element(set: string, reference: string, what: 'form' | 'number' | 'requirement' = 'form'): string[] {
  return releases.map((release) => {
    const found = guide(release, set).segments[reference.slice(0, -2)]?.elements[Number(reference.slice(-2)) - 1];
    if (!found) return '-';
    if (what === 'number') return found.number;
    if (what === 'requirement') return found.required ? 'M' : 'O';
    return `${found.type ?? 'composite'} ${found.min}/${found.max}`;
  });
}

/** The place at a path in each release: `TD5 0..12`, and for a loop what is in it; `-` where there is none. */
function place(set: string, path: string): string[] {
  return releases.map((release) => {
    let nodes = guide(release, set).structure;
    let found: StructureNode | undefined;
    for (const id of path.split('/')) {
      found = nodes.find((node) => node.id === id);
      nodes = found?.children ?? [];
    }
    return found ? shown(found) : '-';
  });
}

function shown({ id, min, max, children }: StructureNode): string {
  const own = `${id} ${min}..${max === Infinity ? 'n' : max}`;
  return children ? `[${own}: ${children.map(shown).join(', ')}]` : own;
}

/** The segments of a set in order, without their numbers; a loop's leader is followed by what is in it. */
function ids(nodes: readonly StructureNode[]): string[] {
  return nodes.flatMap(({ id, children = [] }) => [id, ...ids(children)]);
}

/** One value for 004010, one for 004030, 005010 and 006020 each. */
const from = {
  '004030': (before: string, after: string): string[] => [before, after, after, after],
  '005010': (before: string, after: string): string[] => [before, before, after, after],
  '006020': (before: string, after: string): string[] => [before, before, before, after],
};

describe('the releases', () => {
  it('are those there are guides for, oldest first', () => {
    expect(releases).toEqual(Object.keys(sets));
    expect(releases.toSorted()).toEqual(releases);
  });

  it.each(everySet)('%s has the %s, whose structure and segments are whole', (release, id) => {
    const { structure, functionalId, segments, name } = guide(release, id);
    expect({ id: guide(release, id).id, release: guide(release, id).release }).toEqual({ id, release });
    expect(functionalId).toBe({ '810': 'IN', '850': 'PO', '856': 'SH', '997': 'FA', '999': 'FA' }[id]);
    expect(name).not.toBe('');
    expect(ids(structure)).not.toContain('ST');
    // The structure written out and read again is the same, and every loop has something in it.
    expect(parseStructure(structure.map(shown).join('\n'))).toEqual(structure);
    expect(ids(structure)[0]).toBe({ '810': 'BIG', '850': 'BEG', '856': 'BSN', '997': 'AK1', '999': 'AK1' }[id]);
    for (const segment of Object.values(segments)) {
      for (const note of segment.notes)
        expect([segment.id, Math.max(...note.positions) <= segment.elements.length]).toEqual([segment.id, true]);
      for (const { min, max } of segment.elements) expect(min).toBeLessThanOrEqual(max);
    }
  });

  it.each(releases)('%s defines the envelope and the acknowledgement of it', (release) => {
    const { segments } = guide(release, '850');
    const names = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA', 'TA1'].map((id) => segments[id]?.elements.length);
    expect(names).toEqual([16, 8, release === '004010' ? 2 : 3, 2, 2, 2, 5]);
    // The fixed widths of an ISA: 106 characters with its tag, sixteen separators and the terminator.
    const widths = (segments['ISA']?.elements ?? []).map(({ min, max }) => [min, max]);
    expect(widths.every(([min, max]) => min === max)).toBe(true);
    expect(widths.reduce((sum, [width = 0]) => sum + width, 'ISA'.length + 16 + 1)).toBe(106);
  });

  it.each(['850', '810', '856'])('check segments of the %s for their place only as the documentation says', (id) => {
    const page = readFileSync(new URL('../../docs/reference/x12-guides.md', import.meta.url), 'utf8');
    const listed = new RegExp(`^\\| ${id} \\| ((?:[A-Z0-9]{2,3} ?)+)`, 'm').exec(page)?.[1]?.trim();
    const unchecked = releases.flatMap((release) => {
      const { structure, segments } = guide(release, id);
      return ids(structure).filter((segment) => !segments[segment] && segment !== 'MTX');
    });
    expect(listed).toBe([...new Set(unchecked)].toSorted().join(' '));
  });

  it('leaves a release as it was when the next one is made of it', () => {
    const text: ReleaseText = {
      release: '1',
      segments: { A1: { name: 'A', elements: '01 127 M AN 1/30; 02 C040 O composite', notes: 'P0102' } },
      composites: { C040: { elements: '01 128 M ID 2/3; 02 127 M AN 1/30' } },
      codes: { '128': 'IA vendor' },
      sets: [{ id: '850', name: 'Order', functionalId: 'PO', structure: 'ST 1..1 A1 1..1 [B1 0..1: C1 0..2] SE 1..1' }],
    };
    const first = buildRelease(text);
    const before = structuredClone(first);
    const next = nextRelease(first, {
      release: '2',
      elements: { '127': 'AN 1/50' },
      segments: { A1: { elements: '03 93 O AN 1/60', notes: 'C0203' } },
      codes: { '128': 'DP department' },
      structures: { '850': [{ remove: 'B1/C1' }, { after: 'B1', add: 'D1 0..n' }] },
    });
    expect(first).toEqual(before);
    expect(next.guides['850']).toMatchObject({ release: '2', codes: { '128': { IA: 'vendor', DP: 'department' } } });
    expect(next.guides['850']?.structure.map(shown)).toEqual(['A1 1..1', '[B1 0..1: ]', 'D1 0..n']);
    const a1 = next.segments['A1'];
    expect(a1?.elements.map(({ number, max }) => [number, max])).toEqual([
      ['127', 50],
      ['C040', Infinity],
      ['93', 60],
    ]);
    expect(a1?.elements[1]?.components?.elements.map(({ max }) => max)).toEqual([3, 50]);
    expect(a1?.notes.map(({ text }) => text)).toEqual(['C0203']);
  });

  it.each([
    ['a place that is not there', { structures: { '850': [{ remove: 'N1/ZZZ' }] } }],
    ['a set that is not there', { structures: { '999': [{ remove: 'CTX' }] } }],
    ['a new segment without a name', { segments: { XX: { elements: '01 1 M AN 1/1' } } }],
    ['an element after a gap', { segments: { N2: { elements: '04 93 O AN 1/60' } } }],
    ['a data type nobody knows', { elements: { '127': 'XX 1/50' } }],
    ['a composite nobody knows', { segments: { N2: { elements: '03 C777 O composite' } } }],
  ])('cannot be made with %s', (_, changes) => {
    const text: ReleaseText = {
      release: '1',
      segments: { N2: { name: 'N2', elements: '01 93 M AN 1/60; 02 93 O AN 1/60' } },
      composites: {},
      codes: {},
      sets: [{ id: '850', name: 'Order', functionalId: 'PO', structure: '[N1 0..1: N2 0..2]' }],
    };
    expect(() => nextRelease(buildRelease(text), { release: '2', ...changes })).toThrow(SyntaxError);
  });

  it('refuses a structure with anything in it that is no segment', () => {
    expect(() => parseStructure('BEG 1..1 CUR 0-1')).toThrow(SyntaxError);
    expect(() => parseSegment('N2', { name: 'N2', elements: '02 93 M AN 1/60' }, {})).toThrow(SyntaxError);
    expect(() => changeStructure(parseStructure('A1 0..1 B1 0..1 A1 0..1'), { remove: 'A1' })).toThrow(SyntaxError);
  });
});

describe('an acknowledgement', () => {
  const check = (release: string, id: string, segments: readonly Segment[]): string[] =>
    validateTransactionSet({ id, segments }, guide(release, id)).map(
      ({ code, segment, element: at }) => `${code} ${segment}${at === undefined ? '' : String(at).padStart(2, '0')}`,
    );
  const rejected = segmentsOf(`
    AK1*PO*101
    AK2*850*0001
    AK3*N4*15**8
    AK4*2*156*7*TEXAS
    AK5*R*5
    AK9*R*1*1*0
  `);

  it.each(releases)('of %s is valid as a 997 has it', (release) => {
    expect(check(release, '997', segmentsOf('AK1*PO*101\nAK9*A*1*1*1'))).toEqual([]);
    expect(check(release, '997', rejected)).toEqual([]);
    expect(check(release, '997', rejected.slice(0, -1))).toEqual(['X12-SEGMENT-MISSING AK9']);
    expect(check(release, '997', rejected.toSpliced(4, 1))).toEqual(['X12-SEGMENT-MISSING AK5']);
  });

  it('names the version it answers from 005010 on', () => {
    const named = segmentsOf('AK1*PO*101*005010\nAK9*A*1*1*1');
    expect(check('005010', '997', named)).toEqual([]);
    expect(check('004030', '997', named)).toEqual(['X12-ELEMENT-EXTRA AK103']);
  });

  it('as a 999 may tell errors of implementations, with their context', () => {
    const context: Segment = {
      id: 'CTX',
      elements: [{ repetitions: [['SITUATIONAL TRIGGER'], ['PO101', '1']] }, 'PO1', '12', '', ['3', '', '2']],
    };
    const answer = [
      ...segmentsOf('AK1*PO*101*005010\nAK2*850*0001\nIK3*PO1*12**I6'),
      context,
      ...segmentsOf('IK4*3*355*I12*EACH\nIK5*R*I5\nAK9*R*1*1*0'),
    ];
    expect(check('005010', '999', answer)).toEqual([]);
    expect(
      check(
        '005010',
        '999',
        answer.toSpliced(3, 1, { id: 'CTX', elements: [{ repetitions: Array<string>(11).fill('A') }] }),
      ),
    ).toEqual(['X12-ELEMENT-REPEATED CTX01']);
    expect(guideOf('004030', '999')).toBeUndefined();
  });
});

describe('what differs between releases', () => {
  it.each(['REF02', 'N902', 'SAC13', 'CAD08'])('the length of a reference (127): %s', (reference) => {
    expect(element('810', reference, 'number')).toEqual(Array(4).fill('127'));
    expect(element('810', reference)).toEqual(['AN 1/30', 'AN 1/50', 'AN 1/50', 'AN 1/80']);
  });

  it('the length of a reference inside a composite', () => {
    const within = releases.map((one) => guide(one, '850').segments['REF']?.elements[3]?.components?.elements[1]?.max);
    expect(within).toEqual([30, 50, 50, 80]);
  });

  it.each(['PER04', 'PER06', 'PER08'])('the length of a communication number (364): %s', (reference) => {
    expect(element('850', reference)).toEqual(from['004030']('AN 1/80', 'AN 1/256'));
  });

  it.each(['PO107', 'PO125', 'IT107', 'LIN03', 'LIN31', 'SLN10'])('the length of an item number (234): %s', (ref) => {
    expect(element('850', ref)).toEqual(from['006020']('AN 1/48', 'AN 1/80'));
  });

  it('the length of the quantity invoiced, and not of that shipped', () => {
    expect(element('810', 'IT102')).toEqual(from['005010']('R 1/10', 'R 1/15'));
    expect(element('856', 'SN102')).toEqual(Array(4).fill('R 1/10'));
  });

  it.each(['PO102', 'SN105'])('the data element of %s', (reference) => {
    expect(element('850', reference, 'number')).toEqual(from['005010']('330', '380'));
    expect(element('850', reference)).toEqual(Array(4).fill('R 1/15'));
  });

  it('BIG11', () => {
    expect(element('810', 'BIG11', 'number')).toEqual(from['004030']('-', '1005'));
  });

  it('N407 and the conditions of N4', () => {
    expect(element('850', 'N407')).toEqual(from['004030']('-', 'ID 1/3'));
    expect(element('850', 'N407', 'number')).toEqual(from['004030']('-', '1715'));
    const notes = releases.map((one) =>
      guide(one, '850')
        .segments['N4']?.notes.map(({ text }) => text)
        .join(' '),
    );
    expect(notes).toEqual(from['004030']('C0605', 'E0207 C0605 C0704'));
  });

  it.each(['TD303', 'CAD03'])('the length of an equipment number (207): %s', (reference) => {
    expect(element('810', reference)).toEqual(from['005010']('AN 1/10', 'AN 1/15'));
  });

  it('CAD01 is mandatory', () => {
    expect(element('810', 'CAD01', 'requirement')).toEqual(from['005010']('O', 'M'));
  });

  it('free text in the 850 is MSG, then MTX', () => {
    const has = (id: string): boolean[] => releases.map((one) => ids(guide(one, '850').structure).includes(id));
    expect(has('MSG')).toEqual([true, false, false, false]);
    expect(place('850', 'N9')).toEqual(
      from['004030']('[N9 0..1000: DTM 0..n, MSG 0..1000]', '[N9 0..1000: DTM 0..n, MTX 0..n, PWK 0..n, EFI 0..n]'),
    );
    const paths = ['SPI', 'SPI/N1', 'SPI/CB1', 'PO1', 'PO1/LS/LDT', 'PO1/N9', 'PO1/N1/LDT', 'PO1/SLN', 'PO1/SLN/N9'];
    for (const path of paths) {
      const texts = ['MSG', 'MTX'].map((id) => place('850', `${path}/${id}`).map((one) => one !== '-'));
      expect([path, texts]).toEqual([
        path,
        [
          [true, false, false, false],
          [false, true, true, true],
        ],
      ]);
    }
    expect(element('850', 'MTX02')).toEqual(from['004030']('-', 'AN 1/4096'));
    expect(place('810', 'N9')).toEqual(Array(4).fill('[N9 0..1: MSG 1..10]'));
  });

  it('IN2 in the N1 loops of the 850, between N2 and N3', () => {
    for (const loop of ['N1', 'PO1/N1', 'PO1/SLN/N1']) {
      const order = place('850', loop).map((one) =>
        ['N2', 'IN2', 'N3'].filter((id) => one.includes(` ${id} 0`)).join(),
      );
      expect([loop, order]).toEqual([loop, from['004030']('N2,N3', 'N2,IN2,N3')]);
      expect(place('850', loop).map((one) => one.indexOf('IN2') < one.indexOf(', N3'))).toEqual(Array(4).fill(true));
    }
  });

  it('LDT of the 850’s heading is a segment after DTM, then a loop after TXI', () => {
    expect(place('850', 'LDT')).toEqual(from['004030']('LDT 0..12', '[LDT 0..n: QTY 0..n, MTX 0..n, REF 0..n]'));
    const before = releases.map((one) => {
      const { structure } = guide(one, '850');
      return structure[structure.findIndex(({ id }) => id === 'LDT') - 1]?.id ?? '';
    });
    expect(before).toEqual(from['004030']('DTM', 'TXI'));
  });

  it.each([
    ['850', 'TD5', from['004030']('TD5 0..12', 'TD5 0..n')],
    ['850', 'PO1/TD5', Array(4).fill('TD5 0..12')],
    [
      '850',
      'PO1/N9',
      from['004030'](
        '[N9 0..1000: DTM 0..n, MEA 0..40, MSG 0..1000]',
        '[N9 0..1000: DTM 0..n, MEA 0..40, MTX 0..n, PWK 0..n, EFI 0..n]',
      ),
    ],
    ['850', 'PO1/SLN/MEA', from['005010']('-', 'MEA 0..n')],
    ['850', 'PO1/AMT/REF', from['005010']('REF 0..1', 'REF 0..n')],
    ['850', 'PO1/ITD', from['006020']('ITD 0..2', 'ITD 0..n')],
    ['810', 'IT1/SAC', from['004030']('[SAC 0..25: TXI 0..10]', '[SAC 0..n: [TXI 0..n: DTM 0..1]]')],
    ['810', 'SAC', from['004030']('[SAC 0..25: TXI 0..10]', '[SAC 0..n: DTM 0..n, [TXI 0..n: DTM 0..1]]')],
    ['810', 'TXI', from['004030']('TXI 0..10', 'TXI 0..n')],
    ['810', 'IT1/TXI', from['004030']('TXI 0..10', 'TXI 0..n')],
    ['810', 'IT1/SLN/TXI', from['004030']('TXI 0..10', 'TXI 0..n')],
    ['810', 'CRC', from['004030']('-', 'CRC 0..1')],
    ['810', 'MTX', from['006020']('-', 'MTX 0..5')],
    ['810', 'IT1/ITD', from['006020']('ITD 0..2', 'ITD 0..n')],
    ['810', 'IT1/SLN/SAC', from['005010']('SAC 0..25', 'SAC 0..n')],
    ['856', 'HL/TD3', from['004030']('TD3 0..12', '[TD3 0..12: AT9 0..1]')],
    ['856', 'HL/LH1/LH4', from['005010']('LH4 0..1', 'LH4 0..4')],
  ])('the %s’s %s', (set, path, expected) => {
    expect(place(set, path)).toEqual(expected);
  });

  it('AK103 and AK203', () => {
    expect(element('997', 'AK103', 'number')).toEqual(from['005010']('-', '480'));
    expect(element('997', 'AK203', 'number')).toEqual(from['005010']('-', '1705'));
  });

  it('AK302, and the loop identifiers of AK303, LS01 and LE01', () => {
    expect(element('997', 'AK302')).toEqual(from['005010']('N0 1/6', 'N0 1/10'));
    for (const reference of ['AK303', 'LS01', 'LE01'])
      expect(element('997', reference)).toEqual(from['005010']('AN 1/6', 'AN 1/4'));
  });

  it('ISA11 and ST03', () => {
    expect(element('850', 'ISA11', 'number')).toEqual(from['004030']('I10', 'I65'));
    expect(element('850', 'ST03')).toEqual(from['004030']('-', 'AN 1/35'));
  });

  it('the errors of an acknowledgement: a 997’s, and with those of implementations a 999’s', () => {
    const { codes, segments } = guide('005010', '999');
    const lists = ['AK304', 'AK403', 'AK502', 'IK304', 'IK403', 'IK502'].map((reference) => {
      const number = segments[reference.slice(0, 3)]?.elements[Number(reference.slice(3)) - 1]?.number ?? '';
      return Object.keys(codes[number] ?? {}).filter((code) => code.startsWith('I'));
    });
    expect(lists.slice(0, 3)).toEqual([[], [], []]);
    expect(lists[3]).toEqual(['I4', 'I6', 'I7', 'I8', 'I9']);
    expect(lists[4]).toEqual(['I6', 'I9', 'I10', 'I11', 'I12', 'I13']);
    expect(lists[5]).toEqual(['I5', 'I6']);
    for (const [number, known] of [
      ['715', 'P'],
      ['716', '5'],
      ['717', 'R'],
      ['718', '23'],
      ['720', '8'],
      ['723', '10'],
      ['I18', '025'],
    ])
      expect([number, codes[number ?? '']?.[known ?? '']]).toEqual([number, expect.stringMatching(/\w/)]);
  });
});
