import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../src/documents/invoice.ts';
import { translateInvoice } from '../../src/translation/index.ts';
import { guideOf, validateTransactionSet, type Segment } from '../../src/x12/index.ts';
import { billed, brief, invoiceWith, profileOf, textsOf } from './support.ts';

/** Two lines of 125.00, of which one is exempt, with 7.81 of tax. */
const taxed = invoiceWith({
  lines: [billed(1, { taxCode: 'A', taxValue: '7.81' }), billed(2, { taxCode: 'E', taxValue: '0' })],
  taxes: [
    { code: 'A', amount: '7.81', taxable: '125' },
    { code: 'E', amount: '0', taxable: '125' },
  ],
  totals: { merchandise: '250', freight: '0', other: '0', tax: '7.81', total: '257.81' },
});

function translated(more: string, parts: Partial<Invoice> = {}): string[] {
  const { set, findings } = translateInvoice({ ...taxed, ...parts }, profileOf('invoice', more));
  return set ? textsOf(set.segments) : brief(findings);
}

const told = (more: string, parts: Partial<Invoice> = {}): string[] =>
  translated(more, parts).filter((text) => /^(?:TDS|TXI|SAC|INV|X12)/.test(text));
const taxes = (settings: string): string => `    taxes: { ${settings} }\n`;

describe('taxes as TXI', () => {
  it('stand after TDS, with all the profile knows of a code', () => {
    expect(told('')).toEqual(['TDS*25781', 'TXI*ST*7.81']);
    const more = taxes(
      "percent: true, taxable: true, id: 31-0000000, codes: { A: { type: SP, percent: '6.25', jurisdiction: { qualifier: VD, code: OH } }, E: { type: SP, exempt: '3' } }",
    );
    expect(told(more)).toEqual(['TDS*25781', 'TXI*SP*7.81*6.25*VD*OH***125*31-0000000', 'TXI*SP*0****3***31-0000000']);
  });

  it('stand at the lines, or at both, where they are the same taxes told twice', () => {
    const lines = translated(taxes('level: line, percent: true, codes: { A: { type: ST, percent: "6.25" } }'));
    const first = lines.findIndex((text) => text.startsWith('IT1*10'));
    expect(lines.slice(first, first + 3)).toEqual([
      'IT1*10*10*EA*12.5*PE*IN*AC-1*VN*B201',
      'TXI*ST*7.81*6.25',
      'PID*F*08***BRACKET 40 MM',
    ]);
    expect(told(taxes('level: line'))).toEqual(['TXI*ST*7.81', 'TDS*25781']);
    expect(told(taxes('level: both'))).toEqual(['TXI*ST*7.81', 'TDS*25781', 'TXI*ST*7.81']);
  });

  it('write amounts as the partner takes them', () => {
    const parts = {
      lines: [billed(1, { taxValue: '7.5' })],
      taxes: [],
      totals: { merchandise: '125', freight: '0', other: '0', tax: '7.5', total: '132.5' },
    };
    expect(told('    numbers: { amount: { minDecimals: 2 } }\n', parts)).toEqual(['TDS*13250', 'TXI*TX*7.50']);
  });
});

describe('taxes as charges', () => {
  const sac =
    "as: sac, charge: { code: H850, handling: '06', description: TAX }, codes: { A: { type: ST, sac: H770 } }";

  it('stand after TDS or at the lines, and never beside TXI', () => {
    expect(told(taxes(sac))).toEqual(['TDS*25781', 'SAC*C*H770***781*******06***TAX']);
    expect(told(taxes(`${sac}, per: invoice`))).toEqual(['TDS*25781', 'SAC*C*H850***781*******06***TAX']);
    expect(told(taxes(`${sac}, level: line`))).toEqual(['SAC*C*H770***781*******06***TAX', 'TDS*25781']);
  });

  it('are what is given back in a credit note', () => {
    const credit: Partial<Invoice> = {
      kind: 'credit',
      lines: [billed(1, { quantity: '-10', netValue: '-125', taxValue: '-7.81' })],
      taxes: [{ code: 'A', amount: '-7.81' }],
      totals: { merchandise: '-125', freight: '0', other: '0', tax: '-7.81', total: '-132.81' },
    };
    expect(told(taxes(sac), credit)).toEqual(['TDS*13281', 'SAC*C*H770***781*******06***TAX']);
    expect(told(`${taxes(sac)}    credits: { sign: negative }\n`, credit)).toEqual([
      'TDS*-13281',
      'SAC*A*H770***781*******06***TAX',
    ]);
  });
});

describe('taxes in the price', () => {
  it('leave the total as it is, and are told nowhere else', () => {
    expect(told(taxes('as: price'))).toEqual(['TDS*25781']);
    const prices = translated(taxes('as: price')).filter((text) => text.startsWith('IT1'));
    expect(prices.map((text) => text.split('*')[4])).toEqual(['13.281', '12.5']);
  });

  it('go with discounts, off the price or as allowances', () => {
    const parts = {
      lines: [
        billed(1, { discounts: [{ kind: 'percent' as const, percent: '10' }], netValue: '112.5', taxValue: '7.03' }),
      ],
      taxes: [{ code: 'A', amount: '7.03' }],
      totals: { merchandise: '112.5', freight: '0', other: '0', tax: '7.03', total: '119.53' },
    };
    expect(told(`${taxes('as: price')}    price: { discounts: net }\n`, parts)).toEqual(['TDS*11953']);
    expect(told(taxes('as: price'), parts)).toEqual(['SAC*A*C310***1250*******02', 'TDS*11953']);
  });
});

describe('what does not add up', () => {
  it.each(['as: price', 'level: line', 'as: sac, level: line, charge: { code: H850 }'])(
    'is refused where the partner takes taxes by line, and freight is taxed: { %s }',
    (settings) => {
      const totals = { merchandise: '250', freight: '15', other: '0', tax: '8.75', total: '273.75' };
      const parts = { totals, taxes: [{ code: 'A', amount: '8.75' }] };
      expect(told(taxes(settings), parts)).toEqual(['INV-TAX | ArTrnSummary 000000000100234 | TaxValue']);
      expect(told(taxes('level: summary'), parts)).toEqual(['TDS*27375', 'TXI*ST*8.75', 'SAC*C*D240***1500']);
    },
  );

  it('is a tax both as TXI and as charge, which the partner would add twice', () => {
    const { set } = translateInvoice(taxed, profileOf('invoice', ''));
    const twice: Segment = { id: 'SAC', elements: ['C', 'H770', '', '', '781'] };
    const segments = (set?.segments ?? []).flatMap((segment) => (segment.id === 'CTT' ? [twice, segment] : [segment]));
    const guide = guideOf('004010', '810') ?? expect.unreachable();
    const found = validateTransactionSet({ id: '810', segments }, guide);
    expect(found.map(({ code, segment }) => [code, segment])).toEqual([['X12-TOTAL', 'TDS']]);
  });
});

describe('settings that contradict each other', () => {
  it.each([
    [
      'charges told twice',
      taxes('as: sac, level: both, charge: { code: H850 }'),
      /would add taxes that are charges twice/,
    ],
    ['charges without a code', taxes('as: sac'), /there is no code for the charge/],
    ['a taxed amount without its rate', taxes('taxable: true'), /TXI08 needs TXI03/],
    ['a rate that is no number', taxes("codes: { A: { type: ST, percent: '6,25' } }"), /is a decimal number in quotes/],
  ])('are found out: %s', (_, more, message) => {
    expect(() => profileOf('invoice', more)).toThrow(message);
  });
});
