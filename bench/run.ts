import { parseArgs } from 'node:util';
import { benchPipeline } from './pipeline.ts';

// npm run bench -- pipeline [--orders 600] [--rounds 3]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { orders: { type: 'string', default: '600' }, rounds: { type: 'string', default: '3' } },
});
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  pipeline: () => benchPipeline({ orders: Number(values.orders), rounds: Number(values.rounds) }),
};
const run = benchmarks[positionals[0] ?? ''];
if (run) await run();
else {
  console.error(`usage: npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  process.exitCode = 2;
}
