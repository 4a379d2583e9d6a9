import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { FaultableRequest, Faults } from '../control/faults.ts';
import type { PageHooks } from '../control/page-hooks.ts';
import { increment, type RequestCounters } from '../control/request-counters.ts';
import type { ResolvedOptions } from '../options.ts';
import type { BusinessObject } from './business-objects/business-object.ts';
import { combrw } from './business-objects/combrw.ts';
import { comfch } from './business-objects/comfch.ts';
import { queryObjects } from './business-objects/registry.ts';
import { EnetException, exceptionNumbers, exceptionXml } from './exception.ts';
import { logonProfile, sysproVersion } from './logon-profile.ts';
import type { Session, Sessions } from './sessions.ts';
import { setupObjects } from './setup-objects/registry.ts';
import { readParameters as readSetupParameters, type SetupOperation } from './setup-objects/setup-object.ts';
import { encodeWindows1252, parseXml, type XmlElement } from './xml.ts';

export const enetPath = '/SYSPROWCFService/Rest';

export interface EnetDependencies {
  readonly pool: Pool;
  readonly options: ResolvedOptions;
  readonly sessions: Sessions;
  readonly counters: RequestCounters;
  readonly faults: Faults;
  readonly pageHooks: PageHooks;
}

/** The e.net service's REST binding, below {@link enetPath}: GET only, everything in the query, HTTP 200 whatever happens. */
export function registerEnetRoutes(
  app: FastifyInstance,
  { pool, options, sessions, counters, faults, pageHooks }: EnetDependencies,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Server', 'Microsoft-HTTPAPI/2.0');
    if (await faults.apply(request, reply, faultable(request, reply))) return reply;
    if (Buffer.byteLength(request.raw.url ?? '') > options.maxUrlBytes) {
      return reply
        .code(400)
        .type('text/html')
        .send(
          httpSysError(
            'Bad Request - Request Too Long',
            'HTTP Error 400. The size of the request headers is too long.',
          ),
        );
    }
    if (request.method !== 'GET') {
      return reply
        .code(405)
        .header('Allow', 'GET')
        .type('text/html')
        .send(httpSysError('Service', 'Method not allowed.'));
    }
    return undefined;
  });
  app.addHook('onSend', async (request, reply, payload) => faults.spoil(request, reply, payload));
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/html').send(httpSysError('Service', 'Endpoint not found.')),
  );

  const answer = (reply: FastifyReply, text: string): FastifyReply =>
    reply.type('application/octet-stream').send(encodeWindows1252(options.jsonReplies ? JSON.stringify(text) : text));
  const route = (path: string, handle: (parameters: Parameters) => string | Promise<string>): void => {
    app.get<{ Querystring: QueryString }>(path, async (request, reply) => {
      const parameters = readParameters(request.query);
      const businessObject = parameters('BusinessObject');
      increment(counters.enet, `${path.slice(1).toLowerCase()}${businessObject === '' ? '' : ` ${businessObject}`}`);
      return answer(reply, await handle(parameters));
    });
  };
  const withSession = (
    parameters: Parameters,
    work: (session: Session) => string | Promise<string>,
  ): string | Promise<string> => {
    const session = sessions.find(parameters('UserId'));
    return session === undefined ? options.texts.invalidSession : work(session);
  };

  route('/Logon', (parameters) => {
    const outcome = sessions.logon({
      operator: parameters('Operator'),
      operatorPassword: parameters('OperatorPassword'),
      companyId: parameters('CompanyId'),
      companyPassword: parameters('CompanyPassword'),
    });
    if ('refusal' in outcome) {
      counters.failedLogons += 1;
      return outcome.refusal;
    }
    counters.logons += 1;
    if (outcome.evicted) counters.evictions += 1;
    return `${outcome.session.id}  `;
  });
  route('/Logoff', (parameters) => {
    const userId = parameters('UserId').trimEnd();
    // The last two digits select the e.net instance; there is only instance 0 here. Recorded text, inferred meaning.
    const instance = /^[0-9A-F]{32}([1-9A-F])\d$/i.exec(userId)?.[1];
    if (instance !== undefined)
      return `ERROR: Unable to read the SYSPRO base directory registry string BaseDir${instance}`;
    return withSession(parameters, (session) => {
      sessions.end(session);
      counters.logoffs += 1;
      return '0';
    });
  });
  route('/GetVersion', () => sysproVersion);
  route('/GetLogonProfile', (parameters) => withSession(parameters, (session) => logonProfile(session, options.now())));
  route('/Query/Query', (parameters) =>
    withSession(parameters, (session) => {
      const name = parameters('BusinessObject').trim().toUpperCase();
      return run(session, name, queryObjects.get(name), parameters('XmlIn'));
    }),
  );
  route('/Query/Fetch', (parameters) =>
    withSession(parameters, (session) => run(session, 'COMFCH', comfch, parameters('XmlIn'))),
  );
  route('/Query/Browse', (parameters) =>
    withSession(parameters, (session) => run(session, 'COMBRW', combrw, parameters('XmlIn'))),
  );

  for (const operation of ['add', 'update', 'delete'] as const) {
    route(`/Setup/${operation}`, (parameters) =>
      withSession(parameters, (session) => setUp(session, operation, parameters)),
    );
  }

  function faultable(request: FastifyRequest, reply: FastifyReply): FaultableRequest {
    const parameters = readParameters(Object.assign({}, request.query));
    const path =
      (request.raw.url ?? '')
        .split('?', 1)[0]
        ?.slice(enetPath.length + 1)
        .toLowerCase() ?? '';
    const businessObject = implied[path] ?? parameters('BusinessObject').trim().toUpperCase();
    const session = sessions.peek(parameters('UserId'));
    const refuse = (): FastifyReply => {
      if (path === 'logon') counters.failedLogons += 1;
      return answer(reply, path === 'logon' ? options.texts.noLicence : exceptionXml(unlicensed(businessObject)));
    };
    return {
      target: 'enet',
      path,
      businessObject,
      table: /<TableName>\s*([^<]*?)\s*<\/TableName>/.exec(parameters('XmlIn'))?.[1] ?? '',
      evict: session && (() => sessions.throwOut(session)),
      refuse: path === 'logon' || businessObject !== '' ? refuse : undefined,
    };
  }

  async function run(
    session: Session,
    name: string,
    businessObject: BusinessObject | undefined,
    xmlIn: string,
  ): Promise<string> {
    return refusing(() => {
      if (businessObject === undefined) throw unlicensed(name);
      const company = session.company.id;
      return businessObject({
        db: pool,
        company,
        companyName: session.company.name,
        document: parsed('XmlIn', xmlIn),
        now: options.now(),
        pageServed: (table) => pageHooks.served(company, table),
      });
    });
  }

  async function setUp(session: Session, operation: SetupOperation, parameters: Parameters): Promise<string> {
    return refusing(() => {
      const name = parameters('BusinessObject').trim().toUpperCase();
      const object = setupObjects.get(name);
      if (object === undefined) throw unlicensed(name);
      const given = parameters('XmlParameters');
      return object.run({
        pool,
        company: session.company.id,
        operation,
        document: parsed('XmlIn', parameters('XmlIn')),
        parameters: readSetupParameters(given === '' ? undefined : parsed('XmlParameters', given), object.root),
        unknownElements: options.unknownSetupElements,
      });
    });
  }
}

/** Runs a business object; what it refuses is an exception in the answer. */
async function refusing(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EnetException) return exceptionXml(error);
    throw error;
  }
}

function parsed(parameter: string, text: string): XmlElement {
  const document = parseXml(text);
  if (document === undefined) throw new EnetException(exceptionNumbers.badXml, `${parameter} is not well-formed XML`);
  return document;
}

/** The business objects that paths run by themselves. */
const implied: Readonly<Record<string, string>> = { 'query/fetch': 'COMFCH', 'query/browse': 'COMBRW' };

function unlicensed(name: string): EnetException {
  return new EnetException(
    exceptionNumbers.unknownBusinessObject,
    `Business object '${name}' is not registered or not licensed`,
  );
}

/** A parameter of the request, empty when it was not given. Names are matched whatever their case. */
type Parameters = (name: string) => string;

type QueryString = Readonly<Record<string, string | readonly string[]>>;

function readParameters(query: QueryString): Parameters {
  const parameters = new Map(
    Object.entries(query).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : (value[0] ?? ''),
    ]),
  );
  return (name) => parameters.get(name.toLowerCase()) ?? '';
}

function httpSysError(title: string, text: string): string {
  return `<!DOCTYPE HTML><HTML><HEAD><TITLE>${title}</TITLE></HEAD><BODY><h2>${title}</h2><hr><p>${text}</p></BODY></HTML>`;
}
