import { badRequest, notFound } from '../wire/api-error.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedText, links, wireDate } from '../wire/representation.ts';
import { baseUrl, numericId, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly document_id: string;
  readonly message_id: string;
  readonly organization: string;
  readonly started_at: Date;
  readonly completed_at: Date | null;
  readonly did: string | null;
}

// A file arrived when a rule started a process for its message; it is delivered when the process took it.
const files = `SELECT workflow.id, message.name, document_id, message_id, split_part(accepted_path, '/', 2) AS organization,
    started_at, completed_at, did
  FROM workflow JOIN message ON message.id = message_id`;
const taken = `did IN ('extracted', 'deleted', 'moved')`;

/**
 * `fgarrivedfiles/` and `fgdeliveries/`, minimal: what File Gateway would track of the messages that rules have routed.
 * [INF] Their fields and the literals of their states: only the names of the filters are known.
 */
export const fileGateway: Resource = (app, { db, behaviour }) => {
  app.get<ListRoute>('/fgarrivedfiles/', async (request) => {
    const page = pageOf(request.query, { fileName: 'message.name' }, 'workflow.id', behaviour.maximumPage);
    const name = parameter(request.query, 'fileName');
    const { rows } = await db.query<FileRow>(
      `${files} WHERE message.name ILIKE $1 AND ($2::text IS NULL OR split_part(accepted_path, '/', 2) = $2)
         AND ($3::bigint IS NULL OR workflow.id = $3) AND ($4::text IS NULL OR document_id = $4)
         AND ($5::bigint IS NULL OR message_id = $5) AND ($6::text IS NULL OR $6 = CASE WHEN ${taken} THEN 'Routed' ELSE 'Started' END)
       ORDER BY ${page.orderBy} LIMIT $7 OFFSET $8`,
      [
        name === undefined ? '%' : likePattern(name),
        parameter(request.query, 'prodOrgName') ?? null,
        number('wfId', parameter(request.query, 'wfId')),
        parameter(request.query, 'documentId') ?? null,
        number('messageId', parameter(request.query, 'messageId')),
        parameter(request.query, 'arrivedFileState') ?? null,
        page.limit,
        page.offset,
      ],
    );
    const base = baseUrl(request);
    return projected(
      request.query,
      rows.map((row) => arrived(base, row)),
    );
  });

  app.get<ItemRoute>('/fgarrivedfiles/:id', async (request) => {
    const { rows } = await db.query<FileRow>(`${files} WHERE workflow.id = $1`, [numericId(request, 'Arrived file')]);
    if (rows[0] === undefined) throw notFound(`Arrived file ${request.params.id} does not exist`);
    return arrived(baseUrl(request), rows[0]);
  });

  app.get<ListRoute>('/fgdeliveries/', async (request) => {
    const page = pageOf(request.query, { fileName: 'message.name' }, 'workflow.id', behaviour.maximumPage);
    const name = parameter(request.query, 'fileName');
    const state = parameter(request.query, 'state');
    const { rows } = await db.query<FileRow>(
      `${files} WHERE ${taken} AND message.name ILIKE $1 AND ($2::text IS NULL OR $2 = 'Delivered') AND ($3::bigint IS NULL OR workflow.id = $3)
       ORDER BY ${page.orderBy} LIMIT $4 OFFSET $5`,
      [
        name === undefined ? '%' : likePattern(name),
        state ?? null,
        number('dataFlowId', parameter(request.query, 'dataFlowId')),
        page.limit,
        page.offset,
      ],
    );
    const base = baseUrl(request);
    return projected(
      request.query,
      rows.map((row) => ({
        ...links(base, 'fgdeliveries', 'FgDelivery', row.id),
        fileName: row.name,
        state: codedText('Delivered'),
        dataFlowId: Number(row.id),
        consOrgKey: row.organization,
        completedDate: wireDate(row.completed_at),
      })),
    );
  });
};

function arrived(base: string, row: FileRow): object {
  const routed = row.did !== null && ['extracted', 'deleted', 'moved'].includes(row.did);
  return {
    ...links(base, 'fgarrivedfiles', 'FgArrivedFile', row.id),
    fileName: row.name,
    arrivedFileState: codedText(routed ? 'Routed' : 'Started'),
    prodOrgName: row.organization,
    wfId: Number(row.id),
    documentId: row.document_id,
    messageId: Number(row.message_id),
    arrivedDate: wireDate(row.started_at),
  };
}

function number(name: string, value: string | undefined): string | null {
  if (value !== undefined && !/^\d{1,18}$/.test(value)) throw badRequest(`${name}=${value} is not a number`);
  return value ?? null;
}
