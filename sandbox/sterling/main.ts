import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startSterlingSandbox } from './sterling-sandbox.ts';

const usage = `Usage: node sandbox/sterling/main.ts --port N --database postgres://… --tls DIR
  --password-file FILE  the API user's password; or the environment variable STERLING_SANDBOX_PASSWORD
  --username NAME       the API user (apiuser)
  --host ADDRESS        where to listen (127.0.0.1)
  --name NAME           another name for the certificate; may be repeated
  --create-status CODE  what a create answers, 200 or 201 (201)
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
    'create-status': { type: 'string', default: '201' },
  },
});

const { port, database, tls } = given;
const passwordFile = given['password-file'];
const password =
  passwordFile === undefined
    ? process.env['STERLING_SANDBOX_PASSWORD']
    : (await readFile(passwordFile, 'utf8')).replace(/\r?\n$/, '');
const createStatus = given['create-status'] === '200' ? 200 : 201;

if (!port || !/^\d{1,5}$/.test(port) || !database || !tls || !password || !/^20[01]$/.test(given['create-status'])) {
  process.stderr.write(usage);
  process.exit(2);
}

const { username, host, name: names } = given;
const sandbox = await startSterlingSandbox({
  port: Number(port),
  databaseUrl: database,
  tlsDir: tls,
  username,
  password,
  host,
  names,
  createStatus,
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void sandbox.close());
process.stdout.write(
  `${JSON.stringify({ ready: true, url: sandbox.url, ca: sandbox.caFile, control: sandbox.controlUrl })}\n`,
);
