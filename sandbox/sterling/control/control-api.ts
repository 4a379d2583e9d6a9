import type { Pool } from 'pg';
import { z } from 'zod';
import type { CertificateKind } from '../certificates.ts';
import type { Clock } from '../clock.ts';
import { numericId, type App, type ItemRoute } from '../resources/resource.ts';
import { deleteMessage, extractMessage } from '../store/messages.ts';
import type { Ticker } from '../ticker.ts';
import { badRequest, notFound } from '../wire/api-error.ts';
import { bodyFields } from '../wire/body.ts';
import { addAdministratorRoutes } from './administrator-routes.ts';
import { addCertificateRoutes } from './certificate-routes.ts';
import { faultRequest, randomFaults, type Faults } from './faults.ts';
import { addRobotRoutes } from './robot-routes.ts';
import type { Stats } from './stats.ts';
import { addTimeRoutes } from './time-routes.ts';
import { witnessedMessages, witnessedPayload } from './witness.ts';

/** The path of the control API. */
export const controlPath = '/sandbox';

const faultList = z.union([z.array(faultRequest), faultRequest.transform((fault) => [fault])]);
const witnessFilter = z.strictObject({
  mailboxPath: z.string().optional(),
  name: z.string().optional(),
  after: z.coerce.number().int().optional(),
});

export interface ControlServices {
  readonly db: Pool;
  readonly faults: Faults;
  readonly stats: Stats;
  readonly clock: Clock;
  readonly ticker: Ticker;
  /** Has the server show another certificate. */
  readonly showCertificate: (kind: CertificateKind) => Promise<void>;
}

/** What Sterling does not have: the witness, the faults, the statistics, the time, and what partners and an administrator do. For this machine alone. */
export function addControlApi(app: App, services: ControlServices): void {
  const { db, faults, stats, clock } = services;

  app.addHook('onRequest', async (request) => {
    if (!/^(::ffff:)?127\.|^::1$/.test(request.ip)) throw notFound('The control API answers this machine alone');
  });

  app.get('/messages', (request) => witnessedMessages(db, bodyFields(witnessFilter, request.query)));

  app.get<ItemRoute>('/messages/:id/payload', async (request, reply) => {
    const id = numericId(request, 'Message');
    const payload = await witnessedPayload(db, id);
    if (payload === undefined) throw notFound(`Message ${id} was never accepted`);
    return reply.type('application/octet-stream').send(payload);
  });

  /** A partner picks the message up: its count goes down. */
  app.post<ItemRoute>('/messages/:id/extract', async (request, reply) => {
    const id = numericId(request, 'Message');
    const extracted = await extractMessage(db, id, clock.now());
    if (extracted === 'unknown-message') throw notFound(`Message ${id} does not exist`);
    if (typeof extracted === 'string') throw badRequest(`Message ${id}: ${extracted}`);
    return reply.type('application/octet-stream').send(extracted.payload);
  });

  /** A partner, or the process a rule started, deletes the message. */
  app.post<ItemRoute>('/messages/:id/delete', async (request) => {
    const id = numericId(request, 'Message');
    if (!(await deleteMessage(db, id, clock.now()))) throw notFound(`Message ${id} does not exist`);
    return { deleted: Number(id) };
  });

  app.get('/faults', () => faults.list());
  app.post('/faults', (request) => {
    faults.add(bodyFields(faultList, request.body));
    return faults.list();
  });
  app.post('/faults/random', (request) => {
    const random = bodyFields(randomFaults, request.body);
    faults.addRandom(random);
    return random;
  });
  app.delete('/faults', () => {
    faults.clear();
    return faults.list();
  });

  addTimeRoutes(app, services);
  addRobotRoutes(app, db);
  addAdministratorRoutes(app, db);
  addCertificateRoutes(app, services.showCertificate);

  app.get('/stats', () => ({ ...stats, faultsApplied: faults.applied() }));
}
