import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { ConfigInvalid } from '../config.ts';
import { plainContext, withContext, type CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import { documentTypes } from '../documents/document-key.ts';
import { streamNames } from '../documents/stream.ts';

/**
 * A command's body: prints through the context and returns its exit code. It is loaded when its command is run: most need no
 * Temporal worker, and whoever types a command waits for what is loaded.
 */
export type CommandBody<Options = object> = (
  context: CommandContext,
  options: Options,
  ...args: string[]
) => Promise<ExitCode>;

/** The options every command has; its own are beside them. */
type CommonOptions = { config?: string; json?: boolean };

interface Program {
  /** Runs a command line. Never throws: what went wrong is printed and told by the exit code. */
  run(args: readonly string[]): Promise<ExitCode>;
}

/** The whole command line, one body per file of this folder. */
export function buildProgram(): Program {
  let exitCode: ExitCode = 0;
  const program = new Command('syspro-sterling')
    .description('Carries business documents from SYSPRO to IBM Sterling B2B Integrator as ANSI X12')
    .version(
      (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version,
    )
    .exitOverride()
    .showHelpAfterError('(--help says what there is)');

  /** @param run the command's body, with what it needs around it */
  const define = (
    name: string,
    description: string,
    run: (options: CommonOptions, args: string[]) => Promise<ExitCode>,
    describe: (command: Command) => Command,
    config: string,
  ): void => {
    describe(program.command(name).description(description))
      .option('--config <file>', config)
      .option('--json', 'print the result as JSON')
      .action(async (...given: unknown[]) => {
        // Commander hands over the arguments, then the options, then the command.
        const options = given.at(-2) as CommonOptions;
        const args = given
          .slice(0, -2)
          .flat()
          .filter((arg) => arg !== undefined) as string[];
        exitCode = await run(options, args);
      });
  };
  const add = <Options extends object>(
    name: string,
    description: string,
    load: () => Promise<CommandBody<Options>>,
    describe: (command: Command) => Command = (command) => command,
  ): void =>
    define(
      name,
      description,
      async (options, args) => {
        const body = await load();
        return withContext(options, (context) => body(context, options as Options, ...args));
      },
      describe,
      'the configuration file (default: $SYSPRO_STERLING_CONFIG, ./syspro-sterling.yaml, ./.local/syspro-sterling.yaml)',
    );

  add(
    'ping',
    'test every connection, and say what to fix',
    async () => (await import('./ping.ts')).ping,
    (c) => c.option('--all', 'a line for each mailbox and routing rule, also where all is well'),
  );
  add('migrate', 'bring the ledger’s schema up to date', async () => (await import('./migrate.ts')).migrateLedger);
  add('worker', 'run a worker process until it is told to stop', async () => (await import('./worker.ts')).work);
  add(
    'schedule',
    'apply, list, pause or resume the schedules',
    async () => (await import('./schedule.ts')).schedule,
    (c) =>
      c
        .argument('<action>', 'apply | list | pause | resume')
        .argument('[which]', 'only this stream’s; or sweep, or partner-sync')
        .option('--company <code>', 'only this company’s')
        .option('--note <text>', 'why, for pause and resume'),
  );
  add(
    'poll',
    'poll a stream, or all, now',
    async () => (await import('./poll.ts')).poll,
    (c) =>
      c
        .argument('[stream]', streamNames.join(' | '))
        .option('--deep', 'with the long overlap, records without a date, and again everything open in SYSPRO')
        .option('--company <code>', 'only this company')
        .option('--wait', 'wait until every document of the cycle is posted or parked, and print what became of them')
        .option(
          '--save <dir>',
          'with --wait: write each interchange that was sent to a folder, under its message’s name',
        )
        .option('--confirm', 'allow the cycle to start more documents than stopAbove'),
  );
  add(
    'sweep',
    'look into Sterling’s mailboxes now: for what came in, and for what became of what was posted',
    async () => (await import('./sweep.ts')).sweep,
    (c) => c.option('--wait', 'wait until it is done, and print what came back'),
  );
  add(
    'show',
    'tell the trail of a document',
    async () => (await import('./show.ts')).show,
    (c) =>
      c
        .argument('<number>', 'its SYSPRO number, padded or not')
        .option('--company <code>')
        .option('--type <type>')
        .option('--content', 'print the interchanges too'),
  );
  add(
    'inbox',
    'list what partners sent, what it is, and whom it belongs to',
    async () => (await import('./inbox.ts')).inbox,
    (c) =>
      c
        .option('--unmatched', 'only what belongs to no document, or could not be handled')
        .option('--message <id>', 'one message, by its number in Sterling, or # and its number in the list')
        .option('--content', 'with --message: print it, explained where it is X12')
        .option('--limit <n>', 'how many', '20'),
  );
  add(
    'preview',
    'show the X12 of a document as it would be sent now, with where each element comes from',
    async () => (await import('./preview.ts')).preview,
    (c) =>
      c
        .argument('<type>', documentTypes.join(' | '))
        .argument('<number>', 'its SYSPRO number, padded or not, or its whole key')
        .option('--partner <code>', 'by this partner’s profile (default: the one its supplier or customer is bound to)')
        .option('--usage <usage>', 'production or test (default: the company’s)')
        .option('--stored', 'of what was last read, instead of what SYSPRO has now')
        .option('--company <code>')
        .option('--party <code>', 'the supplier or customer, where several have the number'),
  );
  add(
    'list',
    'list documents, the newest first',
    async () => (await import('./list.ts')).list,
    (c) =>
      c
        .option('--company <code>')
        .option('--stage <stage>', 'posted, translated, …')
        .option('--disposition <disposition>', 'not-edi, before-go-live, unreleased, held, sent-otherwise')
        .option('--partner <code>')
        .option('--attention', 'only those that need attention')
        .option('--overdue', 'only those that are overdue')
        .option('--limit <n>', 'how many', '50'),
  );
  add(
    'resend',
    'send a document once more, with new control numbers',
    async () => (await import('./resend.ts')).resend,
    (c) =>
      c
        .argument('<type>', documentTypes.join(' | '))
        .argument('<number>')
        .requiredOption('--reason <text>', 'why, for the trail')
        .option('--data <which>', 'stored: what was sent last; current: what SYSPRO has now', 'stored')
        .option('--by <person>', 'who asks (default: the user running the command)')
        .option('--company <code>'),
  );
  add(
    'mark-sent',
    'write down what went by other means, so that it is not sent',
    async () => (await import('./mark-sent.ts')).markSent,
    (c) =>
      c
        .argument('<type>', documentTypes.join(' | '))
        .argument('[numbers...]', 'their SYSPRO numbers, padded or not')
        .requiredOption('--reason <text>', 'how it went, for the trail')
        .option('--file <file>', 'a file with more numbers, one a line')
        .option('--by <person>', 'whose word it is (default: the user running the command)')
        .option('--company <code>')
        .option('--party <code>', 'the supplier or customer, where several have the number'),
  );
  add(
    'reconcile',
    'count SYSPRO’s records against the ledger, and name what is missing',
    async () => (await import('./reconcile.ts')).reconcile,
    (c) =>
      c
        .option('--stream <stream>', 'only this stream')
        .option('--company <code>', 'only this company')
        .option('--since <day>', 'from this day on (default: as configured, else go-live)'),
  );
  add(
    'backfill',
    'send a window of the past: first the forecast, then with --confirm',
    async () => (await import('./backfill.ts')).backfill,
    (c) =>
      c
        .argument('[action]', 'pause | resume | cancel | status')
        .option('--stream <stream>', 'which stream')
        .option('--company <code>', 'which company’s')
        .option('--from <day>', 'the first day, such as 2026-11-01')
        .option('--to <day>', 'the last day')
        .option('--rate <n>', 'at most so many documents a minute', '60')
        .option('--partner <code>', 'only this partner’s')
        .option('--reopen <disposition...>', 'decide anew what is before-go-live or not-edi; send what is held')
        .option('--confirm', 'do it'),
  );
  add(
    'baseline',
    'mark what is older than go-live: first show it, then with --confirm',
    async () => (await import('./baseline.ts')).baseline,
    (c) =>
      c
        .option('--stream <stream>', 'only this stream')
        .option('--company <code>', 'only this company')
        .option('--confirm', 'do it'),
  );
  add(
    'partners',
    'list the trading partners, check their profiles and routing, make what Sterling lacks, keep master data aligned',
    async () => (await import('./partners.ts')).partners,
    (c) =>
      c
        .argument('<action>', 'list | check | provision | hold | release | sync | conflicts | settle | confirm')
        .argument('[subject]', 'a partner’s code; with settle, a finding’s id')
        .argument('[type]', documentTypes.join(' | '))
        .option('--offline', 'with check: the files only, without asking Sterling')
        .option('--dry-run', 'with provision and sync: show what would be done, and do nothing')
        .option('--take <side>', 'with settle: syspro | sterling | neither')
        .option('--reason <text>', 'why, for the record; needed by hold')
        .option('--by <person>', 'whose word it is (default: the user running the command)'),
  );

  add(
    'control-numbers',
    'list the series of control numbers, set where one goes on, or begin anew',
    async () => (await import('./control-numbers.ts')).controlNumbers,
    (c) =>
      c
        .argument('<action>', 'list | set | reset')
        .option('--partner <code>', 'the series of this partner’s documents, by its profile')
        .option('--series <id>', 'one series, by its number in the list')
        .option('--sender <id>', 'ISA05 and ISA06 of a series, such as 01:006922827')
        .option('--receiver <id>', 'its ISA07 and ISA08')
        .option('--usage <usage>', 'test or production')
        .option('--last-interchange <n>', 'the last ISA13 the partner got; the next is one more')
        .option('--last-group <n>', 'the same for GS06')
        .option('--last-set <n>', 'the same for ST02, where it runs on over all sets')
        .option('--functional-id <id>', 'GS01, such as PO, where GS06 is counted for each')
        .option('--reason <text>', 'why, for the record; needed by set and reset')
        .option('--by <person>', 'whose word it is (default: the user running the command)')
        .option('--history', 'with list: also every change that was made'),
  );
  define(
    'explain',
    'explain an X12 file in words, whatever is in it, and say what is wrong',
    async (options, args) => (await import('./explain.ts')).explain(plainContext(options), options, ...args),
    (c) => c.argument('<file>', 'the file; - reads standard input'),
    'not needed, and not read',
  );

  return {
    async run(args) {
      try {
        await program.parseAsync(args, { from: 'user' });
        return exitCode;
      } catch (error) {
        return tell(error);
      }
    },
  };
}

// SQLSTATE of a table that is not there.
const undefinedTable = '42P01';

function tell(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2; // it has printed itself
  if (error instanceof ConfigInvalid || error instanceof CannotRun) console.error(error.message);
  else if (isPostgresError(error)) {
    const remedy = error.code === undefinedTable ? '. Run: syspro-sterling migrate' : '';
    console.error(`PostgreSQL cannot be used: ${error.message}${remedy}`);
  } else console.error(error);
  return 2;
}

/** PostgreSQL’s and the network’s errors carry a code; their messages hold no secret and their stacks say nothing. */
function isPostgresError(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(E[A-Z]+|[0-9A-Z]{5})$/.test(error.code)
  );
}
