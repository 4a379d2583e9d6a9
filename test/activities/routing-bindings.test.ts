import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routingBindings } from '../../src/activities/routing-bindings.ts';
import type { CompanyConfig } from '../../src/config.ts';
import { parsePartnerFiles } from '../../src/partners/index.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const base = ['base/004010.yaml', 'base/us.yaml'].map((path) => ({
  path,
  // Each test says itself how often messages may be taken.
  text: readFileSync(new URL(path, folder), 'utf8').replace(/extractable: .*/, 'extractable: always'),
}));

const profile = (sterling: string, documents: string, more = ''): string => `extends: [base/004010.yaml, base/us.yaml]
partner: ACME
name: Acme Inc
bindings:
  - { company: MAIN, role: supplier, codes: ['1'] }
everyDocument:
  usage: production
  goLive: '2026-11-01T00:00:00Z'
  interchange:
    partner: { production: { qualifier: '01', id: '987654321', group: '987654321' }, test: { qualifier: ZZ, id: TEST, group: TEST } }
  sterling: { mailbox: /ACME/Out, testMailbox: /ACME/Test, ${sterling} }
${more}documents:
${documents}`;

const company = (code: string, usage: 'test' | 'production'): CompanyConfig => ({ code, usage }) as CompanyConfig;

function bindingsOf(text: string, companies = [company('MAIN', 'production')]) {
  const directory = parsePartnerFiles([...base, { path: 'acme.yaml', text }]);
  return routingBindings(companies, directory);
}

const order = '  purchase-order: { send: true }\n';

test('a binding has what the usage in effect has, and a name such as messages will have', () => {
  const text = profile(
    'extractable: { count: 1 }, routingRule: RR, testRoutingRule: RT, answersMailbox: /ACME/In, messagePrefix: AC',
    order,
  );
  const common = { partner: 'ACME', company: 'MAIN', documents: 'purchase-order', messagePrefix: 'AC' };
  const messageNames = ['AC_MAIN_850_000000000000001_1.x12'];
  expect(bindingsOf(text)).toEqual([
    {
      ...common,
      messageNames,
      usage: 'production',
      mailbox: '/ACME/Out',
      routingRule: 'RR',
      answersMailbox: '/ACME/In',
      expects: ['997'],
    },
  ]);
  expect(bindingsOf(text, [company('MAIN', 'test')])).toMatchObject([
    { usage: 'test', mailbox: '/ACME/Test', routingRule: 'RT', messageNames },
  ]);
});

test('none for a document that is not opted in, a company the partner is not bound in, or a broken profile', () => {
  expect(bindingsOf(profile('extractable: always', '  purchase-order: { send: false }\n'))).toEqual([]);
  expect(bindingsOf(profile('extractable: always', order), [company('OTHER', 'production')])).toEqual([]);
  expect(bindingsOf(profile('extractable: sometimes', order))).toEqual([]);
});

test('a variant that goes elsewhere has a binding of its own; one that goes the same way has none', () => {
  const variants = `  purchase-order:
    send: true
    variants:
      canada: { when: { shipTo.country: [CA] }, settings: { sterling: { mailbox: /ACMECA/Out, messagePrefix: CA } } }
      drop-ship: { when: { customer: present }, settings: { orderType: DS } }
`;
  expect(
    bindingsOf(profile('routingRule: RR', variants)).map(({ documents, mailbox, messageNames }) => [
      documents,
      mailbox,
      ...messageNames,
    ]),
  ).toEqual([
    ['purchase-order', '/ACME/Out', 'MAIN_850_000000000000001_1.x12'],
    ['purchase-order (variant canada)', '/ACMECA/Out', 'CA_MAIN_850_000000000000001_1.x12'],
  ]);
});

test('documents that leave together have the interchange’s name, and that of several types where they may be mixed', () => {
  const both = '  purchase-order: { send: true }\n  invoice: { send: true }\n';
  const names = (groups: string, documents = both): unknown =>
    bindingsOf(profile('routingRule: RR', documents, `  batching: { maxAge: 15m, groups: ${groups} }\n`)).map(
      ({ messageNames }) => messageNames,
    );
  expect(names('one')).toEqual([['MAIN_850_I.1.1.1_1.x12'], ['MAIN_810_I.1.1.1_1.x12']]);
  expect(names('per-type', order)).toEqual([['MAIN_850_I.1.1.1_1.x12']]);
  expect(names('per-type')).toEqual([
    ['MAIN_850_I.1.1.1_1.x12', 'MAIN_X12_I.1.1.1_1.x12'],
    ['MAIN_810_I.1.1.1_1.x12', 'MAIN_X12_I.1.1.1_1.x12'],
  ]);
});

test.each([
  ['extractable: always, takenBy: partner', /^pick-up cannot be seen/],
  ['extractable: { until: 30d }, takenBy: partner', /^pick-up cannot be seen/],
  ['extractable: always, takenBy: process', /^routing cannot be seen/],
  ['extractable: { count: 1 }, takenBy: partner', undefined],
  ['extractable: always, takenBy: process, removedWhenTaken: true', undefined],
  ['extractable: always, post: messagebatches, takenBy: partner', /^pick-up cannot be seen/],
])('%s: what does not show is said', (sterling, unseen) => {
  const [binding] = bindingsOf(profile(sterling, order));
  if (unseen) expect(binding?.unseen).toMatch(unseen);
  else expect([binding?.partner, binding?.unseen]).toEqual(['ACME', undefined]);
});

test('what is surely answered is expected: not a TA1 that comes only to reject', () => {
  const expects = (acknowledgement: string): unknown => {
    const text = profile('extractable: always', order, `  acknowledgement: ${acknowledgement}\n`);
    const asking = text.replace('  interchange:\n', '  interchange:\n    acknowledgmentRequested: true\n');
    return bindingsOf(asking).map((one) => one.expects);
  };
  expect(expects('{ expect: none, interchange: { expect: errors } }')).toEqual([undefined]);
  expect(expects('{ interchange: { expect: errors } }')).toEqual([['997']]);
  expect(expects('{ interchange: { expect: always, within: 1h } }')).toEqual([['997', 'TA1']]);
  expect(expects('{ expect: none, interchange: { expect: always, within: 1h } }')).toEqual([['TA1']]);
});
