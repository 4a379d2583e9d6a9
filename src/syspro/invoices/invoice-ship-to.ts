import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import { addressOf, type AddressLines } from '../masters/address-lines.ts';
import { chooseShipTo, isStated } from '../masters/ship-to.ts';
import { textIn } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { InvoiceMasters } from './invoice-masters.ts';
import { orderAddress } from './invoice-tables.ts';

/** Where the goods of an invoice went, by its sales order, whose name of the customer is that of the order's own address only. */
export function shipToOf(
  header: TableRow,
  order: TableRow | undefined,
  masters: Pick<InvoiceMasters, 'customers' | 'shipTo'>,
  lines: AddressLines,
): Party {
  const customer = header['Customer'] ?? '';
  const code = order?.['MultiShipCode'];
  const own = addressOf(order ?? {}, orderAddress, lines);
  return chooseShipTo({
    own,
    said: compact<Pick<Party, 'code' | 'name' | 'store'>>({
      code,
      name: order && isStated(own) ? textIn(order, 'CustomerName') : undefined,
      store: textIn(header, 'StoreNumber'),
    }),
    further: code === undefined ? undefined : masters.shipTo(customer, code),
    usual: masters.customers.get(customer)?.shipTo,
  });
}
