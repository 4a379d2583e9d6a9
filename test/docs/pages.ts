import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const elsewhere = new Set(['node_modules', '.local', '.git']);

/** A page of documentation: its path from the root, with `/`, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every file of the repository with this ending, what was installed or generated left out. */
export function filesEndingWith(ending: string, folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !elsewhere.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesEndingWith(ending, path);
      return entry.name.endsWith(ending) ? [path] : [];
    });
}

/** Every Markdown page. */
export function pages(): Page[] {
  return filesEndingWith('.md').map((path) => ({
    path: relative(root, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }));
}

/** One page, by its path from the root. */
export function page(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** A page without its fenced code blocks. */
export function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}
