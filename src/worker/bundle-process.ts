import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

// node bundle-process.ts MODULE: writes the bundle to standard output. See bundle-workflows.ts.
const [workflowsPath = ''] = process.argv.slice(2);
const logger = new DefaultLogger('WARN', ({ message }) => process.stderr.write(`${message}\n`));
const { code } = await bundleWorkflowCode({ workflowsPath, logger });
process.stdout.write(code);
