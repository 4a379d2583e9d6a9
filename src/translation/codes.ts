/** The finding codes every translation has. */
export interface TranslationCodes {
  readonly fieldMissing: string;
  readonly itemIdMissing: string;
  readonly unitUnmapped: string;
  readonly quantityDecimals: string;
  readonly stateUnmapped: string;
  readonly countryUnmapped: string;
  readonly noteRefused: string;
  readonly textCut: string;
  readonly textReplaced: string;
}

/** Those of documents with prices. */
export interface PriceCodes extends TranslationCodes {
  readonly price: string;
  readonly priceDecimals: string;
  readonly priceBasis: string;
  readonly termsUnmapped: string;
  readonly chargeRefused: string;
  readonly chargeDecimals: string;
}

/** What a purchase order's findings are called. The catalogue is docs/reference/x12-findings.md. */
export const purchaseOrderCodes: PriceCodes = {
  fieldMissing: 'PO-FIELD-MISSING',
  itemIdMissing: 'PO-ITEM-ID-MISSING',
  unitUnmapped: 'PO-UNIT-UNMAPPED',
  quantityDecimals: 'PO-QUANTITY-DECIMALS',
  stateUnmapped: 'PO-STATE-UNMAPPED',
  countryUnmapped: 'PO-COUNTRY-UNMAPPED',
  noteRefused: 'PO-NOTE-REFUSED',
  textCut: 'PO-TEXT-CUT',
  textReplaced: 'PO-TEXT-REPLACED',
  price: 'PO-PRICE',
  priceDecimals: 'PO-PRICE-DECIMALS',
  priceBasis: 'PO-PRICE-BASIS',
  termsUnmapped: 'PO-TERMS-UNMAPPED',
  chargeRefused: 'PO-CHARGE-REFUSED',
  chargeDecimals: 'PO-CHARGE-DECIMALS',
};

/** What an invoice's findings are called. */
export const invoiceCodes: PriceCodes = {
  fieldMissing: 'INV-FIELD-MISSING',
  itemIdMissing: 'INV-ITEM-ID-MISSING',
  unitUnmapped: 'INV-UNIT-UNMAPPED',
  quantityDecimals: 'INV-QUANTITY-DECIMALS',
  stateUnmapped: 'INV-STATE-UNMAPPED',
  countryUnmapped: 'INV-COUNTRY-UNMAPPED',
  noteRefused: 'INV-NOTE-REFUSED',
  textCut: 'INV-TEXT-CUT',
  textReplaced: 'INV-TEXT-REPLACED',
  price: 'INV-PRICE',
  priceDecimals: 'INV-PRICE-DECIMALS',
  priceBasis: 'INV-PRICE-BASIS',
  termsUnmapped: 'INV-TERMS-UNMAPPED',
  chargeRefused: 'INV-CHARGE-REFUSED',
  chargeDecimals: 'INV-CHARGE-DECIMALS',
};

/** What a ship notice's findings are called. */
export const shipNoticeCodes: TranslationCodes = {
  fieldMissing: 'ASN-FIELD-MISSING',
  itemIdMissing: 'ASN-ITEM-ID-MISSING',
  unitUnmapped: 'ASN-UNIT-UNMAPPED',
  quantityDecimals: 'ASN-QUANTITY-DECIMALS',
  stateUnmapped: 'ASN-STATE-UNMAPPED',
  countryUnmapped: 'ASN-COUNTRY-UNMAPPED',
  noteRefused: 'ASN-NOTE-REFUSED',
  textCut: 'ASN-TEXT-CUT',
  textReplaced: 'ASN-TEXT-REPLACED',
};
