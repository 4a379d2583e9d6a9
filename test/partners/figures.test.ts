import { describe, expect, it } from 'vitest';
import { directoryWith } from '../translation/support.ts';

type Type = Parameters<typeof directoryWith>[0];

/** What is found of more settings: code, setting. */
function found(type: Type, more: string): string[] {
  const all = directoryWith(type, `    ${more}\n`).findings;
  return all.map(({ code, severity, field }) => `${severity === 'warning' ? '?' : ''}${code} ${field ?? ''}`);
}

describe('amounts and quantities', () => {
  it.each<[Type, string, string]>([
    ['invoice', "defaults: { TDS02: '100' }", 'defaults.TDS02'],
    ['invoice', "defaults: { TXI02: '1' }", 'defaults.TXI02'],
    ['invoice', "defaults: { CTT02: '1' }", 'defaults.CTT02'],
    ['invoice', "defaults: { SAC05: '100' }", 'defaults.SAC05'],
    ['purchase-order', "defaults: { SAC07: '1' }", 'defaults.SAC07'],
    ['purchase-order', "defaults: { SAC08: '1' }", 'defaults.SAC08'],
    ['purchase-order', "defaults: { SAC10: '1' }", 'defaults.SAC10'],
    ['purchase-order', "defaults: { PO104: '1' }", 'defaults.PO104'],
    ['purchase-order', "defaults: { SCH01: '1' }", 'defaults.SCH01'],
    ['purchase-order', "defaults: { SDQ04: '1' }", 'defaults.SDQ04'],
    ['ship-notice', "defaults: { SN105: '1' }", 'defaults.SN105'],
    ['purchase-order', "insert: { x: { segment: AMT, in: CTT, elements: [TT, '1'] } }", 'insert.x.elements.1'],
    [
      'invoice',
      "insert: { x: { segment: SAC, in: summary, elements: [C, D240, null, null, '1'] } }",
      'insert.x.elements.4',
    ],
  ])('of a %s are no literals: %s', (type, more, field) => {
    expect(found(type, more)).toEqual([`PARTNER-VALUE ${field}`]);
  });

  it('of allowances stay, or the gross price would be what is paid', () => {
    const discounts = 'price: { discounts: { code: C310 } }\n    ';
    for (const drop of ['PO1/SAC', 'SAC', 'SAC05', 'SAC08'])
      expect(found('purchase-order', `${discounts}drop: [${drop}]`)).toEqual(['PARTNER-DROP drop.0']);
    expect(found('purchase-order', 'drop: [SAC15]')).toEqual([]);
  });
});

describe('totals', () => {
  it('AMT needs CTT', () => {
    const fault = ['?PARTNER-SETTING totals.amount'];
    expect(found('purchase-order', 'totals: { lineCount: false, quantityHash: false, amount: lines }')).toEqual(fault);
    expect(found('purchase-order', 'drop: [CTT]\n    totals: { amount: lines }')).toEqual(fault);
    expect(found('purchase-order', 'drop: [CTT]\n    totals: { amount: omit }')).toEqual([]);
    expect(found('purchase-order', 'drop: [CTT, AMT]')).toEqual([]);
  });

  it('a discount is of one thing', () => {
    const terms = (of: string): string =>
      `terms: { discountAmount: merchandise }\n    totals: { termsDiscount: ${of} }`;
    expect(found('invoice', terms('total'))).toEqual(['PARTNER-SETTING totals.termsDiscount']);
    expect(found('invoice', terms('merchandise'))).toEqual([]);
  });
});

describe('a setting nothing comes of is warned of', () => {
  it.each([
    ["taxes: { as: sac, charge: { code: H850 }, percent: true, id: '1', zero: send }", 'percent id zero'],
    ['taxes: { charge: { code: H850 } }', 'charge'],
    ['taxes: { codes: { A: { type: ST, sac: H770 } } }', 'codes.A.sac'],
    ['taxes: { as: price, level: line, percent: true }', 'percent level'],
  ])('%s', (more, settings) => {
    expect(found('invoice', more)).toEqual(settings.split(' ').map((one) => `?PARTNER-SETTING taxes.${one}`));
  });

  it('totals of CTT without CTT', () => {
    expect(found('invoice', 'totals: { lineCount: false }')).toEqual(['?PARTNER-SETTING totals.quantityHash']);
    const weight = 'totals: { lineCount: false, quantityHash: false, weight: { unit: LB } }';
    expect(found('invoice', weight)).toEqual(['?PARTNER-SETTING totals.weight']);
  });
});

describe('what no document could be sent with', () => {
  it('is left out and insisted on', () => {
    expect(found('purchase-order', 'drop: [ITD]\n    required: [ITD]')).toEqual(['PARTNER-DROP required.0']);
    expect(found('purchase-order', 'drop: [BEG07]\n    required: [BEG07]\n    defaults: { BEG07: AC }')).toEqual([]);
  });

  it('is a second segment of those every document has once', () => {
    const big = "insert: { x: { segment: BIG, elements: ['20261120', A] } }";
    expect(found('invoice', big)).toEqual(['PARTNER-INSERT insert.x.segment']);
  });

  it('is a default that needs an element nothing fills', () => {
    expect(found('purchase-order', 'defaults: { PID04: X }')).toEqual(['PARTNER-ELEMENT defaults.PID04']);
    expect(found('purchase-order', 'defaults: { PID03: AX, PID04: X }').filter((one) => !one.startsWith('?'))).toEqual(
      [],
    );
  });
});
