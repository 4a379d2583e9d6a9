import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../../src/config.ts';
import { configJsonSchema } from '../../src/config/json-schema.ts';

const example = 'config/example.yaml';
const schemaFile = 'config/syspro-sterling.schema.json';

test('the JSON Schema of the configuration is up to date (renew it with vitest -u)', async () => {
  const options = await resolveConfig(schemaFile);
  const text = await format(JSON.stringify(configJsonSchema()), { ...options, filepath: schemaFile });
  await expect(text).toMatchFileSnapshot(join('../..', schemaFile));
});

function accepts(configuration: unknown): { ok: boolean; errors: string[] } {
  // Formats are for editors; what they say is checked when the file is loaded.
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(schemaFile, 'utf8'))));
  const ok = validate(configuration);
  return { ok, errors: (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`) };
}

test('the example is valid by the JSON Schema', () => {
  expect(accepts(parse(readFileSync(example, 'utf8')))).toEqual({ ok: true, errors: [] });
});

test('the JSON Schema finds what is wrong', () => {
  const { errors } = accepts({ partners: 'p', companies: [], colour: 'blue', sterling: { url: 1, password: 'x' } });
  expect(errors).toEqual(
    expect.arrayContaining([
      ' must NOT have additional properties',
      '/companies must NOT have fewer than 1 items',
      '/sterling/url must be string',
      "/sterling must have required property 'username'",
      '/sterling/password must be object',
    ]),
  );
});

/** The places of secrets the example names. */
function placesOf(text: string): { variables: string[]; files: string[] } {
  const all = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  return { variables: all(/^[^#\n]*\{ env: (\w+) \}/gm), files: all(/^[^#\n]*\{ file: ([\w/-]+) \}/gm) };
}

test('the example loads once its secrets are where it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    const file = join(folder, 'example.yaml');
    cpSync(example, file);
    const { variables, files } = placesOf(readFileSync(example, 'utf8'));
    for (const secret of files) {
      mkdirSync(dirname(join(folder, secret)), { recursive: true });
      writeFileSync(join(folder, secret), 'secret\n');
    }
    const config = loadConfig(file, Object.fromEntries(variables.map((name) => [name, 'secret'])));
    expect(config.companies.map((company) => [company.code, company.usage])).toEqual([
      ['MAIN', 'production'],
      ['CANADA', 'test'],
    ]);
    expect(config.secret(config.sterling.password)).toBe('secret');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the example shows every setting', () => {
  const text = readFileSync(example, 'utf8');
  const names = new Set<string>();
  const collect = (schema: unknown): void => {
    if (!(schema instanceof Object)) return;
    if ('properties' in schema && schema.properties instanceof Object) {
      for (const name of Object.keys(schema.properties)) names.add(name);
    }
    Object.values(schema).forEach(collect);
  };
  collect(configJsonSchema());
  expect(names.size).toBeGreaterThan(50);
  // Commented out counts: what excludes another setting, or most sites do without, cannot stand there in use.
  expect([...names].filter((name) => !new RegExp(`(^|[\\s{#-])${name}:`, 'm').test(text))).toEqual([]);
});
