import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, type StaticExport } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An import as a file's syntax tree has it. */
interface Import {
  /** Of this repository: its path, `src/ledger/posting.ts`. Else the package, `node:crypto`, `@temporalio/client`. */
  readonly target: string;
  /** Whether nothing of it is left when the types are stripped. */
  readonly typeOnly: boolean;
}

interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly defaultExport: boolean;
  /** Names of module-level variables that can be assigned again. */
  readonly variables: readonly string[];
}

const files: ReadonlyMap<string, SourceFile> = new Map(
  ['src', 'sandbox', 'local', 'simulation', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readSource(`${folder}/${name.replaceAll(sep, '/')}`))
      .map((file) => [file.path, file]),
  ),
);

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const resolved = (specifier: string): string =>
    specifier.startsWith('.') ? relative(root, resolve(root, path, '..', specifier)).replaceAll(sep, '/') : specifier;
  const exported = module.staticExports.flatMap(({ entries }: StaticExport) => entries);
  return {
    path,
    lines: text.split('\n').length - 1,
    imports: [
      ...module.staticImports.map(({ moduleRequest, entries }) => ({
        target: resolved(moduleRequest.value),
        typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
      })),
      ...exported.flatMap(({ moduleRequest, isType }) =>
        moduleRequest ? [{ target: resolved(moduleRequest.value), typeOnly: isType }] : [],
      ),
      // Nothing here may be loaded by a computed name, so its text is the name.
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
        target: resolved(text.slice(start, end).replace(/^['"]|['"]$/g, '')),
        typeOnly: false,
      })),
    ],
    defaultExport: exported.some(({ exportName }) => (exportName.kind as string) === 'Default'),
    variables: program.body
      .map((node) => (node.type === 'ExportNamedDeclaration' ? node.declaration : node))
      .flatMap((node) => (node?.type === 'VariableDeclaration' && node.kind !== 'const' ? node.declarations : []))
      .map(({ id }) => text.slice(id.start, id.end)),
  };
}

const within = (...folders: string[]): SourceFile[] =>
  [...files.values()].filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`) || path === folder));

/** Every import of the files that is not allowed, as `file → target`. */
function offences(of: readonly SourceFile[], allowed: (imported: Import, file: SourceFile) => boolean): string[] {
  return of.flatMap((file) =>
    file.imports.filter((imported) => !allowed(imported, file)).map(({ target }) => `${file.path} → ${target}`),
  );
}

const isOurs = ({ target }: Import): boolean => target.startsWith('src/') || target.startsWith('sandbox/');
const packageOf = ({ target }: Import): string =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
const isIn = ({ target }: Import, ...folders: string[]): boolean =>
  folders.some((folder) => target.startsWith(`src/${folder}/`) || target === `src/${folder}.ts`);

test('the parser sees the imports there are', () => {
  expect(files.size).toBeGreaterThan(150);
  expect(files.get('src/workflows/document.ts')?.imports).toEqual(
    expect.arrayContaining([
      { target: '@temporalio/workflow', typeOnly: false },
      { target: 'src/documents/document-key.ts', typeOnly: true },
      { target: 'src/documents/stage.ts', typeOnly: true },
      { target: 'src/workflows/document-inbox.ts', typeOnly: false },
    ]),
  );
  for (const { path, imports } of files.values())
    for (const imported of imports)
      if (isOurs(imported)) expect([path, files.has(imported.target)]).toEqual([path, true]);
});

describe('imports point one way', () => {
  const pure = ['documents', 'x12', 'partners', 'translation'];
  // Each of them computes and does nothing else.
  const purePackages = new Set(['canonicalize', 'decimal.js', 'yaml', 'zod', 'ms']);

  test.each([
    ['documents', []],
    ['x12', ['documents']],
    ['partners', ['documents', 'x12', 'config/duration', 'config/schema']],
    ['translation', ['documents', 'x12', 'partners']],
  ])('%s is pure', (room, below) => {
    expect(
      offences(within(`src/${room}`), (imported, { path }) => {
        if (isOurs(imported)) return isIn(imported, room, ...below);
        if (isBuiltin(imported.target))
          return imported.target === 'node:crypto' && path === 'src/documents/content-hash.ts';
        return purePackages.has(packageOf(imported));
      }),
    ).toEqual([]);
  });

  test.each([
    ['guides', []],
    ['validation', ['guides']],
    ['reading', ['guides', 'validation']],
    ['writing', ['guides', 'validation']],
    ['acknowledgements', ['guides', 'reading']],
    ['annotate', ['guides', 'reading', 'validation', 'acknowledgements']],
  ])('within x12, %s uses the rooms below it', (room, below) => {
    const rooms = within('src/x12').filter(({ path }) => path.startsWith(`src/x12/${room}/`));
    expect(rooms.length).toBeGreaterThan(1);
    const atRoot = ({ target }: Import): boolean => /^src\/x12\/[^/]+$/.test(target) && target !== 'src/x12/index.ts';
    const allowed = [room, ...below].map((one) => `x12/${one}`);
    expect(
      offences(
        rooms,
        (imported) => !imported.target.startsWith('src/x12/') || atRoot(imported) || isIn(imported, ...allowed),
      ),
    ).toEqual([]);
  });

  test('syspro, sterling and http know the outside, and nothing of each other, the ledger, the workflows or who uses them', () => {
    for (const room of ['syspro', 'sterling'])
      expect(
        offences(
          within(`src/${room}`),
          (imported) => !isOurs(imported) || isIn(imported, room, 'http', 'documents', 'config'),
        ),
      ).toEqual([]);
    expect(offences(within('src/http'), (imported) => !isOurs(imported) || isIn(imported, 'http'))).toEqual([]);
  });

  test('only the ledger talks to PostgreSQL', () => {
    const others = within('src').filter(({ path }) => !path.startsWith('src/ledger/'));
    expect(offences(others, (imported) => !['pg', 'node-pg-migrate'].includes(packageOf(imported)))).toEqual([]);
    expect(
      offences(
        within('src/ledger'),
        (imported) => !isOurs(imported) || isIn(imported, 'ledger', 'documents', 'config'),
      ),
    ).toEqual([]);
  });

  test('only the HTTP client makes requests', () => {
    const others = within('src').filter(({ path }) => !path.startsWith('src/http/'));
    expect(offences(others, ({ target }) => !/^(got|node:https?|node:net|node:tls|undici)$/.test(target))).toEqual([]);
  });

  test('workflows run pure modules and what of temporal/ is safe in them; everything else is a type', () => {
    const allowed = (imported: Import): boolean =>
      imported.typeOnly ||
      ['@temporalio/workflow', '@temporalio/common'].includes(imported.target) ||
      isIn(imported, 'workflows', ...pure, 'temporal');
    expect(offences(within('src/workflows'), allowed)).toEqual([]);

    // And so on, through all that ends up in the bundle with them. No hashing there either: it is node:crypto.
    const bundled = new Set(within('src/workflows').map(({ path }) => path));
    for (const path of bundled)
      for (const imported of files.get(path)?.imports ?? [])
        if (!imported.typeOnly && isOurs(imported)) bundled.add(imported.target);
    const reached = [...bundled].flatMap((path) => files.get(path) ?? []);
    expect(offences(reached, (imported) => allowed(imported) && !isBuiltin(imported.target))).toEqual([]);
  });

  test.each([
    ['polling', []],
    ['documents', []],
    ['lanes', ['documents']],
    ['sweep', []],
    ['partner-sync', []],
  ])('within activities, %s uses no other room but those below it', (room, below) => {
    const rooms = within(`src/activities/${room}`);
    expect(rooms.length).toBeGreaterThan(1);
    const allowed = [room, ...below].map((one) => `activities/${one}`);
    const atRoot = ({ target }: Import): boolean =>
      /^src\/activities\/[^/]+$/.test(target) && target !== 'src/activities/index.ts';
    expect(
      offences(
        rooms,
        (imported) => !imported.target.startsWith('src/activities/') || atRoot(imported) || isIn(imported, ...allowed),
      ),
    ).toEqual([]);
  });

  test('activities join the rooms; they know no command line, no worker and no workflow', () => {
    expect(
      offences(
        within('src/activities'),
        (imported) => !isOurs(imported) || !isIn(imported, 'cli', 'worker', 'workflows') || imported.typeOnly,
      ),
    ).toEqual([]);
  });

  test('nothing below imports the command line, and nothing but it the worker process', () => {
    const below = within('src').filter(({ path }) => !path.startsWith('src/cli'));
    expect(offences(below, (imported) => !isIn(imported, 'cli') && imported.target !== 'src/worker.ts')).toEqual([]);
  });

  test('the stand-ins know nothing of us, and we nothing of them', () => {
    expect(offences(within('sandbox'), ({ target }) => !/^(src|local|simulation|test|bench)\//.test(target))).toEqual(
      [],
    );
    expect(offences(within('src'), ({ target }) => !/^(sandbox|local|simulation|test|bench)\//.test(target))).toEqual(
      [],
    );
  });

  test('a simulation joins everything, and nothing needs one', () => {
    expect(within('simulation').some(({ imports }) => imports.some((imported) => isIn(imported, 'activities')))).toBe(
      true,
    );
    expect(offences(within('local', 'bench'), ({ target }) => !/^(simulation|test)\//.test(target))).toEqual([]);
  });
});

describe('every source file', () => {
  test('has no default export', () => {
    expect(
      within('src', 'sandbox')
        .filter((file) => file.defaultExport)
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('keeps no state of its own: no variable at module level', () => {
    // The stand-ins' main.ts is a program from top to bottom, and nobody imports it.
    const modules = within('src', 'sandbox').filter(({ path }) => !path.endsWith('/main.ts'));
    expect(modules.flatMap(({ path, variables }) => variables.map((name) => `${path}: ${name}`))).toEqual([]);
  });

  test('is one thing, of at most 350 lines', () => {
    expect(
      within('src')
        .filter(({ lines }) => lines > 350)
        .map(({ path }) => path),
    ).toEqual([]);
  });
});
