import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import { addressOf } from '../masters/address-lines.ts';
import { chooseShipTo } from '../masters/ship-to.ts';
import type { RowReader } from '../row-reader.ts';
import type { TableRow } from '../table-reader.ts';
import type { NoteContext } from './note-context.ts';
import type { ShipmentSettings } from './shipment-settings.ts';
import { noteAddress } from './shipment-tables.ts';

/** Where a dispatch note goes. The code is the ship-to code, else the customer's. */
export function shipToOf(header: TableRow, note: RowReader, context: NoteContext, settings: ShipmentSettings): Party {
  const customer = note.code('Customer');
  const addressCode = note.code('MultiShipCode');
  return chooseShipTo({
    own: addressOf(header, noteAddress, settings.address),
    said: compact<Pick<Party, 'code' | 'name'>>({
      code: addressCode ?? customer,
      name: note.text('DispatchName') ?? note.text('DispatchCustName'),
    }),
    further: addressCode === undefined ? undefined : context.shipToAddresses(customer ?? '', addressCode),
    usual: context.customers.get(customer ?? '')?.shipTo,
  });
}
