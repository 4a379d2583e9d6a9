import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { startSysproSandbox } from './start-syspro-sandbox.ts';

interface Arguments {
  readonly port: number;
  readonly host: string;
  readonly database: string;
  readonly raiseEvery?: number;
  readonly orders: number;
  readonly seed: number;
  readonly company: string;
  readonly companyPasswordFile?: string;
  readonly operator: string;
  readonly operatorPasswordFile?: string;
  readonly odataPasswordFile?: string;
  readonly postDate: boolean;
  readonly paging: 'next-link' | 'truncate';
  readonly pageCap: number;
  readonly dateOffset: string;
}

const command = new Command('syspro-sandbox')
  .description('A stand-in for a SYSPRO server: e.net over REST and OData, with its data in PostgreSQL')
  .requiredOption('--port <number>', 'port on 127.0.0.1; 0 picks one', wholeNumber)
  .requiredOption('--database <url>', 'PostgreSQL database that holds the companies')
  .option('--host <address>', 'where to listen', '127.0.0.1')
  .option('--raise-every <interval>', 'raise a released order of an EDI partner every so often, such as 20s', interval)
  .option('--orders <number>', 'purchase orders to start with', wholeNumber, 400)
  .option('--seed <number>', 'what the data is made from', wholeNumber, 1)
  .option('--company <id>', 'company', 'A')
  .option('--company-password-file <file>', 'file with the company password (none)')
  .option('--operator <code>', 'operator', 'EDIBOT')
  .option('--operator-password-file <file>', 'file with the e.net password (edibot-enet)')
  .option('--odata-password-file <file>', 'file with the OData password (edibot-odata)')
  .option('--post-date', 'PorMasterHdr has a PostDate column', false)
  .option('--paging <mode>', 'beyond the cap: next-link or truncate', 'next-link')
  .option('--page-cap <number>', 'rows in one OData answer', wholeNumber, 5000)
  .option('--date-offset <offset>', 'zone of OData datetimes, Z or such as +02:00', 'Z')
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
  companies: [
    { id: given.company, name: 'Sandbox Manufacturing', password: await secret(given.companyPasswordFile, '') },
  ],
  operators: [
    {
      code: given.operator,
      password: await secret(given.operatorPasswordFile, 'edibot-enet'),
      odataPassword: await secret(given.odataPasswordFile, 'edibot-odata'),
    },
  ],
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

async function secret(file: string | undefined, fallback: string): Promise<string> {
  return file === undefined ? fallback : (await readFile(file, 'utf8')).trimEnd();
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
