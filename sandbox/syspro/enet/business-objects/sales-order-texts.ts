const statuses: Readonly<Record<string, string>> = {
  '0': 'In process',
  '1': 'Open order',
  '2': 'Open back order',
  '3': 'Released back order',
  '4': 'In warehouse',
  '8': 'Ready to invoice',
  '9': 'Complete',
  F: 'Forward order',
  S: 'In suspense',
  '*': 'Cancelled during entry',
  '\\': 'Cancelled',
};

/** OrderStatusDesc of a sales order; the wording is inferred. */
export function salesOrderStatusText(status: string | undefined): string {
  return statuses[status ?? ''] ?? '';
}

/** DocumentTypeDesc of a sales order; the wording is inferred. */
export function sorDocumentTypeText(type: string | undefined): string {
  if (type === 'B') return 'Billing';
  if (type === 'C') return 'Credit note';
  return type === 'O' ? 'Order' : '';
}
