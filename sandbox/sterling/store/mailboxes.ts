import type { Database } from '../database.ts';

/** A row of `mailbox`. */
export interface MailboxRow {
  readonly id: string;
  readonly path: string;
  readonly description: string;
  readonly mailbox_type: string;
  readonly linked_to: string | null;
  readonly linked_path: string | null;
  readonly users: string | null;
  readonly groups: string | null;
}

export const mailboxColumns = `mailbox.id, mailbox.path, mailbox.description, mailbox.mailbox_type, mailbox.linked_to,
  linked.path AS linked_path, mailbox.users, mailbox.groups`;
export const mailboxTables = 'mailbox LEFT JOIN mailbox AS linked ON linked.id = mailbox.linked_to';

/** Creates regular mailboxes whose parents exist, those that are not there yet; answers the id of each new one by path. */
export async function createMailboxes(db: Database, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; path: string }>(
    `INSERT INTO mailbox (path, parent_id, description)
     SELECT wanted.path, parent.id, wanted.path
     FROM unnest($1::text[], $2::text[]) AS wanted (path, parent_path) JOIN mailbox AS parent ON parent.path = parent_path
     ON CONFLICT (path) DO NOTHING RETURNING id, path`,
    [paths, paths.map(parentPath)],
  );
  return new Map(rows.map((row) => [row.path, row.id]));
}

/** The path of the mailbox above: `/` for the top ones. */
export function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The paths of all mailboxes above a path, the topmost first, without the root. */
export function ancestors(path: string): string[] {
  const parent = parentPath(path);
  return parent === '/' ? [] : [...ancestors(parent), parent];
}
