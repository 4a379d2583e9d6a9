import type { Party } from '../../documents/purchase-order.ts';
import type { RowReader } from '../row-reader.ts';
import { addressColumns, addressLines, type AddressLine, type AddressLines } from './purchase-order-tables.ts';

/**
 * The ship-to of a PorMasterHdr row. SYSPRO's address lines are free text; the site's settings say which of them hold city,
 * state and country, and the others are street lines in their order.
 */
export function deliveryAddress(header: RowReader, address: AddressLines): Party {
  const named: readonly AddressLine[] = [address.city, address.state, address.country];
  const lines = addressLines.filter((line) => !named.includes(line));
  const textOf = (line: AddressLine): string | undefined => header.text(addressColumns[line]);
  return {
    code: header.code('Warehouse'),
    name: header.text('DeliveryName'),
    street: lines.map(textOf).filter((text) => text !== undefined),
    city: textOf(address.city),
    state: textOf(address.state),
    postalCode: header.text('PostalCode'),
    country: textOf(address.country),
  };
}
