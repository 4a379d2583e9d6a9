/** The kinds of SYSPRO record that become an EDI document. */
export const documentTypes = ['purchase-order', 'invoice', 'ship-notice'] as const;
export type DocumentType = (typeof documentTypes)[number];

/** Whether a text names a document type. */
export function isDocumentType(text: string | undefined): text is DocumentType {
  return documentTypes.some((type) => type === text);
}

/** The X12 transaction set each document type is sent as. */
export const transactionSetOf = {
  'purchase-order': '850',
  invoice: '810',
  'ship-notice': '856',
} as const satisfies Record<DocumentType, string>;

/**
 * What makes a document this document and no other: the company, the type, and SYSPRO's *full* primary key.
 * The ledger has it as a unique key and the workflow ID encodes it.
 */
export interface DocumentKey {
  /** The company's code in our configuration. */
  readonly company: string;
  readonly type: DocumentType;
  /**
   * The primary key of the SYSPRO row, see {@link encodeKey}. A purchase order's is its number
   * (PorMasterHdr.PurchaseOrder), raw: zero padding and leading spaces kept, trailing blanks dropped.
   */
  readonly key: string;
}

/**
 * Joins the columns of a SYSPRO primary key into one text, injectively: `|` separates, `%` and `|` inside a column
 * are percent-encoded. Trailing blanks of a column do not count (SQL equality ignores them, and char columns are padded).
 */
export function encodeKey(columns: readonly string[]): string {
  return columns.map((column) => column.trimEnd().replace(/[%|]/g, (c) => (c === '%' ? '%25' : '%7C'))).join('|');
}

/** The columns {@link encodeKey} joined. */
export function decodeKey(key: string): string[] {
  return key.split('|').map((column) => column.replaceAll('%7C', '|').replaceAll('%25', '%'));
}

/**
 * The number people quote: the first column of the key that identifies the document to a person, without the zeros and
 * blanks SYSPRO pads it with (`000000000150802` → `150802`). Different keys may share one; never compare by it.
 */
export function displayNumber(key: DocumentKey): string {
  const columns = decodeKey(key.key);
  // An invoice's key is customer | invoice | document type; the others lead with their own number.
  const number = (key.type === 'invoice' ? columns[1] : columns[0]) ?? '';
  return shortNumber(number);
}

/** A SYSPRO code or number without its padding: blanks trimmed, leading zeros of it dropped. */
export function shortNumber(raw: string): string {
  return raw.trim().replace(/^0+(?=.)/, '');
}

/** The workflow ID of a document: `document/<company>/<type>/<key>`. */
export function documentWorkflowId(key: DocumentKey): string {
  return `document/${key.company}/${key.type}/${key.key}`;
}
