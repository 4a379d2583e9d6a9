import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { Behaviour } from '../behaviour.ts';
import type { Clock } from '../clock.ts';
import { notFound } from '../wire/api-error.ts';
import { apiPath, itemUrl } from '../wire/representation.ts';
import type { QueryParameters } from '../wire/listing.ts';

/** The server's application, or a part of it. */
export type App = FastifyInstance;

/** What the resources work with. */
export interface Services {
  readonly db: Pool;
  readonly newDocumentId: () => string;
  /** What the product does where that differs or is not published. */
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  /** The API's user, as whom everything is done. */
  readonly username: string;
}

/** Adds one resource's routes, below the API's base path. Collections end in a slash, items do not. */
export type Resource = (app: App, services: Services) => void;

export interface ItemRoute {
  Params: { readonly id: string };
}

export interface ListRoute {
  Querystring: QueryParameters;
}

/** The API's base address as the client of this request knows it; the addresses in answers begin with it. */
export function baseUrl(request: FastifyRequest): string {
  return `https://${request.host}${apiPath}`;
}

/** Answers a create: the new item's address, in the body only. */
export function created(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  resource: string,
  id: string,
): object {
  void reply.code(services.behaviour.createStatus);
  return { Location: itemUrl(baseUrl(request), resource, id) };
}

/** Answers an update or a delete of one item. @throws ApiError 404 when there was none */
export function affected(done: boolean, what: string): { readonly rowsAffected: number } {
  if (!done) throw notFound(`${what} does not exist`);
  return { rowsAffected: 1 };
}

/** The numeric id of a path. @throws ApiError 404 for what is no number */
export function numericId(request: FastifyRequest<ItemRoute>, type: string): string {
  const { id } = request.params;
  // Up to 18 digits always fit a bigint.
  if (!/^\d{1,18}$/.test(id)) throw notFound(`${type} ${id} does not exist`);
  return String(BigInt(id));
}

/**
 * The keys a path's id can mean for resources with names for keys: itself, and with its plus signs as spaces, which is how
 * clients in the field send them.
 */
export function nameKeys(request: FastifyRequest<ItemRoute>): string[] {
  const { id } = request.params;
  return [id, id.replaceAll('+', ' ')];
}
