import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House, type Passwords, type WorkerProcess } from '../support/house.ts';
import { until } from '../support/until.ts';

/*
 * Passwords that can be recognised wherever they turn up, however they were written: as they are, in an address, in a
 * Basic header.
 */
const passwords: Passwords = {
  enet: 'canary-enet+&=% 1',
  odata: 'canary-odata/?#"2',
  sterling: 'canary-sterling:@3',
  postgres: "canary-postgres'4",
};
const forms = Object.values(passwords).flatMap((password) => [
  password,
  encodeURIComponent(password),
  new URLSearchParams({ p: password }).toString().slice(2),
  Buffer.from(`EDIBOT:${password}`).toString('base64'),
  Buffer.from(`apiuser:${password}`).toString('base64'),
]);
const leaks = (text: string): string[] => forms.filter((form) => text.includes(form));

let house: House;
let worker: WorkerProcess;
let seen = '';
beforeAll(async () => {
  house = await openHouse({ passwords, orders: 40 });
  worker = await house.startWorker();
  const run = async (result: Promise<{ out: string; err: string }>): Promise<void> => {
    const { out, err } = await result;
    seen += out + err;
  };
  await run(house.run('poll', 'purchase-orders', '--wait'));
  await run(house.run('ping'));
  await run(house.run('list', '--json'));
  // What goes wrong tells most: addresses of SYSPRO hold the password.
  await house.syspro.post('faults', { json: { kind: 'reset', count: 6 } });
  await run(house.run('poll', 'purchase-orders'));
  await house.syspro.delete('faults');
  await house.sterling.post('faults', { json: [{ kind: '401' }, { kind: '500', count: 2 }] });
  await run(house.run('ping'));
  await run(
    house.runWith((config) => {
      for (const company of config.companies) company.syspro.enet.password = { env: 'HOUSE_STERLING' };
      config.sterling.password = { env: 'HOUSE_SYSPRO' };
      if (config.postgres) config.postgres.password = { env: 'HOUSE_ODATA' };
    }, 'ping'),
  );
}, 120_000);
afterAll(() => house?.close());

/** A history as text, its payloads, which are base64 in it, read as the text they hold. */
function historyText(history: unknown): string {
  return JSON.stringify(history).replaceAll(/"data":"([A-Za-z0-9+/=]+)"/g, (_all, data: string) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
}

async function histories(): Promise<string> {
  const texts: string[] = [];
  for await (const { workflowId, runId } of house.temporal.client.workflow.list()) {
    const history = await house.temporal.client.workflow.getHandle(workflowId, runId).fetchHistory();
    // Payloads are bytes: read as the text they are.
    texts.push(historyText(history));
  }
  return texts.join('\n');
}

test('no command prints a password, right or wrong', () => {
  expect(seen).toContain('FAIL');
  expect(leaks(seen)).toEqual([]);
});

test('no log line holds one', async () => {
  await until('something went wrong', () => worker.lines.some((line) => line.includes('"level":"warn"')));
  expect(leaks(worker.lines.join('\n'))).toEqual([]);
});

test('no workflow’s history holds one, nor a name, an address or a description of anybody', async () => {
  await until('the documents can be listed', async () => (await histories()).includes('document/A/purchase-order/'));
  const text = await histories();
  // Only payloads hold these: the search does look into them.
  expect(text).toContain('sysproQueue');
  expect(text).toContain('followFor');
  expect(leaks(text)).toEqual([]);
  const rows = await house.sysproSql<{ DeliveryName: string; DeliveryAddr1: string; MStockDes: string }>(
    `select distinct h."DeliveryName", h."DeliveryAddr1", d."MStockDes" from "SysproCompanyA"."PorMasterHdr" h
       join "SysproCompanyA"."PorMasterDetail" d using ("PurchaseOrder") where d."LineType" = '1'`,
  );
  const party = rows
    .flatMap((row) => Object.values(row).map((value) => value.trim()))
    .filter((value) => value.length > 3);
  expect(party.length).toBeGreaterThan(10);
  expect(party.filter((value) => text.includes(value))).toEqual([]);
});

/** A row as text, its bytea columns read as the text they hold. */
function readable(row: string): string {
  return row.replaceAll(/\\+x([0-9a-f]{2,})/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString('utf8'));
}

test('no table of the ledger holds one', async () => {
  const { rows: tables } = await house.db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'ledger'`,
  );
  expect(tables.length).toBeGreaterThan(8);
  for (const { name } of tables) {
    const { rows } = await house.db.query<{ row: string }>(`select t::text as row from ${name} t`);
    expect({ name, leaks: leaks(rows.map(({ row }) => readable(row)).join('\n')) }).toEqual({ name, leaks: [] });
  }
});
