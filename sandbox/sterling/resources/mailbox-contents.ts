import { badRequest, notFound } from '../wire/api-error.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { present, wireDate } from '../wire/representation.ts';
import type { ListRoute, Resource } from './resource.ts';

interface ContentRow {
  readonly id: string;
  readonly name: string;
  /** That a message's literal is `message` is inferred [INF]; only `mailbox` is known. */
  readonly type: 'mailbox' | 'message';
  readonly description: string | null;
  readonly created_at: Date | null;
  readonly size: string | null;
  readonly document_id: string | null;
  readonly extractable_always: boolean | null;
  readonly extractable_count: number | null;
  readonly extractable_until: Date | null;
}

const sortColumns = { id: 'id', name: 'name', type: 'type', creationDate: 'created_at', size: 'size' };

/** `mailboxcontents/`: what is directly in one mailbox, mailboxes and messages in one list. */
export const mailboxContents: Resource = (app, services) => {
  const { db } = services;
  app.get<ListRoute>('/mailboxcontents/', async (request) => {
    const page = pageOf(request.query, sortColumns, 'type, id', services.behaviour.maximumPage);
    const parent = parameter(request.query, 'parentMailboxId');
    if (parent === undefined) throw badRequest('parentMailboxId is required');
    if (!/^\d{1,18}$/.test(parent)) throw badRequest(`parentMailboxId=${parent} is not a number`);
    const name = parameter(request.query, 'name');
    const { rows } = await db.query<ContentRow>(
      `WITH content AS (
         SELECT id, substring(path FROM '[^/]*$') AS name, 'mailbox' AS type, description, NULL::timestamptz AS created_at,
           NULL::bigint AS size, NULL AS document_id, NULL::boolean AS extractable_always, NULL::integer AS extractable_count,
           NULL::timestamptz AS extractable_until
         FROM mailbox WHERE parent_id = $1
         UNION ALL
         SELECT id, name, 'message', NULL, created_at, size, document_id, extractable_always, extractable_count, extractable_until
         FROM message WHERE mailbox_id = $1 AND deleted_at IS NULL)
       SELECT * FROM content WHERE ($2::text IS NULL OR type = $2) AND ($3::text IS NULL OR name ILIKE $3)
       ORDER BY ${page.orderBy} LIMIT $4 OFFSET $5`,
      [
        parent,
        parameter(request.query, 'type') ?? null,
        name === undefined ? null : likePattern(name),
        page.limit,
        page.offset,
      ],
    );
    if (rows.length === 0) {
      const { rowCount } = await db.query('SELECT FROM mailbox WHERE id = $1', [parent]);
      if (rowCount === 0) throw notFound(`Mailbox ${parent} does not exist`);
    }
    const detail = parameter(request.query, 'detail') === 'true';
    return projected(
      request.query,
      rows.map((row) => representation(row, detail)),
    );
  });
};

// Items here have none of the hypermedia fields, and plain values where mailboxmessages has coded ones.
function representation(row: ContentRow, detail: boolean): object {
  const { name, type } = row;
  const id = Number(row.id);
  if (!detail) return { id, name, type };
  return {
    id,
    name,
    type,
    creationDate: wireDate(row.created_at),
    description: present(row.description),
    size: row.size === null ? undefined : Number(row.size),
    documentId: present(row.document_id),
    extractableAlways: present(row.extractable_always),
    extractableCount: present(row.extractable_count),
    extractableUntil: wireDate(row.extractable_until),
  };
}
