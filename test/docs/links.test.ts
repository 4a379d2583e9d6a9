import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { page, pages, prose, root } from './pages.ts';

interface Link {
  readonly from: string;
  readonly target: string;
}

/** The links of a page to other places of the repository. */
function linksOf(from: string, text: string): Link[] {
  // Code is no link: `[a](b)` in backticks shows how one is written.
  const shown = prose(text).replace(/`[^`\n]*`/g, '');
  return [...shown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => ({ from, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): Set<string> {
  return new Set(
    [...prose(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

function isBroken({ from, target }: Link): boolean {
  const [path = '', anchor] = target.split('#', 2);
  const to = path === '' ? from : posix.normalize(posix.join(dirname(from), path));
  const file = join(root, to);
  if (!existsSync(file)) return true;
  return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

const all = pages();

describe('links', () => {
  test('lead to files and headings that exist', () => {
    const links = all.flatMap(({ path, text }) => linksOf(path, text));
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter(isBroken)).toEqual([]);
  });

  test('a broken one would be noticed', () => {
    const text = 'See [a](guide/none.md), [b](README.md#no-such-heading) and [c](README.md).';
    expect(
      linksOf('docs/README.md', text)
        .filter(isBroken)
        .map(({ target }) => target),
    ).toEqual(['guide/none.md', 'README.md#no-such-heading']);
  });

  test('the index names every page of docs/', () => {
    const index = page('docs/README.md');
    const unnamed = all
      .filter(({ path }) => path.startsWith('docs/') && !path.startsWith('docs/adr/') && path !== 'docs/README.md')
      .filter(({ path }) => !index.includes(`(${path.slice('docs/'.length)})`));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });
});

test('npm scripts the pages name exist', () => {
  const { scripts } = JSON.parse(page('package.json')) as { scripts: Record<string, string> };
  const named = all.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run (?:--silent )?([a-z][\w:-]*)|(start|test)\b)/g)].map(([, run, short]) => ({
      path,
      script: run ?? short ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});
