import type { CommentLine, ItemMaster } from './commerce.ts';
import type { DecimalText } from './decimal.ts';
import { decodeKey, encodeKey, type DocumentKey } from './document-key.ts';
import type { LocalDate } from './local-date.ts';
import type { Party } from './party.ts';

/** What a dispatch note ships: MdnMaster and MdnDetail with the sales orders they deliver. One dispatch note, one 856. */
export interface ShipNotice {
  readonly type: 'ship-notice';
  readonly company: string;
  /** MdnMaster.DispatchNote, raw. */
  readonly dispatchNote: string;
  /** 3 ready to print, 5 printed, 7 ready to invoice, 9 invoiced, H held, S suspense, * cancelled. */
  readonly status: string;
  readonly cancelled: boolean;
  /** MdnMaster.Customer, raw. */
  readonly customer: string;
  readonly branch?: string;
  /** MdnMaster.ActualDeliveryDate, else the planned one. */
  readonly shipDate?: LocalDate;
  readonly plannedDeliveryDate?: LocalDate;
  readonly shippingInstructions?: string;
  readonly shippingInstructionsCode?: string;
  readonly specialInstructions?: string;
  readonly comments: readonly string[];
  readonly shipTo: Party;
  /** The warehouse of its first line of goods; each line says its own. */
  readonly shipFrom?: Party;
  readonly transport: Transport;
  /** The sales orders delivered, each once, in the order of the lines. */
  readonly orders: readonly ShippedOrder[];
  readonly lines: readonly ShipNoticeLine[];
  /** Cartons and what is in them, from the configured source. Empty where the site has none: SYSPRO itself holds none. */
  readonly packages: readonly Package[];
  /** What comes from other records than the dispatch note's own. A change of it is no amendment of the ship notice. */
  readonly masters: {
    /** ArCustomer's sold-to address. */
    readonly soldTo?: Party;
    readonly items: readonly ItemMaster[];
  };
}

/** How it travels. SYSPRO has no column for most of it: each comes from where the configuration says. */
export interface Transport {
  /** SCAC, or the code of the site's that the profile maps to one. */
  readonly carrier?: string;
  readonly trackingNumber?: string;
  readonly billOfLading?: string;
  readonly proNumber?: string;
  readonly trailer?: string;
  readonly seal?: string;
  readonly packageCount?: DecimalText;
  /** Gross, in the company's unit of mass. */
  readonly weight?: DecimalText;
  readonly volume?: DecimalText;
}

export interface ShippedOrder {
  /** Raw. */
  readonly salesOrder: string;
  readonly customerPurchaseOrder?: string;
  readonly orderDate?: LocalDate;
  /** ArCustomer.StoreNumber of the customer who ordered. */
  readonly storeNumber?: string;
}

/** A line of goods of a dispatch note. */
export interface ShippedLine {
  readonly kind: 'stocked' | 'non-stocked';
  /** MdnDetail.DispatchNoteLine. */
  readonly line: number;
  readonly salesOrder?: string;
  readonly salesOrderLine?: number;
  /** The line of the customer's purchase order, from the configured source. */
  readonly customerOrderLine?: string;
  readonly stockCode: string;
  readonly description?: string;
  readonly customerItem?: string;
  /** Dispatched, in {@link uom}. */
  readonly quantity: DecimalText;
  readonly uom: string;
  /** Ordered on the sales order line, in {@link uom}. */
  readonly orderedQuantity?: DecimalText;
  readonly warehouse?: string;
  /** Where the stock is traced by lots: how much of each, in {@link uom}; together the quantity. */
  readonly lots: readonly { readonly lot: string; readonly quantity: DecimalText; readonly expiry?: LocalDate }[];
}

export type ShipNoticeLine = ShippedLine | CommentLine;

/** A carton. */
export interface Package {
  /** SSCC-18 without the (00); its check digit is checked before it is sent. */
  readonly sscc?: string;
  /** The SSCC of the pallet it stands on, in the same form. */
  readonly onPallet?: string;
  /** The site's code for the kind of packaging. */
  readonly kind?: string;
  readonly trackingNumber?: string;
  readonly weight?: DecimalText;
  /** By line of the dispatch note, in the unit of the line. */
  readonly contents: readonly { readonly line: number; readonly quantity: DecimalText }[];
}

/** The identity of a ship notice: the dispatch note's number is SYSPRO's full primary key. */
export function shipNoticeKey(company: string, dispatchNote: string): DocumentKey {
  return { company, type: 'ship-notice', key: encodeKey([dispatchNote]) };
}

/** MdnMaster.DispatchNote of a ship notice's identity, raw. */
export function dispatchNoteOf({ key }: Pick<DocumentKey, 'key'>): string {
  return decodeKey(key)[0] ?? '';
}
