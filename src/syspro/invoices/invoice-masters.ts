import type { ItemMaster } from '../../documents/commerce.ts';
import type { CustomerItems, CustomerMaster, ShipToAddresses } from '../masters/customers.ts';
import type { TableRow } from '../table-reader.ts';

/** What other records than the invoices' own say: of many invoices at once, each taking what it needs. */
export interface InvoiceMasters {
  /** By customer code, raw. */
  readonly customers: ReadonlyMap<string, CustomerMaster>;
  readonly shipTo: ShipToAddresses;
  /** By stock code, raw. */
  readonly items: ReadonlyMap<string, ItemMaster>;
  readonly customerItems: CustomerItems;
  /** Custom forms of sales order lines, by `orderLineKey`; empty where no setting names a field of theirs. */
  readonly orderLineForms: ReadonlyMap<string, TableRow>;
}
