import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSterling } from '../../src/worker/open-sterling.ts';
import type { TradingPartner } from '../../src/sterling/trading-partners.ts';
import { openHouse, type House } from '../support/house.ts';

/*
 * Masters over both stand-ins, by our own command line: what is shown dry, carried over, asked and made.
 */
// The stack's profiles map it to supplier 000000000001001.
const code = 'ALDEFAST';
let house: House;
beforeAll(async () => {
  house = await openHouse({
    configure(config) {
      config.masterData = {
        owners: { phone: 'sterling' },
        toSyspro: ['phone'],
        create: { community: 'EDI_PARTNERS', authentication: 'Local', password: { env: 'HOUSE_STERLING' } },
      };
    },
  });
}, 120_000);
afterAll(() => house?.close());

const inSterling = async (): Promise<TradingPartner | undefined> => {
  const sterling = openSterling(house.config);
  try {
    return (await sterling.client.listTradingPartners()).find((one) => one.code === code);
  } finally {
    sterling.close();
  }
};
const supplier = async (): Promise<Record<string, string>> => {
  const [row] = await house.sysproSql<Record<string, string>>(
    `select * from "SysproCompanyA"."ApSupplier" where "Supplier" = '000000000001001'`,
  );
  return row ?? {};
};
const masterRows = async (): Promise<number> => {
  const tables = ['master_agreement', 'master_finding', 'master_change', 'master_sync', 'master_reading'];
  const counts = await Promise.all(
    tables.map(
      async (table) => (await house.db.query<{ n: number }>(`select count(*) as n from ledger.${table}`)).rows[0]?.n,
    ),
  );
  return counts.reduce<number>((sum, n) => sum + Number(n), 0);
};
// What the command's own types say of its output.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
const json = <T>(out: string): T => JSON.parse(out) as T;

test('masters are shown dry, compared, settled and carried over both ways', async () => {
  // Nobody holds the operator: the command reads by itself.
  const dry = await house.run('partners', 'sync', code, '--dry-run', '--json');
  expect(dry.err).toBe('');
  const shown = json<{ differences: { field: string; would: string }[]; unmapped: string[] }>(dry.out);
  expect(shown.differences.map(({ field }) => field)).not.toContain('name');
  expect(shown.unmapped.length).toBeGreaterThan(0);
  expect(await masterRows()).toBe(0);

  await house.startWorker();
  const first = json<{ outcome: string; findings: { id: number; field: string }[] }>(
    (await house.run('partners', 'sync', code, '--json')).out,
  );
  expect(first.outcome).toBe('complete');
  const again = json<{ changes: unknown[]; findings: unknown[] }>(
    (await house.run('partners', 'sync', code, '--json')).out,
  );
  expect(again).toMatchObject({ changes: [] });
  expect(again.findings).toHaveLength(first.findings.length);

  // SYSPRO moves its house; Sterling's own screens give it another telephone.
  const before = await inSterling();
  await house.sysproSql(
    `update "SysproCompanyA"."ApSupplierAddr" set "SupAddr1" = '77 New Street' where "Supplier" = '000000000001001'`,
  );
  const rows = json<{ differences: { field: string; would: string }[] }>(
    (await house.run('partners', 'sync', code, '--dry-run', '--json')).out,
  ).differences;
  expect(rows.find(({ field }) => field === 'addressLine1')?.would).toBe('write "77 New Street" to Sterling');
  await house.run('partners', 'sync', code);
  const after = await inSterling();
  expect(after?.addressLine1).toBe('77 New Street');
  expect({ ...after, addressLine1: undefined }).toEqual({ ...before, addressLine1: undefined });

  const sterling = openSterling(house.config);
  const { partnerName, community, authenticationType, givenName, surname, emailAddress, settings, ...rest } =
    after ?? fail();
  await sterling.client.updateTradingPartner(partnerName, {
    ...rest,
    community: community ?? '',
    authenticationType: authenticationType === 'External' ? 'External' : 'Local',
    givenName: givenName ?? '',
    surname: surname ?? '',
    emailAddress: emailAddress ?? '',
    phone: '+1-555-0177',
    settings,
  });
  sterling.close();
  const phone = json<{ id: number; field: string }[]>((await house.run('partners', 'conflicts', code, '--json')).out);
  const done = await house.run('partners', 'sync', code);
  const open = phone.find(({ field }) => field === 'phone');
  if (open) await house.run('partners', 'settle', String(open.id), '--take', 'sterling');
  expect(done.out).not.toContain('unavailable');
  expect((await supplier())['Telephone']?.trim()).toBe('+1-555-0177');
}, 240_000);

test('ping reads the masters that are compared, and Sterling’s side of them; a community that is not there is an error', async () => {
  const lines = async (
    ...change: Parameters<typeof house.runWith>
  ): Promise<{ name: string; ok: boolean; detail: string }[]> =>
    json<{ name: string; ok: boolean; detail: string }[]>((await house.runWith(...change)).out).filter(({ name }) =>
      /master |trading partners|community/.test(name),
    );
  const well = await lines(() => undefined, 'ping', '--json');
  expect(well.map(({ name, ok }) => [name, ok])).toEqual([
    ['SYSPRO master ApSupplier by OData (company A)', true],
    ['SYSPRO master ApSupplierAddr by OData (company A)', true],
    ['Sterling trading partners', true],
    ['Sterling community EDI_PARTNERS', true],
  ]);
  expect(well[0]?.detail).toMatch(/^can be read; whether it can be written, by APSSSP, only a write would show$/);
  const wrong = await lines(
    (config) => Object.assign(config.masterData?.create ?? fail(), { community: 'edi_partners' }),
    'ping',
    '--json',
  );
  expect(wrong.filter(({ ok }) => !ok)).toMatchObject([{ name: 'Sterling community edi_partners' }]);
  // Where nothing is compared nothing of it is tested.
  expect(await lines((config) => delete config.masterData, 'ping', '--json')).toEqual([]);
}, 120_000);

function fail(): never {
  throw new Error(`Sterling has no trading partner ${code}`);
}
