import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { parseDocument } from 'yaml';
import type { SterlingSandbox } from '../../sandbox/sterling/sterling-sandbox.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { createSandboxHome, credentials, SandboxClient, type SandboxHome } from '../sandbox/sterling/sandbox-client.ts';
import { testFolder } from '../support/folder.ts';

// The commands as they are typed, with the configuration's and profiles' files, against the stand-in for Sterling. No ledger, no Temporal.

const source = fileURLToPath(new URL('../../config/', import.meta.url));

let home: SandboxHome;
let sandbox: SterlingSandbox;
let site: SandboxClient;
let file: string;

beforeAll(async () => {
  home = await createSandboxHome();
  sandbox = await home.start();
  site = await SandboxClient.connect(sandbox);
});
afterAll(async () => {
  site.close();
  await sandbox.close();
  await home.remove();
});
beforeEach(async () => {
  await site.send('DELETE', '/faults');
  const folder = testFolder();
  file = join(folder, 'syspro-sterling.yaml');
  for (const name of ['base'])
    cpSync(join(source, 'partners', name), join(folder, 'partners', name), { recursive: true });
  mkdirSync(join(folder, 'secrets'));
  for (const name of ['operator', 'odata']) writeFileSync(join(folder, 'secrets', name), 'unused');
  configure(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** The example configuration, with one company and the stand-in as its Sterling, changed. */
function configure(change: (set: (path: string, value: unknown) => void) => void): void {
  const config = parseDocument(readFileSync(join(source, 'example.yaml'), 'utf8'));
  const set = (path: string, value: unknown): void =>
    config.setIn(
      path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
      value,
    );
  // What these commands do not need is left out: its secrets are not here.
  config.deleteIn(['masterData']);
  config.deleteIn(['sterling', 'provision']);
  config.deleteIn(['sterling', 'sweep']);
  config.deleteIn(['companies', 1]);
  set('companies.0.syspro.enet.password', { file: 'secrets/operator' });
  set('companies.0.syspro.odata.password', { file: 'secrets/odata' });
  set('sterling.url', sandbox.url);
  set('sterling.caFile', sandbox.caFile);
  set('sterling.username', credentials.username);
  change(set);
  writeFileSync(file, config.toString());
  for (const name of ['SYSPRO_STERLING_PG_PASSWORD', 'SYSPRO_STERLING_PG_OWNER_PASSWORD']) vi.stubEnv(name, 'unused');
  vi.stubEnv('STERLING_PASSWORD', credentials.password);
}

/** The example's profile, with other settings of Sterling. */
function profile(sterling: string): void {
  const text = readFileSync(join(source, 'partners/acme-fasteners.yaml'), 'utf8');
  const changed = text.replace(/ {2}sterling:\n(?: {4}.*\n)+/, `  sterling: { ${sterling} }\n`);
  writeFileSync(join(file, '../partners/acme-fasteners.yaml'), changed);
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line: unknown) => void (out += `${String(line)}\n`));
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => void (err += `${String(line)}\n`));
  const code = await buildProgram().run(['partners', ...args, '--config', file]);
  return { code, out, err };
}

interface Checked {
  readonly findings: { code: string; severity: string; record: string }[];
  readonly sterling: string;
  readonly bindings: object[];
}
interface Provisioned {
  readonly items: { kind: string; name: string; state: string }[];
}
const checked = ({ out }: { out: string }): Checked => JSON.parse(out) as Checked;
const provisioned = (result: { out: string }): string[] =>
  (JSON.parse(result.out) as Provisioned).items.map(({ name, state }) => `${name} ${state}`);

const seeded =
  'mailbox: /ALDEFAST/Outbound, testMailbox: /ALDEFAST/Test, testRoutingRule: RR_ALDEFAST_TEST, testAnswersMailbox: /ALDEFAST/Inbound, messagesStay: 7d';

describe('partners check', () => {
  test('compares every binding with Sterling, and shows the ways', async () => {
    profile(`${seeded}, extractable: always, takenBy: partner`);
    const { code, out } = await run('check');
    expect(out).toContain('1 partner, 3 routing bindings, nothing wrong.');
    expect(out).toMatch(
      /ACMEFAST .*\/ALDEFAST\/Test .*RR_ALDEFAST_TEST .*\/ALDEFAST\/Inbound .*pick-up cannot be seen:/,
    );
    expect(code).toBe(0);
  });

  test('says what is missing, who needs it and what to do, and exits 1', async () => {
    profile(
      'mailbox: /NONE, testMailbox: /NONE, testRoutingRule: RR_ALDEFAST_TEST, testAnswersMailbox: /NO/Answers, messagesStay: 7d',
    );
    configure((set) => set('sterling.sweep', { mailboxes: ['/Lost'] }));
    const { code, out } = await run('check');
    expect(out).toMatch(
      /STERLING-MAILBOX-MISSING: Sterling mailbox \/NONE is not there.*ACMEFAST \(MAIN purchase-order, invoice, ship-notice\)/,
    );
    expect(out).toMatch(
      /STERLING-MAILBOX-MISSING: Sterling mailbox \/NO\/Answers is not there.*the answers of ACMEFAST/,
    );
    expect(out).toMatch(/STERLING-MAILBOX-MISSING: Sterling mailbox \/Lost is not there.*sterling\.sweep\.mailboxes/);
    expect(out).toMatch(
      /STERLING-RULE-MISMATCH: Sterling routing rule RR_ALDEFAST_TEST takes \/ALDEFAST\/Test.*_1\.x12 in \/NONE/,
    );
    expect(out).toContain('4 errors.');
    expect(code).toBe(1);
  });

  test('a rule that takes everything is a warning, and no reason to exit 1', async () => {
    profile(seeded);
    const body = {
      name: 'ALL',
      evaluationMode: 'automatic',
      actionType: 'bp',
      action: 'Archive',
      runRuleAs: 'apiuser',
    };
    await site.send('POST', 'routingrules/', { body });
    const result = await run('check', '--json');
    await site.send('DELETE', 'routingrules/ALL');
    expect(checked(result).findings).toMatchObject([
      { code: 'STERLING-RULE-OVERLAP', severity: 'warning', record: 'Sterling routing rule ALL' },
    ]);
    expect(result.code).toBe(0);
  });

  test('without Sterling it checks the files all the same, says that it was not asked, and exits 2', async () => {
    profile(`${seeded}, unknownSetting: 1`);
    await site.addFaults({ kind: '401', resource: 'mailboxes' });
    const { code, out } = await run('check');
    expect(out).toContain('PARTNER-SCHEMA');
    expect(out).toContain('STERLING-CREDENTIALS');
    expect(out).toContain('not compared with Sterling');
    expect(code).toBe(2);
  });

  test('a company the configuration does not have: nothing is sent by such a binding, and its masters are an error', async () => {
    profile(seeded);
    configure((set) => set('companies.0.code', 'OTHER'));
    const result = await run('check', '--offline', '--json');
    expect(checked(result).findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning PARTNER-BINDING-COMPANY',
      'warning PARTNER-BINDING-COMPANY',
      'error PARTNER-MASTER-COMPANY',
    ]);
    expect(result.code).toBe(1);
  });

  test('acknowledgements that are expected and looked for nowhere are a warning, without Sterling too', async () => {
    const unread = async (): Promise<[number, string[]]> => {
      const result = await run('check', '--offline', '--json');
      return [
        result.code,
        checked(result).findings.map(({ code, severity, record }) => `${severity} ${code} ${record}`),
      ];
    };
    profile('mailbox: /ALDEFAST/Outbound, testMailbox: /ALDEFAST/Test, answersMailbox: /NOT/InTest, messagesStay: 7d');
    expect(await unread()).toEqual([0, ['warning STERLING-ANSWERS-UNREAD Partner ACMEFAST']]);
    expect((await run('check', '--offline')).out).toMatch(
      /sterling\.testAnswersMailbox is not set, and 997 expected from ACMEFAST/,
    );
    configure((set) => set('sterling.sweep', { mailboxes: ['/Shared/Inbound'] }));
    expect(await unread()).toEqual([0, []]);
  });

  test('--offline leaves it out', async () => {
    profile(seeded);
    await site.addFaults({ kind: '401', resource: 'mailboxes' });
    const result = await run('check', '--offline', '--json');
    expect(checked(result)).toMatchObject({ findings: [], sterling: 'left out', bindings: [{}, {}, {}] });
    expect(result.code).toBe(0);
    expect((await run('check', '--offline')).out).toContain('not compared with Sterling, nothing wrong');
    profile('mailbox: nowhere');
    expect((await run('check', '--offline')).code).toBe(1);
  });
});

describe('partners provision', () => {
  const own =
    'mailbox: /ACMEFAST/Out, testMailbox: /ACMEFAST/Try, testRoutingRule: RR_TRY, messagePrefix: AC, messagesStay: 7d';

  test('a dry run shows and makes nothing; then it makes; then there is nothing to make', async () => {
    profile(`${own}, testAnswersMailbox: /ACMEFAST/In`);
    configure((set) => set('sterling.provision', { process: 'EDI_Outbound_Core', runAs: 'apiuser' }));
    const names = ['/ACMEFAST/Try', '/ACMEFAST/In', 'RR_TRY'];
    for (const state of ['would be made', 'would be made', 'made', 'there', 'there']) {
      const dry = state === 'would be made' ? ['--dry-run'] : [];
      const result = await run('provision', ...dry, '--json');
      expect(provisioned(result)).toEqual(names.map((name) => `${name} ${state}`));
      expect(result.code).toBe(0);
    }
    const { out } = await run('provision');
    expect(out).toMatch(
      /routing rule .*RR_TRY .*there .*\/ACMEFAST\/Try, pattern AC_\*, automatic, starts EDI_Outbound_Core/,
    );
    expect(out).toContain('3 there');
    expect((await run('check')).code).toBe(0);
  });

  test('without sterling.provision: mailboxes are made, rules are shown with what to set, exit 1', async () => {
    profile('mailbox: /B/Out, testMailbox: /B/Try, testRoutingRule: RR_B, messagesStay: 7d');
    const { code, out } = await run('provision');
    expect(out).toMatch(/mailbox .*\/B\/Try .*made/);
    expect(out).toMatch(/routing rule .*RR_B .*missing .*would take \/B\/Try/);
    expect(out).toContain('sterling.provision.process');
    expect(out).toContain('1 made, 1 missing');
    expect(code).toBe(1);
  });

  test('a rule that differs is shown, never changed, and exits 1', async () => {
    profile(
      'mailbox: /ALDEFAST/Outbound, testMailbox: /ALDEFAST/Test, testRoutingRule: RR_ALDEFAST_OUT, messagesStay: 7d',
    );
    configure((set) => set('sterling.provision', { process: 'EDI_Outbound_Core', runAs: 'apiuser' }));
    const before = (await site.send('GET', 'routingrules/')).text;
    const result = await run('provision', 'ACMEFAST', '--json');
    expect(provisioned(result)).toEqual(['/ALDEFAST/Test there', 'RR_ALDEFAST_OUT differs']);
    expect(result.code).toBe(1);
    expect((await site.send('GET', 'routingrules/')).text).toBe(before);
  });

  test('a profile with errors is left out, and that is said', async () => {
    profile('mailbox: nowhere');
    const { code, out } = await run('provision');
    expect(out).toContain('Profiles with errors are left out');
    expect(code).toBe(1);
  });

  test('a partner nobody knows, and a Sterling that cannot be asked: exit 2', async () => {
    profile(seeded);
    expect(await run('provision', 'NOBODY')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no partner NOBODY') as string,
    });
    await site.addFaults({ kind: '401', resource: 'routingrules' });
    expect(await run('provision')).toMatchObject({
      code: 2,
      err: expect.stringContaining('STERLING-CREDENTIALS') as string,
    });
  });
});

test('what partners does not do is said with what it does', async () => {
  const { code, err } = await run('provison');
  expect(err).toMatch(/^partners takes list, check, .*provision/);
  expect(code).toBe(2);
});
