import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Sessions } from '../enet/sessions.ts';
import type { ResolvedOptions } from '../options.ts';
import { BadControlRequest, type PurchaseOrderStore } from '../purchase-order-store.ts';
import { listNotable, type SeedFacts } from '../seed/seed-company.ts';
import type { Faults } from './faults.ts';
import type { PageHooks } from './page-hooks.ts';
import { createRequestCounters, type RequestCounters } from './request-counters.ts';
import { registerWireControlRoutes } from './wire-control-routes.ts';

export const controlPath = '/sandbox';

export interface ControlDependencies {
  readonly pool: Pool;
  readonly options: ResolvedOptions;
  readonly sessions: Sessions;
  readonly counters: RequestCounters;
  readonly faults: Faults;
  readonly pageHooks: PageHooks;
  /** By company id. */
  readonly stores: ReadonlyMap<string, PurchaseOrderStore>;
  readonly seeds: ReadonlyMap<string, SeedFacts>;
}

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const status = z.enum(['0', '1', '4', '9', '*']);
const company = z.string().optional();
const raiseBody = z.strictObject({
  company,
  count: z.int().min(1).max(5000).optional(),
  status: status.optional(),
  supplier: z.string().optional(),
  orderDate: z.iso.date().optional(),
  goodsLines: z.int().min(0).max(900).optional(),
  plain: z.boolean().optional(),
  header: row.optional(),
});
const editBody = z.strictObject({
  company,
  status: status.optional(),
  header: row.optional(),
  lines: z.array(row).optional(),
  removeLines: z.array(z.int()).optional(),
});
const evictBody = z.strictObject({ operator: z.string().optional() });

/** What the real SYSPRO has no door for: raising and editing records, throwing out sessions, faults, counters. JSON, below {@link controlPath}. */
export function registerControlRoutes(
  app: FastifyInstance,
  { pool, options, sessions, counters, faults, pageHooks, stores, seeds }: ControlDependencies,
): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof BadControlRequest) return reply.code(400).send({ error: error.message });
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    throw error;
  });

  app.get('/', () => ({ companies: [...seeds].map(([id, facts]) => ({ id, ...facts })) }));

  app.post('/purchase-orders', async (request, reply) => {
    const { company: id, ...spec } = raiseBody.parse(request.body ?? {});
    return reply.code(201).send({ purchaseOrders: await store(id).raise(spec) });
  });
  app.post<{ Params: { number: string } }>('/purchase-orders/:number', async (request, reply) => {
    const { company: id, ...spec } = editBody.parse(request.body ?? {});
    const { number } = request.params;
    if (!(await store(id).edit(number, spec)))
      return reply.code(404).send({ error: `there is no purchase order ${number}` });
    return { purchaseOrder: number };
  });
  app.get<{ Querystring: { company?: string } }>('/notable', async (request) => ({
    notable: await listNotable(pool, companyId(request.query.company)),
  }));

  app.get('/sessions', () => ({
    sessions: sessions.list().map((session) => ({
      operator: session.operator.code,
      company: session.company.id,
      since: session.since.toISOString(),
      lastUsed: session.lastUsed.toISOString(),
    })),
  }));
  app.post('/sessions/evict', (request) => ({ evicted: sessions.evict(evictBody.parse(request.body ?? {}).operator) }));

  registerWireControlRoutes(app, { faults, pageHooks });

  app.get('/requests', () => counters);
  app.delete('/requests', (_request, reply) => {
    Object.assign(counters, createRequestCounters());
    return reply.code(204).send();
  });

  function companyId(id: string | undefined): string {
    const found = id === undefined ? options.companies[0] : options.companies.find((candidate) => candidate.id === id);
    if (found === undefined) throw new BadControlRequest(`there is no company ${id ?? ''}`);
    return found.id;
  }
  function store(id: string | undefined): PurchaseOrderStore {
    const found = stores.get(companyId(id));
    if (found === undefined) throw new BadControlRequest(`there is no company ${id ?? ''}`);
    return found;
  }
}
