import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '../ledger/database.ts';
import { readContent, readTransmissions, type DocumentSummary } from '../ledger/queries.ts';
import { CannotRun } from './exit-code.ts';

/**
 * Writes the interchanges that documents last left in, byte for byte as they were posted, each under its message's name. An
 * interchange of several documents is written once.
 * @returns the files' names
 * @throws CannotRun when the folder cannot be written
 */
export async function saveInterchanges(
  db: Queryable,
  documents: readonly DocumentSummary[],
  folder: string,
): Promise<string[]> {
  const saved = new Set<string>();
  try {
    await mkdir(folder, { recursive: true });
    for (const { id } of documents) {
      const last = (await readTransmissions(db, id)).at(-1);
      const content = last && (await readContent(db, last.id));
      if (!last?.messageName || !content) continue;
      const { messageName } = last;
      if (saved.has(messageName)) continue;
      await writeFile(join(folder, messageName), content);
      saved.add(messageName);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    throw new CannotRun(`the interchanges cannot be saved to ${folder} (${code})`);
  }
  return [...saved];
}
