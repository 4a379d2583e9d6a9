import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import Fastify, { type FastifyError } from 'fastify';
import type { CertificateKind } from './certificates.ts';
import { addControlApi, controlPath } from './control/control-api.ts';
import { addFaultHooks } from './control/fault-hooks.ts';
import { createFaults } from './control/faults.ts';
import { addStatsHook, createStats } from './control/stats.ts';
import { codeListCodes } from './resources/code-list-codes.ts';
import { codeLists } from './resources/code-lists.ts';
import { communities } from './resources/communities.ts';
import { documents } from './resources/documents.ts';
import { fileGateway } from './resources/file-gateway.ts';
import { mailboxContents } from './resources/mailbox-contents.ts';
import { mailboxMessages } from './resources/mailbox-messages.ts';
import { mailboxes } from './resources/mailboxes.ts';
import { messageBatches } from './resources/message-batches.ts';
import type { App, Services } from './resources/resource.ts';
import { routingRules } from './resources/routing-rules.ts';
import { tradingPartners } from './resources/trading-partners.ts';
import { workflowMonitors } from './resources/workflow-monitors.ts';
import type { Ticker } from './ticker.ts';
import { ApiError, badRequest, notFound } from './wire/api-error.ts';
import { basicAuthentication, challenge, unauthorizedPage } from './wire/basic-auth.ts';
import { apiPath } from './wire/representation.ts';

export interface ServerOptions {
  readonly services: Services;
  readonly ticker: Ticker;
  readonly password: string;
  /** PEM. */
  readonly certificate: TlsPair;
  /** The certificate of a kind, for when the server is to show another. */
  readonly certificateOf: (kind: CertificateKind) => Promise<TlsPair>;
}

interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

const minVersion = 'TLSv1.2';

const resources = [
  documents,
  mailboxMessages,
  mailboxContents,
  mailboxes,
  messageBatches,
  routingRules,
  tradingPartners,
  communities,
  codeLists,
  codeListCodes,
  workflowMonitors,
  fileGateway,
];

/** Bytes of a JSON body. The product publishes no limit; what holds a payload in base64 has to fit into memory. */
const bodyLimit = 256 * 1024 * 1024;

/** The HTTPS server: the B2B REST API and, beside it, the control API. */
export function createServer(options: ServerOptions): App {
  const { cert, key } = options.certificate;
  let server: HttpsServer | undefined;
  const app = Fastify({
    // Longer than clients keep idle connections, so that none of theirs is closed as they begin to use it.
    serverFactory: (handler) => {
      server = createHttpsServer({ cert, key, minVersion, keepAliveTimeout: 72_000 }, handler);
      return server;
    },
    bodyLimit,
    routerOptions: { maxParamLength: 1000 },
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    // Clients send the header on requests without a body too, even on DELETE.
    if (body === '') return done(null, undefined);
    try {
      return done(null, JSON.parse(String(body)));
    } catch {
      return done(badRequest('The body is not JSON'));
    }
  });
  app.setErrorHandler<FastifyError | Error>((error, _request, reply) => {
    const answer = apiErrorOf(error);
    // The only place a fault of the stand-in itself would show.
    if (answer.status === 500) process.stderr.write(`${error.stack ?? error.message}\n`);
    return reply.code(answer.status).send(answer.body);
  });
  app.setNotFoundHandler((request, reply) =>
    reply.code(404).send(notFound(`${request.method} ${request.url} does not exist`).body),
  );

  const faults = createFaults();
  const stats = createStats();
  void app.register(
    async (api) => {
      addStatsHook(api, stats);
      addFaultHooks(api, faults);
      addAccessHooks(api, options);
      api.setNotFoundHandler((request, reply) =>
        reply.code(404).send(notFound(`Resource ${request.url.split('?', 1)[0]} does not exist`).body),
      );
      for (const resource of resources) resource(api, options.services);
    },
    { prefix: apiPath.slice(0, -1) },
  );
  const { db, clock } = options.services;
  const controlServices = {
    db,
    clock,
    ticker: options.ticker,
    faults,
    stats,
    async showCertificate(kind: CertificateKind) {
      server?.setSecureContext({ ...(await options.certificateOf(kind)), minVersion });
    },
  };
  void app.register(async (control) => addControlApi(control, controlServices), { prefix: controlPath });
  return app;
}

function addAccessHooks(api: App, options: ServerOptions): void {
  const authenticated = basicAuthentication(options.services.username, options.password);
  api.addHook('onRequest', async (request, reply) => {
    if (!authenticated(request.headers.authorization)) {
      return reply
        .code(401)
        .header('www-authenticate', challenge)
        .type('text/html;charset=ISO-8859-1')
        .send(unauthorizedPage);
    }
    // IBM says to set Accept always; what the product does without it is not known [INF]. Multipart clients send none.
    const multipart = request.headers['content-type']?.startsWith('multipart/');
    const { accept } = request.headers;
    if (!multipart && !/application\/(json|\*)|\*\/\*/.test(accept ?? '')) {
      throw new ApiError(
        406,
        'mediaType',
        `Accept: ${accept ?? '(none)'} is not application/json, the only form this stand-in has`,
      );
    }
    return undefined;
  });
  api.addHook('onSend', (_request, reply, payload, done) => {
    // The space-less form without capitals is what the product sends.
    if (String(reply.getHeader('content-type')).startsWith('application/json')) {
      void reply.header('content-type', 'application/json;charset=utf-8');
    }
    done(null, payload);
  });
}

function apiErrorOf(error: FastifyError | Error): ApiError {
  if (error instanceof ApiError) return error;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 415)
    return new ApiError(415, 'mediaType', 'The body is not application/json, the only form this stand-in has');
  if (status !== undefined && status < 500) return new ApiError(status, 'badRequest', error.message);
  return new ApiError(500, 'server', 'An internal error occurred');
}
