import { describe, expect, it } from 'vitest';
import {
  guideOf,
  hasCheckDigit,
  validateTransactionSet,
  type Segment,
  type ValidationOptions,
} from '../../src/x12/index.ts';
import { segmentsOf } from './skeleton.ts';

const invoice = segmentsOf(`
  BIG*20240116*INV5001*20240115*PO1001***DI
  CUR*SE*USD
  REF*IA*998877
  N1*RE*ACME SUPPLY
  N3*1 MILL RD
  N4*TROY*OH*45373*US
  N1*ST*ACME DC 7*92*0007
  ITD*01*3*2**10**30
  DTM*011*20240116
  FOB*CC
  IT1*1*10*EA*12.5**UP*012345678905*VP*ABC-1
  PID*F*08***WIDGET
  TDS*14000
  CAD*M***UPSN*UPS GROUND**BM*BOL7788
  SAC*C*D240***1500**********FREIGHT
  CTT*1*10
`);
const notice = segmentsOf(`
  BSN*00*SHP9001*20240116*1530*0001
  DTM*011*20240116*1530
  HL*1**S*1
  TD1*CTN25*1****G*45.5*LB
  TD5**2*UPSN*M*UPS GROUND
  TD3*TL**TRL5567
  REF*BM*BOL7788
  FOB*CC
  N1*SF*ACME SUPPLY
  HL*2*1*O*1
  PRF*PO1001***20240115
  REF*IA*998877
  HL*3*2*P*1
  MAN*GM*00106141410000000019
  HL*4*3*I*0
  LIN*1*UP*012345678905*VP*ABC-1
  SN1*1*10*EA
  CTT*4*10
`);

function check(id: '810' | '856', segments: readonly Segment[], options?: ValidationOptions): string[] {
  const guide = guideOf('004010', id) ?? expect.unreachable(`004010 has an ${id}`);
  return validateTransactionSet({ id, segments }, guide, options).map(
    (f) =>
      `${f.severity === 'warning' ? '?' : ''}${f.code.slice(4)} ${f.segment}${f.element === undefined ? '' : String(f.element).padStart(2, '0')}@${f.position}`,
  );
}

/** The segments with the first that starts so replaced by others. */
function replaced(segments: readonly Segment[], start: string, ...lines: string[]): Segment[] {
  const at = segments.findIndex(({ id, elements }) => [id, ...elements.map(String)].join('*').startsWith(start));
  return segments.toSpliced(at, 1, ...(lines.length === 0 ? [] : segmentsOf(lines.join('\n'))));
}

describe('an invoice', () => {
  it('is valid as the skeleton has it', () => {
    expect(check('810', invoice)).toEqual([]);
  });

  it.each([
    ['a total without the freight', 'TDS', ['TDS*12500'], ['TOTAL TDS01@14']],
    ['a total in units', 'TDS', ['TDS*140'], ['TOTAL TDS01@14']],
    ['a total with a point', 'TDS', ['TDS*140.00'], ['ELEMENT-TYPE TDS01@14']],
    ['a quantity without unit and price', 'IT1', ['IT1*1*10'], ['RELATION IT103@12', 'TOTAL TDS01@14']],
    ['a qualifier without its number', 'IT1', ['IT1*1*10*EA*12.5**UP'], ['RELATION IT107@12']],
    ['a UPC of eleven digits', 'IT1', ['IT1*1*10*EA*12.5**UP*12345678905'], ['CHECK-DIGIT IT107@12']],
    ['a UPC with a wrong digit', 'IT1', ['IT1*1*10*EA*12.5**UP*012345678906'], ['CHECK-DIGIT IT107@12']],
    ['charges before the total', 'TDS', ['SAC*C*D240***1500', 'TDS*14000'], ['TOTAL TDS01@15']],
    ['an allowance taken off', 'SAC', ['SAC*A*C310***1500'], ['TOTAL TDS01@14']],
    ['a tax that is not in the total', 'CAD', ['TXI*ST*7.5'], ['TOTAL TDS01@14']],
    ['no type of MSG', 'CUR', ['MSG*TEXT'], ['SEGMENT-ORDER MSG@3']],
    ['a wrong number of lines', 'CTT', ['CTT*2*10'], ['TOTAL CTT01@17']],
  ])('with %s is found out', (_, start, lines, expected) => {
    expect(check('810', replaced(invoice, start, ...lines)).sort()).toEqual([...expected].sort());
  });

  it.each([
    ['a price per hundred', 'IT1*1*10*EA*1250*HP'],
    ['a price per dozen', 'IT1*1*10*EA*150*PD'],
    ['a price with decimals that round to it', 'IT1*1*3*EA*41.6667'],
    ['a wholesale price for each', 'IT1*1*10*EA*12.5*WE'],
    ['a basis that allows no extension', 'IT1*1*10*EA*99*TB'],
  ])('may have %s', (_, line) => {
    const sent = replaced(replaced(invoice, 'IT1', line), 'CTT', 'CTT*1');
    expect(check('810', sent)).toEqual([]);
  });

  it('counts taxes of lines, or of the summary, once; not those the prices include, nor allowances for information', () => {
    const taxed = replaced(replaced(invoice, 'PID', 'TXI*ST*7.5', 'PID*F*08***WIDGET'), 'TDS', 'TDS*14750');
    expect(check('810', taxed)).toEqual([]);
    expect(check('810', replaced(taxed, 'CAD', 'TXI*ST*7.5'))).toEqual([]);
    expect(check('810', replaced(invoice, 'CAD', 'TXI*ST*7.5*****I', 'CAD*M***UPSN'))).toEqual([]);
    expect(check('810', replaced(invoice, 'CTT', 'SAC*A*C310***999*******15', 'CTT*1*10'))).toEqual([]);
  });

  // Lines 125.00 and a charge of 15.00; taxes of lines, of the summary, and of the charge.
  it.each([
    ['those of lines and charges', 15_100, ['TXI*ST*10'], [], ['TXI*ST*1'], true],
    ['those of lines and charges, of which one is missing', 15_000, ['TXI*ST*10'], [], ['TXI*ST*1'], false],
    ['one for all', 15_100, [], ['TXI*ST*11'], ['TXI*ST*1'], true],
    ['one for all, told for lines too', 15_100, ['TXI*ST*10'], ['TXI*ST*11'], ['TXI*ST*1'], true],
    ['one for the lines and one for the charge', 15_100, ['TXI*ST*10'], ['TXI*ST*10'], ['TXI*ST*1'], true],
    ['one of another kind than the lines have', 15_500, ['TXI*FD*5'], ['TXI*ST*10'], [], true],
    ['one of the kind of the lines, counted twice', 16_000, ['TXI*ST*10'], ['TXI*ST*10'], [], false],
    ['none of those told', 14_000, [], ['TXI*ST*11'], ['TXI*ST*1'], false],
    ['the charge’s alone, where there is one for all', 14_100, [], ['TXI*ST*11'], ['TXI*ST*1'], false],
    ['a percentage, of which nothing can be said', 15_234, [], ['TXI*ST**8'], [], true],
    ['a percentage of a line', 15_234, ['TXI*ST**8'], [], [], true],
    ['a percentage that is not exempt', 15_234, [], ['TXI*ST**8***2'], [], true],
    ['a percentage that is exempt', 15_234, [], ['TXI*ST**8***1'], [], false],
    ['a percentage the prices include', 15_234, [], ['TXI*ST**8****I'], [], false],
    ['no percent', 15_234, [], ['TXI*ST**0'], [], false],
  ])('has in its total %s: %i', (_, total, ofLine, ofSummary, ofCharge, right) => {
    const sent = [
      ...invoice.slice(0, 10),
      ...segmentsOf(
        [
          'IT1*1*10*EA*12.5',
          ...ofLine,
          `TDS*${total}`,
          ...ofSummary,
          'CAD*M***UPSN',
          'SAC*C*D240***1500',
          ...ofCharge,
          'CTT*1*10',
        ].join('\n'),
      ),
    ];
    expect(check('810', sent).map((finding) => finding.slice(0, 11))).toEqual(right ? [] : ['TOTAL TDS01']);
  });

  it('is rounded per line, or once, as the partner adds up', () => {
    const lines = ['IT1*1*1*EA*0.005', 'IT1*2*1*EA*0.005', 'IT1*3*1*EA*0.005'];
    const sent = (total: string): Segment[] =>
      replaced(replaced(replaced(replaced(invoice, 'IT1', ...lines), 'SAC'), 'TDS', `TDS*${total}`), 'CTT');
    expect(check('810', sent('3'))).toEqual([]);
    expect(check('810', sent('3'), { roundPer: 'total' })).toEqual(['TOTAL TDS01@16']);
    expect(check('810', sent('2'), { roundPer: 'total' })).toEqual([]);
  });
});

describe('a ship notice', () => {
  it('is valid as the skeleton has it', () => {
    expect(check('856', notice)).toEqual([]);
  });

  it.each([
    ['a shipment number of one character', 'BSN', ['BSN*00*9*20240116*1530*0001'], ['ELEMENT-TOO-SHORT BSN02@2']],
    ['a first level that is no shipment', 'HL*1', ['HL*1**O*1'], ['HIERARCHY HL03@4', 'HIERARCHY HL03@11']],
    [
      'a parent nobody has',
      'HL*3',
      ['HL*3*9*P*1'],
      ['HIERARCHY HL02@14', 'HIERARCHY HL03@4', 'HIERARCHY HL03@11', 'HIERARCHY HL04@11'],
    ],
    [
      'a number used twice',
      'HL*4',
      ['HL*3*3*I*0'],
      ['DUPLICATE HL01@16', 'HIERARCHY HL03@4', 'HIERARCHY HL03@11', 'HIERARCHY HL04@16'],
    ],
    ['a level its structure does not have', 'BSN', ['BSN*00*SHP9001*20240116*1530*0004'], ['HIERARCHY HL03@16']],
    ['children nobody has', 'HL*4', ['HL*4*3*I*1'], ['HIERARCHY HL04@16']],
    ['an item without a quantity', 'SN1', [], ['HIERARCHY HL03@16', 'TOTAL CTT02@18']],
    ['an item that is not named', 'LIN', [], ['HIERARCHY HL03@16']],
    ['a wrong number of levels', 'CTT', ['CTT*3*10'], ['TOTAL CTT01@19']],
    ['a wrong sum', 'CTT', ['CTT*4*11'], ['TOTAL CTT02@19']],
    ['an SSCC of 17 digits', 'MAN', ['MAN*GM*10614141000000001'], ['CHECK-DIGIT MAN02@15']],
    [
      'a range of SSCCs that ends with a wrong digit',
      'MAN',
      ['MAN*GM*00106141410000000019*00106141410000000020'],
      ['CHECK-DIGIT MAN03@15'],
    ],
    [
      'two ranges of SSCCs of which the second ends with a wrong digit',
      'MAN',
      ['MAN*GM*00106141410000000019*00106141410000000026*AA*106141410000000033*106141410000000041'],
      ['CHECK-DIGIT MAN06@15'],
    ],
    ['an SSCC with a wrong digit', 'MAN', ['MAN*GM*00106141410000000018'], ['CHECK-DIGIT MAN02@15']],
    [
      'an SSCC used twice, once without 00',
      'MAN',
      ['MAN*GM*00106141410000000019', 'MAN*AA*106141410000000019'],
      ['DUPLICATE MAN02@16'],
    ],
    [
      'a mark before the item',
      'LIN',
      ['MAN*CP*1Z', 'LIN*1*VP*ABC-1'],
      ['SEGMENT-ORDER LIN@18', 'SEGMENT-ORDER SN1@19'],
    ],
  ])('with %s is found out', (_, start, lines, expected) => {
    expect(check('856', replaced(notice, start, ...lines)).sort()).toEqual([...expected].sort());
  });

  it('may tell one SSCC by both of its qualifiers in one MAN', () => {
    expect(check('856', replaced(notice, 'MAN', 'MAN*GM*00106141410000000019**AA*106141410000000019'))).toEqual([]);
  });

  it('may not go back to a level that has ended', () => {
    const more = segmentsOf('HL*5*2*P\nMAN*GM*00106141410000000026\nHL*6*3*I\nLIN*1*VP*B\nSN1*1*1*EA');
    const sent = replaced([...notice.slice(0, -1), ...more, ...notice.slice(-1)], 'CTT', 'CTT*6*11');
    expect(check('856', sent)).toEqual(['HIERARCHY HL03@19', 'HIERARCHY HL02@21']);
  });

  it('may not have an order or a pack that holds nothing', () => {
    const more = segmentsOf('HL*5*1*O\nPRF*PO1002');
    const sent = replaced([...notice.slice(0, -1), ...more, ...notice.slice(-1)], 'CTT', 'CTT*5*10');
    expect(check('856', sent)).toEqual(['HIERARCHY HL03@19']);
  });

  it('ends with a circle of parents as with any other mistake', () => {
    const sent = replaced(replaced(notice, 'HL*2', 'HL*2*3*O'), 'HL*3', 'HL*3*2*P');
    expect(check('856', sent).some((one) => one.startsWith('HIERARCHY'))).toBe(true);
  });
});

describe('a check digit', () => {
  it.each([
    ['012345678905', true],
    ['012345678906', false],
    ['4006381333931', true],
    ['106141410000000019', true],
    ['106141410000000091', false],
    ['ABC', false],
    ['', false],
  ])('of %s: %s', (digits, right) => {
    expect(hasCheckDigit(digits)).toBe(right);
  });
});
