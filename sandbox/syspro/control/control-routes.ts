import type { FastifyInstance } from 'fastify';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Sessions } from '../enet/sessions.ts';
import type { ResolvedOptions } from '../options.ts';
import type { SandboxCompanyState } from '../sandbox-company.ts';
import { listNotable } from '../seed/seed-orders.ts';
import { BadControlRequest } from './control-request.ts';
import type { Faults } from './faults.ts';
import type { PageHooks } from './page-hooks.ts';
import { createRequestCounters, type RequestCounters } from './request-counters.ts';
import { registerRecordRoutes } from './record-routes.ts';
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
  readonly companies: ReadonlyMap<string, SandboxCompanyState>;
}

const evictBody = z.strictObject({ operator: z.string().optional() });

/** What the real SYSPRO has no door for: raising and editing records, throwing out sessions, faults, counters. JSON, below {@link controlPath}. */
export function registerControlRoutes(
  app: FastifyInstance,
  { pool, options, sessions, counters, faults, pageHooks, companies }: ControlDependencies,
): void {
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof BadControlRequest) return reply.code(400).send({ error: error.message });
    if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
    throw error;
  });

  app.get('/', () => ({ companies: [...companies].map(([id, { facts }]) => ({ id, ...facts })) }));

  registerRecordRoutes(app, (id) => companies.get(companyId(id)));

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
}
