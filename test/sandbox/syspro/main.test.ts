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
