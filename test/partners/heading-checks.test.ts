import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DocumentType } from '../../src/documents/document-key.ts';
import { parsePartnerFiles } from '../../src/partners/index.ts';

const folder = new URL('../../config/partners/', import.meta.url);
const base = ['base/004010.yaml', 'base/us.yaml'].map((path) => ({
  path,
  text: readFileSync(new URL(path, folder), 'utf8'),
}));

/** The findings of a partner whose document has settings (YAML, four blanks deep), each as code, place and field. */
function checked(
  settings: string,
  type: DocumentType = 'purchase-order',
  more: readonly { path: string; text: string }[] = [],
): string[] {
  return parsePartnerFiles(filesOf(settings, type, more)).findings.map(
    ({ code, severity, record, field }) => `${severity === 'warning' ? '?' : ''}${code} ${record} ${field ?? ''}`,
  );
}

/** The base files and the partner's own. */
function filesOf(
  settings: string,
  type: DocumentType,
  more: readonly { path: string; text: string }[],
): { path: string; text: string }[] {
  const text = `extends: [base/004010.yaml, base/us.yaml${more.map(({ path }) => `, ${path}`).join('')}]
partner: P
name: Partner
everyDocument:
  goLive: '2026-11-01T00:00:00Z'
  interchange: { partner: { test: { qualifier: ZZ, id: PTEST, group: PTEST } } }
  sterling: { testMailbox: /P/Test }
documents:
  ${type}:
    send: true
${settings}`;
  return [...base, ...more, { path: 'p.yaml', text }];
}

describe('what a profile says of the heading is checked when it is read', () => {
  it.each<[string, DocumentType, string, string[]]>([
    ['nothing wrong', 'purchase-order', '', []],
    [
      'a DUNS of ten digits',
      'purchase-order',
      "    parties:\n      - { entity: BY, identification: { qualifier: '1', code: { value: '1234567890' } } }\n",
      ['PARTNER-PARTY p.yaml:12 parties.0.identification.code.value'],
    ],
    [
      'a GLN with another check digit, among codes',
      'purchase-order',
      "    parties:\n      - entity: ST\n        identification:\n          qualifier: UL\n          code:\n            source: shipTo.code\n            codes:\n              DC1: '0614141000006'\n",
      ['PARTNER-PARTY p.yaml:18 parties.0.identification.code.codes.DC1'],
    ],
    [
      'a party that says nothing',
      'purchase-order',
      '    parties:\n      - { entity: BY, address: shipTo }\n',
      ['PARTNER-PARTY p.yaml:12 parties.0'],
    ],
    [
      'N407 in a release that does not have it',
      'purchase-order',
      '    address:\n      otherStates: n407\n',
      ['PARTNER-ELEMENT p.yaml:12 address.otherStates'],
    ],
    [
      'a country that would never be left out',
      'purchase-order',
      '    address:\n      countryForm: alpha-3\n      omitCountries: [US]\n',
      ['PARTNER-PARTY p.yaml:13 address.omitCountries.0'],
    ],
    [
      'times of a period, and a zone without a time',
      'purchase-order',
      '    dates:\n      - { qualifier: "106", source: orderDate, until: { source: dueDate }, time: "0800" }\n      - { qualifier: "002", source: dueDate, zone: ET }\n      - { qualifier: "002", source: dueDate, time: minutes }\n',
      [
        'PARTNER-DATE p.yaml:12 dates.0.time',
        'PARTNER-DATE p.yaml:13 dates.1.zone',
        'PARTNER-DATE p.yaml:14 dates.2.time',
      ],
    ],
    [
      'a fraction for a percentage (mistake 33)',
      'purchase-order',
      "    terms:\n      codes:\n        A: { discountPercent: '0.02', discountDays: 10 }\n",
      ['PARTNER-TERMS p.yaml:13 terms.codes.A.discountPercent'],
    ],
    [
      'a discount for nobody knows how long',
      'purchase-order',
      "    terms:\n      codes:\n        A: { discountPercent: '2', netDays: 30 }\n",
      ['PARTNER-TERMS p.yaml:13 terms.codes.A.discountPercent'],
    ],
    [
      'terms without days and without dates',
      'invoice',
      '    terms:\n      days: false\n',
      ['PARTNER-TERMS p.yaml:12 terms.days'],
    ],
    [
      'a release number of an order that is no release',
      'purchase-order',
      "    releaseNumber: { value: '7' }\n",
      ['PARTNER-SETTING p.yaml:11 releaseNumber'],
    ],
    [
      'a deadline sooner than anybody looks',
      'ship-notice',
      '    deadline: { within: 5m }\n',
      ['?PARTNER-DEADLINE p.yaml:11 deadline.within'],
    ],
    [
      'a code no list has',
      'purchase-order',
      '    salesRequirements: [XX]\n',
      ['?PARTNER-CODE p.yaml:11 salesRequirements.0'],
    ],
    [
      'a change of an invoice that was sent',
      'invoice',
      "    changes: { change: '04' }\n",
      ['PARTNER-SCHEMA p.yaml:11 documents.invoice.changes.change'],
    ],
  ])('%s', (_, type, settings, expected) => {
    expect(checked(settings, type)).toEqual(expected);
  });
});

describe('variants', () => {
  it.each<[string, string, string[]]>([
    [
      'without a condition',
      '    variants:\n      a: { when: {}, settings: { orderType: DS } }\n',
      ['PARTNER-VARIANT p.yaml:12 variants.a.when'],
    ],
    [
      'of a field the document does not have',
      '    variants:\n      a: { when: { invoice: present }, settings: { orderType: DS } }\n',
      ['PARTNER-SCHEMA p.yaml:12 documents.purchase-order.variants.a.when.invoice'],
    ],
    [
      'that would never count',
      '    variants:\n      a: { when: { customer: present }, settings: { orderType: DS } }\n      b: { when: { customer: present }, settings: { orderType: RL } }\n',
      ['PARTNER-VARIANT p.yaml:13 variants.b.when'],
    ],
    [
      'whose documents an earlier, broader one takes',
      '    variants:\n      a: { when: { supplier: present }, settings: { orderType: DS } }\n      b: { when: { supplier: [X], customer: absent }, settings: { orderType: RL } }\n',
      ['?PARTNER-VARIANT p.yaml:13 variants.b.when'],
    ],
    [
      'whose texts an earlier one has too',
      '    variants:\n      a: { when: { supplier: [X, Y] }, settings: { orderType: DS } }\n      b: { when: { supplier: [x] }, settings: { orderType: RL } }\n      c: { when: { supplier: { not: [Z] } }, settings: { orderType: KN } }\n      d: { when: { supplier: { not: [Z, W] } }, settings: { orderType: KN } }\n      e: { when: { supplier: absent }, settings: { orderType: KN } }\n',
      ['b', 'd', 'e'].map((name, n) => `?PARTNER-VARIANT p.yaml:${[13, 15, 16][n]} variants.${name}.when`),
    ],
    [
      'in the order they mean',
      '    variants:\n      a: { when: { supplier: [X], customer: present }, settings: { orderType: DS } }\n      b: { when: { supplier: [X] }, settings: { orderType: RL } }\n      c: { when: { supplier: present }, settings: { orderType: KN } }\n      d: { when: { supplier: { not: [X] } }, settings: { orderType: KN } }\n',
      [],
    ],
    [
      'whose name is a number, which would come first wherever it stands',
      '    variants:\n      b: { when: { customer: present }, settings: { orderType: DS } }\n      "2": { when: { supplier: [X] }, settings: { orderType: RL } }\n',
      ['PARTNER-SCHEMA p.yaml:13 documents.purchase-order.variants.2'],
    ],
    [
      'are checked as a whole, and only what is theirs is told of them',
      '    salesRequirements: [XX]\n    variants:\n      a:\n        when: { customer: present }\n        settings:\n          dates: [{ qualifier: "002", source: dueDate, zone: ET }]\n',
      ['?PARTNER-CODE p.yaml:11 salesRequirements.0', 'PARTNER-DATE p.yaml:16 variants.a.settings.dates.0.zone'],
    ],
    [
      'do not decide whether a partner is sent anything',
      '    variants:\n      a: { when: { customer: present }, settings: { send: false } }\n',
      ['PARTNER-SCHEMA p.yaml:12 documents.purchase-order.variants.a.settings.send'],
    ],
  ])('%s', (_, settings, expected) => {
    expect(checked(settings)).toEqual(expected);
  });

  it('are inherited by name, setting by setting, and null drops one, or a setting of the document', () => {
    const industry = {
      path: 'industry.yaml',
      text: `documents:
  purchase-order:
    terms: { codes: { A: { netDays: 30 } } }
    variants:
      drop-ship: { when: { customer: present }, settings: { orderType: DS, terms: null } }
      other: { when: { supplier: [X] }, settings: { orderType: RL } }
`,
    };
    const own = `extends: [base/004010.yaml, base/us.yaml, industry.yaml]
partner: P
name: Partner
everyDocument:
  goLive: '2026-11-01T00:00:00Z'
  interchange: { partner: { test: { qualifier: ZZ, id: PTEST, group: PTEST } } }
  sterling: { testMailbox: /P/Test }
documents:
  purchase-order:
    send: true
    variants: { drop-ship: { settings: { salesRequirements: [SC] } }, other: null }
`;
    const directory = parsePartnerFiles([...base, industry, { path: 'p.yaml', text: own }]);
    expect(directory.findings).toEqual([]);
    const built = directory.documentProfile('P', 'purchase-order', 'test');
    if ('findings' in built) throw new Error(JSON.stringify(built.findings));
    const [variant, ...others] = built.profile.variants;
    expect(others).toEqual([]);
    expect(built.profile.terms?.codes).toHaveProperty('A');
    expect(variant).toMatchObject({
      name: 'drop-ship',
      when: { customer: 'present' },
      profile: { variant: 'drop-ship', orderType: 'DS', salesRequirements: ['SC'], variants: [] },
    });
    expect(variant?.profile.terms).toBeUndefined();
  });

  it('of a partner’s own come before those of its base files, which keep their places', () => {
    const industry = {
      path: 'industry.yaml',
      text: `documents:
  purchase-order:
    variants:
      canada: { when: { shipTo.country: [CA] }, settings: { orderType: NE } }
      any: { when: { supplier: present }, settings: { orderType: DS } }
`,
    };
    const own = `    variants:
      x: { when: { supplier: [X] }, settings: { orderType: RL } }
      any: { settings: { salesRequirements: [SC] } }
      y: { when: { supplier: [Y] }, settings: { orderType: RL } }
`;
    const names = (directory: ReturnType<typeof parsePartnerFiles>): string[] => {
      const built = directory.documentProfile('P', 'purchase-order', 'test');
      if ('findings' in built) throw new Error(JSON.stringify(built.findings));
      return built.profile.variants.map(({ name }) => name);
    };
    expect(checked(own, 'purchase-order', [industry])).toEqual([]);
    expect(names(parsePartnerFiles(filesOf(own, 'purchase-order', [industry])))).toEqual(['x', 'y', 'canada', 'any']);
  });

  it('and plain settings yield to what any file says of the usage', () => {
    const industry = { path: 'industry.yaml', text: 'documents: { purchase-order: { test: { orderType: KN } } }\n' };
    const files = filesOf('    orderType: SA\n', 'purchase-order', [industry]);
    const built = parsePartnerFiles(files).documentProfile('P', 'purchase-order', 'test');
    expect(built).toMatchObject({ profile: { orderType: 'KN' } });
    const overlaid = filesOf('    test: { orderType: SA }\n', 'purchase-order', [industry]);
    expect(parsePartnerFiles(overlaid).documentProfile('P', 'purchase-order', 'test')).toMatchObject({
      profile: { orderType: 'SA' },
    });
  });
});
