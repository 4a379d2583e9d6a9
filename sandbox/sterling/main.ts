import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { isProduct } from './behaviour.ts';
import { startSterlingSandbox } from './sterling-sandbox.ts';

const usage = `Usage: node sandbox/sterling/main.ts --port N --database postgres://… --tls DIR
  --password-file FILE  the API user's password; or the environment variable STERLING_SANDBOX_PASSWORD
  --username NAME       the API user (apiuser)
  --host ADDRESS        where to listen (127.0.0.1)
  --name NAME           another name for the certificate; may be repeated
  --tick INTERVAL       how often rules are evaluated and robots act, such as 5s; or off (60s)
  --robots on|off       whether the partners do anything (on)
  --product NAME        classic-5.2.6, 6.1 or global-mailbox (6.1)
  --create-status CODE  what a create answers, 200 or 201 (the product's)
  --create-only ACTION  what becomes of create-only fields of a trading partner in PUT: ignore or refuse (the product's)
  --page-cap N          items of the largest page (1000)
  --self-signed         show a certificate nobody trusts
`;

const { values: given } = parseArgs({
  options: {
    port: { type: 'string' },
    database: { type: 'string' },
    tls: { type: 'string' },
    'password-file': { type: 'string' },
    username: { type: 'string', default: 'apiuser' },
    host: { type: 'string' },
    name: { type: 'string', multiple: true },
    tick: { type: 'string', default: '60s' },
    robots: { type: 'string', default: 'on' },
    product: { type: 'string', default: '6.1' },
    'create-status': { type: 'string' },
    'create-only': { type: 'string' },
    'page-cap': { type: 'string' },
    'self-signed': { type: 'boolean', default: false },
  },
});

function refuse(): never {
  process.stderr.write(usage);
  process.exit(2);
}

/** The value, where it is one of those; undefined where it is not given. */
function oneOf<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return value === undefined ? undefined : (allowed.find((one) => one === value) ?? refuse());
}

/** Milliseconds; undefined: off. */
function interval(text: string): number | undefined {
  if (text === 'off') return undefined;
  const [, count, unit = ''] = /^(\d{1,6})(ms|s|m|h)$/.exec(text) ?? [];
  const value = Number(count) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit] ?? 0);
  return value > 0 ? value : refuse();
}

const { port, database, tls, product } = given;
const passwordFile = given['password-file'];
const password =
  passwordFile === undefined
    ? process.env['STERLING_SANDBOX_PASSWORD']
    : (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '');
const pageCap = given['page-cap'];
const createStatus = oneOf(given['create-status'], ['200', '201']);
const createOnlyFields = oneOf(given['create-only'], ['ignore', 'refuse']);

if (!port || !/^\d{1,5}$/.test(port) || !database || !tls || !password || !isProduct(product)) refuse();
if (pageCap !== undefined && !/^[1-9]\d{0,8}$/.test(pageCap)) refuse();

const { username, host, name: names } = given;
const sandbox = await startSterlingSandbox({
  port: Number(port),
  databaseUrl: database,
  tlsDir: tls,
  username,
  password,
  host,
  names,
  product,
  behaviour: {
    ...(createStatus !== undefined && { createStatus: createStatus === '200' ? 200 : 201 }),
    ...(createOnlyFields !== undefined && { createOnlyFields }),
    ...(pageCap !== undefined && { maximumPage: Number(pageCap) }),
  },
  tickEvery: interval(given.tick),
  robots: oneOf(given.robots, ['on', 'off']) === 'on',
  certificate: given['self-signed'] ? 'self-signed' : 'usual',
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close());
process.stdout.write(
  `${JSON.stringify({ ready: true, url: sandbox.url, ca: sandbox.caFile, control: sandbox.controlUrl })}\n`,
);
