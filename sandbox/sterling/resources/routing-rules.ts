import type { Pool } from 'pg';
import { z } from 'zod';
import { isDuplicate, transaction } from '../database.ts';
import { evaluateRule } from '../routing/router.ts';
import { ApiError, badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields, noFields, optional, text } from '../wire/body.ts';
import { likePattern, pageOf, parameter, projected } from '../wire/listing.ts';
import { codedText, links, present } from '../wire/representation.ts';
import { affected, baseUrl, created, nameKeys, type ItemRoute, type ListRoute, type Resource } from './resource.ts';

// Two write forms are known: what clients in the field send (ids as text) and what the interface description says.
const mailboxReference = z.union([z.string().regex(/^\d{1,18}$/), z.object({ path: text })], {
  error: 'is neither the id of a mailbox as text nor an object with its path',
});
const ruleFields = z
  .strictObject({
    name: text,
    actionType: z.enum(['bp', 'contract']),
    action: text,
    evaluationMode: z.enum(['automatic', 'manual']),
    mailboxes: optional(z.array(mailboxReference)),
    messageNamePattern: optional(text),
    runRuleAs: text,
  })
  .refine((rule) => rule.action.length <= (rule.actionType === 'bp' ? 100 : 255), {
    path: ['action'],
    error: 'is longer than 100 characters (a business process) or 255 (a contract)',
  });

interface RuleRow {
  readonly name: string;
  readonly evaluation_mode: string;
  readonly action_type: string;
  readonly action: string;
  readonly run_rule_as: string;
  readonly message_name_pattern: string | null;
  readonly paths: string[] | null;
}

const ruleQuery = `SELECT name, evaluation_mode, action_type, action, run_rule_as, message_name_pattern,
    (SELECT array_agg(path ORDER BY path) FROM mailbox WHERE id = ANY (mailbox_ids)) AS paths
  FROM routing_rule`;

/** `routingrules/`: which messages start which business process. The list filters by name. */
export const routingRules: Resource = (app, services) => {
  const { db } = services;

  app.post('/routingrules/', async (request, reply) => {
    const fields = bodyFields(ruleFields, request.body);
    const values = await columnsOf(db, fields);
    try {
      await db.query(
        `INSERT INTO routing_rule (name, evaluation_mode, action_type, action, run_rule_as, message_name_pattern, mailbox_ids)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        values,
      );
    } catch (error) {
      if (isDuplicate(error)) throw new ApiError(400, 'duplicate', `Duplicate RoutingRule: ${fields.name}`);
      throw error;
    }
    return created(request, reply, services, 'routingrules', fields.name);
  });

  app.get<ListRoute>('/routingrules/', async (request) => {
    const page = pageOf(request.query, { name: 'name', action: 'action' }, 'name', services.behaviour.maximumPage);
    const name = parameter(request.query, 'name');
    const { rows } = await db.query<RuleRow>(
      `${ruleQuery} WHERE name ILIKE $1 ORDER BY ${page.orderBy} LIMIT $2 OFFSET $3`,
      [name === undefined ? '%' : likePattern(name), page.limit, page.offset],
    );
    return projected(
      request.query,
      rows.map((row) => representation(baseUrl(request), row)),
    );
  });

  app.get<ItemRoute>('/routingrules/:id', async (request) => {
    const { rows } = await db.query<RuleRow>(`${ruleQuery} WHERE name = ANY ($1)`, [nameKeys(request)]);
    if (rows[0] === undefined) throw notFound(`Routing rule ${request.params.id} does not exist`);
    return representation(baseUrl(request), rows[0]);
  });

  app.put<ItemRoute>('/routingrules/:id', async (request) => {
    const fields = bodyFields(ruleFields, request.body);
    if (!nameKeys(request).includes(fields.name))
      throw badRequest('name: is not the rule’s own; a rule keeps its name');
    const { rowCount } = await db.query(
      `UPDATE routing_rule SET evaluation_mode = $2, action_type = $3, action = $4, run_rule_as = $5,
         message_name_pattern = $6, mailbox_ids = $7 WHERE name = $1`,
      await columnsOf(db, fields),
    );
    return affected(rowCount === 1, `Routing rule ${fields.name}`);
  });

  app.delete<ItemRoute>('/routingrules/:id', async (request) => {
    bodyFields(noFields, request.body);
    const { rowCount } = await db.query('DELETE FROM routing_rule WHERE name = ANY ($1)', [nameKeys(request)]);
    return affected(rowCount === 1, `Routing rule ${request.params.id}`);
  });

  // Matches all messages there are, each time: a manual evaluation may route a message again. [INF] What it answers.
  app.post<ItemRoute>('/routingrules/:id/actions/evaluaterule', async (request) => {
    bodyFields(noFields, request.body);
    const started = await transaction(db, (client) => evaluateRule(client, nameKeys(request), services.clock.now()));
    if (started === undefined) throw notFound(`Routing rule ${request.params.id} does not exist`);
    return { response: `${started} messages routed` };
  });
};

async function columnsOf(db: Pool, rule: z.infer<typeof ruleFields>): Promise<unknown[]> {
  const mailboxIds: string[] = [];
  for (const reference of rule.mailboxes ?? []) {
    const [column, key] = typeof reference === 'string' ? ['id', reference] : ['path', reference.path];
    const { rows } = await db.query<{ id: string }>(`SELECT id FROM mailbox WHERE ${column} = $1`, [key]);
    if (rows[0] === undefined) throw new ApiError(400, 'unknownMailbox', `Mailbox ${key} does not exist`);
    mailboxIds.push(rows[0].id);
  }
  return [
    rule.name,
    rule.evaluationMode,
    rule.actionType,
    rule.action,
    rule.runRuleAs,
    rule.messageNamePattern,
    mailboxIds,
  ];
}

// [INF] The display texts.
const evaluationModes: Readonly<Record<string, string>> = { automatic: 'Automatic', manual: 'Manual' };
const actionTypes: Readonly<Record<string, string>> = { bp: 'Business Process', contract: 'Contract' };

function representation(base: string, row: RuleRow): object {
  return {
    ...links(base, 'routingrules', 'RoutingRule', row.name),
    name: row.name,
    mailboxes: row.paths?.map((path) => ({ path })),
    messageNamePattern: present(row.message_name_pattern),
    runRuleAs: row.run_rule_as,
    evaluationMode: codedText(row.evaluation_mode, evaluationModes),
    actionType: codedText(row.action_type, actionTypes),
    action: row.action,
  };
}
