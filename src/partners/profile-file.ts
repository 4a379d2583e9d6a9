import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Finding } from '../documents/finding.ts';
import { isTree, type Tree } from './layer.ts';
import {
  bindingsSchema,
  masterDataSchema,
  partnerCode,
  partnerFileSchema,
  type Binding,
  type MasterDataMapping,
} from './schema.ts';

export type SettingPath = readonly PropertyKey[];

/** One file of profiles as it was read. What of it can be used, can be, whatever else is wrong. */
export interface ProfileFile {
  readonly path: string;
  /** Everything wrong with the file by itself. */
  readonly findings: readonly Finding[];
  /** The partner's code; absent for a base file, and where it cannot be read. */
  readonly partner?: string;
  readonly name?: string;
  /** Undefined when the file is so broken that nobody knows what it binds. */
  readonly bindings?: readonly Binding[];
  /** Absent where it cannot be read. */
  readonly masterData?: MasterDataMapping;
  readonly extends: readonly string[];
  /** The file's content as plain values. */
  readonly content: Tree;
  /** The line a setting stands on, or that of the nearest enclosing one. */
  lineOf(path: SettingPath): number;
}

/** Reads one profile file; never throws. */
export function readProfileFile(path: string, text: string): ProfileFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (at: SettingPath): number => lineOfNode(document, lines, at);
  const findings: Finding[] = document.errors.map((error) =>
    fileFinding(
      'PARTNER-YAML',
      path,
      error.linePos?.[0].line ?? 1,
      undefined,
      `is not YAML: ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:$/, '')}`,
    ),
  );
  const content = plain(document);
  if (findings.length === 0 && !isTree(content)) {
    findings.push(fileFinding('PARTNER-YAML', path, 1, undefined, 'is empty or not a set of settings'));
  }
  const tree = isTree(content) ? content : {};
  const syntaxBroken = findings.length > 0;
  if (!syntaxBroken) {
    const parsed = partnerFileSchema.safeParse(tree, { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      for (const at of pathsOf(issue))
        findings.push(fileFinding('PARTNER-SCHEMA', path, lineOf(at), at.join('.'), lowerFirst(messageOf(issue))));
    }
  }
  const code = partnerCode.safeParse(tree['partner']);
  const bindings = bindingsSchema.safeParse(tree['bindings'] ?? []);
  const masterData = masterDataSchema.safeParse(tree['masterData']);
  // After a syntax error an absent section proves nothing: the error may have swallowed it.
  const unreadable = !bindings.success || (syntaxBroken && bindings.data.length === 0);
  return {
    path,
    findings,
    ...(code.success ? { partner: code.data } : {}),
    ...(typeof tree['name'] === 'string' ? { name: tree['name'] } : {}),
    ...(unreadable ? {} : { bindings: bindings.data }),
    ...(masterData.data && { masterData: masterData.data }),
    extends: Array.isArray(tree['extends']) ? tree['extends'].filter((base) => typeof base === 'string') : [],
    content: tree,
    lineOf,
  };
}

/** A finding about a place in a profile file. */
export function fileFinding(
  code: string,
  path: string,
  line: number,
  field: string | undefined,
  message: string,
  fix = 'See docs/reference/partner-profiles.md for what is expected.',
): Finding {
  return { code, severity: 'error', record: `${path}:${line}`, ...(field ? { field } : {}), message, fix };
}

/** The paths an issue is about: unknown keys are named themselves, not the object they stand in. */
export function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** An issue's message as the end of a sentence that starts with the setting. */
export function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'is not a setting';
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `is not ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? issue.message;
  return issue.message;
}

// What zod calls kinds of values, in words.
const kinds: Readonly<Record<string, string>> = {
  object: 'a set of settings',
  record: 'a set of settings',
  array: 'a list',
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

/** What zod says as a sentence of its own becomes the end of ours. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function plain(document: Document): unknown {
  try {
    return document.toJS();
  } catch {
    // Only a document that already has errors, or one whose aliases explode, has no plain form.
    return undefined;
  }
}

/** The line of a setting's key, or of an entry of a list; where there is none, that of what is nearest around it. */
function lineOfNode(document: Document, lines: LineCounter, path: SettingPath): number {
  let node: unknown = document.contents;
  let line = 1;
  for (const step of path) {
    let next: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
      if (!pair) return line;
      line = startOf(pair.key, lines) ?? line;
      next = pair.value;
    } else if (isSeq(node)) {
      next = node.items[Number(step)];
      line = startOf(next, lines) ?? line;
    } else return line;
    node = next;
  }
  return line;
}

function startOf(node: unknown, lines: LineCounter): number | undefined {
  return isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined;
}
