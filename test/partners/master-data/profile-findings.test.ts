import { expect, test } from 'vitest';
import { unknownCompanies } from '../../../src/partners/master-data/profile-findings.ts';
import { parsePartnerFiles } from '../../../src/partners/index.ts';

const file = (partner: string, masterData: string, code = '1') => ({
  path: `${partner}.yaml`,
  text: [
    `partner: ${partner}`,
    `name: ${partner} Inc`,
    `bindings: [{ company: A, role: supplier, codes: ['${code}'] }]`,
    `masterData: ${masterData}`,
  ].join('\n'),
});
const found = (...files: { path: string; text: string }[]) =>
  parsePartnerFiles(files).findings.map(({ code, record, field }) => [code, record, field]);

test('a mapping is the partner’s, with what is usual filled in', () => {
  const directory = parsePartnerFiles([file('ACME', `{ sync: true, company: A, role: supplier, code: '1' }`)]);
  expect(directory.findings).toEqual([]);
  expect(directory.partners[0]?.masterData).toEqual({ sync: true, company: 'A', role: 'supplier', code: '1' });
  expect(unknownCompanies(directory.partners, ['A'])).toEqual([]);
  expect(unknownCompanies(directory.partners, ['B'])).toMatchObject([
    { code: 'PARTNER-MASTER-COMPANY', field: 'masterData.company' },
  ]);
  expect(parsePartnerFiles([file('ACME', `{ company: A, role: supplier, code: '1' }`)]).partners[0]).toMatchObject({
    masterData: { sync: false },
  });
});

test('a mapping of a code that is not bound, or in another role, is wrong', () => {
  expect(found(file('ACME', `{ sync: true, company: A, role: supplier, code: '01' }`))).toEqual([
    ['PARTNER-MASTER-UNBOUND', 'ACME.yaml:4', 'masterData.code'],
  ]);
  expect(found(file('ACME', `{ sync: true, company: A, role: customer, code: '1' }`))).toHaveLength(1);
});

test('two partners of one trading partner are wrong, both of them; one that is not kept aligned claims none', () => {
  const one = `{ sync: true, company: A, role: supplier, code: '1', tradingPartner: Acme Inc }`;
  const two = one.replace(`'1'`, `'2'`);
  expect(found(file('ACME', one), file('OTHER', two, '2'))).toEqual([
    ['PARTNER-MASTER-TWICE', 'ACME.yaml:4', 'masterData.tradingPartner'],
    ['PARTNER-MASTER-TWICE', 'OTHER.yaml:4', 'masterData.tradingPartner'],
  ]);
  expect(found(file('ACME', one), file('OTHER', two.replace('true', 'false'), '2'))).toEqual([]);
});

test('a base file maps nothing', () => {
  const base = { path: 'base.yaml', text: `masterData: { company: A, role: supplier, code: '1' }` };
  expect(found(base)).toEqual([['PARTNER-SCHEMA', 'base.yaml:1', 'partner']]);
});
