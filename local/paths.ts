import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where everything of the local stack is kept. */
export interface StackPaths {
  /** The checkout. */
  readonly root: string;
  /** `.local`: all state, git-ignored, deleted by `npm run local -- reset`. */
  readonly dir: string;
  readonly bin: string;
  readonly secrets: string;
  readonly logs: string;
  readonly partners: string;
  /** Sterling's certificate authority and certificate. */
  readonly tls: string;
  readonly temporalDatabase: string;
  /** The generated configuration, read by every `syspro-sterling` command. */
  readonly config: string;
  /** What is remembered from one start to the next: ports and the first start. */
  readonly memory: string;
  /** What runs now: process ids, addresses, control port. */
  readonly run: string;
}

/** The paths of a checkout's local stack. */
export function stackPaths(root: string = fileURLToPath(new URL('..', import.meta.url))): StackPaths {
  const dir = join(root, '.local');
  return {
    root,
    dir,
    bin: join(dir, 'bin'),
    secrets: join(dir, 'secrets'),
    logs: join(dir, 'logs'),
    partners: join(dir, 'partners'),
    tls: join(dir, 'tls'),
    temporalDatabase: join(dir, 'temporal.db'),
    config: join(dir, 'syspro-sterling.yaml'),
    memory: join(dir, 'stack.json'),
    run: join(dir, 'run.json'),
  };
}
