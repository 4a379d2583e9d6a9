import type { DecimalText } from './decimal.ts';
import { decodeKey, encodeKey, type DocumentKey } from './document-key.ts';

/** A calendar date without time or zone, `YYYY-MM-DD`, as SYSPRO keeps all its dates. */
export type LocalDate = string;

/** A postal party as a document names it. Blank SYSPRO columns are absent, not empty. */
export interface Party {
  /** The code SYSPRO knows the party by, such as a warehouse for a ship-to. */
  readonly code?: string;
  readonly name?: string;
  /** Street lines, in order, at most two are usual. */
  readonly street: readonly string[];
  readonly city?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
}

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
  readonly paymentTerms?: string;
  readonly shippingInstructions?: string;
  readonly buyer?: string;
  readonly customerPurchaseOrder?: string;
  readonly shipTo: Party;
  /** In SYSPRO's line order; numbers may have gaps. */
  readonly lines: readonly PurchaseOrderLine[];
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
  /** Price per {@link priceUom}, in the order's currency (MForeignPrice for a foreign supplier, else MPrice). */
  readonly price: DecimalText;
  readonly priceUom: string;
  /** Price per {@link orderUom}, converted with the factors of the line; all decimals kept. */
  readonly orderUomPrice: DecimalText;
  readonly dueDate?: LocalDate;
}

/** Freight (line type 4) or a miscellaneous charge (5). */
export interface ChargeLine {
  readonly kind: 'freight' | 'miscellaneous';
  readonly line: number;
  readonly description?: string;
  /** In the order's currency. */
  readonly amount: DecimalText;
}

/** A comment (line type 6). */
export interface CommentLine {
  readonly kind: 'comment';
  readonly line: number;
  readonly text: string;
  /** The merchandise line the comment belongs to (NCommentFromLin); absent when it belongs to the whole order. */
  readonly forLine?: number;
}

export type PurchaseOrderLine = MerchandiseLine | ChargeLine | CommentLine;

/** The identity of a purchase order: its number is SYSPRO's full primary key. */
export function purchaseOrderKey(company: string, purchaseOrder: string): DocumentKey {
  return { company, type: 'purchase-order', key: encodeKey([purchaseOrder]) };
}

/** PorMasterHdr.PurchaseOrder of a purchase order's identity, raw. */
export function purchaseOrderOf({ key }: Pick<DocumentKey, 'key'>): string {
  return decodeKey(key)[0] ?? '';
}
