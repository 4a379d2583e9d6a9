import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { startTemporaryPostgres } from '../local/temporary-postgres.ts';
import { simulateBacklog } from './backlog.ts';
import { simulateSterlingWeek } from './sterling/week.ts';
import { simulateSysproDays, type SysproDaysReport } from './syspro-days.ts';
import { simulatedCompanies } from './simulated-site.ts';

const usage = `npm run simulate                                     30 days of three companies
npm run simulate -- days [--days 30] [--orders-per-day 20] [--polls-per-day 4] [--seed 1]
npm run simulate -- sterling [--days 7] [--orders-per-day 120] [--sweeps-per-day 24] [--fault-rate 0.03] [--seed 1]
npm run simulate -- backlog [--orders 100000] [--page-size 5000]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    days: { type: 'string' },
    'orders-per-day': { type: 'string' },
    'sweeps-per-day': { type: 'string', default: '24' },
    'fault-rate': { type: 'string', default: '0.03' },
    'polls-per-day': { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    orders: { type: 'string', default: '100000' },
    'page-size': { type: 'string', default: '5000' },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function days(sysproUrl: string, ledgerUrl: string): Promise<boolean> {
  const begun = performance.now();
  const report = await simulateSysproDays({
    sysproUrl,
    ledgerUrl,
    companies: simulatedCompanies,
    days: Number(values.days ?? 30),
    ordersPerDay: Number(values['orders-per-day'] ?? 20),
    pollsPerDay: Number(values['polls-per-day']),
    seed: Number(values.seed),
    onDay: say,
  });
  say(daysTable(report));
  const well =
    report.unread.length === 0 &&
    report.verdicts.every((one) => one.missing.length + one.unsent.length + one.twice.length === 0) &&
    report.reconciliations.every((one) => one.outcome === 'complete' && one.missing === 0 && one.tooNew === 0);
  say(`dispatch notes that only a deep poll found: ${names(report.unread)}`);
  const { posted, parked, withdrawn } = report.sends.counts;
  say(
    `${report.rows} rows of transactions; ${report.cycles.complete} polls complete, ${report.cycles.unavailable} cut short by faults`,
  );
  say(
    `posted ${posted}, parked ${parked} (${[...report.sends.causes].map(([cause, n]) => `${cause} ${n}`).join(', ')}), withdrawn ${withdrawn}`,
  );
  say(
    `seed ${values.seed}, ${Math.round((performance.now() - begun) / 1_000)} s: ${well ? 'nothing missed, nothing twice' : 'NOT CLEAN'}`,
  );
  return well;
}

function daysTable({ verdicts, reconciliations }: SysproDaysReport): string {
  const table = new Table({
    head: ['Company', 'Stream', 'In SYSPRO', 'Missing', 'Due', 'Unsent', 'Twice', 'Reconcile'],
    style: { head: [], border: [] },
  });
  verdicts.forEach((one, index) => {
    const recount = reconciliations[index];
    table.push([
      one.company,
      one.stream,
      one.records,
      names(one.missing),
      one.due,
      names(one.unsent),
      names(one.twice),
      `${recount?.found} found, ${recount?.accounted} accounted for`,
    ]);
  });
  return table.toString();
}

function names(keys: readonly string[]): string {
  return keys.length === 0 ? '0' : `${keys.length}: ${keys.slice(0, 5).join(', ')}`;
}

async function sterling(sysproUrl: string, ledgerUrl: string, sterlingUrl: string): Promise<boolean> {
  const begun = performance.now();
  const report = await simulateSterlingWeek({
    sysproUrl,
    ledgerUrl,
    sterlingUrl,
    days: Number(values.days ?? 7),
    ordersPerDay: Number(values['orders-per-day'] ?? 120),
    sweepsPerDay: Number(values['sweeps-per-day']),
    ticksPerSweep: 4,
    seed: Number(values.seed),
    faultRate: Number(values['fault-rate']),
    onDay: say,
  });
  const { sends, sweeps, ends, masters, faults } = report;
  const list = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([what, n]) => `${what} ${n}`)
      .join(', ');
  say(
    `${ends.messages} messages: ${list(ends.stages)}; parked ${[...sends.causes]
      .filter(([, n]) => n > 0)
      .map(([cause, n]) => `${cause} ${n}`)
      .join(', ')}`,
  );
  say(
    `accepted twice: ${names(ends.twice)}; posted and never accepted: ${names(ends.unwitnessed)}; accepted and not recorded: ${names(ends.unrecorded)}`,
  );
  say(`other ends than their partners gave them: ${names(ends.wrong)}`);
  say(`sweeps: ${list(sweeps)}`);
  say(`faults: ${list(faults)}`);
  say(
    `masters: ${masters.compared} fields compared, ${masters.first} asked at first, ${masters.written} written, ${masters.asked} in the queue; unexplained: ${names(masters.unexplained)}; unfounded: ${names(masters.unfounded)}; a last sync ${masters.restless ? 'CHANGED SOMETHING' : 'changed nothing'}`,
  );
  const clean =
    [ends.twice, ends.unwitnessed, ends.unrecorded, ends.wrong, masters.unexplained, masters.unfounded].every(
      (found) => found.length === 0,
    ) && !masters.restless;
  say(
    `seed ${values.seed}, ${Math.round((performance.now() - begun) / 1_000)} s: ${clean ? 'each posted once, each followed to its end, masters agree' : 'NOT CLEAN'}`,
  );
  return clean;
}

async function backlog(sysproUrl: string, ledgerUrl: string): Promise<boolean> {
  const report = await simulateBacklog({
    sysproUrl,
    ledgerUrl,
    orders: Number(values.orders),
    pageSize: Number(values['page-size']),
    onStep: say,
  });
  const megabytes = (bytes: number | undefined): string => `${Math.round((bytes ?? 0) / 2 ** 20)} MB`;
  const { inSyspro, inLedger, started, heaps, peak, growth, seconds, outcome, cause } = report;
  say(
    `${outcome}${cause ? ` (${cause})` : ''}: ${inSyspro} orders in SYSPRO, ${inLedger} in the ledger, ${started} to be sent`,
  );
  say(`${heaps.length} pages in ${Math.round(seconds)} s, ${Math.round(inLedger / seconds)} orders a second`);
  say(
    `heap after the first page ${megabytes(heaps[0])}, after the last ${megabytes(heaps.at(-1))} (growth ${growth.toFixed(2)}); peak of the process ${megabytes(peak)}`,
  );
  return outcome === 'complete' && inSyspro === inLedger && growth < 1.25;
}

const simulations: Readonly<Record<string, typeof sterling>> = { days, sterling, backlog };
const simulation = simulations[positionals[0] ?? 'days'];
if (simulation) {
  const postgres = await startTemporaryPostgres();
  try {
    process.exitCode = (await simulation(
      await postgres.createDatabase(),
      await postgres.createDatabase(),
      await postgres.createDatabase(),
    ))
      ? 0
      : 1;
  } finally {
    await postgres.stop();
  }
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
