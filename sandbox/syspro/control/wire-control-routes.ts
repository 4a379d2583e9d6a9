import type { FastifyInstance } from 'fastify';
import { faultBody, type Faults } from './faults.ts';
import { pageHookBody, type PageHooks } from './page-hooks.ts';

/** The control interface's part that spoils what goes over the wire: faults, and happenings between pages. */
export function registerWireControlRoutes(
  app: FastifyInstance,
  { faults, pageHooks }: { readonly faults: Faults; readonly pageHooks: PageHooks },
): void {
  app.post('/faults', (request, reply) => {
    faults.add(faultBody.parse(request.body));
    return reply.code(201).send({ faults: faults.list() });
  });
  app.get('/faults', () => ({ faults: faults.list() }));
  app.delete('/faults', (_request, reply) => {
    faults.clear();
    return reply.code(204).send();
  });

  app.post('/between-pages', (request, reply) => {
    pageHooks.add(pageHookBody.parse(request.body));
    return reply.code(201).send({ betweenPages: pageHooks.list() });
  });
  app.get('/between-pages', () => ({ betweenPages: pageHooks.list() }));
  app.delete('/between-pages', (_request, reply) => {
    pageHooks.clear();
    return reply.code(204).send();
  });
}
