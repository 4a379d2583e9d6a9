import { describe, expect, it } from 'vitest';
import { renderInterchange, translateInvoice, translatePurchaseOrder } from '../../src/translation/index.ts';
import { billed, brief, golden, goods, invoiceWith, orderWith, profileOf, profileWith } from './support.ts';

const interchange = {
  controlNumbers: { interchange: 1203, group: 1203, sets: [1] },
  at: new Date('2026-11-23T02:05:00Z'),
  timeZone: 'America/Chicago',
};

const masters = {
  items: [
    {
      stockCode: 'B201',
      gtin: '012345678905',
      longDescription: 'Bracket, 40 mm, galvanised',
      mass: '0.25',
      stockingUom: 'EA',
    },
    { stockCode: 'B202', gtin: '10012345678902', mass: '3', stockingUom: 'CS' },
  ],
};
const percent = { kind: 'percent', percent: '10' } as const;

/** Two orders billed at once: pieces with a discount, and cases; freight and tax. */
const invoice = invoiceWith({
  lines: [
    billed(1, { quantity: '24', discounts: [percent], netValue: '270', taxCode: 'A', taxValue: '16.88' }),
    billed(2, {
      quantity: '2',
      uom: 'CS',
      price: '120',
      priceUom: 'CS',
      uomPrice: '120',
      netValue: '240',
      taxCode: 'E',
      taxValue: '0',
      salesOrder: '000000000300101',
    }),
    { kind: 'freight', line: 3, description: 'Freight', amount: '15' },
  ],
  taxes: [
    { code: 'A', amount: '16.88', taxable: '270' },
    { code: 'E', amount: '0', taxable: '240' },
  ],
  totals: { merchandise: '510', freight: '15', other: '0', tax: '16.88', total: '541.88' },
  masters: { ...invoiceWith().masters, ...masters },
});

const severalOrders = `    severalOrders: { type: CI }
    lineReferences: [{ qualifier: CO, text: { source: salesOrder, trimZeros: true } }, { qualifier: LI, text: { source: line } }]
`;

describe('golden invoices', () => {
  it.each([
    [
      'taxes-by-line',
      `${severalOrders}    itemIds: [{ qualifier: UP, source: gtin }, { qualifier: UK, source: gtin, digits: 14 }, { qualifier: VN, source: stockCode }]
    description: { type: '08', source: long }
    price: { discounts: { code: C310, handling: '02', as: percent }, minDecimals: 2 }
    numbers: { amount: { minDecimals: 2 } }
    taxes: { level: line, percent: true, taxable: true, codes: { A: { type: ST, percent: '6.25', jurisdiction: { qualifier: VD, code: OH } }, E: { type: ST, exempt: '3' } } }
    totals: { termsDiscount: merchandise, amounts: [{ qualifier: GV, of: merchandise }] }
`,
    ],
    [
      'taxes-as-charges',
      `${severalOrders}    units: { CS: { code: EA, factor: '12' } }
    price: { discounts: { code: C310, handling: '02', level: summary } }
    taxes: { as: sac, per: invoice, charge: { code: H850, handling: '06', description: SALES TAX } }
    shipment: { units: true }
    totals: { termsDiscount: total }
`,
    ],
    [
      'taxes-in-prices',
      `${severalOrders}    price: { discounts: { code: C310, handling: '02', as: rate, per: line }, leadingZero: false }
    taxes: { as: price }
    packs: { items: { B202: { pack: 12, packaging: CTN25 } } }
    totals: { lineCount: true, quantityHash: false }
`,
    ],
  ] as const)('%s', (name, more) => {
    const profile = profileOf('invoice', more);
    const { set, findings } = translateInvoice(invoice, profile);
    if (!set) throw new Error(brief(findings).join('\n'));
    const text = renderInterchange({ sets: [set], profile, ...interchange });
    expect(text).toBe(golden(`810/${name}`, text));
  });
});

describe('golden orders', () => {
  const order = orderWith({
    lines: [
      goods(1, {
        quantity: '5',
        orderUom: 'DZ',
        price: '30',
        priceUom: 'DZ',
        orderUomPrice: '30',
        netPrice: '27',
        discounts: [percent],
        taxCode: 'A',
      }),
      goods(2, { quantity: '2.5', taxCode: 'E', version: 'B', release: '3' }),
    ],
    masters: {
      items: [
        { stockCode: 'A101', gtin: '4006381333931', mass: '0.1', stockingUom: 'DZ' },
        { stockCode: 'A102', mass: '0.2', stockingUom: 'EA' },
      ],
    },
  });

  it.each([
    [
      'lines-in-full',
      `    units: { DZ: { code: EA, factor: '12' } }
    itemIds: [{ qualifier: EN, source: gtin }, { qualifier: BP, source: stockCode }, { qualifier: VP, source: supplierItem }, { qualifier: EC, source: release }]
    packs: { items: { A101: { pack: 12, size: '1.5', unit: OZ, packaging: CTN25 } } }
    lineReferences: [{ qualifier: LI, text: { source: line, padTo: 4 } }]
    lineTaxes: { A: { type: ST, percent: '6.25' }, E: { type: ST, exempt: '3' } }
    schedule: [{ qualifier: '002', source: dueDate }]
    price: { discounts: { code: C310, handling: '02', as: rate } }
    totals: { weight: { unit: LB } }
`,
    ],
    [
      'discounts-in-the-heading',
      `    units: { DZ: DZ }
    codeLists: { PO103: [EA, DZ] }
    price: { discounts: { agency: VI, code: null, agencyCode: TRADE, level: summary, description: TRADE DISCOUNT }, minDecimals: 2 }
    quantity: { minDecimals: 1 }
    numbers: { amount: { minDecimals: 2 } }
`,
    ],
  ] as const)('%s', (name, more) => {
    const profile = profileWith(more);
    const { set, findings } = translatePurchaseOrder(order, profile);
    if (!set) throw new Error(brief(findings).join('\n'));
    const text = renderInterchange({ sets: [set], profile, ...interchange });
    expect(text).toBe(golden(`850/${name}`, text));
  });
});
