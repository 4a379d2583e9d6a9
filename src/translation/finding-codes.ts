/** The finding codes every translation has. */
export interface TranslationCodes {
  readonly fieldMissing: string;
  readonly itemIdMissing: string;
  readonly unitUnmapped: string;
  readonly quantityDecimals: string;
  readonly unitFactor: string;
  readonly gtin: string;
  readonly lineNumber: string;
  readonly stateUnmapped: string;
  readonly countryUnmapped: string;
  readonly postalCode: string;
  readonly period: string;
  readonly codeUnmapped: string;
  readonly poBox: string;
  readonly addressLines: string;
  readonly noteRefused: string;
  readonly noteLines: string;
  readonly purpose: string;
  readonly textCut: string;
  readonly textReplaced: string;
}

/** Those of documents with prices. */
export interface PriceCodes extends TranslationCodes {
  readonly price: string;
  readonly priceDecimals: string;
  readonly priceBasis: string;
  readonly termsUnmapped: string;
  readonly termsPercent: string;
  readonly chargeRefused: string;
  readonly chargeDecimals: string;
  readonly chargeInexact: string;
  readonly numberDecimals: string;
}

/** What a purchase order's findings are called. The catalogue is docs/reference/x12-findings.md. */
export const purchaseOrderCodes: PriceCodes = {
  fieldMissing: 'PO-FIELD-MISSING',
  itemIdMissing: 'PO-ITEM-ID-MISSING',
  unitUnmapped: 'PO-UNIT-UNMAPPED',
  quantityDecimals: 'PO-QUANTITY-DECIMALS',
  unitFactor: 'PO-UNIT-FACTOR',
  gtin: 'PO-GTIN',
  lineNumber: 'PO-LINE-NUMBER',
  stateUnmapped: 'PO-STATE-UNMAPPED',
  countryUnmapped: 'PO-COUNTRY-UNMAPPED',
  postalCode: 'PO-POSTAL-CODE',
  period: 'PO-PERIOD',
  codeUnmapped: 'PO-CODE-UNMAPPED',
  poBox: 'PO-PO-BOX',
  addressLines: 'PO-ADDRESS-LINES',
  noteRefused: 'PO-NOTE-REFUSED',
  noteLines: 'PO-NOTE-LINES',
  purpose: 'PO-PURPOSE',
  textCut: 'PO-TEXT-CUT',
  textReplaced: 'PO-TEXT-REPLACED',
  price: 'PO-PRICE',
  priceDecimals: 'PO-PRICE-DECIMALS',
  priceBasis: 'PO-PRICE-BASIS',
  termsUnmapped: 'PO-TERMS-UNMAPPED',
  termsPercent: 'PO-TERMS-PERCENT',
  chargeRefused: 'PO-CHARGE-REFUSED',
  chargeDecimals: 'PO-CHARGE-DECIMALS',
  chargeInexact: 'PO-CHARGE-INEXACT',
  numberDecimals: 'PO-DECIMALS',
};

/** What an invoice's findings are called. */
export const invoiceCodes: PriceCodes = {
  fieldMissing: 'INV-FIELD-MISSING',
  itemIdMissing: 'INV-ITEM-ID-MISSING',
  unitUnmapped: 'INV-UNIT-UNMAPPED',
  quantityDecimals: 'INV-QUANTITY-DECIMALS',
  unitFactor: 'INV-UNIT-FACTOR',
  gtin: 'INV-GTIN',
  lineNumber: 'INV-LINE-NUMBER',
  stateUnmapped: 'INV-STATE-UNMAPPED',
  countryUnmapped: 'INV-COUNTRY-UNMAPPED',
  postalCode: 'INV-POSTAL-CODE',
  period: 'INV-PERIOD',
  codeUnmapped: 'INV-CODE-UNMAPPED',
  poBox: 'INV-PO-BOX',
  addressLines: 'INV-ADDRESS-LINES',
  noteRefused: 'INV-NOTE-REFUSED',
  noteLines: 'INV-NOTE-LINES',
  purpose: 'INV-PURPOSE',
  textCut: 'INV-TEXT-CUT',
  textReplaced: 'INV-TEXT-REPLACED',
  price: 'INV-PRICE',
  priceDecimals: 'INV-PRICE-DECIMALS',
  priceBasis: 'INV-PRICE-BASIS',
  termsUnmapped: 'INV-TERMS-UNMAPPED',
  termsPercent: 'INV-TERMS-PERCENT',
  chargeRefused: 'INV-CHARGE-REFUSED',
  chargeDecimals: 'INV-CHARGE-DECIMALS',
  chargeInexact: 'INV-CHARGE-INEXACT',
  numberDecimals: 'INV-DECIMALS',
};

/** What a ship notice's findings are called. */
export const shipNoticeCodes: TranslationCodes = {
  fieldMissing: 'ASN-FIELD-MISSING',
  itemIdMissing: 'ASN-ITEM-ID-MISSING',
  unitUnmapped: 'ASN-UNIT-UNMAPPED',
  quantityDecimals: 'ASN-QUANTITY-DECIMALS',
  unitFactor: 'ASN-UNIT-FACTOR',
  gtin: 'ASN-GTIN',
  lineNumber: 'ASN-LINE-NUMBER',
  stateUnmapped: 'ASN-STATE-UNMAPPED',
  countryUnmapped: 'ASN-COUNTRY-UNMAPPED',
  postalCode: 'ASN-POSTAL-CODE',
  period: 'ASN-PERIOD',
  codeUnmapped: 'ASN-CODE-UNMAPPED',
  poBox: 'ASN-PO-BOX',
  addressLines: 'ASN-ADDRESS-LINES',
  noteRefused: 'ASN-NOTE-REFUSED',
  noteLines: 'ASN-NOTE-LINES',
  purpose: 'ASN-PURPOSE',
  textCut: 'ASN-TEXT-CUT',
  textReplaced: 'ASN-TEXT-REPLACED',
};
