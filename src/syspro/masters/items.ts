import type { CompanyConfig } from '../../config.ts';
import type { ItemMaster } from '../../documents/commerce.ts';
import { compact } from '../../documents/compact.ts';
import { decimalText, type DecimalText } from '../../documents/decimal.ts';
import type { SourceTable } from '../document-source.ts';
import { textIn } from '../row-reader.ts';
import { readSourceByKeys } from '../source-rows.ts';
import type { TableReader } from '../table-reader.ts';

export type ItemSettings = CompanyConfig['syspro']['items'];

/** InvMaster: one row per stock code. It has no column of its own for a GTIN: the settings say which one the site uses. */
export function itemTable({ gtin }: ItemSettings): SourceTable {
  const columns = [
    'StockCode',
    'Description',
    'LongDesc',
    'AlternateKey1',
    'AlternateKey2',
    'CountryOfOrigin',
    'Mass',
    'Volume',
    'StockUom',
  ];
  return {
    name: 'InvMaster',
    key: ['StockCode'],
    columns: () => (gtin === 'none' ? columns : [...new Set([...columns, gtin])]),
  };
}

/** The items of the stock codes (raw), by stock code. One that is not in InvMaster, as a non-stocked one, is not in the map. */
export async function loadItems(
  tables: TableReader,
  settings: ItemSettings,
  stockCodes: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, ItemMaster>> {
  const rows = await readSourceByKeys(tables, itemTable(settings), { column: 'StockCode', values: stockCodes, signal });
  return new Map(
    rows.map((row) => {
      const text = (column: string): string | undefined => textIn(row, column);
      const item = compact<ItemMaster>({
        stockCode: row['StockCode'] ?? '',
        description: text('Description'),
        longDescription: text('LongDesc'),
        gtin: settings.gtin === 'none' ? undefined : text(settings.gtin),
        alternateKey1: text('AlternateKey1'),
        alternateKey2: text('AlternateKey2'),
        countryOfOrigin: text('CountryOfOrigin'),
        mass: measure(row['Mass']),
        volume: measure(row['Volume']),
        stockingUom: text('StockUom'),
      });
      return [item.stockCode, item];
    }),
  );
}

/** The items of some stock codes in their order, each once, without those that InvMaster does not have. */
export function itemsOf(items: ReadonlyMap<string, ItemMaster>, stockCodes: readonly string[]): readonly ItemMaster[] {
  return [...new Set(stockCodes)].map((code) => items.get(code)).filter((item) => item !== undefined);
}

/**
 * A mass or volume; 0 was never entered. One that is no number is absent, too: an item of one document must not keep a whole page of
 * others from being read.
 */
function measure(raw: string | undefined): DecimalText | undefined {
  if (raw === undefined) return undefined;
  try {
    const value = decimalText(raw);
    return value === '0' ? undefined : value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return undefined;
  }
}
