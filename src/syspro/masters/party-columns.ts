import type { MasterField } from '../../documents/party-record.ts';
import type { SourceTable } from '../document-source.ts';
import type { AddressColumns, AddressLines } from './address-lines.ts';
import { customerTable, soldToAddress } from './customers.ts';
import { supplierAddress, supplierAddressTable, supplierTable } from './suppliers.ts';

/** What a party is to the company: whom it buys from (ApSupplier), or sells to (ArCustomer). */
export type PartyRole = 'supplier' | 'customer';

/** The fields that each have a column of their own; the others are in the address lines, or nowhere. */
type ColumnField = 'name' | 'contact' | 'phone' | 'emailAddress' | 'postalCode';

/** Where SYSPRO keeps a party of a role, and how e.net sets it. */
export interface PartyColumns {
  /** The key of each of the tables, and of the business object's item. */
  readonly key: 'Supplier' | 'Customer';
  /** The first has a row for every party; where another has none, its columns are blank. */
  tables(lines: AddressLines): readonly SourceTable[];
  readonly fields: Readonly<Record<ColumnField, string>>;
  /** A customer's is where it is billed (sold-to), not where goods are sent. */
  readonly address: AddressColumns;
  /** The Setup business object that maintains it, and the root of its documents. */
  readonly businessObject: 'APSSSP' | 'ARSSCS';
  readonly document: 'SetupApSupplier' | 'SetupArCustomer';
}

/** Columns, business objects and documents of the two masters. */
export const partyColumns: Readonly<Record<PartyRole, PartyColumns>> = {
  supplier: {
    key: 'Supplier',
    tables: (lines) => [supplierTable, supplierAddressTable(lines)],
    fields: {
      name: 'SupplierName',
      contact: 'Contact',
      phone: 'Telephone',
      emailAddress: 'Email',
      postalCode: supplierAddress.postalCode,
    },
    address: supplierAddress,
    businessObject: 'APSSSP',
    document: 'SetupApSupplier',
  },
  customer: {
    key: 'Customer',
    tables: (lines) => [customerTable(lines)],
    fields: {
      name: 'Name',
      contact: 'Contact',
      phone: 'Telephone',
      emailAddress: 'Email',
      postalCode: soldToAddress.postalCode,
    },
    address: soldToAddress,
    businessObject: 'ARSSCS',
    document: 'SetupArCustomer',
  },
};

/** The field's own column, where it has one. */
export function ownColumn({ fields }: PartyColumns, field: MasterField): string | undefined {
  const columns: Readonly<Partial<Record<MasterField, string>>> = fields;
  return columns[field];
}

/** How many characters a column takes, the same in both masters (introspected databases). */
export function columnWidth({ fields, address }: PartyColumns, column: string): number {
  if (column === fields.emailAddress) return 255;
  if (column === fields.name || column === fields.contact) return 50;
  if (column === fields.phone) return 20;
  return column === address.postalCode ? 10 : 40;
}
