import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const golden = (name: string): string => join(root, 'test/golden', `${name}.edi`);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
});
afterAll(() => rm(folder, { recursive: true }));

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command, in a place without any configuration. */
async function explain(args: readonly string[]): Promise<Result> {
  let [out, err] = ['', ''];
  vi.spyOn(console, 'log').mockImplementation((line) => void (out += `${String(line)}\n`));
  vi.spyOn(console, 'error').mockImplementation((line) => void (err += `${String(line)}\n`));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  vi.stubEnv('SYSPRO_STERLING_CONFIG', join(folder, 'there-is-none.yaml'));
  return { code: await buildProgram().run(['explain', ...args]), out, err };
}

/** The same in a process of its own, with something on its standard input. */
function explainInput(input: string): Promise<Result> {
  return new Promise((done) => {
    const env = { ...process.env, SYSPRO_STERLING_CONFIG: join(folder, 'there-is-none.yaml') };
    const program = execFile(
      process.execPath,
      [join(root, 'src/cli.ts'), 'explain', '-'],
      { cwd: folder, env },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    );
    program.stdin?.end(input);
  });
}

describe('explain', () => {
  it('explains a file without any configuration', async () => {
    const { code, out, err } = await explain([golden('explained/850')]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('INTERCHANGE 000001201 from ZZ MERIDIANTEST to ZZ ACMETEST');
    expect(out).toMatch(/BEG03 +purchase order number +150802\n/);
    expect(out.trimEnd().endsWith('No findings')).toBe(true);
  });

  it('reads standard input', async () => {
    const { code, out } = await explainInput(await readFile(golden('997/partly-accepted'), 'utf8'));
    expect(code).toBe(0);
    expect(out).toContain('997 from ACMETEST: group 1202 of invoices (810): PARTLY ACCEPTED');
    expect(out).toContain('  Set 0002 (810): REJECTED (R)');
    expect(out).toContain('TDS01 (amount): mandatory element missing (code 1)');
  });

  it('exits 1 when something is wrong, and says where', async () => {
    const file = join(folder, 'wrong.edi');
    await writeFile(file, (await readFile(golden('explained/850'), 'utf8')).replace('**20261120~', '**20261320~'));
    const { code, out } = await explain([file]);
    expect(code).toBe(1);
    expect(out).toContain('>> error: BEG05 is not a calendar date');
    expect(out).toContain('1 error and 0 warnings');
    expect(out).toContain('  segment 2, error: BEG05');
  });

  it('takes lines that a network has wrapped', async () => {
    const text = (await readFile(golden('explained/850'), 'utf8')).replaceAll('\n', '');
    const file = join(folder, 'wrapped.edi');
    await writeFile(file, text.replace(/.{80}/g, '$&\r\n'));
    const { code, out } = await explain([file]);
    expect([code, out.includes('No findings')]).toEqual([0, true]);
  });

  it('gives all of it as JSON', async () => {
    const { code, out } = await explain([golden('824/rejected-invoice'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      findings: [],
      unchecked: ['824 Application Advice'],
      answers: [{ kind: '824', items: [{ verdict: { outcome: 'rejected' } }, { verdict: { outcome: 'accepted' } }] }],
    });
  });

  it('exits 1 for a file that is no interchange, 2 for one that cannot be read', async () => {
    const file = join(folder, 'letter.txt');
    await writeFile(file, Buffer.from([0x44, 0x65, 0x61, 0x72, 0xff, 0x00, 0xfe]));
    expect(await explain([file])).toMatchObject({ code: 1, err: '' });
    const missing = await explain([join(folder, 'nothing.edi')]);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('nothing.edi cannot be read');
    expect(await explain([folder])).toMatchObject({ code: 2 });
    expect(await explain([])).toMatchObject({ code: 2 });
  });
});
