import type { CompanyConfig } from '../../config.ts';
import { compact } from '../../documents/compact.ts';
import type { Party } from '../../documents/party.ts';
import type { SourceTable } from '../document-source.ts';
import { textIn } from '../row-reader.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader } from '../table-reader.ts';
import { addressColumns, addressOf, type AddressLines } from './address-lines.ts';

export interface WarehouseSettings {
  readonly address: AddressLines;
  /** Warehouse → its address, where InvWhControl does not hold it. */
  readonly warehouses: CompanyConfig['syspro']['warehouses'];
}

const address = addressColumns('DeliveryAddr', 'PostalCode');

/** InvWhControl: one row per warehouse. Its address columns are inferred, so each is read only where the table has it. */
export const warehouseTable: SourceTable = {
  name: 'InvWhControl',
  key: ['Warehouse'],
  columns: (has) => [
    'Warehouse',
    'Description',
    ...Object.values(address).filter((column) => has === undefined || has(column)),
  ],
};

/**
 * The warehouses of the codes (raw), by code: as the settings have them, else from InvWhControl. One that is in neither is
 * named by its code alone, for a line does say it.
 */
export async function loadWarehouses(
  tables: TableReader,
  { address: lines, warehouses }: WarehouseSettings,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Party>> {
  const unsettled = codes.filter((code) => warehouses[code.trim()] === undefined);
  const rows = await readSourceByKeys(tables, warehouseTable, { column: 'Warehouse', values: unsettled, signal });
  const byCode = new Map(rows.map((row) => [row['Warehouse'] ?? '', row]));
  return new Map(
    codes.map((code) => {
      const configured = warehouses[code.trim()];
      if (configured) return [code, compact<Party>({ code, ...configured })];
      const row = byCode.get(code) ?? {};
      const name = textIn(row, 'Description');
      return [code, compact<Party>({ code, name, ...addressOf(row, address, lines) })];
    }),
  );
}
