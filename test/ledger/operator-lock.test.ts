import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { isOperatorLocked, tryOperatorLock } from '../../src/ledger/operator-lock.ts';
import { until } from '../support/until.ts';
import { useLedger } from '../support/ledger.ts';

const ledger = useLedger();
const settings = () => ({ connectionString: ledger.url, application_name: 'operator-lock-test' });

test('one process has an operator, the next gets it when it is given up', async () => {
  const first = await tryOperatorLock(settings(), 'EDIBOT');
  expect(await tryOperatorLock(settings(), 'EDIBOT')).toBeUndefined();
  expect(await isOperatorLocked(ledger.db, 'EDIBOT')).toBe(true);
  const other = await tryOperatorLock(settings(), 'ANOTHER');
  expect(other).toBeDefined();
  await first?.release();
  await other?.release();
  const second = await tryOperatorLock(settings(), 'EDIBOT');
  expect(second).toBeDefined();
  await second?.release();
  await until('nobody has it', async () => !(await isOperatorLocked(ledger.db, 'EDIBOT')));
});

test('a holder whose connection is cut knows it has lost the lock, and may not log on any more', async () => {
  const lock = await tryOperatorLock(settings(), 'EDIBOT');
  if (!lock) throw new Error('the lock is taken');
  await lock.check();
  const client = new Client({ connectionString: ledger.url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'operator-lock-test'`,
  );
  await client.end();
  await until('it was noticed', () => lock.lost.aborted);
  await expect(lock.check()).rejects.toThrow('lost');
  await lock.release();
});

test('a lock that was granted, but whose answer never came, is given up: nobody would have the operator', async () => {
  const { hostname, port } = new URL(ledger.url);
  const server = createServer((client) => {
    const upstream = connect({ host: hostname, port: Number(port) });
    let silent = false;
    client.on('data', (bytes) => {
      silent ||= bytes.includes('pg_try_advisory_lock');
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => silent || client.write(bytes));
    client.on('error', () => undefined).on('close', () => upstream.destroy());
    upstream.on('error', () => undefined).on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(ledger.url);
  through.port = String((server.address() as AddressInfo).port);
  const refused = expect(tryOperatorLock({ connectionString: through.href }, 'EDIBOT')).rejects.toThrow('timeout');
  await until('it was granted', () => isOperatorLocked(ledger.db, 'EDIBOT'));
  await refused;
  await until('nobody has it', async () => !(await isOperatorLocked(ledger.db, 'EDIBOT')));
  server.close();
}, 20_000);
