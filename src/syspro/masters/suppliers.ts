import type { PurchaseOrder } from '../../documents/purchase-order.ts';
import { compact } from '../../documents/compact.ts';
import type { SourceTable } from '../document-source.ts';
import { textIn } from '../row-reader.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader } from '../table-reader.ts';
import { addressColumns, addressOf, addressSelect, type AddressLines } from './address-lines.ts';

export type SupplierMaster = NonNullable<PurchaseOrder['masters']['supplier']>;

/** The address of ApSupplierAddr that a supplier is written to, not the one it is paid at. */
export const supplierAddress = addressColumns('SupAddr', 'SupPostalCode');

/** ApSupplier: one row per supplier. */
export const supplierTable: SourceTable = {
  name: 'ApSupplier',
  key: ['Supplier'],
  columns: () => ['Supplier', 'SupplierName', 'Contact', 'Telephone', 'Email'],
};

/** ApSupplierAddr: its address, in a table of its own. */
export function supplierAddressTable(lines: AddressLines): SourceTable {
  return {
    name: 'ApSupplierAddr',
    key: ['Supplier'],
    columns: (has) => ['Supplier', ...addressSelect(supplierAddress, lines, has)],
  };
}

/** The suppliers of the codes (raw), by code. A code that ApSupplier does not have is not in the map. */
export async function loadSuppliers(
  tables: TableReader,
  lines: AddressLines,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, SupplierMaster>> {
  const query = { column: 'Supplier', values: codes, signal };
  const suppliers = await readSourceByKeys(tables, supplierTable, query);
  const addresses = await readSourceByKeys(tables, supplierAddressTable(lines), query);
  const addressBySupplier = new Map(addresses.map((row) => [row['Supplier'] ?? '', row]));
  return new Map(
    suppliers.map((row) => {
      const code = row['Supplier'] ?? '';
      const text = (column: string): string | undefined => textIn(row, column);
      const supplier = compact<SupplierMaster>({
        code,
        name: text('SupplierName'),
        ...addressOf(addressBySupplier.get(code) ?? {}, supplierAddress, lines),
        contact: text('Contact'),
        telephone: text('Telephone'),
        email: text('Email'),
      });
      return [code, supplier];
    }),
  );
}
