import { TestWorkflowEnvironment } from '@temporalio/testing';

// Starting the SDK's test server once makes it download the command line into the folder given.
const [downloadDir] = process.argv.slice(2);
if (downloadDir === undefined) throw new Error('usage: temporal-sdk-download-process.ts FOLDER');
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir } },
});
await environment.teardown();
