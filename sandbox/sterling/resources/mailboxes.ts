import type { Pool } from 'pg';
import { z } from 'zod';
import { isDuplicate, transaction } from '../database.ts';
import {
  ancestors,
  createMailboxes,
  mailboxColumns,
  mailboxTables,
  parentPath,
  type MailboxRow,
} from '../store/mailboxes.ts';
import { ApiError, badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, optional, text } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedText, itemUrl, links, present } from '../wire/representation.ts';
import { affected, baseUrl, created, numericId, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

const newMailbox = z.strictObject({
  path: z.string().regex(/^(\/[^/]+)+$/, 'is not a full path such as /ACME/Outbound'),
  description: text,
  createParentMailbox: optional(z.boolean()),
  mailboxType: optional(z.enum(['R', 'S', 'L'])),
  linkedToMailbox: optional(z.int()),
  users: optional(z.string()),
  groups: optional(z.string()),
});
const mailboxChange = z.strictObject({ description: text, users: optional(z.string()), groups: optional(z.string()) });

const mailboxTypes: Readonly<Record<string, string>> = { R: 'Regular', S: 'Shared', L: 'Linked' };

/** `mailboxes/`: the list filters by path, where `%` is the wildcard. */
export const mailboxes: Resource = (app, services) => {
  const { db } = services;

  app.post('/mailboxes/', async (request, reply) => {
    const fields = bodyFields(newMailbox, request.body);
    return created(request, reply, services, 'mailboxes', await createMailbox(db, fields));
  });

  app.get<ListRoute>('/mailboxes/', async (request) => {
    const page = pageOf(
      request.query,
      { path: 'mailbox.path', description: 'mailbox.description' },
      'mailbox.id',
      services.behaviour.maximumPage,
    );
    const path = parameter(request.query, 'path');
    const { rows } = await db.query<MailboxRow>(
      `SELECT ${mailboxColumns} FROM ${mailboxTables} WHERE mailbox.path ILIKE $1
       ORDER BY ${page.orderBy} LIMIT $2 OFFSET $3`,
      [path === undefined ? '%' : likePattern(path), page.limit, page.offset],
    );
    return projected(
      request.query,
      rows.map((row) => representation(baseUrl(request), row)),
    );
  });

  app.get<ItemRoute>('/mailboxes/:id', async (request) => {
    const id = numericId(request, 'Mailbox');
    const { rows } = await db.query<MailboxRow>(
      `SELECT ${mailboxColumns} FROM ${mailboxTables} WHERE mailbox.id = $1`,
      [id],
    );
    if (rows[0] === undefined) throw notFound(`Mailbox ${id} does not exist`);
    return representation(baseUrl(request), rows[0]);
  });

  app.put<ItemRoute>('/mailboxes/:id', async (request) => {
    const id = numericId(request, 'Mailbox');
    const { description, users, groups } = bodyFields(mailboxChange, request.body);
    const { rowCount } = await db.query(
      `UPDATE mailbox SET description = $2, users = coalesce($3, users), groups = coalesce($4, groups) WHERE id = $1`,
      [id, description, users, groups],
    );
    return affected(rowCount === 1, `Mailbox ${id}`);
  });

  app.delete<ItemRoute>('/mailboxes/:id', async (request) => {
    const id = numericId(request, 'Mailbox');
    bodyFields(noFields, request.body);
    return affected(await deleteEmptyMailbox(db, id), `Mailbox ${id}`);
  });
};

async function createMailbox(pool: Pool, fields: z.infer<typeof newMailbox>): Promise<string> {
  try {
    return await transaction(pool, async (db) => {
      if (fields.createParentMailbox === true) {
        for (const path of ancestors(fields.path)) await createMailboxes(db, [path]);
      }
      const { rows } = await db.query<{ id: string }>(
        `INSERT INTO mailbox (path, parent_id, description, mailbox_type, linked_to, users, groups)
         SELECT $1, id, $3, coalesce($4, 'R'), $5, $6, $7 FROM mailbox WHERE path = $2 RETURNING id`,
        [
          fields.path,
          parentPath(fields.path),
          fields.description,
          fields.mailboxType,
          fields.linkedToMailbox,
          fields.users,
          fields.groups,
        ],
      );
      if (rows[0] === undefined) throw badRequest(`Parent mailbox ${parentPath(fields.path)} does not exist`);
      return rows[0].id;
    });
  } catch (error) {
    if (isDuplicate(error)) throw new ApiError(400, 'duplicate', `Mailbox ${fields.path} already exists`);
    if (error instanceof Error && 'constraint' in error && error.constraint === 'mailbox_linked_to_fkey') {
      throw badRequest(`linkedToMailbox: mailbox ${fields.linkedToMailbox} does not exist`);
    }
    throw error;
  }
}

// [INF] That the product refuses to delete a mailbox that holds anything; it may delete all with it. Refusing loses nothing.
async function deleteEmptyMailbox(pool: Pool, id: string): Promise<boolean> {
  const { rows } = await pool.query<{ known: boolean; deleted: boolean }>(
    `WITH deleted AS (
       DELETE FROM mailbox WHERE id = $1 AND parent_id IS NOT NULL
         AND NOT EXISTS (SELECT FROM mailbox AS child WHERE child.parent_id = $1 OR child.linked_to = $1)
         AND NOT EXISTS (SELECT FROM message WHERE mailbox_id = $1 AND deleted_at IS NULL)
       RETURNING id)
     SELECT EXISTS (SELECT FROM mailbox WHERE id = $1) AS known, EXISTS (SELECT FROM deleted) AS deleted`,
    [id],
  );
  if (rows[0]?.known && !rows[0].deleted) throw badRequest(`Mailbox ${id} is not empty`);
  return rows[0]?.deleted ?? false;
}

function representation(base: string, row: MailboxRow): object {
  const linked = row.linked_to;
  return {
    ...links(base, 'mailboxes', 'Mailbox', row.id),
    path: row.path,
    description: row.description,
    mailboxType: codedText(row.mailbox_type, mailboxTypes),
    linkedToMailbox:
      linked === null
        ? undefined
        : { href: itemUrl(base, 'mailboxes', linked), title: row.linked_path, _id: Number(linked) },
    users: present(row.users),
    groups: present(row.groups),
    permission: `${row.path} Mailbox`,
  };
}
