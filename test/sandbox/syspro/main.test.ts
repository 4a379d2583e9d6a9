import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { createTestDatabase } from '../../support/postgres.ts';

test('the process announces itself, takes its secrets from files, raises orders, and stops on SIGTERM', async () => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'syspro-sandbox-'));
  await writeFile(join(folder, 'enet'), 'secret one\n');
  await writeFile(join(folder, 'odata'), 'secret two\n');
  const files = ['--operator-password-file', join(folder, 'enet'), '--odata-password-file', join(folder, 'odata')];
  const child = spawn(
    process.execPath,
    [
      'sandbox/syspro/main.ts',
      '--port',
      '0',
      '--database',
      database.url,
      '--orders',
      '0',
      '--raise-every',
      '100ms',
      '--operator',
      'ROBOT',
      ...files,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  try {
    const [line]: string[] = await once(createInterface(child.stdout), 'line');
    const said: { ready: boolean; enet: string; odata: string; control: string } = JSON.parse(line ?? '');
    expect(said.ready).toBe(true);
    expect(said.control).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sandbox$/);
    const logon = `${said.enet}/Logon?Operator=ROBOT&OperatorPassword=secret%20one&CompanyId=A&CompanyPassword=`;
    expect(await (await fetch(logon)).text()).toMatch(/^[0-9A-F]{32}00 {2}$/);
    const authorization = `Basic ${Buffer.from('ROBOT:secret two').toString('base64')}`;
    await vi.waitFor(
      async () => {
        const answer = await fetch(`${said.odata}/A/PorMasterHdr`, { headers: { authorization } });
        const { value }: { value: { OrderStatus: string }[] } = JSON.parse(await answer.text());
        expect(value.length).toBeGreaterThan(1);
        expect(value.every((row) => row.OrderStatus === '4')).toBe(true);
      },
      { timeout: 10_000 },
    );
  } finally {
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await rm(folder, { recursive: true });
    await database.drop();
  }
});

test('several companies and operators come from a file, each company as it is described there', async () => {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'syspro-sandbox-'));
  await writeFile(join(folder, 'secret'), 'of b\n');
  await writeFile(
    join(folder, 'companies.json'),
    JSON.stringify({
      companies: [
        { id: 'A', orders: 1, scenarios: ['foreign'] },
        { id: 'B', orders: 2, numberStyle: 'alphanumeric', passwordFile: join(folder, 'secret') },
      ],
      operators: [{ code: 'ONE' }, { code: 'TWO', passwordFile: join(folder, 'secret') }],
    }),
  );
  const child = spawn(
    process.execPath,
    [
      'sandbox/syspro/main.ts',
      '--port=0',
      `--database=${database.url}`,
      '--orders=0',
      '--scenario=none',
      `--companies-file=${join(folder, 'companies.json')}`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = once(child, 'exit');
  try {
    const [line]: string[] = await once(createInterface(child.stdout), 'line');
    const said: { enet: string; control: string } = JSON.parse(line ?? '');
    const { companies }: { companies: unknown } = JSON.parse(await (await fetch(said.control)).text());
    expect(companies).toMatchObject([
      { id: 'A', orders: 1, numberStyle: '15-digit', scenarios: ['foreign'] },
      { id: 'B', orders: 2, numberStyle: 'alphanumeric', scenarios: [] },
    ]);
    const logon = async (operator: string, password: string, company: string, secret: string): Promise<string> => {
      const query = { Operator: operator, OperatorPassword: password, CompanyId: company, CompanyPassword: secret };
      return (await fetch(`${said.enet}/Logon?${new URLSearchParams(query).toString()}`)).text();
    };
    expect(await logon('ONE', 'edibot-enet', 'A', '')).toHaveLength(36);
    expect(await logon('TWO', 'of b', 'B', 'of b')).toHaveLength(36);
    expect(await logon('TWO', 'of b', 'B', '')).toMatch(/^ERROR/);
  } finally {
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    await rm(folder, { recursive: true });
    await database.drop();
  }
});
