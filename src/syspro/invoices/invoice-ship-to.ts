import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import { addressOf, type AddressLines } from '../masters/address-lines.ts';
import type { TableRow } from '../table-reader.ts';
import type { InvoiceMasters } from './invoice-masters.ts';
import { orderAddress } from './invoice-tables.ts';

/**
 * Where the goods went: the sales order's own address, else the further ship-to address it names (MultiShipCode, ArMultAddress),
 * else the customer's usual one. The invoice's store number counts before that of the address.
 */
export function shipToOf(
  header: TableRow,
  order: TableRow | undefined,
  masters: Pick<InvoiceMasters, 'customers' | 'shipTo'>,
  lines: AddressLines,
): Party {
  const customer = header['Customer'] ?? '';
  const code = order?.['MultiShipCode'];
  const further = code === undefined ? undefined : masters.shipTo(customer, code);
  const usual = masters.customers.get(customer)?.shipTo;
  const own = compact(addressOf(order ?? {}, orderAddress, lines));
  const stated = own.street.length > 0 || Object.keys(own).length > 1;
  const base: Party = (stated ? own : (further ?? usual)) ?? { street: [] };
  return compact<Party>({
    ...base,
    code: code ?? base.code ?? usual?.code,
    name: (stated ? order?.['CustomerName']?.trim() : undefined) ?? base.name ?? further?.name ?? usual?.name,
    store: header['StoreNumber']?.trim() || further?.store || usual?.store,
  });
}
