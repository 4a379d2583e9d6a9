import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { DocumentType } from '../../src/documents/document-key.ts';
import type { Finding } from '../../src/documents/finding.ts';
import type { Invoice, InvoiceGoodsLine } from '../../src/documents/invoice.ts';
import type { MerchandiseLine, PurchaseOrder } from '../../src/documents/purchase-order.ts';
import type { Package, ShipNotice, ShippedLine } from '../../src/documents/ship-notice.ts';
import {
  parsePartnerFiles,
  type DocumentProfile,
  type PartnerDirectory,
  type ProfileOf,
  type PurchaseOrderProfile,
} from '../../src/partners/index.ts';
import { renderInterchange } from '../../src/translation/index.ts';
import type { Segment, TransactionSetBody } from '../../src/x12/index.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const paths = ['base/004010.yaml', 'base/us.yaml', 'acme-fasteners.yaml'];

/** The annotated example's profile of purchase orders, with more settings (YAML, four blanks deep). */
export function profileWith(more = '', usage: 'test' | 'production' = 'test'): PurchaseOrderProfile {
  return profileOf('purchase-order', more, usage);
}

/** The annotated example's profile of a document type, with more settings (YAML, four blanks deep). */
export function profileOf<Type extends DocumentType>(
  type: Type,
  more = '',
  usage: 'test' | 'production' = 'test',
): ProfileOf<Type> {
  const result = directoryWith(type, more).documentProfile('EXAMPLE', type, usage);
  if ('findings' in result) throw new Error(JSON.stringify(result.findings, undefined, 2));
  return result.profile;
}

/** The partners of the annotated example, with more settings for one type of documents. */
export function directoryWith(type: DocumentType, more: string): PartnerDirectory {
  const files = paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
  const own = `extends: [base/004010.yaml, base/us.yaml, example.yaml]\npartner: EXAMPLE\nname: Acme Fasteners Inc\ndocuments:\n  ${type}:\n    send: true\n${more}`;
  // The example as a base: its settings without its partner, name, bindings and masters.
  const example = (files.pop()?.text ?? '').replace(
    /^partner:.*\n|^name:.*\n|^(?:bindings|masterData):\n(?: .*\n)+/gm,
    '',
  );
  return parsePartnerFiles([...files, { path: 'example.yaml', text: example }, { path: 'own.yaml', text: own }]);
}

/** A line of goods, with parts replaced. */
export function goods(line: number, parts: Partial<MerchandiseLine> = {}): MerchandiseLine {
  return {
    kind: 'stocked',
    line,
    stockCode: `A${100 + line}`,
    description: 'Hex bolt M8 x 40 zinc plated',
    supplierItem: `HB-${line}`,
    warehouse: 'DC1',
    quantity: '100',
    orderUom: 'EA',
    price: '12.5',
    priceUom: 'EA',
    orderUomPrice: '12.5',
    discounts: [],
    dueDate: '2026-12-04',
    // Without discounts the net price is the price.
    netPrice: parts.orderUomPrice ?? '12.5',
    ...parts,
  };
}

/** An order of one line that the example profile sends as it is, with parts replaced. */
export function orderWith(parts: Partial<PurchaseOrder> = {}): PurchaseOrder {
  return {
    type: 'purchase-order',
    company: 'MAIN',
    purchaseOrder: '000000000150802',
    status: '4',
    cancelled: false,
    supplier: '000000000001001',
    orderDate: '2026-11-20',
    dueDate: '2026-12-04',
    currency: 'USD',
    foreign: false,
    paymentTerms: '30',
    shippingInstructions: 'UPS Ground',
    buyer: 'Purchasing',
    shipTo: {
      code: 'DC1',
      name: 'Meridian DC Columbus',
      street: ['100 Main St', 'Dock 7'],
      city: 'Columbus',
      state: 'OH',
      postalCode: '43215-1000',
      country: 'USA',
    },
    otherWarehouses: [],
    lines: [goods(1)],
    masters: { items: [] },
    ...parts,
  };
}

const shipTo = {
  code: 'COL',
  name: 'Acme Columbus',
  street: ['500 Dock Rd'],
  city: 'Columbus',
  state: 'OH',
  postalCode: '43201',
  country: 'USA',
  store: '0042',
};
const soldTo = { name: 'Acme Fasteners Inc', street: ['PO Box 9'], city: 'Dayton', state: 'OH', postalCode: '45402' };

/** An invoice line of goods, worth 125.00, with parts replaced. */
export function billed(line: number, parts: Partial<InvoiceGoodsLine> = {}): InvoiceGoodsLine {
  return {
    kind: 'stocked',
    line,
    stockCode: `B${200 + line}`,
    description: 'Bracket 40 mm',
    customerItem: `AC-${line}`,
    salesOrder: '000000000300100',
    salesOrderLine: line,
    customerOrderLine: String(line * 10),
    quantity: '10',
    uom: 'EA',
    price: '12.5',
    priceUom: 'EA',
    uomPrice: '12.5',
    discounts: [],
    netValue: '125',
    taxCode: 'A',
    taxValue: '0',
    warehouse: 'D1',
    ...parts,
  };
}

/** An invoice of one line with freight, worth 140.00, that the example profile sends as it is, with parts replaced. */
export function invoiceWith(parts: Partial<Invoice> = {}): Invoice {
  return {
    type: 'invoice',
    company: 'MAIN',
    customer: '000000000005001',
    invoice: '000000000100234',
    kind: 'invoice',
    invoiceDate: '2026-11-20',
    dueDate: '2026-12-20',
    shipDate: '2026-11-19',
    salesOrder: '000000000300100',
    customerPurchaseOrder: 'PO-7001',
    orderDate: '2026-11-10',
    dispatchNotes: ['000000000400500'],
    terms: { code: '10', netDays: 30, discountPercent: '2', discountDays: 10 },
    currency: 'USD',
    foreign: false,
    shippingInstructions: 'UPS Ground',
    shipTo,
    lines: [billed(1), { kind: 'freight', line: 2, description: 'Freight', amount: '15' }],
    taxes: [],
    totals: { merchandise: '125', freight: '15', other: '0', tax: '0', total: '140' },
    masters: { soldTo, items: [] },
    ...parts,
  };
}

/** A line of goods shipped, with parts replaced. */
export function shipped(line: number, parts: Partial<ShippedLine> = {}): ShippedLine {
  return {
    kind: 'stocked',
    line,
    salesOrder: '000000000300100',
    salesOrderLine: line,
    customerOrderLine: String(line * 10),
    stockCode: `B${200 + line}`,
    description: 'Bracket 40 mm',
    customerItem: `AC-${line}`,
    quantity: '10',
    uom: 'EA',
    orderedQuantity: '10',
    lots: [],
    ...parts,
  };
}

/** SSCCs with their check digits right. */
export const ssccs = ['106141410000000019', '106141410000000026', '106141410000000033'] as const;

/** A carton that holds so much of a line. */
export function carton(index: 0 | 1 | 2, contents: Package['contents'], parts: Partial<Package> = {}): Package {
  return { sscc: ssccs[index], kind: 'CTN', trackingNumber: `1Z${index}`, weight: '12.5', contents, ...parts };
}

/** A ship notice of one line in one carton that the example profile sends as it is, with parts replaced. */
export function noticeWith(parts: Partial<ShipNotice> = {}): ShipNotice {
  return {
    type: 'ship-notice',
    company: 'MAIN',
    dispatchNote: '000000000400500',
    status: '7',
    cancelled: false,
    customer: '000000000005001',
    shipDate: '2026-11-19',
    plannedDeliveryDate: '2026-11-21',
    shippingInstructions: 'UPS Ground',
    comments: [],
    shipTo,
    shipFrom: { code: 'D1', name: 'Midwest DC', street: ['4400 Logistics Pkwy'], city: 'Indianapolis', state: 'IN' },
    transport: { billOfLading: 'BOL7788', proNumber: '700123', trailer: 'TRL5567', seal: 'SL99' },
    orders: [
      {
        salesOrder: '000000000300100',
        customerPurchaseOrder: 'PO-7001',
        orderDate: '2026-11-10',
        storeNumber: '42',
      },
    ],
    lines: [shipped(1)],
    packages: [carton(0, [{ line: 1, quantity: '10' }])],
    masters: { items: [] },
    ...parts,
  };
}

/** Segments as text, one each, `*` between elements. */
export function textsOf(segments: readonly Segment[]): string[] {
  return segments.map((segment) => [segment.id, ...segment.elements.map(String)].join('*'));
}

/** The file of a name under test/golden; with UPDATE_GOLDEN set, it is written first. */
export function golden(name: string, text: string): string {
  const file = new URL(`../golden/${name}.edi`, import.meta.url);
  if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(file, text);
  return existsSync(file) ? readFileSync(file, 'utf8') : 'no golden file: run with UPDATE_GOLDEN=1';
}

/** A set in its interchange, as goldens have it: always the same numbers and instant. */
export function goldenInterchange(set: TransactionSetBody | undefined, profile: DocumentProfile): string {
  if (!set) throw new Error('the document should translate');
  return renderInterchange({
    sets: [set],
    profile,
    controlNumbers: { interchange: 1201, group: 1201, sets: [1] },
    at: new Date('2026-11-23T02:05:00Z'),
    timeZone: 'America/Chicago',
  });
}

/** Findings as one line each: code, record and field, place. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map((f) =>
    [f.severity === 'warning' ? `?${f.code}` : f.code, f.record, f.field, f.element]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}
