#!/usr/bin/env node
// The launcher of the command line. Plain JavaScript: it must also start under a Node that cannot run the product,
// to hand over to one that can.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const cli = join(root, 'src', 'cli.ts');
const [major, minor] = process.versions.node.split('.').map(Number);

// From 22.18 on Node runs TypeScript as it is.
if (major > 22 || (major === 22 && minor >= 18)) {
  if (!existsSync(join(root, 'node_modules'))) fail('Its dependencies are not installed. Run `npm ci` in ' + root);
  // Node keeps what it compiled, types stripped, in the system's temporary folder: a third less to wait for from the second command on.
  module.enableCompileCache();
  await import(new URL('../src/cli.ts', import.meta.url).href);
} else {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(own)) {
    fail(
      `This is Node ${process.versions.node}; syspro-sterling needs 22.18 or newer.\n` +
        `Run \`npm ci\` in ${root}, which brings a newer one of its own, or install Node 24 from https://nodejs.org.`,
    );
  }
  const child = spawn(own, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal's Ctrl-C reaches the child by itself; a signal sent to us alone has to be passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(`${own} cannot be run: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal !== null) {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    }
    process.exitCode = code ?? 2;
  });
}

/** Could not run at all: exit code 2, as every command's. */
function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
