import { createReadStream } from 'node:fs';
import { readEvents } from '../../src/x12/index.ts';

// A process of its own, so that its memory is that of reading and nothing else: reads the file named and prints what it took.
const [file = ''] = process.argv.slice(2);
const before = process.memoryUsage();
const start = performance.now();
let [sets, segments, findings, mostHeap] = [0, 0, 0, 0];
for await (const event of readEvents(createReadStream(file))) {
  if (event.kind === 'finding') findings += 1;
  if (event.kind !== 'set') continue;
  sets += 1;
  segments += event.set.segments.length;
  if (sets % 256 === 0) mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed);
}
const seconds = (performance.now() - start) / 1000;
const peak = process.resourceUsage().maxRSS * 1024;
console.log(
  JSON.stringify({
    sets,
    segments,
    findings,
    seconds,
    atStart: before.rss,
    peak,
    heapGrowth: Math.max(0, mostHeap - before.heapUsed),
  }),
);
