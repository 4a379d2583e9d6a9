/**
 * The number columns of the tables that are read, without regard to the table: a name means one thing throughout SYSPRO.
 * COMFND does not tell types, and a right-justified number looks like a key with leading blanks.
 */
const numberColumns: ReadonlySet<string> = new Set(
  `CartonNo ConfirmationLine ConvFactAltUom ConvFactOthUom ConvRate CostValue CurrencyValue DetailLine DiscPct1 DiscPct2 DiscPct3
  DiscValue DispatchNoteLine ExchangeRate ExemptValue ForeignFreightVal ForeignMerchVal ForeignOtherVal ForeignTaxVal FreightValue
  InvoiceBal1 InvoiceBal2 InvoiceBal3 InvoiceMonth InvoiceYear JnlYear Line LineInvoiceDisc MBackOrderQty MConvFactAlloc
  MConvFactOrdUm MConvFactPrcUm MCreditOrderLine MDecimalsToPrt MDiscPct1 MDiscPct2 MDiscPct3 MDiscValue MForeignPrice
  MNonsUnitMass MNonsUnitVol MOrderQty MOriginalLine MPrice MQtyDispatched MQtyToDispatch MReceivedQty MRequisitionLine
  MSalesOrderLine MShipQty MStockQtyToShp MStockUnitMass MStockUnitVol MUnitCost Mass MerchandiseCost MerchandiseValue
  NCommentFromLin NMscChargeCost NMscChargeFor NMscChargeQty NMscChargeValue NetSalesValue NextDetailLine OrderDiscount
  OrigDiscValue OrigTaxableAmt OtherValue PostConvRate PostValue QtyInvoiced Register SalesOrderInitLine SalesOrderLine
  SettlementDisc StockQtyToShip SummaryLine TaxPortion TaxValue TaxValueFst TaxableValue TrnMonth TrnYear Volume`.split(
    /\s+/,
  ),
);

/**
 * A value of an e.net reply in the form of a table row, as OData gives it: undefined where it is blank or an absent date (empty, or
 * `0000-00-00`, recorded), numbers without padding and thousands separators, texts without trailing blanks only.
 */
export function cellText(column: string, raw: string): string | undefined {
  const text = raw.trimEnd();
  if (text === '' || text.trimStart() === '0000-00-00') return undefined;
  // A column of the site's own is a number where it is written as none but a number is.
  return numberColumns.has(column) || /^\s+-?[\d,]*\d\.\d+$/.test(text) ? numberText(text) : text;
}

/**
 * A number as e.net shows it (`        38400.000000`, `38,400.000`, `0001`) with all its digits and nothing else. A text that is no
 * number is left as it is, for whoever reads it to say so.
 */
export function numberText(raw: string): string {
  const match = /^([-+]?)(\d[\d,]*|)(\.\d+)?(-?)$/.exec(raw.trim());
  if (!match || (match[2] === '' && match[3] === undefined)) return raw.trim();
  const [, before = '', whole = '', fraction = '', after = ''] = match;
  const digits = whole.replaceAll(',', '').replace(/^0+(?=\d)/, '');
  return `${before === '-' || after === '-' ? '-' : ''}${digits === '' ? '0' : digits}${fraction}`;
}
