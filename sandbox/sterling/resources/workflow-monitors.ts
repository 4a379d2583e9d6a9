import { badRequest } from '../wire/api-error.ts';
import { parameter, projected } from '../wire/listing.ts';
import { codedText, wireDate } from '../wire/representation.ts';
import type { ListRoute, Resource } from './resource.ts';

// [INF] The fields of a step and their texts: only the parameters workFlowId and fieldList are known.
const states: Readonly<Record<string, string>> = { ACTIVE: 'Active', COMPLETED: 'Completed' };

/**
 * `workflowmonitors/`: the steps of business processes that rules have started, whatever `_range` says. Minimal: a process
 * has two steps here, its start and what it did with the message.
 */
export const workflowMonitors: Resource = (app, { db }) => {
  app.get<ListRoute>('/workflowmonitors/', async (request) => {
    const id = parameter(request.query, 'workFlowId');
    if (id !== undefined && !/^\d{1,18}$/.test(id)) throw badRequest(`workFlowId=${id} is not a number`);
    const { rows } = await db.query<{
      id: string;
      process: string;
      rule: string;
      message_id: string;
      document_id: string;
      started_at: Date;
      completed_at: Date | null;
      did: string | null;
    }>(
      `SELECT workflow.id, process, rule, message_id, document_id, started_at, completed_at, did
       FROM workflow JOIN message ON message.id = message_id WHERE $1::bigint IS NULL OR workflow.id = $1 ORDER BY workflow.id`,
      [id ?? null],
    );
    const full = parameter(request.query, 'fieldList')?.toLowerCase() === 'full';
    const items = rows.flatMap((row) => {
      const process = { workFlowId: Number(row.id), workFlowName: row.process };
      const state = codedText(row.completed_at === null ? 'ACTIVE' : 'COMPLETED', states);
      const detail = full ? { documentId: row.document_id, messageId: Number(row.message_id), rule: row.rule } : {};
      const start = { ...process, stepId: 0, serviceName: 'Mailbox Evaluate All Automatic Routing Rules', state };
      return [
        { ...start, startTime: wireDate(row.started_at), ...detail },
        ...(row.completed_at === null
          ? []
          : [{ ...process, stepId: 1, serviceName: row.did, state, startTime: wireDate(row.completed_at), ...detail }]),
      ];
    });
    return projected(request.query, items);
  });
};
