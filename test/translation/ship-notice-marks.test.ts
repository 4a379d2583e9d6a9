import { describe, expect, it } from 'vitest';
import type { Package } from '../../src/documents/ship-notice.ts';
import { segmentsOf, told } from './ship-notice-documents.ts';
import { carton, noticeWith, shipped, ssccs } from './support.ts';

/** Cartons alike, of these lines in turn, ten in each. */
function cartonsOf(...lines: number[]): Package[] {
  return lines.map((line) => ({ kind: 'CTN', contents: [{ line, quantity: '10' }] }));
}

describe('a range of cartons', () => {
  const more = `    structure: SOIP
    likeCartons: together
    packQuantity: item
    marks: [{ qualifier: SM, source: sequence, range: true, padTo: 2 }]
`;

  it.each([
    ['claims none of another level', [1, 2, 1], ['HL', 'MAN*SM*01', 'MAN*SM*03', 'HL', 'MAN*SM*02']],
    ['is told for each run', [1, 1, 2, 1, 1, 1], ['HL', 'MAN*SM*01*02', 'MAN*SM*04*06', 'HL', 'MAN*SM*03']],
    ['is one where all follow each other', [1, 1, 1, 2], ['HL', 'MAN*SM*01*03', 'HL', 'MAN*SM*04']],
  ])('%s', (_, lines, marks) => {
    const notice = noticeWith({
      lines: [1, 2].map((line) => {
        const quantity = String(10 * lines.filter((one) => one === line).length);
        return shipped(line, { quantity, orderedQuantity: quantity });
      }),
      packages: cartonsOf(...lines),
    });
    const texts = told(notice, more).filter((text) => /^MAN|^HL\*\d+\*\d+\*P/.test(text));
    expect(texts.map((text) => (text.startsWith('HL') ? 'HL' : text))).toEqual(marks);
  });

  it('stands beside the marks of each carton', () => {
    const both = more.replace('marks: [', 'marks: [{ qualifier: GM, source: sscc }, ');
    const notice = noticeWith({
      lines: [shipped(1, { quantity: '20' }), shipped(2)],
      packages: [
        carton(0, [{ line: 1, quantity: '10' }]),
        carton(1, [{ line: 2, quantity: '10' }]),
        carton(2, [{ line: 1, quantity: '10' }]),
      ],
    });
    expect(segmentsOf(notice, 'MAN', both)).toEqual([
      `MAN*GM*00${ssccs[0]}`,
      'MAN*SM*01',
      `MAN*GM*00${ssccs[2]}`,
      'MAN*SM*03',
      `MAN*GM*00${ssccs[1]}`,
      'MAN*SM*02',
    ]);
  });
});

describe('a mark', () => {
  const withGtin = (gtin: string) => noticeWith({ masters: { items: [{ stockCode: 'B201', gtin }] } });
  const gtins = '    marks: [{ qualifier: UC, source: gtin }]\n';

  it.each(['123', '012345678906', 'ABC45678'])('is no GTIN of %s', (gtin) => {
    expect(told(withGtin(gtin), gtins)).toEqual(['ASN-GTIN | InvMaster B201 | gtin']);
  });

  it('is a GTIN in 14 digits, and one that is not sent is not checked', () => {
    expect(segmentsOf(withGtin('012345678905'), 'MAN', gtins)).toEqual(['MAN*UC*00012345678905']);
    expect(segmentsOf(withGtin('123'), 'MAN')).toContain(`MAN*GM*00${ssccs[0]}`);
  });

  it('is an SSCC under any qualifier, or it is refused', () => {
    const more = '    marks: [{ qualifier: W, source: sscc }]\n';
    const of = (sscc: string) => noticeWith({ packages: [carton(0, [{ line: 1, quantity: '10' }], { sscc })] });
    expect(segmentsOf(of(ssccs[1]), 'MAN', more)).toEqual([`MAN*W*${ssccs[1]}`]);
    expect(segmentsOf(of(`00${ssccs[1]}`), 'MAN', more)).toEqual([`MAN*W*${ssccs[1]}`]);
    const wrong = ['ASN-PACKAGE-SSCC | MdnMaster 000000000400500 | package 1'];
    expect(told(of('106141410000000018'), more)).toEqual(wrong);
    expect(told(of('12345'), more)).toEqual(wrong);
  });
});
