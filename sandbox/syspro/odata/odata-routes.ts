import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Pool } from 'pg';
import type { Faults } from '../control/faults.ts';
import type { PageHooks } from '../control/page-hooks.ts';
import { increment, type RequestCounters } from '../control/request-counters.ts';
import type { Sessions } from '../enet/sessions.ts';
import type { ResolvedOptions } from '../options.ts';
import { exposedTables } from '../tables/company-tables.ts';
import { createAuthentication, type Caller } from './authentication.ts';
import { metadataXml } from './metadata.ts';
import { ODataError } from './odata-error.ts';
import { readQueryOptions, type QueryOptions } from './query-options.ts';
import { createPageReader } from './read-rows.ts';
import { createRowWriter } from './row-json.ts';

export const odataPath = '/SYSPRO8Odata/SYSPROOData';

export interface ODataDependencies {
  readonly pool: Pool;
  readonly options: ResolvedOptions;
  readonly sessions: Sessions;
  readonly counters: RequestCounters;
  readonly faults: Faults;
  readonly pageHooks: PageHooks;
}

/** The SYSPRO OData service, below {@link odataPath}: OData 4.0, read-only, at most `pageCap` rows an answer. */
export function registerODataRoutes(
  app: FastifyInstance,
  { pool, options, sessions, counters, faults, pageHooks }: ODataDependencies,
): void {
  const tables = exposedTables(options);
  const readPage = createPageReader(pool);
  const metadata = metadataXml(tables.values());
  const offsetMinutes = minutesOf(options.dateOffset);
  const authentication = createAuthentication(options, sessions);
  const callers = new WeakMap<FastifyRequest, Caller>();

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ Server: 'Microsoft-IIS/10.0', 'OData-Version': '4.0' });
    const session = authentication.sessionOf(request);
    const dealtWith = await faults.apply(request, reply, {
      target: 'odata',
      path: '',
      businessObject: '',
      table: tableOf(request),
      evict: session && (() => sessions.throwOut(session)),
      refuse: undefined,
    });
    if (dealtWith) return reply;
    const caller = authentication.authenticate(request);
    if (caller === undefined) return reply.code(401).header('WWW-Authenticate', authentication.challenge).send();
    callers.set(request, caller);
    return undefined;
  });
  app.addHook('onSend', async (request, reply, payload) => faults.spoil(request, reply, payload));
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof ODataError)) throw error;
    return odataError(reply, error.status, error.message);
  });
  app.setNotFoundHandler((request, reply) =>
    request.method === 'GET'
      ? odataError(reply, 404, 'Resource not found.')
      : odataError(reply, 405, `The requested resource does not support http method '${request.method}'.`),
  );

  // Whether the real document lies beside the companies or below each of them is unknown: it is at both.
  const sendMetadata = (_request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    reply.type('application/xml').send(metadata);
  app.get('/$metadata', sendMetadata);
  app.get('/:company/$metadata', sendMetadata);

  app.get<{ Params: { company: string } }>('/:company', async (request, reply) => {
    const company = findCompany(request.params.company);
    const value = [...tables.keys()].map((name) => ({ name, kind: 'EntitySet', url: name }));
    return reply.type(json).send(JSON.stringify({ '@odata.context': `${address(request, company)}/$metadata`, value }));
  });

  app.get<{ Params: { company: string; table: string }; Querystring: Record<string, string> }>(
    '/:company/:table',
    async (request, reply) => {
      const company = findCompany(request.params.company);
      // A session is of one company and reads no other's tables.
      if ((callers.get(request)?.session?.company.id ?? company) !== company)
        return reply.code(401).header('WWW-Authenticate', authentication.challenge).send();
      const table = tables.get(request.params.table);
      if (table === undefined)
        throw new ODataError(404, `Resource not found for the segment '${request.params.table}'.`);
      increment(counters.odata, table.name);
      const query = readQueryOptions(table, request.query, { offsetMinutes });
      const page = await readPage(company, table, query, options.pageCap);
      counters.odataRows += page.rows.length;
      await pageHooks.served(company, table.name);
      const base = address(request, company);
      const selection = query.selected ? `(${query.columns.map((column) => column.name).join(',')})` : '';
      const next =
        page.more && options.paging === 'next-link'
          ? nextLink(`${base}/${table.name}`, request.query, query, options.pageCap)
          : undefined;
      const writeRow = createRowWriter(query.columns, options.dateOffset);
      const members = [
        `"@odata.context":${JSON.stringify(`${base}/$metadata#${table.name}${selection}`)}`,
        ...(page.total === undefined ? [] : [`"@odata.count":${page.total}`]),
        `"value":[${page.rows.map(writeRow).join(',')}]`,
        ...(next === undefined ? [] : [`"@odata.nextLink":${JSON.stringify(next)}`]),
      ];
      return reply.type(json).send(`{${members.join(',')}}`);
    },
  );

  function findCompany(segment: string): string {
    const found = options.companies.find((company) => company.id.toUpperCase() === segment.toUpperCase());
    if (found === undefined) throw new ODataError(404, `Resource not found for the segment '${segment}'.`);
    return found.id;
  }
}

const json = 'application/json; odata.metadata=minimal; odata.streaming=true; charset=utf-8';

function odataError(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { code: '', message } }));
}

/** The table a request's path names, empty where it names none. */
function tableOf(request: FastifyRequest): string {
  const { table }: { table?: string } = Object.assign({}, request.params);
  return table ?? '';
}

function address(request: FastifyRequest, company: string): string {
  return `${request.protocol}://${request.host}${odataPath}/${company}`;
}

function nextLink(
  entitySet: string,
  asked: Readonly<Record<string, string>>,
  query: QueryOptions,
  cap: number,
): string {
  const rest: Record<string, string> = { ...asked, $skip: String(query.skip + cap) };
  if (query.top !== undefined) rest['$top'] = String(query.top - cap);
  const text = Object.entries(rest).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${entitySet}?${text.join('&')}`;
}

/** @throws RangeError for what is not `Z` or `±hh:mm` */
function minutesOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d{2}):(\d{2})$/.exec(offset) ?? [];
  if (sign === undefined) throw new RangeError(`dateOffset ${offset} is not Z or ±hh:mm`);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
