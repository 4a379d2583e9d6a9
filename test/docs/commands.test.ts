import { afterEach, expect, test, vi } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import { page, pages } from './pages.ts';

afterEach(() => vi.restoreAllMocks());

/** What the program prints. */
async function printed(...args: string[]): Promise<string> {
  let text = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const code = await buildProgram().run(args);
  write.mockRestore();
  expect(code).toBe(0);
  return text;
}

/** The first words of a section's entries in commander's help: `--limit <n>`, `<number>`, `ping`. */
function section(help: string, title: string): string[] {
  const lines = help.split(`\n${title}:\n`)[1]?.split(/\n(?! )/)[0] ?? '';
  // An entry is indented by two blanks; what is indented more goes on explaining the one above.
  return [...lines.matchAll(/^ {2}(\S.*?)(?: {2,}.*)?$/gm)].map(([, entry]) => entry ?? '');
}

const withoutShort = (option: string): string => option.replace(/^-\w, /, '');

/** A command's name, arguments (`<number>`, `[stream]`) and options, as the program has them. */
async function realCommands(): Promise<Map<string, { args: string[]; options: string[] }>> {
  const names = section(await printed('--help'), 'Commands').map((entry) => entry.split(' ')[0] ?? '');
  const commands = new Map<string, { args: string[]; options: string[] }>();
  for (const name of names.filter((candidate) => candidate !== 'help')) {
    const help = await printed(name, '--help');
    const usage = /^Usage: (.*(?:\n {2,}.*)*)/.exec(help)?.[1] ?? '';
    commands.set(name, {
      args: (usage.match(/<[\w.]+>|\[[\w.]+\]/g) ?? []).filter((arg) => arg !== '[options]'),
      options: section(help, 'Options').map(withoutShort),
    });
  }
  return commands;
}

/** The same, as the page has them: a heading per command, and the first cells of its table. */
function documentedCommands(text: string): Map<string, { args: string[]; options: string[] }> {
  const [common = '', ...parts] = text.split(/^## /m);
  const cells = (part: string): string[] => [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell ?? '');
  return new Map(
    parts.map((part) => {
      const entries = cells(part);
      return [
        part.split('\n', 1)[0] ?? '',
        {
          args: entries.filter((entry) => !entry.startsWith('--')),
          options: [...entries.filter((entry) => entry.startsWith('--')), ...cells(common)],
        },
      ];
    }),
  );
}

const sorted = (map: Map<string, { args: string[]; options: string[] }>): object =>
  Object.fromEntries([...map].map(([name, { args, options }]) => [name, { args, options: options.toSorted() }]));

test('the reference has every command, argument and option, and no other', async () => {
  const real = await realCommands();
  expect(real.get('resend')).toMatchObject({
    args: ['<type>', '<number>'],
    options: expect.arrayContaining(['--reason <text>', '--help']) as string[],
  });
  expect(sorted(documentedCommands(page('docs/reference/commands.md')))).toEqual(sorted(real));
});

test('the command lines shown in the pages exist', async () => {
  const real = await realCommands();
  const shown = pages().flatMap(({ path, text }) =>
    [...text.matchAll(/syspro-sterling ([a-z]+(?:-[a-z]+)?)((?: [^\n`|;(]*)?)/g)]
      // A sentence about the product, not a command line.
      .filter(([whole]) => !/^syspro-sterling (?:is|and|on|as|by)\b/.test(whole))
      .map(([, command = '', rest = '']) => ({ path, command, options: rest.match(/--[a-z-]+/g) ?? [] })),
  );
  expect(shown.length).toBeGreaterThan(20);
  const unreal = shown.filter(({ command, options }) => {
    const known = real.get(command)?.options.map((option) => option.split(' ')[0]);
    return known === undefined || options.some((option) => !known.includes(option));
  });
  expect(unreal).toEqual([]);
});
