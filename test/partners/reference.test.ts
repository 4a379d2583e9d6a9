import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentSettings } from '../../src/partners/schema.ts';
import { x12FindingCodes } from '../../src/x12/index.ts';

const docs = new URL('../../docs/reference/', import.meta.url);
const profiles = readFileSync(new URL('partner-profiles.md', docs), 'utf8');
const catalogue = readFileSync(new URL('x12-findings.md', docs), 'utf8');

/** The settings of a schema by path, down to lists, maps and the two sides of an interchange. */
function settingsOf(schema: z.ZodType, path = ''): string[] {
  const inner =
    schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
      ? schema.unwrap()
      : schema;
  if (inner !== schema && inner instanceof z.ZodType) return settingsOf(inner, path);
  const whole = [
    'interchange.us',
    'interchange.partner',
    'interchange.authorization',
    'interchange.security',
    'fob',
    'policies',
    'types',
    'structureCodes',
    'status',
  ].includes(path);
  if (!(inner instanceof z.ZodObject) || whole) return [path];
  return Object.entries<unknown>(inner.shape).flatMap(([key, value]) =>
    value instanceof z.ZodType ? settingsOf(value, path === '' ? key : `${path}.${key}`) : [],
  );
}

/** The finding codes the source files of a folder mention. */
function codesIn(folder: string, pattern: RegExp): string[] {
  const url = new URL(`../../src/${folder}/`, import.meta.url);
  return readdirSync(url, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => readFileSync(new URL(file, url), 'utf8').match(pattern) ?? []);
}

/** Whether a setting is named, alone or among others in one cell. */
function names(text: string, setting: string): boolean {
  return text.includes(`\`${setting}\``);
}

describe('the reference', () => {
  it.each(Object.entries(documentSettings))('describes every setting of %s', (type, schema) => {
    const settings = settingsOf(schema);
    expect(settings.length).toBeGreaterThan(50);
    const heading = {
      'purchase-order': '### Purchase orders',
      invoice: '### Invoices',
      'ship-notice': '### Ship notices',
    }[type];
    const [common = '', ...own] = profiles.split(/^(?=### (?:Purchase|Invoices|Ship))/m);
    const text = common + (own.find((section) => heading !== undefined && section.startsWith(heading)) ?? '');
    expect(settings.filter((setting) => !names(text, setting))).toEqual([]);
  });

  it('lists every finding', () => {
    const missing = (codes: readonly string[], text: string): string[] =>
      codes.filter((code) => !text.includes(`\`${code}\``));
    expect(missing(Object.keys(x12FindingCodes), catalogue)).toEqual([]);
    const translation = codesIn('translation', /(?<=')(?:PO|INV|ASN)-[A-Z-]+(?=')/g);
    expect(translation.length).toBeGreaterThan(50);
    expect(missing(translation, catalogue)).toEqual([]);
    expect(missing(codesIn('partners', /(?<=')PARTNER-[A-Z-]+(?=')/g), profiles)).toEqual([]);
  });
});
