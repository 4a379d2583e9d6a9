import type { MerchandiseLine, PurchaseOrder } from '../../documents/purchase-order.ts';
import type { PurchaseOrderProfile } from '../../partners/index.ts';
import type { TranslationOptions } from '../checked-set.ts';
import { purchaseOrderCodes } from '../finding-codes.ts';
import { createdDate } from '../created.ts';
import type { SetBuilder } from '../set-builder.ts';
import type { Origin } from '../cells/source.ts';
import { itemsByStockCode, partnerFields, type Field, type PricedTranslation } from '../cells/text-cell.ts';

/** What the parts of an 850's translation share. */
export interface OrderTranslation extends PricedTranslation {
  readonly order: PurchaseOrder;
  readonly profile: PurchaseOrderProfile;
}

/** A column of the order's header. */
export function header(column: string): Origin {
  return { table: 'PorMasterHdr', column };
}

/** A column of one of the order's lines. */
export function detail(column: string, line: number): Origin {
  return { table: 'PorMasterDetail', column, line };
}

/** The order's lines of goods. */
export function merchandiseOf(order: PurchaseOrder): MerchandiseLine[] {
  return order.lines.flatMap((line) => (line.kind === 'stocked' || line.kind === 'non-stocked' ? [line] : []));
}

/** Puts an order where the shared parts of translation look. */
export function orderTranslation(
  order: PurchaseOrder,
  profile: PurchaseOrderProfile,
  build: SetBuilder,
  made?: TranslationOptions['made'],
): OrderTranslation {
  const { supplier } = order.masters;
  const ofHeader = (text: string | undefined, column: string): Field => ({ texts: [text], origin: header(column) });
  const ofSupplier = (text: string | undefined, column: string): Field => ({
    texts: [text],
    origin: { table: 'ApSupplier', column, key: order.supplier },
  });
  return {
    order,
    profile,
    build,
    codes: purchaseOrderCodes,
    fields: {
      purchaseOrder: ofHeader(order.purchaseOrder, 'PurchaseOrder'),
      supplier: ofHeader(order.supplier, 'Supplier'),
      buyer: ofHeader(order.buyer, 'Buyer'),
      customer: ofHeader(order.customer, 'Customer'),
      customerPurchaseOrder: ofHeader(order.customerPurchaseOrder, 'CustomerPoNumber'),
      paymentTerms: ofHeader(order.paymentTerms, 'PaymentTerms'),
      shippingInstructions: ofHeader(order.shippingInstructions, 'ShippingInstrs'),
      currency: ofHeader(order.currency, 'Currency'),
      company: { texts: [order.company], origin: { computed: 'the company of the order' } },
      'shipTo.code': ofHeader(order.shipTo.code, 'Warehouse'),
      'shipTo.name': ofHeader(order.shipTo.name, 'DeliveryName'),
      'supplier.name': ofSupplier(supplier?.name, 'SupplierName'),
      'supplier.contact': ofSupplier(supplier?.contact, 'Contact'),
      'supplier.telephone': ofSupplier(supplier?.telephone, 'Telephone'),
      'supplier.email': ofSupplier(supplier?.email, 'Email'),
      ...partnerFields(profile),
    },
    dates: {
      orderDate: { date: order.orderDate, origin: header('OrderEntryDate') },
      dueDate: { date: order.dueDate, origin: header('OrderDueDate') },
      created: createdDate(made, order.orderDate),
    },
    parties: {
      shipTo: { party: order.shipTo, street: header('DeliveryAddr'), postalCode: header('PostalCode') },
      supplier: {
        party: supplier,
        street: { table: 'ApSupplierAddr', column: 'SupAddr', key: order.supplier },
        postalCode: { table: 'ApSupplierAddr', column: 'SupPostalCode', key: order.supplier },
      },
    },
    items: itemsByStockCode(order.masters.items),
  };
}
