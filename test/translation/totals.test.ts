import { describe, expect, it } from 'vitest';
import type { Invoice } from '../../src/documents/invoice.ts';
import { translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { billed, brief, goods, invoiceWith, orderWith, profileOf, profileWith, textsOf } from './support.ts';

const masters = {
  items: [
    { stockCode: 'B201', mass: '0.1234', volume: '0.002', stockingUom: 'EA' },
    { stockCode: 'B202', mass: '2', stockingUom: 'EA' },
  ],
};

function translated(parts: Partial<Invoice>, more: string): string[] {
  const { set, findings } = translateInvoice(invoiceWith({ masters, ...parts }), profileOf('invoice', more));
  return set ? textsOf(set.segments) : brief(findings);
}

const only = (texts: readonly string[], id: string): string[] => texts.filter((text) => text.startsWith(`${id}*`));
const totals = (settings: string): string => `    totals: { ${settings} }\n`;
const merchandise = (value: string): Pick<Invoice, 'totals'> => ({
  totals: { merchandise: value, freight: '0', other: '0', tax: '0', total: value },
});

describe('TDS', () => {
  const tds = (settings: string, parts: Partial<Invoice> = {}): string[] =>
    only(translated(parts, totals(settings)), 'TDS');

  it('tells the discount of the terms, of the goods or of all', () => {
    expect(tds('termsDiscount: omit')).toEqual(['TDS*14000']);
    // 2 % of 125.00 and of 140.00.
    expect(tds('termsDiscount: merchandise')).toEqual(['TDS*14000*12500*13750*250']);
    expect(tds('termsDiscount: total')).toEqual(['TDS*14000*14000*13720*280']);
  });

  it('rounds the discount half up, and leaves the rest', () => {
    const odd = {
      lines: [billed(1, { quantity: '1', uomPrice: '10.25', price: '10.25', netValue: '10.25' })],
      ...merchandise('10.25'),
    };
    // 2 % is 0.205.
    expect(tds('termsDiscount: total', odd)).toEqual(['TDS*1025*1025*1004*21']);
  });

  it('tells none of terms without one, and the profile’s where it explains them', () => {
    expect(tds('termsDiscount: total', { terms: { code: '10', netDays: 30 } })).toEqual(['TDS*14000']);
    const own = `${totals('termsDiscount: total')}    terms: { codes: { '10': { discountPercent: '1', discountDays: 5, netDays: 30 } } }\n`;
    expect(only(translated({}, own), 'TDS')).toEqual(['TDS*14000*14000*13860*140']);
  });

  it('has the sign of a credit note', () => {
    const credit = {
      kind: 'credit' as const,
      lines: [billed(1, { quantity: '-10', netValue: '-125' })],
      ...merchandise('-125'),
    };
    const more = totals('termsDiscount: total');
    expect(only(translated(credit, more), 'TDS')).toEqual(['TDS*12500*12500*12250*250']);
    expect(only(translated(credit, `${more}    credits: { sign: negative }\n`), 'TDS')).toEqual([
      'TDS*-12500*-12500*-12250*-250',
    ]);
  });

  it('writes nothing as the partner wants it', () => {
    const free = { lines: [billed(1, { price: '0', uomPrice: '0', netValue: '0' })], ...merchandise('0') };
    expect(tds("zero: '0'", free)).toEqual(['TDS*0']);
    expect(tds("zero: '000'", free)).toEqual(['TDS*000']);
  });
});

describe('weights and volumes', () => {
  const lines = [billed(1), billed(2, { quantity: '3', netValue: '37.5' })];
  const parts = { lines, ...merchandise('162.5') };

  it('are those of the items, rounded as the profile says', () => {
    const weight = totals('weight: { unit: LB }');
    // 10 × 0.1234 + 3 × 2.
    expect(only(translated(parts, weight), 'CTT')).toEqual(['CTT*2*13*7.234*LB']);
    expect(only(translated(parts, `${weight}    numbers: { weight: { decimals: 1 } }\n`), 'CTT')).toEqual([
      'CTT*2*13*7.2*LB',
    ]);
    expect(
      only(translated(parts, `${weight}    numbers: { weight: { decimals: 4, minDecimals: 4 } }\n`), 'CTT'),
    ).toEqual(['CTT*2*13*7.2340*LB']);
  });

  it('are left out, or refused, where an item has none or a line is in another unit', () => {
    expect(only(translated(parts, totals('volume: { unit: CR }')), 'CTT')).toEqual(['CTT*2*13']);
    expect(translated(parts, totals('volume: { unit: CR, whenMissing: refuse }'))).toEqual([
      'INV-FIELD-MISSING | InvMaster B202 | Volume',
    ]);
    const dozens = { lines: [billed(1, { uom: 'DZ', priceUom: 'DZ' })], ...merchandise('125') };
    expect(translated(dozens, totals('weight: { unit: LB, whenMissing: refuse }'))).toEqual([
      'INV-FIELD-MISSING | InvMaster B201 | Mass',
    ]);
    expect(
      only(
        translated({ lines: [billed(1)], ...merchandise('125') }, totals('weight: { unit: LB }, volume: { unit: CR }')),
        'CTT',
      ),
    ).toEqual(['CTT*1*10*1.234*LB*0.02*CR']);
  });

  it('are those of an order too', () => {
    const items = [{ stockCode: 'A101', mass: '0.5', stockingUom: 'EA' }];
    const order = orderWith({ lines: [goods(1, { quantity: '3' })], masters: { items } });
    const { set } = translatePurchaseOrder(order, profileWith(totals('weight: { unit: LB }')));
    expect(only(textsOf(set?.segments ?? []), 'CTT')).toEqual(['CTT*1*3*1.5*LB']);
  });

  it('summarise what the invoice bills', () => {
    const iss = '    shipment: { weight: { unit: LB } }\n';
    const texts = translated(parts, iss);
    expect(texts.slice(texts.indexOf('TDS*16250'))).toEqual([
      'TDS*16250',
      'CAD*M***UPSN*UPS GROUND',
      'ISS*13*EA*7.234*LB',
      'CTT*2*13',
    ]);
    const mixed = { lines: [billed(1), billed(2, { uom: 'DZ', priceUom: 'DZ' })], ...merchandise('250') };
    expect(only(translated(mixed, '    shipment: { units: true }\n'), 'ISS')).toEqual([]);
    expect(translated(mixed, '    shipment: { whenMissing: refuse }\n')).toEqual([
      'INV-FIELD-MISSING | SorDetail 000000000300100 line 2 | MOrderUom',
    ]);
  });
});

describe('the rest of an invoice’s summary', () => {
  it('is amounts by name, and the dispatch note at the carrier', () => {
    const more = `${totals("amounts: [{ qualifier: GV, of: merchandise }, { qualifier: '5', of: total }, { qualifier: T, of: tax }]")}    carrier: { reference: { qualifier: SI, text: { source: dispatchNotes, trimZeros: true } } }
`;
    const texts = translated({}, more);
    expect(texts.slice(texts.indexOf('TDS*14000'))).toEqual([
      'TDS*14000',
      'CAD*M***UPSN*UPS GROUND**SI*400500',
      'AMT*GV*125',
      'AMT*5*140',
      'AMT*T*0',
      'SAC*C*D240***1500**********FREIGHT',
      'CTT*1*10',
    ]);
  });

  it('carries the terms in percent, never as a fraction or in hundredths', () => {
    expect(only(translated({}, ''), 'ITD')).toEqual(['ITD*01*3*2**10**30']);
    const decimals = '    numbers: { percent: { minDecimals: 2 } }\n';
    expect(only(translated({}, decimals), 'ITD')).toEqual(['ITD*01*3*2.00**10**30']);
  });
});
