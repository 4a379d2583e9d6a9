import { Command, InvalidArgumentError, Option } from 'commander';
import { readCompaniesFile, readOperator, readSecret, type Tenants } from './companies-file.ts';
import { numberStyles, type NumberStyle } from './numbering.ts';
import { isScenario, scenarioNames, scenarios, type Scenario } from './scenarios.ts';
import { startSysproSandbox } from './start-syspro-sandbox.ts';

interface Arguments {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  readonly raiseEvery?: number;
  readonly orders: number;
  readonly invoices?: number;
  readonly dispatchNotes?: number;
  readonly seed: number;
  readonly scenario?: readonly Scenario[];
  readonly company: readonly string[];
  readonly companyPasswordFile: readonly string[];
  readonly numberStyle: readonly NumberStyle[];
  readonly operator: readonly string[];
  readonly operatorPasswordFile: readonly string[];
  readonly odataPasswordFile: readonly string[];
  readonly companiesFile?: string;
  readonly postDate: boolean;
  readonly paging: 'next-link' | 'truncate';
  readonly pageCap: number;
  readonly dateOffset: string;
  readonly odataAuthentication: 'basic' | 'session';
}

const command = new Command('syspro-sandbox')
  .description('A stand-in for a SYSPRO server: e.net over REST and OData, with its data in PostgreSQL')
  .requiredOption('--port <number>', 'port on 127.0.0.1; 0 picks one', wholeNumber)
  .requiredOption('--database <url>', 'PostgreSQL database that holds the companies')
  .option('--host <address>', 'where to listen', '127.0.0.1')
  .option('--raise-every <interval>', 'raise a released order of an EDI partner every so often, such as 20s', interval)
  .option('--orders <number>', 'purchase orders to start with', wholeNumber, 400)
  .option('--invoices <number>', 'invoices to start with (five for eight orders)', wholeNumber)
  .option('--dispatch-notes <number>', 'dispatch notes to start with (five for eight orders)', wholeNumber)
  .option('--seed <number>', 'what the data is made from', wholeNumber, 1)
  .option(
    '--scenario <names>',
    'what the data is like, instead of everything: names with commas, or none',
    scenarioList,
  )
  .option('--company <id>', 'company (A); may be repeated', many, [])
  .option('--company-password-file <file>', 'file with its password (none); the n-th is of the n-th company', many, [])
  .option('--number-style <style>', `${numberStyles.join(', ')}; the n-th is of the n-th company`, manyStyles, [])
  .option('--operator <code>', 'operator (EDIBOT); may be repeated', many, [])
  .option(
    '--operator-password-file <file>',
    'file with its e.net password (edibot-enet); the n-th is of the n-th operator',
    many,
    [],
  )
  .option(
    '--odata-password-file <file>',
    'file with its OData password (edibot-odata); the n-th is of the n-th operator',
    many,
    [],
  )
  .option('--companies-file <file>', 'JSON with companies and operators, instead of the options of both')
  .option('--post-date', 'PorMasterHdr, ArInvoice and MdnMaster have a PostDate column', false)
  .option('--paging <mode>', 'beyond the cap: next-link or truncate', 'next-link')
  .option('--page-cap <number>', 'rows in one OData answer', wholeNumber, 5000)
  .option('--date-offset <offset>', 'zone of OData datetimes, Z or such as +02:00', 'Z')
  .addOption(
    new Option('--odata-authentication <how>', 'by HTTP Basic, or by the id of an e.net session as bearer token')
      .choices(['basic', 'session'])
      .default('basic'),
  )
  .addHelpText(
    'after',
    `\nScenarios:\n${scenarioNames.map((name) => `  ${name.padEnd(26)}${scenarios[name]}`).join('\n')}`,
  )
  .parse();

const given = command.opts<Arguments>();
const sandbox = await startSysproSandbox({
  port: given.port,
  host: given.host,
  databaseUrl: given.database,
  orders: given.orders,
  seed: given.seed,
  ...(given.raiseEvery !== undefined && { raiseEvery: given.raiseEvery }),
  postDate: given.postDate,
  paging: given.paging,
  pageCap: given.pageCap,
  dateOffset: given.dateOffset,
  odataAuthentication: given.odataAuthentication,
  ...(given.invoices !== undefined && { invoices: given.invoices }),
  ...(given.dispatchNotes !== undefined && { dispatchNotes: given.dispatchNotes }),
  ...(given.scenario !== undefined && { scenarios: given.scenario }),
  ...(await tenants()),
});

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  sandbox.close().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.stdout.write(
  `${JSON.stringify({ ready: true, enet: sandbox.enetUrl, odata: sandbox.odataUrl, control: sandbox.controlUrl })}\n`,
);

async function tenants(): Promise<Tenants> {
  const file = given.companiesFile === undefined ? undefined : await readCompaniesFile(given.companiesFile);
  const codes = given.operator.length === 0 ? ['EDIBOT'] : given.operator;
  const operators = await Promise.all(
    codes.map((code, i) => readOperator(code, given.operatorPasswordFile[i], given.odataPasswordFile[i])),
  );
  if (file !== undefined) return { operators, ...file };
  const ids = given.company.length === 0 ? ['A'] : given.company;
  const companies = await Promise.all(
    ids.map(async (id, i) => {
      const numberStyle = given.numberStyle[i];
      return {
        id,
        name: 'Sandbox Manufacturing',
        password: await readSecret(given.companyPasswordFile[i], ''),
        ...(numberStyle !== undefined && { numberStyle }),
      };
    }),
  );
  return { companies, operators };
}

function many(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function manyStyles(value: string, before: readonly NumberStyle[]): NumberStyle[] {
  const style = numberStyles.find((one) => one === value);
  if (style === undefined) throw new InvalidArgumentError(`is one of ${numberStyles.join(', ')}`);
  return [...before, style];
}

function scenarioList(value: string): Scenario[] {
  if (value === 'none') return [];
  return value.split(',').map((name) => {
    if (!isScenario(name)) throw new InvalidArgumentError(`has ${name}, which is no scenario: see --help`);
    return name;
  });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('is a whole number');
  return Number(text);
}

function interval(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})(ms|s|m|h)$/.exec(text) ?? [];
  const value = Number(count) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 0);
  if (!(value > 0)) throw new InvalidArgumentError('is an interval such as 20s');
  return value;
}
