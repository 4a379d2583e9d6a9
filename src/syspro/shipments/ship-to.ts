import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import { addressOf } from '../masters/address-lines.ts';
import type { RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { NoteContext } from './note-context.ts';
import { noteAddress } from './shipment-tables.ts';
import type { ShipmentSettings } from './shipment-settings.ts';

/**
 * Where a dispatch note goes. Its own delivery address counts; where it has none, that of its ship-to code in ArMultAddress, and
 * else the customer's usual one. The code is the ship-to code, else the customer's.
 */
export function shipToOf(header: TableRow, note: RowReader, context: NoteContext, settings: ShipmentSettings): Party {
  const customer = note.code('Customer') ?? '';
  const usual = context.customers.get(customer)?.shipTo;
  const addressCode = note.code('MultiShipCode');
  const coded = addressCode === undefined ? undefined : context.shipToAddresses(customer, addressCode);
  const own = addressOf(header, noteAddress, settings.address);
  const named = {
    code: addressCode ?? note.code('Customer'),
    name: note.text('DispatchName') ?? note.text('DispatchCustName') ?? coded?.name ?? usual?.name,
    store: coded?.store ?? usual?.store,
  };
  const isBlank = own.street.length === 0 && Object.values(compact(own)).length === 1;
  return compact<Party>({ ...(isBlank ? (coded ?? usual ?? own) : own), ...named });
}
