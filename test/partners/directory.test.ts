import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parsePartnerFiles, partnerProfileJsonSchema, type PartnerDirectory } from '../../src/partners/index.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const example = ['base/004010.yaml', 'base/us.yaml', 'acme-fasteners.yaml'].map((path) => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
}));

const partner = (code: string, sysproCode: string, more = ''): string => `extends: [base/004010.yaml, base/us.yaml]
partner: ${code}
name: ${code} Inc
bindings:
  - { company: MAIN, role: supplier, codes: ['${sysproCode}'] }
everyDocument:
  goLive: '2026-11-01T00:00:00Z'
  interchange:
    partner: { production: { qualifier: '01', id: '987654321', group: '987654321' }, test: { qualifier: ZZ, id: TEST, group: TEST } }
  sterling: { mailbox: /${code}/Out, testMailbox: /${code}/Test }
documents:
  purchase-order:
    send: true
${more}`;

/** The example files, with others added or put in their place. */
function directory(files: Readonly<Record<string, string>>): PartnerDirectory {
  const others = Object.entries(files).map(([path, text]) => ({ path, text }));
  return parsePartnerFiles([...example.filter(({ path }) => !(path in files)), ...others]);
}

function shown(found: PartnerDirectory): string[] {
  return found.findings.map((f) =>
    `${f.severity === 'warning' ? '?' : ''}${f.code} ${f.record} ${f.field ?? ''}`.trim(),
  );
}

describe('the example profiles', () => {
  const found = parsePartnerFiles(example);

  it('are without findings, and the JSON Schema accepts them', () => {
    expect(found.findings).toEqual([]);
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(partnerProfileJsonSchema());
    for (const { path, text } of example)
      expect([path, validate(parse(text)), validate.errors]).toEqual([path, true, null]);
  });

  it('have the JSON Schema beside them', () => {
    const kept: unknown = JSON.parse(readFileSync(new URL('partner-profile.schema.json', folder), 'utf8'));
    expect(kept).toEqual(partnerProfileJsonSchema());
  });

  it('bind raw codes: trailing blanks do not count, zeros and company do', () => {
    expect(found.bindingOf('MAIN', 'supplier', '000000000001001   ')).toEqual({ kind: 'bound', partner: 'ACMEFAST' });
    expect(found.bindingOf('MAIN', 'supplier', '000000000001901')).toEqual({ kind: 'bound', partner: 'ACMEFAST' });
    for (const [company, role, code] of [
      ['MAIN', 'supplier', '1001'],
      ['MAIN', 'customer', '000000000001001'],
      ['OTHER', 'supplier', '000000000001001'],
    ] as const) {
      expect(found.bindingOf(company, role, code)).toEqual({ kind: 'unbound' });
    }
  });

  it('give a complete profile that is frozen and survives JSON', () => {
    const result = found.documentProfile('ACMEFAST', 'purchase-order', 'test');
    if (!('profile' in result)) throw new Error(JSON.stringify(result.findings));
    expect(JSON.parse(JSON.stringify(result.profile))).toEqual(result.profile);
    expect(() => Object.assign(result.profile.sterling, { mailbox: '/other' })).toThrow(TypeError);
    expect(result.profile.orderType).toBe('NE');
    expect(result.profile.sterling.messagesStay).toBe(7 * 24 * 3_600_000);
  });
});

describe('test and production', () => {
  const production = partner(
    'ONE',
    '1',
    '    usage: production\n    production: { orderType: DS }\n    test: { orderType: SA }\n',
  );
  it.each([
    [
      'production',
      production,
      { usage: 'production', indicator: 'P', id: '987654321', mailbox: '/ONE/Out', orderType: 'DS' },
    ],
    ['test', production, { usage: 'test', indicator: 'T', id: 'TEST', mailbox: '/ONE/Test', orderType: 'SA' }],
    [
      'production',
      partner('ONE', '1'),
      { usage: 'test', indicator: 'T', id: 'TEST', mailbox: '/ONE/Test', orderType: 'SA' },
    ],
  ] as const)('a company in %s', (companyUsage, text, expected) => {
    const result = directory({ 'one.yaml': text }).documentProfile('ONE', 'purchase-order', companyUsage);
    if (!('profile' in result)) throw new Error(JSON.stringify(result.findings));
    const { usage, interchange, sterling, orderType } = result.profile;
    expect({
      usage,
      indicator: interchange.usageIndicator,
      id: interchange.partner.id,
      mailbox: sterling.mailbox,
      orderType,
    }).toEqual(expected);
  });

  it('in test, production identifiers and mailbox never stand in for those of test', () => {
    const text = partner('ONE', '1')
      .replace(/, test: \{[^}]*\}/, '')
      .replace(', testMailbox: /ONE/Test', '');
    const result = directory({ 'one.yaml': text }).documentProfile('ONE', 'purchase-order', 'test');
    expect('findings' in result && result.findings.map((f) => [f.code, f.record, f.field])).toEqual([
      ['PARTNER-IDENTITY', 'one.yaml:9', 'interchange.partner.test'],
      ['PARTNER-MAILBOX', 'one.yaml:10', 'sterling.testMailbox'],
    ]);
  });
});

describe('inheritance', () => {
  it('lets the upper file override, replace lists whole, and drop with null', () => {
    const text = partner('ONE', '1', '    units: { EA: PC, CS: null }\n    dates: []\n    currency: null\n');
    const result = directory({ 'one.yaml': text }).documentProfile('ONE', 'purchase-order', 'test');
    if (!('profile' in result)) throw new Error(JSON.stringify(result.findings));
    expect(result.profile.units).toMatchObject({ EA: 'PC', BX: 'BX' });
    expect(result.profile.units).not.toHaveProperty('CS');
    expect(result.profile.dates).toEqual([]);
    expect(result.profile).not.toHaveProperty('currency');
  });

  it.each([
    [
      'a base that is not there',
      { 'one.yaml': partner('ONE', '1').replace('base/us.yaml', 'base/gone.yaml') },
      'PARTNER-EXTENDS one.yaml:1 extends.1',
    ],
    [
      'a circle',
      { 'base/us.yaml': 'extends: [base/loop.yaml]\n', 'base/loop.yaml': '\nextends: [base/us.yaml]\n' },
      'PARTNER-EXTENDS base/loop.yaml:2 extends.0',
    ],
    [
      'a partner as a base',
      { 'one.yaml': partner('ONE', '1').replace('base/us.yaml', 'acme-fasteners.yaml') },
      'PARTNER-EXTENDS one.yaml:1 extends.1',
    ],
  ])('refuses %s', (_, files, expected) => {
    expect(shown(directory(files))).toContain(expected);
  });
});

describe('what is wrong is said with file and line', () => {
  it.each([
    ['an unknown setting', '    colour: red\n', 'PARTNER-SCHEMA one.yaml:14 documents.purchase-order.colour'],
    ['a number for a code', '    orderType: 01\n', 'PARTNER-SCHEMA one.yaml:14 documents.purchase-order.orderType'],
    [
      'equal delimiters',
      "    interchange:\n      delimiters: { component: '*' }\n",
      'PARTNER-DELIMITERS one.yaml:15 interchange.delimiters',
    ],
    [
      'a length above the release’s',
      '    lengths:\n      BEG03: { max: 30 }\n',
      'PARTNER-LENGTH one.yaml:15 lengths.BEG03.max',
    ],
    [
      'an identifier that would be cut',
      '    lengths:\n      BEG03: { max: 10, overflow: truncate }\n',
      'PARTNER-LENGTH one.yaml:15 lengths.BEG03.overflow',
    ],
    ['an element that is not there', '    codeLists: { BEG99: [A] }\n', 'PARTNER-ELEMENT one.yaml:14 codeLists.BEG99'],
    ['a code of the wrong length', '    orderType: SAX\n', 'PARTNER-CODE one.yaml:14 orderType'],
    ['a code nobody knows', '    orderType: XQ\n', '?PARTNER-CODE one.yaml:14 orderType'],
    ['a unit no list has', '    units: { PCS: PCS }\n', 'PARTNER-CODE one.yaml:14 units.PCS'],
    [
      'a release that does not fit',
      "    interchange: { groupVersion: '005010' }\n",
      'PARTNER-RELEASE one.yaml:14 interchange.groupVersion',
    ],
    [
      'a wait without a limit',
      '    acknowledgement: { within: null }\n',
      'PARTNER-SETTING one.yaml:14 acknowledgement.within',
    ],
  ])('%s', (_, more, expected) => {
    const found = shown(directory({ 'one.yaml': partner('ONE', '1', more) }));
    expect(found).toEqual([expected]);
  });

  it('a setting that is needed and nowhere', () => {
    const found = directory({ 'one.yaml': partner('ONE', '1').replace("  goLive: '2026-11-01T00:00:00Z'\n", '') });
    expect(found.findings.map((f) => [f.code, f.record, f.field])).toEqual([
      ['PARTNER-SETTING', 'one.yaml:11', 'goLive'],
    ]);
    expect(found.findings[0]?.message).toMatch(/^is missing/);
  });
});

describe('invoices and ship notices', () => {
  const found = parsePartnerFiles(example);

  it('have profiles of their own, and customers are bound as suppliers are', () => {
    expect(found.bindingOf('MAIN', 'customer', '000000000005001')).toEqual({ kind: 'bound', partner: 'ACMEFAST' });
    const invoice = found.documentProfile('ACMEFAST', 'invoice', 'test');
    expect(invoice).toMatchObject({ profile: { type: 'invoice', afterShipNotices: true, types: { credit: 'CR' } } });
    const notice = found.documentProfile('ACMEFAST', 'ship-notice', 'test');
    expect(notice).toMatchObject({
      profile: { type: 'ship-notice', structure: 'SOPI', marks: [{ qualifier: 'GM' }, { qualifier: 'CP' }] },
    });
    for (const built of [invoice, notice]) expect(JSON.parse(JSON.stringify(built))).toEqual(built);
  });

  it.each([
    [
      'a policy nobody knows',
      'invoice',
      '    policies: { credit: maybe }\n',
      'PARTNER-SCHEMA one.yaml:14 documents.invoice.policies.credit',
    ],
    [
      'a kind of invoice nobody knows',
      'invoice',
      '    policies: { gift: send }\n',
      'PARTNER-SCHEMA one.yaml:14 documents.invoice.policies.gift',
    ],
    [
      'a type of invoice that is no code of BIG07',
      'invoice',
      '    types: { credit: CRE }\n',
      'PARTNER-CODE one.yaml:14 types.credit',
    ],
    [
      'a charge that would make the total wrong',
      'invoice',
      '    charges: { freight: omit }\n',
      'PARTNER-SCHEMA one.yaml:14 documents.invoice.charges.freight',
    ],
    [
      'an element of another set',
      'invoice',
      '    lengths: { PO103: { max: 2 } }\n',
      'PARTNER-ELEMENT one.yaml:14 lengths.PO103',
    ],
    [
      'a field that ship notices do not have',
      'ship-notice',
      '    references: [{ qualifier: IA, text: { source: supplier } }]\n',
      'PARTNER-SCHEMA one.yaml:14 documents.ship-notice.references.0.text',
    ],
    [
      'a kind of packaging with no code',
      'ship-notice',
      '    lading: { kinds: { BOX: B } }\n',
      'PARTNER-CODE one.yaml:14 lading.kinds.BOX',
    ],
    [
      'a carrier without a SCAC',
      'ship-notice',
      '    carrier: { codes: { OWN: { mode: SR } } }\n',
      'PARTNER-SETTING one.yaml:14 carrier.codes.OWN.scac',
    ],
    [
      'a mark nobody knows',
      'ship-notice',
      '    marks: [{ qualifier: QQ, source: trackingNumber }]\n',
      '?PARTNER-CODE one.yaml:14 marks.0.qualifier',
    ],
  ])('say with file and line: %s', (_, type, more, expected) => {
    const text = partner('ONE', '1', `  ${type}:\n    send: true\n${more}`).replace(
      /  purchase-order:\n    send: true\n/,
      '',
    );
    expect(shown(directory({ 'one.yaml': text }))).toEqual([expected]);
  });
});

describe('a file that cannot be used never hides its bindings', () => {
  it('is broken, where its bindings can still be read', () => {
    const found = directory({ 'one.yaml': partner('ONE', '1', '    colour: red\n') });
    expect(found.bindingOf('MAIN', 'supplier', '1')).toMatchObject({ kind: 'broken', partner: 'ONE' });
    expect(found.bindingOf('MAIN', 'supplier', '2')).toEqual({ kind: 'unbound' });
    expect(found.documentProfile('ONE', 'purchase-order', 'test')).toMatchObject({
      findings: [{ code: 'PARTNER-SCHEMA' }],
    });
    expect(found.partners.map((one) => one.code)).toEqual(['ACMEFAST']);
  });

  it.each([
    ['is not YAML', 'partner: [ONE\nname: "x'],
    ['is empty', ''],
    ['has bindings nobody can read', partner('ONE', '1').replace("codes: ['1']", 'codes: [1]')],
  ])('makes unbound codes unknown, when it %s', (_, text) => {
    const found = directory({ 'one.yaml': text });
    expect(found.bindingOf('MAIN', 'supplier', '1')).toMatchObject({ kind: 'unknown' });
    expect(shown(found).every((finding) => finding.includes(' one.yaml:'))).toBe(true);
    expect(found.bindingOf('MAIN', 'supplier', '000000000001001')).toEqual({ kind: 'bound', partner: 'ACMEFAST' });
  });

  it('breaks the partners of a broken base, and hides nobody else', () => {
    const found = directory({ 'base/us.yaml': 'everyDocument: [' });
    expect(found.bindingOf('MAIN', 'supplier', '000000000001001')).toMatchObject({
      kind: 'broken',
      partner: 'ACMEFAST',
    });
    expect(found.bindingOf('MAIN', 'supplier', '5')).toEqual({ kind: 'unbound' });
  });

  it('refuses one code for two partners, on both sides', () => {
    const found = directory({ 'one.yaml': partner('ONE', '1'), 'two.yaml': partner('TWO', '1 ') });
    expect(shown(found)).toEqual([
      'PARTNER-BINDING-TWICE one.yaml:5 bindings.0.codes.0',
      'PARTNER-BINDING-TWICE two.yaml:5 bindings.0.codes.0',
    ]);
    expect(found.bindingOf('MAIN', 'supplier', '1').kind).toBe('broken');
  });

  it('refuses two files for one partner', () => {
    const found = directory({ 'one.yaml': partner('ONE', '1'), 'two.yaml': partner('ONE', '2') });
    expect(['1', '2'].map((code) => found.bindingOf('MAIN', 'supplier', code).kind)).toEqual(['broken', 'broken']);
  });

  it('knows who is opted in', () => {
    const found = directory({ 'one.yaml': partner('ONE', '1').replace('send: true', 'send: false') });
    expect(found.optInOf('ONE', 'purchase-order').send).toBe(false);
    expect(found.optInOf('ONE', 'invoice')).toEqual({ send: false, usage: 'test', goLive: '2026-11-01T00:00:00Z' });
    expect(found.optInOf('ACMEFAST', 'invoice').policies).toEqual({ credit: 'send', 'zero-value': 'never' });
    expect(found.optInOf('ACMEFAST', 'purchase-order')).toEqual({
      send: true,
      usage: 'test',
      goLive: '2026-11-01T00:00:00Z',
    });
  });
});
