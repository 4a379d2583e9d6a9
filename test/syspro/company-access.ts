import type { z } from 'zod';
import type { SysproSandbox } from '../../sandbox/syspro/start-syspro-sandbox.ts';
import type { CompanyConfig } from '../../src/config.ts';
import { configSchema } from '../../src/config/schema.ts';
import type { HttpClient } from '../../src/http/http-client.ts';
import { createEnetClient } from '../../src/syspro/enet/enet-client.ts';
import { createEnetTables, type EnetAccess, type EnetTablesOptions } from '../../src/syspro/enet/enet-tables.ts';
import {
  createOperatorSession,
  type OperatorSession,
  type Session,
  type SessionEvent,
} from '../../src/syspro/enet/session.ts';
import { basicAuthentication, type ODataAuthentication } from '../../src/syspro/odata/odata-authentication.ts';
import { createODataTables, type ODataTables, type ODataTablesOptions } from '../../src/syspro/odata/odata-tables.ts';
import { stackAddress, stackHabits, stackStreams } from '../../local/stack-streams.ts';

type Company = z.input<typeof configSchema>['companies'][number];

/** The configuration of the SYSPRO sandbox's company, with every default, and what a test changes. */
export function companyConfig(change: (company: Company) => void = () => undefined): CompanyConfig {
  const company: Company = {
    code: 'main',
    name: 'Sandbox Manufacturing',
    usage: 'test',
    goLive: '2026-01-01T00:00:00Z',
    address: { ...stackAddress },
    syspro: {
      enet: { url: 'http://127.0.0.1:1', operator: 'EDIBOT', password: { env: 'NONE' }, companyId: 'A' },
      odata: { url: 'http://127.0.0.1:1', company: 'A', username: 'EDIBOT', password: { env: 'NONE' } },
      ...stackHabits,
    },
    streams: stackStreams('60s'),
  };
  change(company);
  const config = configSchema.parse({
    sterling: { url: 'https://127.0.0.1:1', username: 'x', password: { env: 'NONE' } },
    partners: 'partners',
    companies: [company],
  });
  const [parsed] = config.companies;
  if (!parsed) throw new Error('the configuration has no company');
  return parsed;
}

/** The sandbox's company as our adapters read it, by both services. */
export interface SandboxAccess {
  readonly odata: ODataTables;
  readonly enet: EnetAccess;
  readonly session: Session;
  readonly operator: OperatorSession;
  readonly events: readonly SessionEvent[];
}

export interface SandboxAccessOptions {
  readonly odata?: Partial<ODataTablesOptions>;
  readonly enet?: Partial<EnetTablesOptions>;
  /** How OData authenticates; by Basic when absent. */
  readonly authentication?: (session: Session) => ODataAuthentication;
}

/** Opens the sandbox for our adapters. Nothing is asked yet. */
export function openSandbox(
  { enetUrl, odataUrl }: SysproSandbox,
  http: HttpClient,
  options: SandboxAccessOptions = {},
): SandboxAccess {
  const client = createEnetClient({ http, baseUrl: enetUrl });
  const events: SessionEvent[] = [];
  const credentials = { operator: 'EDIBOT', password: 'edibot-enet', companyId: 'A', companyPassword: '' };
  const operator = createOperatorSession({
    enet: client,
    companies: new Map([['main', credentials]]),
    idleLogoffMs: 60_000,
    onEvent: (event) => events.push(event),
  });
  const session = operator.company('main');
  const query: EnetAccess['query'] = (businessObject, xmlIn, signal) =>
    session.use((token, either) => client.query(token, businessObject, xmlIn, either), signal);
  return {
    odata: createODataTables({
      http,
      baseUrl: odataUrl,
      company: 'A',
      authentication: options.authentication?.(session) ?? basicAuthentication('EDIBOT', 'edibot-odata'),
      pageSize: 500,
      ...options.odata,
    }),
    enet: { query, tables: createEnetTables({ query, ...options.enet }) },
    session,
    operator,
    events,
  };
}
