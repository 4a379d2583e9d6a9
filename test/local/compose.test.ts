import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { searchAttributeNames } from '../../local/temporal-server.ts';

const read = (path: string): unknown =>
  parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'), { merge: true });
const service = z.object({
  environment: z.record(z.string(), z.unknown()).default({}),
  secrets: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.unknown()).default({}),
  stop_grace_period: z.string().optional(),
  profiles: z.array(z.string()).default([]),
});
const compose = z
  .object({ services: z.record(z.string(), service), secrets: z.record(z.string(), z.unknown()) })
  .parse(read('docker-compose.yml'));

test('the namespace job registers every search attribute the product sets', () => {
  const registered = String(compose.services['temporal-namespace']?.environment['SEARCH_ATTRIBUTES']).split(' ');
  expect(registered.toSorted()).toEqual([...searchAttributeNames].toSorted());
});

test('the worker is given longer to stop than it takes for itself', () => {
  expect(Number.parseInt(compose.services['worker']?.stop_grace_period ?? '0', 10)).toBeGreaterThan(30);
});

test('every service and secret that is referred to exists, and only sandboxes are behind the profile', () => {
  const services = Object.entries(compose.services);
  const missing = services.flatMap(([name, { secrets, depends_on }]) => [
    ...secrets.filter((secret) => !(secret in compose.secrets)).map((secret) => `${name}: secret ${secret}`),
    ...Object.keys(depends_on)
      .filter((other) => !(other in compose.services))
      .map((other) => `${name}: ${other}`),
  ]);
  expect(missing).toEqual([]);
  const behindProfile = services.filter(([, { profiles }]) => profiles.includes('sandbox')).map(([name]) => name);
  expect(behindProfile).toEqual(services.map(([name]) => name).filter((name) => name.startsWith('sandbox-')));
});

test('fairness between partners is on', () => {
  expect(read('docker/temporal/dynamic-config.yaml')).toEqual({
    'matching.enableFairness': [{ value: true }],
    'matching.useNewMatcher': [{ value: true }],
  });
});
