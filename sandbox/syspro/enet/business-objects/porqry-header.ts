import { padded } from '../numbers.ts';
import { element } from '../xml.ts';
import { orderStatusText, yes } from './purchase-order-texts.ts';
import { termsText } from './terms-text.ts';
import type { TextRow } from './text-rows.ts';

/** The rows a PorDetail header is made of. */
export interface HeaderRows {
  readonly header: TextRow;
  readonly supplier: TextRow;
  readonly address: TextRow;
  /** Of a direct or drop-ship order; empty for others. */
  readonly customer: TextRow;
  /** Warehouse → description. */
  readonly warehouses: ReadonlyMap<string, string>;
  readonly local: boolean;
}

/** The header elements of PorDetail, in the recorded order. */
export function headerElements({ header, supplier, address, customer, warehouses, local }: HeaderRows): string {
  const from = (row: TextRow, ...names: readonly string[]): string =>
    names.map((name) => element(name, row[name] ?? '')).join('');
  return (
    from(header, 'PurchaseOrder', 'Supplier') +
    from(supplier, 'SupplierName') +
    from(header, 'SupplierClass', 'Customer') +
    element('CustomerName', customer.Name ?? '') +
    from(header, 'CustomerPoNumber') +
    ['1', '2', '3'].map((n) => element(`SupplierAddr${n}`, address[`SupAddr${n}`] ?? '')).join('') +
    element('SupplierAddr3Locality', address.SupAddr3Loc ?? '') +
    element('SupplierAddr4', address.SupAddr4 ?? '') +
    element('SupplierAddr5', address.SupAddr5 ?? '') +
    from(address, 'SupPostalCode') +
    from(header, 'Currency') +
    element('LocalSupplier', local ? 'Y' : 'N') +
    element('Description', local ? 'US DOLLAR' : 'CANADIAN DOLLAR') +
    from(header, 'DeliveryName', 'DeliveryAddr1', 'DeliveryAddr2', 'DeliveryAddr3') +
    element('DeliveryAddr3Locality', header.DeliveryAddr3Loc ?? '') +
    from(header, 'DeliveryAddr4', 'DeliveryAddr5', 'PostalCode') +
    element('DeliveryGpsLat', padded(0, 6, 11)) +
    element('DeliveryGpsLong', padded(0, 6, 11)) +
    from(header, 'OrderStatus') +
    element('OrderStatusDescription', orderStatusText(header.OrderStatus)) +
    element('ExchangeRateFixedFlag', yes(header.ExchRateFixed)) +
    element('PoExchangeRate', padded(header.ExchangeRate ?? 0, 6, 12)) +
    element('BlanketPoContract', 'No') +
    element('ApInvoiceTerms', supplier.TermsCode ?? '') +
    element('ApInvoiceTermsDescription', termsText(supplier.TermsCode)) +
    element('CompletedDate', header.DatePoCompleted ?? '') +
    from(header, 'Warehouse') +
    element('WarehouseDesc', warehouses.get(header.Warehouse ?? '') ?? '') +
    from(header, 'OrderEntryDate', 'OrderDueDate', 'MemoDate', 'MemoCode') +
    element('OrderType', local ? 'Local' : 'Import') +
    from(header, 'PaymentTerms') +
    element('TaxStatus', header.TaxStatus === 'E' ? 'Exempt from tax' : 'Taxable') +
    from(header, 'ShippingInstrs') +
    element('OrderDiscount', Number(header.OrderDiscount ?? 0) === 0 ? '' : (header.OrderDiscount ?? '').padStart(16)) +
    from(header, 'AmendedCount', 'Buyer') +
    element('Name', header.Buyer === '' ? '' : `Buying desk ${header.Buyer ?? ''}`) +
    element('DocumentFormat', '0') +
    element('IncludeInMrp', 'Y')
  );
}
