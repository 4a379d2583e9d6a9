import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { purchaseOrderSettings } from '../../src/partners/purchase-order-settings.ts';
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
  ].includes(path);
  if (!(inner instanceof z.ZodObject) || whole) return [path];
  return Object.entries<unknown>(inner.shape).flatMap(([key, value]) =>
    value instanceof z.ZodType ? settingsOf(value, path === '' ? key : `${path}.${key}`) : [],
  );
}

/** The finding codes a folder of source files mentions. */
function codesIn(folder: string, pattern: RegExp): string[] {
  const url = new URL(`../../src/${folder}/`, import.meta.url);
  return readdirSync(url).flatMap((file) => readFileSync(new URL(file, url), 'utf8').match(pattern) ?? []);
}

describe('the reference', () => {
  it('describes every setting', () => {
    const settings = settingsOf(purchaseOrderSettings);
    expect(settings.length).toBeGreaterThan(50);
    expect(settings.filter((setting) => !profiles.includes(`\`${setting}\``))).toEqual([]);
  });

  it('lists every finding', () => {
    const missing = (codes: readonly string[], text: string): string[] =>
      codes.filter((code) => !text.includes(`\`${code}\``));
    expect(missing(Object.keys(x12FindingCodes), catalogue)).toEqual([]);
    expect(missing(codesIn('translation', /(?<=')PO-[A-Z-]+(?=')/g), catalogue)).toEqual([]);
    expect(missing(codesIn('partners', /(?<=')PARTNER-[A-Z-]+(?=')/g), profiles)).toEqual([]);
  });
});
