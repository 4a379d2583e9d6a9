import { describe, expect, test } from 'vitest';
import { masterRules } from '../../../src/partners/master-data/fields.ts';
import { mergeMasters, type FieldVerdict, type MergeInput } from '../../../src/partners/master-data/merge.ts';
import type { MasterField } from '../../../src/documents/party-record.ts';

const usual = masterRules({ owners: {}, toSyspro: [] });
const withPhone = masterRules({ owners: { phone: 'sterling' }, toSyspro: ['phone', 'city', 'countryOrRegion'] });

const merge = (
  field: MasterField,
  syspro?: string,
  sterling?: string,
  more: Partial<MergeInput> = {},
): FieldVerdict => {
  const verdict = mergeMasters({
    rules: usual,
    agreed: {},
    syspro: { [field]: syspro },
    sterling: { [field]: sterling },
    ...more,
  }).find((one) => one.field === field);
  if (!verdict) throw new Error(`no verdict on ${field}`);
  return verdict;
};
const agreed = (field: MasterField, syspro?: string, sterling = syspro) => ({
  agreed: { [field]: { syspro, sterling } },
});

describe('before anything was agreed', () => {
  test('what both say is agreed, and so is what differs in no more than blanks, case or spelling', () => {
    for (const [field, syspro, sterling] of [
      ['phone', '555  0100 ', '555 0100'],
      ['emailAddress', 'EDI@acme.example', 'edi@acme.example'],
      ['countryOrRegion', 'Usa', 'US'],
      ['countryOrRegion', "Côte d'Ivoire", 'CI'],
      ['countryOrRegion', 'Spain', 'SP'],
      ['contact', 'Doe, Ann', 'Ann Doe'],
      ['city', 'Llanfairpwllgwyngyllgogerychwyrndrobwll', 'Llanfairpwllgwyngyllgogerychwyrndro'],
    ] as const)
      expect(merge(field, syspro, sterling)).toMatchObject({ does: 'agree', syspro, sterling });
  });

  test('phones are compared as they are written', () => {
    expect(merge('phone', '555-0100', '555 0100')).toMatchObject({ does: 'ask', kind: 'conflict' });
  });

  test('what differs is a conflict, except where the side whose word does not count has nothing', () => {
    expect(merge('city', 'Austin', 'Dallas')).toMatchObject({
      kind: 'conflict',
      because: expect.stringMatching(/first-sync/) as string,
    });
    expect(merge('city', 'Austin', undefined)).toMatchObject({ does: 'write', side: 'sterling', value: 'Austin' });
    expect(merge('city', undefined, 'Dallas')).toMatchObject({ kind: 'would-erase' });
    expect(merge('name', 'Acme', 'Acme Inc')).toMatchObject({ kind: 'create-only' });
  });

  test('a time zone is Sterling’s own: SYSPRO has no column for it', () => {
    expect(merge('timeZone', undefined, '-05')).toMatchObject({ does: 'agree' });
    expect(merge('timeZone', undefined, '-06', agreed('timeZone', undefined, '-05'))).toMatchObject({ does: 'agree' });
    expect(merge('timeZone', undefined, '-05', agreed('timeZone', undefined, '-05'))).toMatchObject({
      does: 'nothing',
    });
  });
});

describe('after something was agreed', () => {
  test('a change by the owner goes to the other side, as that side has it', () => {
    expect(merge('city', 'Dallas', 'Austin', agreed('city', 'Austin'))).toMatchObject({
      side: 'sterling',
      value: 'Dallas',
    });
    expect(merge('countryOrRegion', 'Canada', 'US', agreed('countryOrRegion', 'USA', 'US'))).toMatchObject({
      does: 'write',
      value: 'CA',
    });
    const long = 'Llanfairpwllgwyngyllgogerychwyrndrobwll';
    expect(merge('city', long, 'Austin', agreed('city', 'Austin'))).toMatchObject({ value: long.slice(0, 35) });
    expect(merge('phone', '1', '2', { rules: withPhone, ...agreed('phone', '1') })).toMatchObject({
      side: 'syspro',
      value: '2',
    });
  });

  test('a change that only a person can carry over is asked about', () => {
    const asked = (verdict: FieldVerdict) => (verdict.does === 'ask' ? verdict.kind : verdict.does);
    expect(asked(merge('city', 'Austin', 'Dallas', agreed('city', 'Austin')))).toBe('conflict');
    expect(asked(merge('city', 'Dayton', 'Dallas', agreed('city', 'Austin')))).toBe('conflict');
    expect(asked(merge('city', 'Dallas', 'Dallas', agreed('city', 'Austin')))).toBe('agree');
    expect(asked(merge('city', undefined, 'Austin', agreed('city', 'Austin')))).toBe('would-erase');
    expect(asked(merge('contact', 'Purchasing', 'Ann Doe', agreed('contact', 'Ann Doe')))).toBe('not-expressible');
    expect(asked(merge('countryOrRegion', 'Freedonia', 'US', agreed('countryOrRegion', 'US')))).toBe('not-expressible');
    expect(asked(merge('name', 'Acme 2', 'Acme', agreed('name', 'Acme')))).toBe('create-only');
    const sterlings = masterRules({ owners: { phone: 'sterling' }, toSyspro: [] });
    expect(asked(merge('phone', '1', '2', { rules: sterlings, ...agreed('phone', '1') }))).toBe('not-writable');
  });

  test('a value that Sterling may have cut is never written to SYSPRO', () => {
    const rules = masterRules({ owners: { city: 'sterling' }, toSyspro: ['city'] });
    expect(merge('city', 'Austin', 'x'.repeat(35), { rules, ...agreed('city', 'Austin') })).toMatchObject({
      kind: 'not-expressible',
    });
    expect(merge('city', 'Austin', 'x'.repeat(34), { rules, ...agreed('city', 'Austin') })).toMatchObject({
      does: 'write',
    });
  });

  test('what a server made of a write is agreed, and shown for as long as it stands', () => {
    expect(
      merge('addressLine1', '1 Long Road', '1 Long', agreed('addressLine1', '1 Long Road', '1 Long')),
    ).toMatchObject({
      kind: 'altered',
    });
    expect(merge('addressLine1', '2 Road', '1 Long', agreed('addressLine1', '1 Long Road', '1 Long'))).toMatchObject({
      does: 'write',
      value: '2 Road',
    });
  });

  test('a country goes to SYSPRO in the style it has there', () => {
    const rules = masterRules({ owners: { countryOrRegion: 'sterling' }, toSyspro: ['countryOrRegion'] });
    for (const [before, value] of [
      ['USA', 'CAN'],
      ['US', 'CA'],
      ['United States', 'Canada'],
    ])
      expect(
        merge('countryOrRegion', before, 'CA', { rules, ...agreed('countryOrRegion', before, 'US') }),
      ).toMatchObject({ does: 'write', side: 'syspro', value });
  });
});

describe('a person’s word', () => {
  const conflict = { ...agreed('city', 'Austin') };
  const say = (take: 'syspro' | 'sterling' | 'neither', seen = { syspro: 'Dayton', sterling: 'Dallas' }) => ({
    decisions: { city: { take, ...seen } },
  });

  test('is followed, whoever’s word counts otherwise', () => {
    expect(merge('city', 'Dayton', 'Dallas', { ...conflict, ...say('syspro') })).toMatchObject({
      side: 'sterling',
      value: 'Dayton',
    });
    expect(merge('city', 'Dayton', 'Dallas', { ...conflict, ...say('sterling'), rules: withPhone })).toMatchObject({
      side: 'syspro',
      value: 'Dallas',
    });
    expect(merge('city', 'Dayton', 'Dallas', { ...conflict, ...say('neither') })).toMatchObject({
      does: 'agree',
      kept: true,
    });
    expect(
      merge('city', 'Dayton', 'Dallas', { agreed: { city: { syspro: 'Dayton', sterling: 'Dallas', kept: true } } }),
    ).toMatchObject({ does: 'nothing' });
  });

  test('that cannot be followed says why, and the difference stands', () => {
    expect(merge('city', 'Dayton', 'Dallas', { ...conflict, ...say('sterling') })).toMatchObject({
      kind: 'conflict',
      cannot: 'masterData.toSyspro does not name this field',
    });
  });

  test('counts for the values the person saw, and for no others', () => {
    expect(merge('city', 'Toledo', 'Dallas', { ...conflict, ...say('syspro') })).toMatchObject({ kind: 'conflict' });
    expect(merge('city', 'Toledo', 'Dallas', { ...conflict, ...say('syspro') })).not.toHaveProperty('cannot');
  });

  test('may empty a field, but none that Sterling requires', () => {
    const erase = { decisions: { city: { take: 'syspro' as const, sterling: 'Austin' } } };
    expect(merge('city', undefined, 'Austin', { ...agreed('city', 'Austin'), ...erase })).toMatchObject({
      does: 'write',
      value: undefined,
    });
    const phone = { decisions: { phone: { take: 'syspro' as const, sterling: '1' } } };
    expect(merge('phone', undefined, '1', { ...agreed('phone', '1'), ...phone })).toMatchObject({
      kind: 'would-erase',
      cannot: 'Sterling requires it',
    });
  });
});

test('what was refused is not tried again until something changes', () => {
  const refused = { refused: { emailAddress: { syspro: 'new', sterling: 'old', because: 'no address' } } };
  expect(merge('emailAddress', 'new', 'old', { ...agreed('emailAddress', 'old'), ...refused })).toMatchObject({
    kind: 'refused',
    because: 'no address',
  });
  expect(merge('emailAddress', 'newer', 'old', { ...agreed('emailAddress', 'old'), ...refused })).toMatchObject({
    does: 'write',
  });
});
