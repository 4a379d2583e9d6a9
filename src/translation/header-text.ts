import type { PurchaseOrder } from '../documents/purchase-order.ts';
import type { CodeFormat, DocumentProfile, TextOf, TextSource } from '../partners/index.ts';
import type { SetBuilder } from './set-builder.ts';
import { header, setting, type Cell, type Origin } from './source.ts';

/** What the parts of a translation share. */
export interface Translation {
  readonly order: PurchaseOrder;
  readonly profile: DocumentProfile;
  readonly build: SetBuilder;
}

const columns: Readonly<Record<TextSource, Origin>> = {
  purchaseOrder: header('PurchaseOrder'),
  supplier: header('Supplier'),
  buyer: header('Buyer'),
  customerPurchaseOrder: header('CustomerPoNumber'),
  paymentTerms: header('PaymentTerms'),
  shippingInstructions: header('ShippingInstrs'),
  currency: header('Currency'),
  company: { computed: 'the company of the order' },
  'shipTo.code': header('Warehouse'),
  'shipTo.name': header('DeliveryName'),
  'partner.code': setting('partner'),
  'partner.name': setting('name'),
};

/**
 * The cell of a text the profile asks for: its literal or a field of the order.
 * @param kind whether it may be folded, replaced and cut
 * @param path the setting that asks for it
 */
export function textCell(
  { order, profile, build }: Translation,
  text: TextOf | undefined,
  kind: Cell['kind'],
  path: string,
): Cell | undefined {
  if (!text) return undefined;
  if ('value' in text) return { text: text.value, kind, origin: setting(path) };
  const origin = columns[text.source];
  const value = fieldOf(order, profile, text.source)?.trim() ?? '';
  if (value !== '') return { text: written(value, text), kind, origin };
  if (text.whenMissing === 'refuse') {
    build.find(
      'PO-FIELD-MISSING',
      origin,
      'is empty, and the partner must have it',
      `Fill it in SYSPRO, or change ${path} in the profile.`,
    );
  }
  return undefined;
}

/** A code as the profile writes it. */
export function written(code: string, format: CodeFormat): string {
  const trimmed = format.trimZeros ? code.trim().replace(/^0+(?=.)/, '') : code.trim();
  return format.padTo === undefined ? trimmed : trimmed.padStart(format.padTo, '0');
}

/** The entry of a map of the profile, whatever the case and the blanks around the key. */
export function mapped(map: Readonly<Record<string, string>>, key: string): string | undefined {
  const wanted = key.trim().toUpperCase();
  return Object.entries(map).find(([from]) => from.trim().toUpperCase() === wanted)?.[1];
}

function fieldOf(order: PurchaseOrder, profile: DocumentProfile, source: TextSource): string | undefined {
  if (source === 'shipTo.code') return order.shipTo.code;
  if (source === 'shipTo.name') return order.shipTo.name;
  if (source === 'partner.code') return profile.partner.code;
  if (source === 'partner.name') return profile.partner.name;
  return order[source];
}
