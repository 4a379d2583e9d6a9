import { existingDistantFolder } from './data-folder.ts';
import { sendOrder } from './control.ts';
import { ORDERS } from './orders.ts';
import { stackPaths } from './paths.ts';
import { cleanUpAfter, runningStack } from './run-record.ts';
import { forget } from './stack.ts';

// `npm run local -- WORDS`: talks to the running stack. Exit codes: 0 done, 1 the stack refused, 2 could not run.
const words = process.argv.slice(2);
const paths = stackPaths();
process.exitCode = await main();

async function main(): Promise<number> {
  const running = await runningStack(paths.run);
  if (words[0] === 'reset') {
    if (running !== undefined) return complain('The stack runs; stop it first (Ctrl-C where it runs).', 1);
    await cleanUpAfter(paths.run);
    forget(paths, existingDistantFolder(paths));
    console.log(
      'Everything of the local stack is deleted, but the downloaded Temporal. The next npm start begins anew.',
    );
    return 0;
  }
  if (words.length === 0 || words[0] === 'help' || words[0] === '--help') {
    console.log(ORDERS);
    return 0;
  }
  if (running === undefined)
    return complain('The stack does not run. Start it with: npm start', words[0] === 'status' ? 1 : 2);
  if (running.control === undefined) return complain('The stack is still starting.', 2);
  try {
    console.log(await sendOrder(running.control, words));
    return 0;
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), 1);
  }
}

function complain(message: string, code: number): number {
  console.error(message);
  return code;
}
