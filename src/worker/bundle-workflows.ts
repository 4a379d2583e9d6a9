import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { WorkflowBundle } from '@temporalio/worker';

const run = promisify(execFile);
const largestBundle = 64 * 2 ** 20;

/**
 * Bundles the workflows of a module for a worker, in a process of its own: the bundler needs some 200 MB, which a worker
 * would keep for as long as it lives.
 */
export async function bundleWorkflows(workflows: URL): Promise<WorkflowBundle> {
  const { stdout } = await run(
    process.execPath,
    [fileURLToPath(new URL('bundle-process.ts', import.meta.url)), fileURLToPath(workflows)],
    { maxBuffer: largestBundle },
  );
  return { code: stdout };
}
