import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { Faults } from '../control/faults.ts';
import { increment, type RequestCounters } from '../control/request-counters.ts';
import type { ResolvedOptions } from '../options.ts';
import { queryObjects } from './business-objects/registry.ts';
import { EnetException, exceptionNumbers, exceptionXml } from './exception.ts';
import { logonProfile, sysproVersion } from './logon-profile.ts';
import type { Session, Sessions } from './sessions.ts';
import { encodeWindows1252, parseXml } from './xml.ts';

export const enetPath = '/SYSPROWCFService/Rest';

export interface EnetDependencies {
  readonly pool: Pool;
  readonly options: ResolvedOptions;
  readonly sessions: Sessions;
  readonly counters: RequestCounters;
  readonly faults: Faults;
}

/** The e.net service's REST binding, below {@link enetPath}: GET only, everything in the query, HTTP 200 whatever happens. */
export function registerEnetRoutes(
  app: FastifyInstance,
  { pool, options, sessions, counters, faults }: EnetDependencies,
): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('Server', 'Microsoft-HTTPAPI/2.0');
    if (await faults.apply('enet', request, reply)) return reply;
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
    withSession(parameters, (session) => runQuery(session, parameters('BusinessObject'), parameters('XmlIn'))),
  );

  async function runQuery(session: Session, name: string, xmlIn: string): Promise<string> {
    try {
      const businessObject = queryObjects.get(name.trim().toUpperCase());
      if (businessObject === undefined) {
        throw new EnetException(
          exceptionNumbers.unknownBusinessObject,
          `Business object '${name.trim()}' is not registered or not licensed`,
        );
      }
      const document = parseXml(xmlIn);
      if (document === undefined) throw new EnetException(exceptionNumbers.badXml, 'XmlIn is not well-formed XML');
      return await businessObject({ db: pool, company: session.company.id, document });
    } catch (error) {
      if (error instanceof EnetException) return exceptionXml(error);
      throw error;
    }
  }
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
