import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { annotate, annotationLines, findingLine, type Annotation, answerLines } from '../x12/annotate/index.ts';
import { unwrapped } from '../x12/index.ts';
import type { PlainContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';

/** So many findings are told again at the end. */
const repeated = 20;

/** `explain <file>`: an interchange in words, element by element, with what is wrong where it is wrong, and what answers in it come to. */
export async function explain({ say, give }: PlainContext, _options: object, file = ''): Promise<ExitCode> {
  const annotation = annotate(unwrapped(await textOf(file)));
  say([...annotationLines(annotation), ...summaryLines(annotation)].join('\n'));
  give(annotation);
  return annotation.findings.length > 0 ? 1 : 0;
}

/** @throws CannotRun when it cannot be read */
async function textOf(file: string): Promise<string> {
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file);
    // What is not UTF-8 becomes U+FFFD, which no character set of X12 has: it is shown, and found.
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new CannotRun(`${file === '-' ? 'standard input' : file} cannot be read: ${(error as Error).message}`);
  }
}

function summaryLines({ answers, unchecked, findings }: Annotation): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;
  return [
    ...(answers.length === 0 ? [] : ['', 'WHAT IT ANSWERS', '', ...answers.flatMap(answerLines)]),
    '',
    ...unchecked.map((set) => `${set} was read and not checked: there is no guide of it`),
    findings.length === 0
      ? 'No findings'
      : `${count(errors, 'error')} and ${count(findings.length - errors, 'warning')}, each at its segment above (>>)`,
    ...findings.slice(0, repeated).map((finding) => `  ${placeOf(finding)}${findingLine(finding)}`),
    ...(findings.length > repeated ? [`  … and ${findings.length - repeated} more`] : []),
  ];
}

function placeOf({ position, loop }: Annotation['findings'][number]): string {
  if (position === undefined) return '';
  return `segment ${position}${loop === undefined ? '' : ` in ${loop}`}, `;
}
