import { parseArgs } from 'node:util';
import { benchPipeline } from './pipeline.ts';
import { benchX12 } from './x12.ts';

// npm run bench -- pipeline [--orders 600] [--rounds 3]
// npm run bench -- x12 [--rounds 9] [--milliseconds 200] [--megabytes 100]
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    orders: { type: 'string', default: '600' },
    rounds: { type: 'string' },
    milliseconds: { type: 'string', default: '200' },
    megabytes: { type: 'string', default: '100' },
  },
});
const benchmarks: Readonly<Record<string, () => Promise<void>>> = {
  pipeline: () => benchPipeline({ orders: Number(values.orders), rounds: Number(values.rounds ?? 3) }),
  x12: () =>
    benchX12({
      rounds: Number(values.rounds ?? 9),
      milliseconds: Number(values.milliseconds),
      megabytes: Number(values.megabytes),
    }),
};
const run = benchmarks[positionals[0] ?? ''];
if (run) await run();
else {
  console.error(`usage: npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  process.exitCode = 2;
}
