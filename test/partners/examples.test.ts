import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { BusinessDocument } from '../../src/documents/document.ts';
import type { DocumentType } from '../../src/documents/document-key.ts';
import { parsePartnerFiles } from '../../src/partners/index.ts';
import { profileFor, renderInterchange, translateDocument } from '../../src/translation/index.ts';
import { readInterchanges, unwrapped, validateInterchange } from '../../src/x12/index.ts';
import { consignment, made } from '../translation/ship-notice-documents.ts';
import { billed, brief, golden, goods, invoiceWith, noticeWith, orderWith } from '../translation/support.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const files = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('.yaml'))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
const directory = parsePartnerFiles(files);

const netThirty = { code: '30', description: 'Net 30', netDays: 30, discountPercent: '2', discountDays: 10 };
const items = [
  {
    stockCode: 'A101',
    gtin: '012345678905',
    mass: '0.9',
    volume: '0.02',
    stockingUom: 'EA',
    longDescription: 'Hex bolt M8 x 40',
  },
  { stockCode: 'A102', gtin: '10012345678902', mass: '0.45', stockingUom: 'EA' },
];

/** Two lines, one of them at a discount, notes, freight. */
const order = orderWith({
  terms: netThirty,
  lines: [
    goods(1, { version: 'C', discounts: [{ kind: 'percent', percent: '10' }], netPrice: '11.25' }),
    goods(2, {
      quantity: '24',
      orderUom: 'CS',
      price: '48',
      orderUomPrice: '48',
      netPrice: '48',
      description: 'Hinge 60 mm',
    }),
    { kind: 'comment', line: 3, text: 'Certificate of conformity with every carton', forLine: 1 },
    { kind: 'freight', line: 4, description: 'Freight', amount: '48.75' },
    { kind: 'comment', line: 5, text: 'Deliver between 7 and 15 h' },
  ],
  masters: { items },
});
const { lines, ...heading } = order;
/** What makers of parts get: nobody reads notes of the whole order. */
const withoutNotes = orderWith({
  ...heading,
  lines: lines.filter((line) => !(line.kind === 'comment' && line.forLine === undefined)),
});
const toConsumer = orderWith({
  ...order,
  customer: '000000000006003',
  customerPurchaseOrder: 'WEB-991',
  shipTo: {
    name: 'Jane Doe',
    street: ['12 Elm St', 'Apt 4'],
    city: 'Dayton',
    state: 'OH',
    postalCode: '45402',
    country: 'USA',
  },
});

/** Two lines, one of them at a discount, freight and tax: 112.50 + 100.00 + 15.00 + 13.28. */
const bill = invoiceWith({
  terms: netThirty,
  lines: [
    billed(1, { discounts: [{ kind: 'percent', percent: '10' }], netValue: '112.5', taxValue: '7.03' }),
    billed(2, {
      quantity: '4',
      uom: 'CS',
      price: '25',
      uomPrice: '25',
      netValue: '100',
      taxValue: '6.25',
      description: 'Hinge 60 mm',
    }),
    { kind: 'freight', line: 3, description: 'Freight', amount: '15' },
    { kind: 'comment', line: 4, text: 'Thank you for your order' },
  ],
  taxes: [{ code: 'A', amount: '13.28' }],
  totals: { merchandise: '212.5', freight: '15', other: '0', tax: '13.28', total: '240.78' },
  masters: {
    soldTo: invoiceWith().masters.soldTo,
    items: [
      { stockCode: 'B201', gtin: '012345678905', mass: '0.9' },
      { stockCode: 'B202', gtin: '10012345678902' },
    ],
  },
});

/** Two orders for two stores in four cartons, on two pallets. */
const notice = noticeWith({ ...consignment });
/** Parcels: nothing stands on a pallet. */
const parcels = noticeWith({
  ...consignment,
  packages: consignment.packages
    .filter(({ contents }) => contents.length > 0)
    .map((parcel) => ({ ...parcel, onPallet: undefined })),
});

type Documents = Readonly<Record<DocumentType, BusinessDocument>>;
const usual: Documents = { 'purchase-order': order, invoice: bill, 'ship-notice': notice };
const examples: readonly (readonly [partner: string, industry: string, documents: Documents])[] = [
  ['PELLWORTH', 'plain-supplier', usual],
  ['LARKFIELD', 'retail-pick-and-pack', usual],
  ['PORCHLIGHT', 'drop-ship', { ...usual, 'purchase-order': toConsumer, 'ship-notice': parcels }],
  ['TRESHAM', 'automotive', { ...usual, 'purchase-order': withoutNotes }],
  ['GREENBARROW', 'grocery', usual],
];
const sets = { 'purchase-order': '850', invoice: '810', 'ship-notice': '856' } as const;
const every = examples.flatMap(([partner, industry, documents]) =>
  (['purchase-order', 'invoice', 'ship-notice'] as const).map(
    (type) => [partner, industry, type, documents[type]] as const,
  ),
);

describe('the profiles to copy', () => {
  it('are without findings, every file in the folder', () => {
    expect(directory.findings).toEqual([]);
    expect(directory.partners.map(({ code }) => code)).toEqual(expect.arrayContaining(examples.map(([code]) => code)));
  });

  it.each(every)('%s, %s: its %s is the golden interchange, and valid', (partner, industry, type, document) => {
    const built = directory.documentProfile(partner, type, 'test');
    const profile = 'profile' in built ? profileFor(document, built.profile) : expect.unreachable(partner);
    const { set, findings } = translateDocument(document, profile, { made });
    expect(brief(findings.filter(({ severity }) => severity === 'error'))).toEqual([]);
    if (!set) throw new Error(brief(findings).join('\n'));
    const controlNumbers = { interchange: 1301, group: 1301, sets: [1] };
    const text = renderInterchange({ sets: [set], profile, controlNumbers, ...made });
    const { interchanges, findings: wrong } = readInterchanges(unwrapped(text));
    expect(wrong).toEqual([]);
    const found = interchanges.flatMap((one) => validateInterchange(one));
    // A GS06 filled with zeros, as some partners agree on, is to be looked at and nothing more.
    const wide = profile.controlNumbers.groupDigits > 1 ? ['X12-ELEMENT-TYPE GS6 warning'] : [];
    expect(found.map(({ code, segment, element, severity }) => `${code} ${segment}${element} ${severity}`)).toEqual(
      wide,
    );
    expect(interchanges[0]?.groups[0]?.sets[0]?.segments).toEqual(set.segments);
    expect(text).toBe(golden(`examples/${sets[type]}-${industry}-${profile.release}`, text));
  });
});
