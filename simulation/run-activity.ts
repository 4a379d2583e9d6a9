import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';

// What an activity logs is the simulation's own business only when it is an error.
const logger = new DefaultLogger('ERROR');

/** Runs an activity as a worker would, without a Temporal server: with a context, and a signal that nobody aborts. */
export function runActivity<Input, Output>(activity: (input: Input) => Promise<Output>, input: Input): Promise<Output> {
  return new MockActivityEnvironment({}, { logger }).run(activity, input);
}
