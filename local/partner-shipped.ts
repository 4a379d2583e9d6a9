import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../config/partners/', import.meta.url);

/** Who we are: the shipped file is the example's, the sandbox company has its own. */
const ourIdentity = 'base/us.yaml';

/** The files every site's partners extend, as shipped: a base for each release and the industries, by path within the folder of profiles. */
export function shippedProfiles(): ReadonlyMap<string, string> {
  const names = ['base', 'industry'].flatMap((sub) =>
    readdirSync(new URL(`${sub}/`, folder))
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${sub}/${name}`),
  );
  return new Map(
    names
      .filter((name) => name !== ourIdentity)
      .toSorted()
      .map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
}
