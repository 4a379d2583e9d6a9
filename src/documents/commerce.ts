import type { DecimalText } from './decimal.ts';

/** A discount, in the order SYSPRO takes them off: each percentage of what the ones before have left. */
export type Discount =
  | { readonly kind: 'percent'; readonly percent: DecimalText }
  /** Off the price of one unit (MDiscValFlag U). */
  | { readonly kind: 'per-unit'; readonly amount: DecimalText }
  /** Off the value of the whole line (MDiscValFlag V). */
  | { readonly kind: 'value'; readonly amount: DecimalText };

/** Payment terms: SYSPRO's code, and what the company's configuration says it means. */
export interface PaymentTerms {
  readonly code: string;
  readonly description?: string;
  readonly netDays?: number;
  readonly discountPercent?: DecimalText;
  readonly discountDays?: number;
}

/** The tax of one code in a document. */
export interface Tax {
  /** SYSPRO's tax code. */
  readonly code: string;
  readonly taxable?: DecimalText;
  /** In the document's currency. */
  readonly amount: DecimalText;
}

/** What a document says of an item that its own lines do not hold: from InvMaster and cross-references. */
export interface ItemMaster {
  readonly stockCode: string;
  readonly description?: string;
  readonly longDescription?: string;
  /** From the column the company's configuration names: SYSPRO has none for it. */
  readonly gtin?: string;
  readonly alternateKey1?: string;
  readonly alternateKey2?: string;
  readonly countryOfOrigin?: string;
  /** Of one stocking unit, in the company's unit of mass. */
  readonly mass?: DecimalText;
  /** Of one stocking unit, in the company's unit of volume. */
  readonly volume?: DecimalText;
  readonly stockingUom?: string;
}

/** A comment line of a document (SYSPRO line type 6). */
export interface CommentLine {
  readonly kind: 'comment';
  readonly line: number;
  readonly text: string;
  /** The line of goods the comment belongs to; absent when it belongs to the whole document. */
  readonly forLine?: number;
}

/** Freight (line type 4) or a miscellaneous charge (5). */
export interface ChargeLine {
  readonly kind: 'freight' | 'miscellaneous';
  readonly line: number;
  readonly description?: string;
  /** In the document's currency. */
  readonly amount: DecimalText;
}
