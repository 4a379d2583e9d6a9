import type { ChargeLine, CommentLine, Discount, ItemMaster, PaymentTerms } from './commerce.ts';
import type { DecimalText } from './decimal.ts';
import { encodeKey, type DocumentKey } from './document-key.ts';
import type { LocalDate } from './local-date.ts';
import type { Party } from './party.ts';

/** A purchase order as SYSPRO holds it (PorMasterHdr and PorMasterDetail), cleaned of padding, nothing interpreted away. */
export interface PurchaseOrder {
  readonly type: 'purchase-order';
  readonly company: string;
  /** PorMasterHdr.PurchaseOrder, raw. */
  readonly purchaseOrder: string;
  /** The status letter or digit: 0 in process, 1 ready to print, 4 printed, 9 complete, * cancelled. */
  readonly status: string;
  readonly cancelled: boolean;
  /** The supplier code, raw. */
  readonly supplier: string;
  readonly orderDate: LocalDate;
  readonly dueDate?: LocalDate;
  /** ISO 4217 code. SYSPRO's symbol for the local currency (`$`) is resolved by the company's configuration. */
  readonly currency: string;
  /** Whether {@link currency} is not the company's own. Its prices are then MForeignPrice. */
  readonly foreign: boolean;
  /** PorMasterHdr.ExchangeRate, of a foreign order. */
  readonly exchangeRate?: DecimalText;
  readonly paymentTerms?: string;
  /** What the company's configuration says the terms mean. */
  readonly terms?: PaymentTerms;
  readonly shippingInstructions?: string;
  readonly buyer?: string;
  /** The customer code of a drop-ship order, raw. */
  readonly customer?: string;
  readonly customerPurchaseOrder?: string;
  /** PorMasterHdr.TaxStatus as SYSPRO has it: E is exempt. */
  readonly taxStatus?: string;
  readonly shipTo: Party;
  /** Where a line's warehouse is not the header's: the warehouses named, by code. Each line says its own. */
  readonly otherWarehouses: readonly Party[];
  /** In SYSPRO's line order; numbers may have gaps. */
  readonly lines: readonly PurchaseOrderLine[];
  /** What comes from other records than the order's own. A change of it is no amendment of the order. */
  readonly masters: {
    /** ApSupplier and ApSupplierAddr. */
    readonly supplier?: Party & { readonly contact?: string; readonly telephone?: string; readonly email?: string };
    readonly items: readonly ItemMaster[];
  };
}

/** A line of goods: SYSPRO line types 1 (stocked) and 7 (non-stocked). */
export interface MerchandiseLine {
  readonly kind: 'stocked' | 'non-stocked';
  readonly line: number;
  readonly stockCode: string;
  readonly description?: string;
  /** PorMasterDetail.MSupCatalogue: the supplier's own number for the item. */
  readonly supplierItem?: string;
  readonly warehouse?: string;
  /** Ordered quantity in {@link orderUom}. */
  readonly quantity: DecimalText;
  readonly orderUom: string;
  /** Price per {@link priceUom} before discounts, in the order's currency (MForeignPrice for a foreign supplier, else MPrice). */
  readonly price: DecimalText;
  readonly priceUom: string;
  /** Price per {@link orderUom} before discounts, converted with the factors of the line; all decimals kept. */
  readonly orderUomPrice: DecimalText;
  /** In the order they are taken off. */
  readonly discounts: readonly Discount[];
  /** {@link orderUomPrice} after all discounts; all decimals kept. Equal to it where there are none. */
  readonly netPrice: DecimalText;
  readonly taxCode?: string;
  /** MVersion and MRelease of an engineering-controlled item. */
  readonly version?: string;
  readonly release?: string;
  readonly dueDate?: LocalDate;
}

export type PurchaseOrderLine = MerchandiseLine | ChargeLine | CommentLine;

/** The identity of a purchase order: its number is SYSPRO's full primary key. */
export function purchaseOrderKey(company: string, purchaseOrder: string): DocumentKey {
  return { company, type: 'purchase-order', key: encodeKey([purchaseOrder]) };
}
