import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../support/folder.ts';

const script = (name: string): string => fileURLToPath(new URL(`../../scripts/${name}`, import.meta.url));

interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What npm was asked to do. */
  readonly npm: string | undefined;
}

function ensureInstalled(root: string, npmStatus = 0): Result {
  const fake = join(root, 'npm.cjs');
  writeFileSync(
    fake,
    `require('node:fs').appendFileSync(${JSON.stringify(join(root, 'asked'))}, process.argv.slice(2).join(' ') + '\\n');
     process.exit(${npmStatus});`,
  );
  const env = { ...process.env, SYSPRO_STERLING_ROOT: root, npm_execpath: fake };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script('ensure-installed.js')], {
    env,
    encoding: 'utf8',
  });
  let npm: string | undefined;
  try {
    npm = readFileSync(join(root, 'asked'), 'utf8');
  } catch {
    npm = undefined;
  }
  return { status, stdout, stderr, npm };
}

const lock = (version: string): string =>
  JSON.stringify({
    packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version: '1.0.0', optional: true } },
  });

/** A finished installation of an hour ago. */
function installed(root: string): void {
  mkdirSync(join(root, 'node_modules'));
  const file = join(root, 'node_modules', '.package-lock.json');
  writeFileSync(file, JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(file, hourAgo, hourAgo);
}

test('a fresh clone is installed from its lock file, and says so on standard error only', () => {
  const root = testFolder();
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
  const result = ensureInstalled(root);
  expect(result).toMatchObject({ status: 0, stdout: '', npm: 'ci --no-audit --no-fund --loglevel=error\n' });
  expect(result.stderr).toContain('node_modules is missing: running npm ci');
});

test('an installation that matches the lock file is left alone, even where the file is newer', () => {
  const root = testFolder();
  installed(root);
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'));
  expect(ensureInstalled(root)).toMatchObject({ status: 0, stderr: '', npm: undefined });
});

test('a changed lock file is installed, and a failed installation says what to do', () => {
  const root = testFolder();
  installed(root);
  writeFileSync(join(root, 'package-lock.json'), lock('2.0.0'));
  const result = ensureInstalled(root, 1);
  expect(result.status).toBe(1);
  expect(result.npm?.split('\n')).toEqual([
    'ci --no-audit --no-fund --loglevel=error',
    'install --no-save --no-audit --no-fund --loglevel=error',
    '',
  ]);
  expect(result.stderr).toMatch(/has changed[\s\S]*npm ci failed[\s\S]*The installation failed/);
});

function counts(report: unknown, status: string): string {
  const file = join(testFolder(), 'report.json');
  writeFileSync(file, typeof report === 'string' ? report : JSON.stringify(report));
  return spawnSync(process.execPath, [script('test-counts.js'), file, status], { encoding: 'utf8' }).stdout.trim();
}

test('counts what vitest counted, and never takes silence for success', () => {
  const file = { status: 'passed', assertionResults: [{}] };
  expect(counts({ success: true, numPassedTests: 5, numFailedTests: 0, testResults: [file] }, '0')).toBe('5 0');
  expect(counts({ success: false, numPassedTests: 5, numFailedTests: 2, testResults: [file] }, '1')).toBe('5 2');
  const unloaded = { status: 'failed', assertionResults: [] };
  expect(counts({ success: false, numPassedTests: 5, numFailedTests: 0, testResults: [file, unloaded] }, '1')).toBe(
    '5 1',
  );
  expect(counts({ success: true, numPassedTests: 5, numFailedTests: 0, testResults: [file] }, '1')).toBe('5 1');
  expect(counts({ success: true, numPassedTests: 0, numFailedTests: 0, testResults: [] }, '0')).toBe('0 1');
  expect(counts('', '1')).toBe('0 1');
});
