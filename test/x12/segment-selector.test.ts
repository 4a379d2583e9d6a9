import { describe, expect, it } from 'vitest';
import {
  elementSelectorForm,
  guideOf,
  itemsOf,
  parseSelector,
  placesOf,
  segmentSelectorForm,
  selected,
  treeOf,
  type Segment,
} from '../../src/x12/index.ts';

const found = guideOf('004010', '850');
if (!found) throw new Error('no guide');
const guide = found;

const items = `BEG*00
REF*IA*1
REF*DP*2
N1*ST*STORE
N3*STREET
REF*IA*3
N1*BY*US
PO1*1
REF*IA*4
N1*ST*DOCK
REF*IA*5
PO1*2
CTT*2
AMT*TT*9`
  .split('\n')
  .map((text): { segment: Segment } => {
    const [id = '', ...elements] = text.split('*');
    return { segment: { id, elements } };
  });

const named = (selector: string): string[] =>
  selected(treeOf(items, guide.structure), parseSelector(selector), guide).map(({ part }) =>
    [part.item.segment.id, ...part.item.segment.elements.map(String)].join('*'),
  );

describe('a selector', () => {
  it.each([
    ['REF', ['REF*IA*1', 'REF*DP*2', 'REF*IA*3', 'REF*IA*4', 'REF*IA*5']],
    ['REF*IA', ['REF*IA*1', 'REF*IA*3', 'REF*IA*4', 'REF*IA*5']],
    ['REF**2', ['REF*DP*2']],
    ['heading/REF*IA', ['REF*IA*1']],
    ['PO1/REF', ['REF*IA*4']],
    ['N1/REF', ['REF*IA*3', 'REF*IA*5']],
    ['heading/N1*ST/REF', ['REF*IA*3']],
    ['PO1/N1*ST/REF', ['REF*IA*5']],
    ['PO1*2/REF', []],
    ['heading/N1', ['N1*ST*STORE', 'N1*BY*US']],
    ['summary/CTT', ['CTT*2']],
    ['heading/CTT', []],
    ['summary/CTT/AMT', ['AMT*TT*9']],
    ['N1*ST-02', ['N1*ST*STORE', 'N1*ST*DOCK']],
    ['PO101', ['PO1*1', 'PO1*2']],
  ])('%s names %j', (selector, expected) => {
    expect(named(selector)).toEqual(expected);
  });

  it('keeps the order of what it looks through', () => {
    expect(itemsOf(treeOf(items, guide.structure))).toEqual(items);
    const stray = [...items, { segment: { id: 'ZZZ', elements: ['1'] } }];
    expect(itemsOf(treeOf(stray, guide.structure))).toEqual(stray);
  });

  it('has one form for segments and one for elements', () => {
    for (const text of ['CTT', 'N1', 'REF*IA', 'PO1/REF*IA', 'heading/N1*ST/N4', 'HL*P', 'TD5**2'])
      expect([text, segmentSelectorForm.test(text), elementSelectorForm.test(text)]).toEqual([text, true, false]);
    for (const text of ['BEG03', 'N104', 'N1*ST-04', 'HL*P/MAN-02', 'REF-03'])
      expect([text, segmentSelectorForm.test(text), elementSelectorForm.test(text)]).toEqual([text, false, true]);
    for (const text of ['', 'ref', 'REF*ia', 'REF/', '/REF', 'heading', 'REF*IA-2', 'LONG1']) {
      expect([text, segmentSelectorForm.test(text), elementSelectorForm.test(text)]).toEqual([text, false, false]);
      expect(() => parseSelector(text)).toThrow(SyntaxError);
    }
    expect(parseSelector('HL*P/MAN-02')).toEqual({
      loops: [{ id: 'HL', qualifiers: ['', '', 'P'] }],
      segment: { id: 'MAN', qualifiers: [] },
      element: 2,
    });
  });

  it('has places in a structure', () => {
    const places = (text: string): string[] =>
      placesOf(parseSelector(text), guide).map((nodes) => nodes.map(({ id }) => id).join('/'));
    expect(places('N1/N4')).toEqual(['N1/N4', 'SPI/N1/N4', 'PO1/N1/N4', 'PO1/SLN/N1/N4']);
    expect(places('heading/CUR')).toEqual(['CUR']);
    expect(places('summary/CUR')).toEqual([]);
    expect(places('summary/CTT/AMT')).toEqual(['CTT/AMT']);
    expect(places('N4')).not.toEqual([]);
    expect(places('IT1')).toEqual([]);
  });
});
