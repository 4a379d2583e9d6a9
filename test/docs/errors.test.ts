import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesEndingWith, page, root } from './pages.ts';

// What a code looks like: words of capitals and digits joined by hyphens, such as PO-NO-LINES. `…` stands for what a
// template fills in: STATUS-${status} is STATUS-….
const joined = /(?<=['"])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?=['"])/g;
const filledIn = /(?<=`)([A-Z]+(?:-[A-Z]+)*-)\$\{[^`]*(?=`)/g;
// At the head of a text that says more: `FOLLOW-UNREADABLE: ${code}`.
const heading = /(?<=`)[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+(?=: )/g;
// Codes of one word look like many other texts; these are the places where a code stands.
const single = /(?:\b(?:code|cause|type): |\?\? |export const [a-z]\w* = |nonRetryable\([^()]*, )'([A-Z]{4,})'/g;

/** The codes a source text raises or names. */
function codesOf(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [
    ...(code.match(joined) ?? []),
    ...(code.match(heading) ?? []),
    ...[...code.matchAll(filledIn)].map(([, start]) => `${start}…`),
    ...[...code.matchAll(single)].map(([, word]) => word ?? ''),
  ];
}

/** The codes a page names, in backticks. */
function codesNamed(text: string): string[] {
  return [...text.matchAll(/`([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?:-…)?)`/g)].map(([, code]) => code ?? '');
}

// Names that look like codes and are none, in one place: the source's own words for X12 fields and the like.
const noCodes = new Set(['NOTES', 'SOTPQIK']);
const raised = new Set(
  filesEndingWith('.ts', join(root, 'src'))
    .flatMap((file) => codesOf(readFileSync(file, 'utf8')))
    .filter((code) => !noCodes.has(code)),
);
const documented = new Set(codesNamed(page('docs/reference/errors.md')));
// Said of a status that is blank; the template's own text.
const examples = new Set(['STATUS-BLANK']);

test('codes are found in source text', () => {
  const source = `
    throw new SysproError('SYSPRO-ADDRESS', x); // 'NOT-THIS' is only a trailing remark
    // 'NEITHER-THIS'
    return { cause: \`STATUS-\${release.status || 'BLANK'}\`, code: 'CONFIG' };
    ApplicationFailure.nonRetryable(reason, 'REFUSED');
    cause = \`AWAY-FROM-HOME: \${code}\`;`;
  expect(codesOf(source)).toEqual(['SYSPRO-ADDRESS', 'NOT-THIS', 'AWAY-FROM-HOME', 'STATUS-…', 'CONFIG', 'REFUSED']);
  expect(raised.size).toBeGreaterThan(100);
});

test('every code of the source is explained', () => {
  expect([...raised].filter((code) => !documented.has(code)).sort()).toEqual([]);
});

test('every code that is explained exists', () => {
  expect([...documented].filter((code) => !raised.has(code) && !examples.has(code)).sort()).toEqual([]);
});

// Where errors.md only lists a code, the page it links to has to explain it.
test.each([
  ['X12-', 'docs/reference/x12-findings.md'],
  ['PO-', 'docs/reference/x12-findings.md'],
  ['INV-', 'docs/reference/x12-findings.md'],
  ['ASN-', 'docs/reference/x12-findings.md'],
  ['PARTNER-', 'docs/reference/partner-profiles.md'],
  ['STERLING-', 'docs/reference/sterling-settings.md'],
])('%s… is explained in %s', (prefix, path) => {
  const explained = new Set(codesNamed(page(path)));
  const codes = [...raised].filter((code) => code.startsWith(prefix));
  expect(codes.length).toBeGreaterThan(5);
  expect(codes.filter((code) => !explained.has(code))).toEqual([]);
});
