import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../src/config.ts';
import { startControlServer, type ControlServer } from './control.ts';
import { feedLine } from './feed.ts';
import { handleOrder } from './orders.ts';
import { stackPaths } from './paths.ts';
import { pollOften } from './poll-often.ts';
import { cleanUpAfter, RunFile, runningStack } from './run-record.ts';
import { Stack } from './stack.ts';
import { stopSignal } from './stop-signal.ts';
import { tickSterling } from './tick-sterling.ts';

// `npm start`: the local stack, until Ctrl-C. `npm start -- --once`: one cycle of every stream, one sweep, their tables, and the end; with
// `--save DIR`, the interchanges it sent are written to a folder.
const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    save: { type: 'string' },
    'raise-every': { type: 'string', default: '20s' },
    'tick-every': { type: 'string', default: '5s' },
  },
});
const paths = stackPaths();

// Besides the schedule's own five minutes, for whoever looks on.
const POLL_EVERY_MS = 10_000;

// With --once standard output is the tables and nothing else.
const say = (message: string): void => void (values.once ? process.stderr : process.stdout).write(`${message}\n`);

mkdirSync(paths.dir, { recursive: true, mode: 0o755 });
if (values.save !== undefined && !values.once) {
  process.stderr.write('--save goes with --once: npm start -- --once --save DIR\n');
  process.exitCode = 2;
} else process.exitCode = await main();

async function main(): Promise<number> {
  const running = await runningStack(paths.run);
  if (running !== undefined) return alreadyRunning(running.supervisor.pid, running.addresses);
  const left = await cleanUpAfter(paths.run);
  if (left.length > 0) say(`Ended what an earlier start had left running: ${left.join(', ')}`);
  const runFile = await RunFile.open(paths.run);
  if (runFile === undefined) return alreadyRunning(undefined, {});

  const stack = await Stack.prepare({
    paths,
    runFile,
    say,
    onWorkerLine: (line) => {
      const text = values.once ? undefined : feedLine(line);
      if (text !== undefined) say(text);
    },
    raiseEvery: values.once ? undefined : values['raise-every'],
    tickEvery: values.once ? undefined : values['tick-every'],
  });
  const stopped = stopSignal(
    (reason) => {
      say(`\n${reason}: stopping (once more to end everything at once)`);
    },
    () => stack.kill(),
  );
  let control: ControlServer | undefined;
  let polling: ReturnType<typeof pollOften> | undefined;
  const work = async (): Promise<number> => {
    await stack.start();
    if (values.once) return once(stack);
    control = await startControlServer((words) => handleOrder(stack, words));
    runFile.setControl(control.port, control.token);
    say(welcome(stack.addresses));
    polling = pollOften(loadConfig(paths.config), POLL_EVERY_MS, (message) =>
      say(`The poll could not be triggered: ${message}`),
    );
    await stopped;
    return 0;
  };
  const working = work();
  try {
    // Asked to stop once it runs is the way it ends; asked before, it has not done what it was started for.
    return await Promise.race([working, stopped.then(() => (polling === undefined ? 130 : 0))]);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  } finally {
    await polling?.stop();
    await stack.stop();
    // Told to stop in the middle of starting, it may have come a step further meanwhile. Its error has been shown above.
    await working.catch(() => undefined);
    await polling?.stop();
    control?.close();
    runFile.close();
    say('Stopped. The data is kept in .local; the next start finds it again.');
  }
}

/** A cycle of every stream; then the partners act, and a sweep tells what came back. */
async function once(stack: Stack): Promise<number> {
  const polled = await stack.command(['poll', '--wait', ...saveOption()], 'inherit');
  // One in which rules route and partners pick up, one in which they answer, one for those who take their time.
  await tickSterling(stack.facts, 3);
  return Math.max(polled, await stack.command(['sweep', '--wait'], 'inherit'));
}

/** npm runs us in the package's folder; what a person types is meant from where they stand. */
function saveOption(): string[] {
  return values.save === undefined ? [] : ['--save', resolve(process.env['INIT_CWD'] ?? '.', values.save)];
}

function alreadyRunning(pid: number | undefined, addresses: Readonly<Record<string, string>>): number {
  const who = pid === undefined ? 'Another start is just under way' : `The stack already runs (process ${pid})`;
  process.stderr.write(
    [
      `${who}.`,
      ...lines(addresses),
      'Stop it with Ctrl-C where it runs, or look at it with: npm run local -- status',
      '',
    ].join('\n'),
  );
  return 2;
}

function welcome(addresses: Readonly<Record<string, string>>): string {
  return [
    '',
    `The local stack runs. The SYSPRO sandbox raises a purchase order every ${values['raise-every']}; each line below is one that went out.`,
    `Sterling’s rules are evaluated every ${values['tick-every']}; its partners pick documents up and answer, each in its way.`,
    '(Polled and swept every 10 s here so that there is something to see; the configured schedules are 5 minutes.)',
    '',
    ...lines(addresses),
    '',
    '  npx syspro-sterling ping                         test every connection',
    '  npx syspro-sterling list                         documents and where they are',
    '  npx syspro-sterling show NUMBER                  the trail of one document',
    '  npx syspro-sterling partners conflicts           masters that differ between SYSPRO and Sterling',
    '  npm run local -- stop sterling | start sterling | restart worker | raise 5 | status',
    '',
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function lines(addresses: Readonly<Record<string, string>>): string[] {
  return Object.entries(addresses).map(([name, address]) => `  ${name.padEnd(16)} ${address}`);
}
