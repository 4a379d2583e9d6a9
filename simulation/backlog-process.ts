import { createSimulatedClock } from './simulated-clock.ts';
import { createPollDriver } from './poll-driver.ts';
import { openConnector, simulatedCompanies } from './simulated-site.ts';
import type { BacklogInput, BacklogOutput } from './backlog.ts';

// node --expose-gc backlog-process.ts: polls a backlog in a process of its own, so that the memory seen is our side's alone.
const input = JSON.parse(process.argv[2] ?? '{}') as BacklogInput;
const clock = createSimulatedClock(new Date(input.now));
const [company] = simulatedCompanies.filter(({ code }) => code === 'A');
if (!company || !gc) throw new Error('run by backlog.ts, with --expose-gc');

const connector = await openConnector({
  companies: [company],
  clock,
  goLive: new Date(input.goLive),
  timeZone: 'UTC',
  syspro: input,
  ledgerUrl: input.ledgerUrl,
  pageSize: input.pageSize,
});
const heaps: number[] = [];
let peak = 0;
const collect = gc;
const cycle = createPollDriver(connector.deps, () => {
  peak = Math.max(peak, process.memoryUsage().rss);
  collect();
  heaps.push(process.memoryUsage().heapUsed);
});
const begun = performance.now();
const { outcome, cause, started } = await cycle({ company: 'A', stream: 'purchase-orders' }, false);
const output: BacklogOutput = {
  outcome,
  ...(cause !== undefined && { cause }),
  started: started.length,
  seconds: (performance.now() - begun) / 1_000,
  heaps,
  peak,
};
await connector.close();
process.stdout.write(JSON.stringify(output));
