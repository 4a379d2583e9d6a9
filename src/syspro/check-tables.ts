import { isSysproError } from './syspro-error.ts';
import type { ODataClient } from './odata/odata-client.ts';
import { purchaseOrderDateColumn, type PurchaseOrderSettings } from './purchase-orders/purchase-order-source.ts';
import {
  detailColumns,
  detailKey,
  detailTable,
  headerColumnsFor,
  headerKey,
  headerTable,
} from './purchase-orders/purchase-order-tables.ts';

/** One line of `ping`. */
export interface TableCheck {
  /** `SYSPRO OData PorMasterHdr`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what is wrong. */
  readonly detail: string;
  /** What to do; empty where all is well. */
  readonly fix: string;
  /** Milliseconds it took. */
  readonly ms: number;
}

export interface CheckTablesOptions {
  readonly odata: ODataClient;
  readonly company: PurchaseOrderSettings;
  readonly signal?: AbortSignal;
}

/**
 * Tests that each table the company's streams use can be read, with every column that is needed, by reading one row of it.
 * Reads only. Where `$metadata` itself fails, that is the one thing reported.
 */
export async function checkTables({ odata, company, signal }: CheckTablesOptions): Promise<TableCheck[]> {
  const service = await check('SYSPRO OData service', async () => {
    const tables = await odata.metadata(signal);
    return `shows ${tables.size} tables`;
  });
  if (!service.ok) return [service];
  return [
    service,
    await check(`SYSPRO OData ${headerTable}`, async () => {
      const columns = await odata.columns(headerTable, signal);
      const date = await purchaseOrderDateColumn(odata, company, signal);
      const select = [...headerColumnsFor((column) => columns.has(column), company.syspro.address), date];
      const [row] = await odata.read(headerTable, { select, key: headerKey, top: 1, signal });
      const undated = row?.[date] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(row[date]);
      if (undated) throw new DatesNotDays(date, row[date] ?? '');
      return `polls by ${date}${row ? '' : '; it has no rows'}`;
    }),
    await check(`SYSPRO OData ${detailTable}`, async () => {
      const rows = await odata.read(detailTable, { select: detailColumns, key: detailKey, top: 1, signal });
      return rows.length > 0 ? 'can be read' : 'can be read; it has no rows';
    }),
  ];
}

class DatesNotDays extends Error {
  override readonly name = 'DatesNotDays';
  readonly fix = 'Set the company’s timeZone to that of the SYSPRO server.';
  constructor(column: string, value: string) {
    super(`${column} shows ${value}, which is midnight neither in its own offset nor in the company’s time zone`);
  }
}

async function check(name: string, work: () => Promise<string>): Promise<TableCheck> {
  const start = performance.now();
  const elapsed = (): number => Math.round(performance.now() - start);
  try {
    const detail = await work();
    return { name, ok: true, detail, fix: '', ms: elapsed() };
  } catch (error) {
    if (!isSysproError(error) && !(error instanceof DatesNotDays)) throw error;
    return { name, ok: false, detail: error.message, fix: error.fix, ms: elapsed() };
  }
}
