import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { workerNodeFlags } from '../src/worker/limits.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { simulatedCompanies, startSimulatedSyspro } from './simulated-site.ts';

export interface BacklogOptions {
  /** Empty databases, by connection URL. */
  readonly sysproUrl: string;
  readonly ledgerUrl: string;
  readonly orders: number;
  /** Records in a page, and rows SYSPRO gives at a time. */
  readonly pageSize: number;
  readonly onStep?: (line: string) => void;
}

/** What the polling process is told. */
export interface BacklogInput {
  readonly enetUrl: string;
  readonly odataUrl: string;
  readonly ledgerUrl: string;
  readonly pageSize: number;
  /** Instants. */
  readonly now: string;
  readonly goLive: string;
}

/** What it answers. */
export interface BacklogOutput {
  readonly outcome: string;
  readonly cause?: string;
  readonly started: number;
  readonly seconds: number;
  /** Bytes in use after each page, garbage collected. */
  readonly heaps: readonly number[];
  /** The most resident memory seen, in bytes. */
  readonly peak: number;
}

export interface BacklogReport extends BacklogOutput {
  /** Orders SYSPRO has, and documents the ledger has of them. */
  readonly inSyspro: number;
  readonly inLedger: number;
  /** The heap after the last page over that after the tenth of the pages: 1 where memory is flat. */
  readonly growth: number;
}

const day = 86_400_000;
const run = promisify(execFile);

/** One poll of a backlog of purchase orders: through scan and claim, page by page, in memory that does not grow with it. */
export async function simulateBacklog(options: BacklogOptions): Promise<BacklogReport> {
  const { sysproUrl, ledgerUrl, orders, pageSize, onStep } = options;
  const clock = createSimulatedClock(new Date('2026-06-01T12:00:00Z'));
  const companies = simulatedCompanies.filter(({ code }) => code === 'A');
  onStep?.(`Raising ${orders} purchase orders`);
  const sandbox = await startSimulatedSyspro({
    companies,
    clock,
    sysproUrl,
    orders,
    sales: 0,
    seed: 1,
    pageCap: 5_000,
    paging: 'next-link',
  });
  const databases = [sysproUrl, ledgerUrl].map((connectionString) => new pg.Pool({ connectionString, max: 1 }));
  try {
    onStep?.('Polling');
    const input: BacklogInput = {
      enetUrl: sandbox.enetUrl,
      odataUrl: sandbox.odataUrl,
      ledgerUrl,
      pageSize,
      now: clock.now().toISOString(),
      // Older than everything: the whole backlog is to be sent.
      goLive: new Date(clock.now().getTime() - 400 * day).toISOString(),
    };
    const { stdout } = await run(
      process.execPath,
      [
        ...workerNodeFlags,
        '--expose-gc',
        fileURLToPath(new URL('backlog-process.ts', import.meta.url)),
        JSON.stringify(input),
      ],
      { maxBuffer: 16 * 2 ** 20 },
    );
    const output = JSON.parse(stdout) as BacklogOutput;
    const count = async (pool: pg.Pool | undefined, table: string): Promise<number> =>
      Number((await pool?.query<{ count: string }>(`select count(*) from ${table}`))?.rows[0]?.count);
    const [inSyspro, inLedger] = await Promise.all([
      count(databases[0], '"SysproCompanyA"."PorMasterHdr"'),
      count(databases[1], 'ledger.document'),
    ]);
    const early = output.heaps[Math.floor(output.heaps.length / 10)] ?? Number.NaN;
    return { ...output, inSyspro, inLedger, growth: (output.heaps.at(-1) ?? Number.NaN) / early };
  } finally {
    await Promise.all(databases.map((pool) => pool.end()));
    await sandbox.close();
  }
}
