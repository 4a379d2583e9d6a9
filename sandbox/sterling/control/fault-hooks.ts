import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../resources/resource.ts';
import { ApiError, notFound } from '../wire/api-error.ts';
import { challenge, unauthorizedPage } from '../wire/basic-auth.ts';
import { apiPath } from '../wire/representation.ts';
import {
  afterCommit,
  instead,
  type Fault,
  type Faults,
  type FaultTarget,
  type InsteadKind,
  type Kind,
} from './faults.ts';

/** The route of a request as faults and statistics name it: `mailboxmessages/{id}`. */
export function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url?.slice(apiPath.length).replace(':id', '{id}') ?? 'unknown';
}

/** Applies the faults asked for to the requests of the API. */
export function addFaultHooks(app: App, faults: Faults): void {
  // Connections of requests that get no answer; they must not keep the server from closing.
  const hanging = new Set<Socket>();
  app.addHook('preClose', (done) => {
    for (const socket of hanging) socket.destroy();
    done();
  });

  /** Leaves a request without an answer: closes its connection at once, or waits until the other side does. */
  async function noAnswer(request: FastifyRequest, reply: FastifyReply, how: 'reset' | 'hang'): Promise<FastifyReply> {
    const { socket } = request.raw;
    reply.hijack();
    if (how === 'reset') socket.destroy();
    if (socket.destroyed) return reply;
    hanging.add(socket);
    await once(socket, 'close');
    hanging.delete(socket);
    return reply;
  }

  // What each request meets by chance.
  const drawn = new WeakMap<FastifyRequest, Fault>();
  const take = <K extends Kind>(
    request: FastifyRequest,
    kinds: readonly K[],
  ): (Fault & { readonly kind: K }) | undefined => faults.take(targetOf(request), kinds, drawn.get(request));

  app.addHook('onRequest', async (request, reply) => {
    const chance = faults.draw(targetOf(request));
    if (chance !== undefined) drawn.set(request, chance);
    const slow = take(request, ['slow']);
    if (slow !== undefined) await delay(slow.ms);
    const fault = take(request, instead);
    if (fault === undefined) return undefined;
    if (fault.kind === 'reset-before') return noAnswer(request, reply, 'reset');
    if (fault.kind === 'hang') return noAnswer(request, reply, 'hang');
    return errorAnswer(reply, fault.kind);
  });

  // Called with the answer of a handler, so when what the request asked for is committed.
  app.addHook('preSerialization', async (request, reply, answer: unknown) => {
    const success = reply.statusCode < 300;
    const fault = success && request.method !== 'GET' ? take(request, afterCommit) : undefined;
    if (fault?.kind === '500-after-commit') {
      void reply.code(500);
      return serverError().body;
    }
    if (fault !== undefined) {
      await noAnswer(request, reply, fault.kind === 'hang-after-commit' ? 'hang' : 'reset');
      return answer;
    }
    if (reply.statusCode === 201 && take(request, ['status-200'])) void reply.code(200);
    if (success && Array.isArray(answer) && answer.length === 0 && take(request, ['empty-404'])) {
      void reply.code(404);
      return notFound('Nothing was found').body;
    }
    return otherForm(answer, (kind) => take(request, [kind]) !== undefined);
  });
}

function otherForm(answer: unknown, take: (kind: 'string-rows' | 'misspelt-error') => boolean): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  if ('rowsAffected' in answer && take('string-rows')) return { rowsAffected: String(answer.rowsAffected) };
  if ('errorCode' in answer && 'errorDescription' in answer && take('misspelt-error')) {
    return { errorCode: answer.errorCode, errorDiscription: answer.errorDescription };
  }
  return answer;
}

function targetOf(request: FastifyRequest): FaultTarget {
  return { method: request.method, route: routeOf(request) };
}

function serverError(): ApiError {
  return new ApiError(500, 'server', 'An internal error occurred');
}

function errorAnswer(reply: FastifyReply, kind: Exclude<InsteadKind, 'reset-before' | 'hang'>): FastifyReply {
  if (kind === '403') return reply.code(403).send(new ApiError(403, 'forbidden', 'No permission').body);
  if (kind === '429') return reply.code(429).send(new ApiError(429, 'tooMany', 'Too many requests').body);
  if (kind === '500') return reply.code(500).send(serverError().body);
  if (kind === '503') return page(reply, 503, '<html><head><title>503 Service Unavailable</title></head></html>');
  if (kind === '401') return page(reply.header('www-authenticate', challenge), 401, unauthorizedPage);
  return page(reply, 400, '<html><head><title>Bad Request</title></head></html>');
}

function page(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply.code(status).type('text/html;charset=ISO-8859-1').send(html);
}
