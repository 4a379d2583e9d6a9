import { expect, test } from 'vitest';
import type { RoutingBinding } from '../../src/sterling/binding.ts';
import { checkSterling } from '../../src/sterling/check-sterling.ts';
import { connect, createCertificate, startServer, type Answer, type Received } from './https-server.ts';

const certificate = await createCertificate();
const order = { company: 'MAIN', documents: 'purchase-order', usage: 'test' } as const;
const plain = { ...order, messageNames: ['MAIN_850_1_1.x12'] };
const acme = { ...plain, partner: 'acme', mailbox: '/ACME/Outbound', routingRule: 'RR_ACME' };
const shared = { ...order, mailbox: '/Shared', routingRule: 'RR_SHARED' };
const beta = { ...shared, partner: 'beta', messageNames: ['BETA_MAIN_850_1_1.x12'] };
const gamma = { ...shared, partner: 'gamma', messageNames: ['GAMMA_MAIN_850_1_1.x12'] };
const delta = { ...plain, partner: 'delta', mailbox: '/DELTA/Outbound' };

const mailboxes = ['/ACME/Outbound', '/Shared', '/DELTA/Outbound'].map((path, n) => ({ _id: `${n + 1}`, path }));
const rules: { name: string; mailboxes: { path: string }[]; [field: string]: unknown }[] = [
  { name: 'RR_ACME', mailboxes: [{ path: '/ACME/Outbound' }], evaluationMode: { code: 'automatic' } },
  { name: 'RR_SHARED', mailboxes: [{ path: '/Shared' }], messageNamePattern: 'BETA_*' },
];

function site({ path, query }: Received): Answer {
  const rows = path === 'mailboxes/' ? mailboxes : path === 'routingrules/' ? rules : [];
  const wanted = query.get('path') ?? query.get('name');
  const found = rows.filter((row) => wanted === null || ('path' in row ? row.path : row.name) === wanted);
  return { body: query.get('_range')?.startsWith('0-') ? found : [] };
}

async function check(
  answer: (request: Received) => Answer,
  bindings: readonly RoutingBinding[],
  authority: string | undefined = certificate.authority,
): Promise<{ checks: Awaited<ReturnType<typeof checkSterling>>; received: readonly Received[] }> {
  await using server = await startServer(certificate, answer);
  using connected = connect(server.baseUrl, authority);
  return { checks: await checkSterling(connected.client, bindings), received: server.received };
}

test('a site as the profiles say: every thing once, nothing written', async () => {
  const { checks, received } = await check(site, [acme, beta, { ...beta, partner: 'beta-2' }, delta]);
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['Sterling TLS', true],
    ['Sterling authentication', true],
    ['Sterling mailbox /ACME/Outbound', true],
    ['Sterling mailbox /Shared', true],
    ['Sterling mailbox /DELTA/Outbound', true],
    ['Sterling routing rule RR_ACME', true],
    ['Sterling routing rule RR_SHARED', true],
  ]);
  expect(checks.every((line) => line.fix === undefined && line.ms >= 0 && line.detail !== '')).toBe(true);
  expect(new Set(received.map((request) => request.method))).toEqual(new Set(['GET']));
  const firstPages = received.filter(({ query }) => query.get('_range') === '0-999');
  expect(firstPages.map(({ path }) => path)).toEqual([...mailboxes.map(() => 'mailboxes/'), 'routingrules/']);
});

test('names what is missing, who needs it and what to do', async () => {
  const { checks } = await check(site, [{ ...acme, mailbox: '/ACME/Gone', routingRule: 'RR_GONE' }, beta, gamma]);
  const failed = checks.filter((line) => !line.ok);
  expect(failed.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([
    'Sterling mailbox /ACME/Gone: is not there, or the account may not see it; needed for acme (MAIN purchase-order)',
    'Sterling routing rule RR_GONE: is not there; needed for acme (MAIN purchase-order)',
    'Sterling routing rule RR_SHARED: takes /Shared, pattern BETA_* and would not take a message such as GAMMA_MAIN_850_1_1.x12 in /Shared; needed for gamma (MAIN purchase-order)',
  ]);
  expect(failed.every((line) => line.fix !== undefined && line.fix !== '')).toBe(true);
});

test('a rule for another mailbox would not match', async () => {
  const { checks } = await check(site, [{ ...acme, mailbox: '/Shared' }]);
  expect(checks.find((line) => line.name === 'Sterling routing rule RR_ACME')).toMatchObject({
    ok: false,
    detail:
      'takes /ACME/Outbound, pattern *, automatic and would not take a message such as MAIN_850_1_1.x12 in /Shared; needed for acme (MAIN purchase-order)',
  });
});

test('a wrong password: TLS is fine, the rest is one line', async () => {
  const { checks, received } = await check(() => ({ status: 401, body: '<html></html>' }), [acme, beta]);
  expect(checks.map(({ name, ok }) => [name, ok])).toEqual([
    ['Sterling TLS', true],
    ['Sterling authentication', false],
    ['Sterling mailboxes and routing rules', false],
  ]);
  expect(checks[1]).toMatchObject({
    detail: expect.stringContaining('STERLING-CREDENTIALS'),
    fix: expect.stringContaining('sterling.password'),
  });
  expect(checks[2]?.detail).toBe('2 mailboxes and 2 routing rules not tested');
  expect(received).toHaveLength(1);
});

test('an authority not trusted: TLS fails, authentication was not tested', async () => {
  const other = await createCertificate();
  const { checks, received } = await check(site, [], other.authority);
  expect(checks).toEqual([
    expect.objectContaining({
      name: 'Sterling TLS',
      ok: false,
      detail: expect.stringContaining('STERLING-TLS'),
      fix: expect.stringContaining('caFile'),
    }),
    expect.objectContaining({
      name: 'Sterling authentication',
      ok: false,
      detail: 'not tested: there is no connection',
    }),
  ]);
  expect(received).toEqual([]);
});

test('one mailbox that cannot be read does not hide the others', async () => {
  const { checks } = await check(
    (request) => (request.query.get('path') === '/Shared' ? { status: 403, body: {} } : site(request)),
    [acme, beta, delta],
  );
  expect(checks.filter((line) => !line.ok).map((line) => line.name)).toEqual(['Sterling mailbox /Shared']);
});

test('sixty partners are tested a few at a time', async () => {
  let atOnce = 0;
  let most = 0;
  const findMailbox = async (path: string): Promise<{ id: string; path: string }> => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise(setImmediate);
    atOnce -= 1;
    return { id: '1', path };
  };
  await using server = await startServer(certificate, site);
  using connected = connect(server.baseUrl, certificate.authority);
  const bindings = Array.from({ length: 60 }, (_, n) => ({
    ...plain,
    partner: `p${n}`,
    mailbox: `/P${n}`,
  }));
  const checks = await checkSterling({ ...connected.client, findMailbox }, bindings);
  expect(checks.slice(2, 62).map((line) => line.name)).toEqual(
    bindings.map((binding) => `Sterling mailbox ${binding.mailbox}`),
  );
  expect(most).toBe(4);
});
