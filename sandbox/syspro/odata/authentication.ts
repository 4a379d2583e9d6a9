import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Session, Sessions } from '../enet/sessions.ts';
import type { ResolvedOptions } from '../options.ts';

/** Who asks, as far as the service lets him. */
export interface Caller {
  /** Set where the caller shows the id of an e.net session, which is of one company. */
  readonly session: Session | undefined;
}

/** How the OData service knows its callers. */
export interface Authentication {
  /** Undefined: refuse the request. */
  authenticate(request: FastifyRequest): Caller | undefined;
  /** The live session a request names, not marked as used. */
  sessionOf(request: FastifyRequest): Session | undefined;
  /** The WWW-Authenticate header of a refusal. */
  readonly challenge: string;
}

/**
 * HTTP Basic with the operator's OData password, or the id of the operator's e.net session in a header. SYSPRO documents
 * Basic; that a site's service takes the session id, and in which header, is inferred.
 */
export function createAuthentication(options: ResolvedOptions, sessions: Sessions): Authentication {
  if (options.odataAuthentication === 'session') {
    const tokenOf = (request: FastifyRequest): string => {
      const { name, prefix } = options.odataSessionHeader;
      const value = request.headers[name.toLowerCase()];
      return typeof value === 'string' && value.startsWith(prefix) ? value.slice(prefix.length) : '';
    };
    return {
      authenticate(request) {
        const session = sessions.find(tokenOf(request));
        return session === undefined ? undefined : { session };
      },
      sessionOf: (request) => sessions.peek(tokenOf(request)),
      challenge: options.odataSessionHeader.prefix.trim() || 'Bearer',
    };
  }
  const credentials = options.operators.map((operator) => Buffer.from(`${operator.code}:${operator.odataPassword}`));
  return {
    authenticate(request) {
      const given = basicCredentials(request);
      const known = credentials.some(
        (one) => given !== undefined && one.length === given.length && timingSafeEqual(one, given),
      );
      return known ? { session: undefined } : undefined;
    },
    sessionOf: () => undefined,
    challenge: 'Basic realm="SYSPRO OData"',
  };
}

function basicCredentials(request: FastifyRequest): Buffer | undefined {
  const [scheme = '', encoded] = (request.headers.authorization ?? '').split(' ');
  return scheme.toLowerCase() === 'basic' && encoded !== undefined ? Buffer.from(encoded, 'base64') : undefined;
}
