import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../src/worker/bundle-workflows.ts';
import { workerLimits } from '../../src/worker/limits.ts';
import { createNoOps } from './activities.ts';
import { floorQueues } from './queues.ts';

// node bench/floor/worker.ts ADDRESS NAMESPACE: Temporal's own floor, with the product's worker settings. Prints a line when it is
// ready, and the total whenever a third step ran.
const [address, namespace] = process.argv.slice(2);
Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.error, error: console.error } });
const connection = await NativeConnection.connect({ address });
const common = { connection, namespace };
let done = 0;
const activities = createNoOps(() => process.stdout.write(`${(done += 1)}\n`));
const workers = [
  await Worker.create({
    ...common,
    ...workerLimits.documents,
    taskQueue: floorQueues.documents,
    workflowBundle: await bundleWorkflows(new URL('workflows.ts', import.meta.url)),
    activities,
  }),
  await Worker.create({ ...common, ...workerLimits.syspro, taskQueue: floorQueues.syspro, activities }),
  await Worker.create({ ...common, ...workerLimits.sterling, taskQueue: floorQueues.sterling, activities }),
];
process.stdout.write('ready\n');
await Promise.all(workers.map((worker) => worker.run()));
await connection.close();
