const statuses: Readonly<Record<string, string>> = {
  '0': 'In process',
  '1': 'Ready to print',
  '4': 'Printed',
  '9': 'Complete',
  '*': 'Cancelled',
};

/** OrderStatusDescription. Only `Cancelled` is recorded; the others are inferred. */
export function orderStatusText(status: string | undefined): string {
  return statuses[status ?? ''] ?? '';
}

/** A flag as PORQRY spells it. */
export function yes(flag: string | undefined): 'Yes' | 'No' {
  return flag === 'Y' ? 'Yes' : 'No';
}
