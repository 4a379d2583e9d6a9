import { compact } from '../../documents/compact.ts';
import type { Invoice } from '../../documents/invoice.ts';
import type { Party } from '../../documents/party.ts';
import type { SourceTable } from '../document-source.ts';
import { textIn } from '../row-reader.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader } from '../table-reader.ts';
import { addressColumns, addressOf, addressSelect, type AddressLines } from './address-lines.ts';

/** What ArCustomer says of a customer. */
export interface CustomerMaster {
  readonly soldTo: NonNullable<Invoice['masters']['soldTo']>;
  /** The usual ship-to, under the customer's own code and store number. */
  readonly shipTo: Party;
  /** The account invoices of a branch are collected under. */
  readonly masterAccount?: string;
}

/** Where a customer is billed. */
export const soldToAddress = addressColumns('SoldToAddr', 'SoldPostalCode');
const shipToAddress = addressColumns('ShipToAddr', 'ShipPostalCode');

/** ArCustomer: one row per customer. */
export function customerTable(lines: AddressLines): SourceTable {
  return {
    name: 'ArCustomer',
    key: ['Customer'],
    columns: (has) => [
      'Customer',
      'Name',
      'MasterAccount',
      'StoreNumber',
      'Contact',
      'Telephone',
      'Email',
      ...addressSelect(soldToAddress, lines, has),
      ...addressSelect(shipToAddress, lines, has),
    ],
  };
}

/**
 * ArMultAddress: further ship-to addresses of customers. Its key, name and ship-to lines are published; the postal code and store
 * number are by analogy with ArCustomer, so each is read only where the table has it.
 */
export function shipToTable(lines: AddressLines): SourceTable {
  return {
    name: 'ArMultAddress',
    key: ['Customer', 'AddrCode'],
    columns: (has) => [
      'Customer',
      'AddrCode',
      'ShipToName',
      ...addressSelect(shipToAddress, lines, has).filter(
        (column) => column !== shipToAddress.postalCode || has?.(column) !== false,
      ),
      ...(has?.('StoreNumber') === false ? [] : ['StoreNumber']),
    ],
  };
}

/** ArCustStkXref: customers' own numbers of our items. */
export const crossReferenceTable: SourceTable = {
  name: 'ArCustStkXref',
  key: ['Customer', 'CustStockCode'],
  columns: () => ['Customer', 'CustStockCode', 'StockCode'],
};

/** The customers of the codes (raw), by code. A code that ArCustomer does not have is not in the map. */
export async function loadCustomers(
  tables: TableReader,
  lines: AddressLines,
  codes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, CustomerMaster>> {
  const rows = await readSourceByKeys(tables, customerTable(lines), { column: 'Customer', values: codes, signal });
  return new Map(
    rows.map((row) => {
      const text = (column: string): string | undefined => textIn(row, column);
      const code = row['Customer'] ?? '';
      const named = { code, name: text('Name'), store: text('StoreNumber') };
      const customer = compact<CustomerMaster>({
        soldTo: compact({
          ...named,
          ...addressOf(row, soldToAddress, lines),
          contact: text('Contact'),
          telephone: text('Telephone'),
          email: text('Email'),
        }),
        shipTo: compact({ ...named, ...addressOf(row, shipToAddress, lines) }),
        masterAccount: text('MasterAccount'),
      });
      return [code, customer];
    }),
  );
}

/** A further ship-to address of a customer, by the customer's code and the address code (both raw). */
export type ShipToAddresses = (customer: string, addressCode: string) => Party | undefined;

/** The further ship-to addresses of the customers (raw codes). */
export async function loadShipToAddresses(
  tables: TableReader,
  lines: AddressLines,
  customers: readonly string[],
  signal?: AbortSignal,
): Promise<ShipToAddresses> {
  const query = { column: 'Customer', values: customers, signal };
  const rows = await readSourceByKeys(tables, shipToTable(lines), query);
  const byCustomer = Map.groupBy(rows, (row) => row['Customer'] ?? '');
  return (customer, addressCode) => {
    const row = byCustomer.get(customer)?.find((candidate) => candidate['AddrCode'] === addressCode);
    if (!row) return undefined;
    const text = (column: string): string | undefined => textIn(row, column);
    return compact({
      code: addressCode,
      name: text('ShipToName'),
      store: text('StoreNumber'),
      ...addressOf(row, shipToAddress, lines),
    });
  };
}

/** The customer's own number of an item, by the customer's code and our stock code (both raw). */
export type CustomerItems = (customer: string, stockCode: string) => string | undefined;

/**
 * The customers' own numbers of the items (raw stock codes). A customer may have several numbers of one item; which of them a
 * document means nobody can say then, so it has none.
 */
export async function loadCustomerItems(
  tables: TableReader,
  stockCodes: readonly string[],
  signal?: AbortSignal,
): Promise<CustomerItems> {
  const query = { column: 'StockCode', values: stockCodes, signal };
  const rows = await readSourceByKeys(tables, crossReferenceTable, query);
  const byItem = Map.groupBy(rows, (row) => row['StockCode'] ?? '');
  return (customer, stockCode) => {
    const own = (byItem.get(stockCode) ?? []).filter((row) => row['Customer'] === customer);
    return own.length === 1 ? own[0]?.['CustStockCode']?.trim() : undefined;
  };
}
