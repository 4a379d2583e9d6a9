import { describe, expect, it } from 'vitest';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { billed, brief, goods, invoiceWith, orderWith, profileOf, profileWith, textsOf } from './support.ts';

const percent = { kind: 'percent', percent: '10' } as const;
const line1 = 'PorMasterDetail 000000000150802 line 1';
const basis = [`PO-PRICE-BASIS | ${line1} | MPriceUom | PO1-05`];
const anyUnit = '    codeLists: { PO103: [EA, CA, BX, DZ] }\n';

/** Findings; without any, PO1 up to PO105 and AMT. */
function order(parts: Parameters<typeof goods>[1], more: string): string[] {
  const { set, findings } = translatePurchaseOrder(
    orderWith({ lines: [goods(1, parts)] }),
    profileWith(anyUnit + more),
  );
  const texts = textsOf(set?.segments ?? []).filter((text) => /^(PO1|AMT)\*/.test(text));
  return [...brief(findings), ...texts.map((text) => text.split('*').slice(0, 6).join('*'))];
}

/** Findings; without any, the segments that carry money. */
function invoice(parts: Parameters<typeof invoiceWith>[0], more: string): string[] {
  const { set, findings } = translateInvoice(invoiceWith(parts), profileOf('invoice', more));
  return [...brief(findings), ...textsOf(set?.segments ?? []).filter((text) => /^(IT1|TDS|ITD)\*/.test(text))];
}

describe('the price basis of an order', () => {
  const cases = { quantity: '10', orderUom: 'CS', price: '1', priceUom: 'EA', orderUomPrice: '12' };
  const perHundred = { quantity: '1000', price: '12.345', priceUom: 'C', orderUomPrice: '0.12345' };

  it.each([
    ['PE for a price per piece, of cases', cases, '    price: { per: price-unit, bases: { EA: PE } }\n'],
    ['UM, which is per unit of PO103', cases, '    price: { per: price-unit, bases: { EA: UM } }\n'],
    [
      'PE for a price per case, of what is sent as pieces',
      { ...cases, price: '12', priceUom: 'CS' },
      '    units: { CS: { code: EA, factor: "12" } }\n    price: { per: price-unit, bases: { CS: PE } }\n',
    ],
    ['HP for a price per piece', {}, '    price: { basis: HP }\n'],
    ['HP by default', {}, '    price: { basis: null }\n    defaults: { PO105: HP }\n'],
    ['none where one is needed', perHundred, '    price: { per: price-unit, bases: { C: HP } }\n    drop: [PO105]\n'],
  ])('is refused where the partner would compute another value: %s', (_, parts, more) => {
    expect(order(parts, more)).toEqual(basis);
  });

  it('says what the partner would compute', () => {
    const { findings } = translatePurchaseOrder(
      orderWith({ lines: [goods(1, cases)] }),
      profileWith('    price: { per: price-unit, bases: { EA: PE } }\n'),
    );
    expect(findings[0]?.message).toBe(
      'makes the partner compute 10 CA at 1 PE as 10, where the price is per EA and the line costs 120',
    );
  });

  it('is right where it comes to the line’s value, or says nothing of it', () => {
    expect(order(perHundred, '    price: { per: price-unit, bases: { C: HP } }\n')).toEqual([
      'PO1*1*1000*EA*12.345*HP',
      'AMT*TT*123.45',
    ]);
    expect(order(cases, '    price: { per: price-unit, bases: { EA: TB } }\n')[0]).toBe('PO1*1*10*CA*1*TB');
    expect(order(cases, '')).toEqual(['PO1*1*10*CA*12*PE', 'AMT*TT*120']);
  });

  it('makes AMT of the rounded price, too', () => {
    const discounted = { ...perHundred, discounts: [percent], netPrice: '0.111105' };
    const more = '    price: { per: price-unit, bases: { C: HP }, roundTo: 2 }\n';
    // 1000 at 11.11 per hundred.
    expect(order(discounted, more)).toEqual(['PO1*1*1000*EA*11.11*HP', 'AMT*TT*111.1']);
  });
});

it('a unit that is not mapped is said once, not again of the schedule', () => {
  const more = "    schedule: [{ qualifier: '002', source: dueDate }]\n";
  expect(order({ orderUom: 'XX' }, more)).toEqual([`PO-UNIT-UNMAPPED | ${line1} | MOrderUom`]);
});

describe('a rounded price', () => {
  const sentAsPieces = (factor: string): string =>
    `    units: { CS: { code: EA, factor: "${factor}" } }\n    price: { roundTo: 2 }\n`;
  const cases = (price: string, quantity = '100'): Parameters<typeof goods>[1] => ({
    quantity,
    orderUom: 'CS',
    price,
    priceUom: 'CS',
    orderUomPrice: price,
  });

  it('is refused where it changes what is ordered, or becomes nothing', () => {
    expect(order(cases('1'), sentAsPieces('144'))).toEqual([`PO-PRICE-ROUNDED | ${line1} | MPrice`]);
    expect(order(cases('1', '1'), sentAsPieces('1000'))).toEqual([`PO-PRICE-ROUNDED | ${line1} | MPrice`]);
  });

  it('is warned of up to one percent, and is silent within a cent', () => {
    expect(order(cases('10'), sentAsPieces('12'))).toEqual([
      `?PO-PRICE-ROUNDED | ${line1} | MPrice`,
      'PO1*1*1200*EA*0.83*PE',
      'AMT*TT*996',
    ]);
    expect(order(cases('10', '1'), sentAsPieces('3'))).toEqual(['PO1*1*3*EA*3.33*PE', 'AMT*TT*9.99']);
  });
});

describe('the price of an invoice', () => {
  const totals = (merchandise: string): Parameters<typeof invoiceWith>[0] => ({
    totals: { merchandise, freight: '0', other: '0', tax: '0', total: merchandise },
  });

  it('is refused where the basis would make another one of it', () => {
    const perHundred = billed(1, {
      quantity: '1000',
      price: '12.345',
      priceUom: 'C',
      uomPrice: '0.12345',
      netValue: '123.45',
    });
    const parts = { lines: [perHundred], ...totals('123.45') };
    expect(invoice(parts, '    price: { per: price-unit, bases: { C: HP } }\n    terms: null\n')[0]).toMatch(
      /^IT1\*10\*1000\*EA\*12.345\*HP/,
    );
    for (const wrong of ['PE', 'TP', 'UM'])
      expect(invoice(parts, `    price: { per: price-unit, bases: { C: ${wrong} } }\n`)).toEqual([
        'INV-PRICE-BASIS | SorDetail 000000000300100 line 1 | MPriceUom',
      ]);
  });

  it('comes to the value billed exactly, where the partner rounds the total only', () => {
    const third = (line: number): ReturnType<typeof billed> =>
      billed(line, { quantity: '1', price: '0.333', uomPrice: '0.333', netValue: '0.33' });
    const parts = { lines: [third(1), third(2), third(3)], ...totals('0.99') };
    const texts = invoice(parts, '    totals: { roundPer: total }\n    terms: null\n');
    expect(texts.map((text) => text.split('*').slice(0, 5).join('*'))).toEqual([
      'IT1*10*1*EA*0.33',
      'IT1*20*1*EA*0.33',
      'IT1*30*1*EA*0.33',
      'TDS*99',
    ]);
    expect(invoice(parts, '')[0]).toMatch(/^(ITD|IT1\*10\*1\*EA\*0.333)/);
  });

  it('has a discount in percent where TDS tells it without ITD, too', () => {
    const more = '    terms: null\n    totals: { termsDiscount: total }\n';
    for (const discountPercent of ['0.02', '150'])
      expect(invoice({ terms: { code: '10', netDays: 30, discountPercent, discountDays: 10 } }, more)).toEqual([
        'INV-TERMS-PERCENT | ArInvoice 000000000100234 | TermsCode',
      ]);
    expect(invoice({}, more).at(-1)).toBe('TDS*14000*14000*13720*280');
  });

  it('has the taxes of its lines in those of the summary, where both are told', () => {
    const parts = {
      lines: [billed(1, { taxValue: '4' })],
      taxes: [{ code: 'A', amount: '5' }],
      totals: { merchandise: '125', freight: '0', other: '0', tax: '5', total: '130' },
    };
    expect(invoice(parts, '    taxes: { level: both }\n')).toEqual([
      'INV-TAX | ArTrnSummary 000000000100234 | TaxValue',
    ]);
    expect(invoice({ ...parts, lines: [billed(1, { taxValue: '5' })] }, '    taxes: { level: both }\n')).toContain(
      'TDS*13000',
    );
  });
});
