// Run before `npm start` and `npm test`: installs what is missing, so that both work on a fresh clone.
// Plain JavaScript for any Node from 18 on, because it runs before our own Node is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env.SYSPRO_STERLING_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '..');
const lock = join(root, 'package-lock.json');
// npm writes this file at the end of every installation that succeeded.
const installed = join(root, 'node_modules', '.package-lock.json');

/** Why an installation is needed, or undefined. */
function missing() {
  if (!existsSync(installed)) return 'node_modules is missing';
  if (!existsSync(lock)) return undefined;
  if (statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return undefined;
  // A checkout gives every file the time of the checkout; only a difference in content counts.
  return sameVersions() ? undefined : 'package-lock.json has changed since the last installation';
}

/** Whether every package the lock file wants, for this platform or any, is there in the version it wants. */
function sameVersions() {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const found = JSON.parse(readFileSync(installed, 'utf8')).packages;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const version = found[path]?.version;
    if (version === undefined && entry.optional) continue;
    if (version !== entry.version) return false;
  }
  return true;
}

const why = missing();
if (why !== undefined) {
  // stderr: the output of `npm start -- --once` is a table that may be read by a program.
  process.stderr.write(`${why}: running npm ci (about a minute the first time) …\n`);
  const started = Date.now();
  let status = npm('ci');
  if (status !== 0) {
    // npm ci wants the lock file to name every package of every platform; a registry that lacks some makes it refuse.
    // npm install goes by the same lock file and leaves out what this platform does not need; --no-save changes no file.
    process.stderr.write('npm ci failed; trying npm install …\n');
    status = npm('install', '--no-save');
  }
  if (status !== 0) {
    process.stderr.write(
      'The installation failed. What npm says above is the reason; most often the package registry cannot be reached\n' +
        '(behind a proxy set HTTPS_PROXY, for a private registry `npm config set registry`). Then start again.\n',
    );
    process.exit(1);
  }
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** Runs npm, the one that runs us if there is one. What it prints goes to standard error: descriptor 2. */
function npm(...words) {
  const args = [...words, '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 2, 2] };
  const own = process.env.npm_execpath;
  const result =
    own === undefined
      ? spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [own, ...args], options);
  return result.status ?? 1;
}
