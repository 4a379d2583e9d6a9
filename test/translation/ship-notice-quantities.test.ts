import { describe, expect, it } from 'vitest';
import type { ShipNotice } from '../../src/documents/ship-notice.ts';
import { translateShipNotice } from '../../src/translation/index.ts';
import { consignment, made, segmentsOf, told } from './ship-notice-documents.ts';
import { brief, carton, noticeWith, profileOf, shipped } from './support.ts';

/** What is found, warnings too. */
function found(notice: ShipNotice, more = ''): string[] {
  return brief(translateShipNotice(notice, profileOf('ship-notice', more), { made }).findings);
}

const line = 'MdnDetail 000000000400500 line 1 | MQtyToDispatch';
const packaged = 'MdnMaster 000000000400500 | package';

const transport = { ...consignment.transport, packageCount: '2', weight: '20' };

describe('a quantity that ships nothing, or less', () => {
  it('is refused where a line’s is negative', () => {
    const notice = noticeWith({ lines: [shipped(1, { quantity: '-5' })], packages: [], transport });
    expect(told(notice, '    structure: SOI\n')).toEqual([`ASN-QUANTITY | ${line}`]);
  });

  it('is refused where a carton’s is negative, though all of them come to what is shipped', () => {
    const packages = [carton(0, [{ line: 1, quantity: '15' }]), carton(1, [{ line: 1, quantity: '-5' }])];
    expect(told(noticeWith({ packages }))).toEqual([`ASN-QUANTITY | ${packaged} 2`]);
    // Where cartons are not told, what they hold says nothing.
    expect(segmentsOf(noticeWith({ packages }), 'SN1', '    structure: SOI\n')).toHaveLength(1);
  });

  it('is a warning where it is zero', () => {
    const notice = noticeWith({ lines: [shipped(1, { quantity: '0' })], packages: [], transport });
    expect(found(notice, '    structure: SOI\n')).toEqual([`?ASN-QUANTITY | ${line}`]);
    const packages = [carton(0, [{ line: 1, quantity: '10' }]), carton(1, [{ line: 1, quantity: '0.000' }])];
    expect(found(noticeWith({ packages }))).toEqual([`?ASN-QUANTITY | ${packaged} 2`]);
  });
});

describe('lots that are items', () => {
  const more = '    structure: SOI\n    lots: { as: item-id, split: true }\n';
  const withLots = (...quantities: string[]): ShipNotice => ({
    ...consignment,
    packages: [],
    transport,
    lines: consignment.lines.map((one) =>
      one.kind !== 'comment' && one.line === 3
        ? { ...one, lots: quantities.map((quantity, n) => ({ lot: `L-${n}`, quantity })) }
        : one,
    ),
  });
  const lot = 'ASN-LOTS | MdnDetailLot 000000000400500 line 3 | Lot';

  it('are together what is shipped, or they are refused', () => {
    expect(told(withLots('8', '3'), more)).toEqual([lot]);
    expect(told(withLots('8'), more)).toEqual([lot]);
    expect(segmentsOf(withLots('8', '4.0'), 'SN1', more)).toHaveLength(4);
  });
});

it('what is wrong with a line is told once, however many cartons hold it', () => {
  const notice = noticeWith({
    lines: [shipped(1, { quantity: '24', orderedQuantity: '25' })],
    packages: [carton(0, [{ line: 1, quantity: '12' }]), carton(1, [{ line: 1, quantity: '12' }])],
  });
  const more = '    ordered: true\n    units: { EA: { code: DZ, factor: "1/12" } }\n';
  expect(told(notice, more)).toEqual(['ASN-UNIT-FACTOR | MdnDetail 000000000400500 line 1 | MOrderQty']);
});
