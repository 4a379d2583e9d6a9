import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SandboxCompanyState } from '../sandbox-company.ts';

const columns = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const addParty = z.strictObject({
  company: z.string().optional(),
  code: z.string().min(1).max(15),
  columns: columns.optional(),
});
const editParty = z.strictObject({
  company: z.string().optional(),
  columns: columns.optional(),
  purge: z.boolean().optional(),
});

/** Adding, editing and deleting suppliers and customers, as people do in SYSPRO. Codes are full keys. */
export function registerPartyRoutes(
  app: FastifyInstance,
  of: (company: string | undefined) => SandboxCompanyState,
): void {
  for (const [path, role] of [
    ['suppliers', 'supplier'],
    ['customers', 'customer'],
  ] as const) {
    app.post(`/${path}`, async (request, reply) => {
      const { company, code, columns: given = {} } = addParty.parse(request.body);
      if (!(await of(company).stores[path].add(code, given)))
        return reply.code(409).send({ error: `there is a ${role} ${code} already` });
      return reply.code(201).send({ [role]: code });
    });
    app.post<{ Params: { code: string } }>(`/${path}/:code`, async (request, reply) => {
      const { company, ...edit } = editParty.parse(request.body);
      const { code } = request.params;
      if (!(await of(company).stores[path].edit(code, edit)))
        return reply.code(404).send({ error: `there is no ${role} ${code}` });
      return { [role]: code };
    });
  }
}
