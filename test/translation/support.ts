import { readFileSync } from 'node:fs';
import type { Finding } from '../../src/documents/finding.ts';
import type { MerchandiseLine, PurchaseOrder } from '../../src/documents/purchase-order.ts';
import { parsePartnerFiles, type PurchaseOrderProfile } from '../../src/partners/index.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const paths = ['base/004010.yaml', 'base/us.yaml', 'acme-fasteners.yaml'];

/** The annotated example's profile, with more settings of its purchase orders (YAML, four blanks deep). */
export function profileWith(more = '', usage: 'test' | 'production' = 'test'): PurchaseOrderProfile {
  const files = paths.map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
  const own = `extends: [base/004010.yaml, base/us.yaml, example.yaml]\npartner: EXAMPLE\nname: Acme Fasteners Inc\ndocuments:\n  purchase-order:\n    purpose: '00'\n${more}`;
  // The example as a base: its settings without its partner, name and bindings.
  const example = (files.pop()?.text ?? '').replace(/^partner:.*\n|^name:.*\n|^bindings:\n.*\n/gm, '');
  const result = parsePartnerFiles([
    ...files,
    { path: 'example.yaml', text: example },
    { path: 'own.yaml', text: own },
  ]).documentProfile('EXAMPLE', 'purchase-order', usage);
  if ('findings' in result) throw new Error(JSON.stringify(result.findings, undefined, 2));
  return result.profile;
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

/** Findings as one line each: code, record and field, place. */
export function brief(findings: readonly Finding[]): string[] {
  return findings.map((f) =>
    [f.severity === 'warning' ? `?${f.code}` : f.code, f.record, f.field, f.element]
      .filter((part) => part !== undefined)
      .join(' | '),
  );
}
