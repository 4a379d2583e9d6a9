import type { CompanyConfig } from '../config.ts';
import { isLocalDate } from '../documents/local-date.ts';
import { streamNames, type StreamName } from '../documents/stream.ts';
import type { DocumentScanner, SourceTable, StreamSource } from './document-source.ts';
import type { ODataTables } from './odata/odata-tables.ts';
import { readSource } from './source-rows.ts';
import { openStreamSource, streamDefinition, type SysproAccess } from './stream-source.ts';
import { isSysproError } from './syspro-error.ts';
import type { TableReader } from './table-reader.ts';

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
  readonly company: CompanyConfig;
  readonly odata: ODataTables;
  readonly enet: SysproAccess['enet'];
  readonly signal?: AbortSignal;
}

/**
 * Tests each table that the company's streams use, by the service they use it by, by reading one row with every column that is
 * needed; and where a document is fetched by a business object, that one as well. Reads only. Where `$metadata` itself
 * fails, that is the one thing reported of OData.
 */
export async function checkTables({ company, odata, enet, signal }: CheckTablesOptions): Promise<TableCheck[]> {
  const checks: TableCheck[] = [];
  const streams = streamNames.filter((name) => company.streams[name] !== undefined);
  const channels = new Set(streams.flatMap((name) => channelsOf(company, name)));
  if (channels.has('odata')) {
    const service = await check('SYSPRO OData service', async () => {
      const tables = await odata.metadata(signal);
      return `shows ${tables.size} tables`;
    });
    checks.push(service);
    if (!service.ok) channels.delete('odata');
  }
  const checked = new Set<string>();
  for (const name of streams) {
    const source = openStreamSource(company, name, { odata, enet });
    for (const { channel, table } of tablesOf(company, name)) {
      if (channel === 'odata' && !channels.has('odata')) continue;
      const tables = channel === 'odata' ? odata : enet.tables;
      const label = `SYSPRO ${channel === 'odata' ? 'OData' : 'e.net'} ${table.name}`;
      if (checked.has(label)) continue;
      checked.add(label);
      const polled = table.name === source.scanner.tables[0]?.name && channel === company.streams[name]?.poll;
      checks.push(
        await check(label, () =>
          polled ? checkPolled(source.scanner, tables, table, signal) : checkTable(tables, table, signal),
        ),
      );
    }
    if (company.streams[name]?.fetch === 'enet' && channels.has(company.streams[name].poll)) {
      checks.push(await check(`SYSPRO e.net ${businessObjects[name]}`, () => checkFetch(source, signal)));
    }
  }
  return checks;
}

const businessObjects: Readonly<Record<StreamName, string>> = {
  'purchase-orders': 'PORQRY',
  invoices: 'SORQID',
  shipments: 'SORQDN',
};

type Channel = 'odata' | 'enet';

function channelsOf(company: CompanyConfig, name: StreamName): Channel[] {
  const stream = company.streams[name];
  return stream ? [...new Set([stream.poll, stream.fetch])] : [];
}

/** Whether a stream reads custom forms, which takes the operator's session whatever reads the rest. */
export function readsCustomForms(company: CompanyConfig, name: StreamName): boolean {
  return streamDefinition(company, name).otherTables.some((table) => table.form);
}

/** Each table of a stream by each channel it is read by: custom forms by e.net alone, whatever reads the rest. */
function tablesOf(
  company: CompanyConfig,
  name: StreamName,
): { readonly channel: Channel; readonly table: SourceTable }[] {
  const { header, otherTables } = streamDefinition(company, name);
  const all = [header, ...otherTables];
  return [
    ...channelsOf(company, name).flatMap((channel) =>
      all.filter((table) => !table.form).map((table) => ({ channel, table })),
    ),
    ...all.filter((table) => table.form).map((table) => ({ channel: 'enet' as const, table })),
  ];
}

async function checkPolled(
  scanner: DocumentScanner,
  tables: TableReader,
  table: SourceTable,
  signal?: AbortSignal,
): Promise<string> {
  const date = await scanner.dateColumn(signal);
  const [row] = await readSource(tables, table, { top: 1, ...(signal && { signal }) }, [date]);
  const value = row?.[date];
  if (value !== undefined && !isLocalDate(value)) throw new DatesNotDays(date, value);
  return `polls by ${date}${row ? '' : '; it has no rows'}`;
}

/** Reads one row with every column that is needed of a table. @throws SysproError */
export async function checkTable(tables: TableReader, table: SourceTable, signal?: AbortSignal): Promise<string> {
  const rows = await readSource(tables, table, { top: 1, ...(signal && { signal }) });
  return rows.length > 0 ? 'can be read' : 'can be read; it has no rows';
}

async function checkFetch({ scanner, fetcher }: StreamSource, signal?: AbortSignal): Promise<string> {
  const { records } = await scanner.list({ deep: true, limit: 1, ...(signal && { signal }) });
  const [first] = records;
  if (!first) return 'not tested: there is no record to ask for';
  const [reading] = await fetcher.readByKeys([first.key.key], signal);
  return reading?.outcome === 'absent' ? `answers; ${first.key.key} is gone` : `gives ${first.key.key}`;
}

class DatesNotDays extends Error {
  override readonly name = 'DatesNotDays';
  readonly fix = 'Set the company’s timeZone to that of the SYSPRO server.';
  constructor(column: string, value: string) {
    super(`${column} shows ${value}, which is midnight neither in its own offset nor in the company’s time zone`);
  }
}

/** One line: what the work returns is what was found, what SYSPRO says is what is wrong. */
export async function check(name: string, work: () => Promise<string>): Promise<TableCheck> {
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
