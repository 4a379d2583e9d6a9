import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { configSchema } from './config/schema.ts';
import { fileErrorOf, readSecret, secretReference, SecretUnreadable, type SecretReference } from './config/secret.ts';
import type { Finding } from './documents/finding.ts';
import type { StreamName } from './documents/stream.ts';

type Parsed = z.output<typeof configSchema>;

/** The configuration of one installation, as its file says, with {@link Config.secret} and {@link Config.path} bound to it. */
export type Config = Parsed & {
  /** The file it was read from. */
  readonly file: string;
  /** Reads a secret by its reference. @throws SecretUnreadable */
  secret(reference: SecretReference): string;
  /** A path of the file, made absolute: relative paths count from the file's folder. */
  path(relative: string): string;
};
export type CompanyConfig = Config['companies'][number];
export type StreamConfig = NonNullable<CompanyConfig['streams'][StreamName]>;

/** The configuration cannot be used. {@link findings} is everything wrong with it, at once. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(findings.map((f) => `${f.record}: ${f.field ? `${f.field} ` : ''}${f.message}. ${f.fix}`).join('\n'));
    this.findings = findings;
  }
}

/**
 * Reads a configuration file (YAML) and checks all of it, the secrets it refers to included.
 * @throws ConfigInvalid with every finding, each with its line
 */
export function loadConfig(file: string, env: NodeJS.ProcessEnv = process.env): Config {
  const path = resolve(file);
  const lines = new LineCounter();
  const document = parseDocument(readText(path), { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new ConfigInvalid(
      document.errors.map((error) =>
        finding(
          `${file}:${error.linePos?.[0].line ?? 1}`,
          undefined,
          `is not YAML: ${error.message.split('\n')[0] ?? ''}`,
        ),
      ),
    );
  }
  const raw: unknown = document.toJS() ?? {};
  const parsed = configSchema.safeParse(raw);
  const folder = dirname(path);
  const at = (field: Path): number => lineOf(document, lines, field);
  const located = [
    ...(parsed.error?.issues ?? []).flatMap((issue) => issueFindings(issue, raw, file, at)),
    // Looked for in the file and not in the outcome, so that they are named also when something else is wrong.
    ...secretsOf(raw).flatMap(({ field, reference }) => secretFindings(field, reference, file, at, folder, env)),
  ];
  if (!parsed.success || located.length > 0) {
    throw new ConfigInvalid(located.sort((a, b) => a.line - b.line).map(({ found }) => found));
  }
  return {
    ...parsed.data,
    file: path,
    secret: (reference) => readSecret(reference, folder, env),
    path: (relative) => resolve(folder, relative),
  };
}

/** The company of a code. @throws RangeError when the configuration has none */
export function companyOf(config: Config, code: string): CompanyConfig {
  const company = config.companies.find((candidate) => candidate.code === code);
  if (!company) throw new RangeError(`the configuration ${config.file} has no company ${code}`);
  return company;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigInvalid([
      finding(path, undefined, `cannot be read (${fileErrorOf(error)})`, 'Name the configuration file with --config.'),
    ]);
  }
}

function finding(
  record: string,
  field: string | undefined,
  message: string,
  fix = 'See config/example.yaml for what is expected.',
): Finding {
  return { code: 'CONFIG', severity: 'error', record, field, message, fix };
}

type Path = readonly PropertyKey[];

interface LocatedFinding {
  readonly line: number;
  readonly found: Finding;
}

function issueFindings(
  issue: z.core.$ZodIssue,
  raw: unknown,
  file: string,
  at: (field: Path) => number,
): LocatedFinding[] {
  const locate = (field: Path, message: string): LocatedFinding => {
    const line = at(field);
    return { line, found: finding(`${file}:${line}`, field.join('.'), message) };
  };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => locate([...issue.path, key], 'is not a setting there'));
  }
  return [locate(issue.path, isMissing(raw, issue.path) ? 'is missing' : lowerFirst(issue.message))];
}

function isMissing(raw: unknown, path: Path): boolean {
  const value = path.reduce<unknown>((at, key) => (at instanceof Object ? Reflect.get(at, key) : undefined), raw);
  return value === undefined || value === null;
}

function secretFindings(
  field: string[],
  reference: SecretReference,
  file: string,
  at: (field: Path) => number,
  folder: string,
  env: NodeJS.ProcessEnv,
): LocatedFinding[] {
  try {
    readSecret(reference, folder, env);
    return [];
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    const line = at(field);
    const message = `refers to a secret that cannot be read: ${error.message}`;
    const fix = 'Set it, or name the place it is kept in.';
    return [{ line, found: finding(`${file}:${line}`, field.join('.'), message, fix) }];
  }
}

/** The line a value stands on, or that of the nearest enclosing thing the file has. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Every secret reference of a configuration, found by its shape so that a new setting cannot be forgotten here. */
function secretsOf(value: unknown, field: string[] = []): { field: string[]; reference: SecretReference }[] {
  if (typeof value !== 'object' || value === null) return [];
  const reference = secretReference.safeParse(value).data;
  if (reference) return [{ field, reference }];
  return Object.entries(value).flatMap(([name, child]) => secretsOf(child, [...field, name]));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
