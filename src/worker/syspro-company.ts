import { readFileSync } from 'node:fs';
import type { SysproCompany } from '../activities/dependencies.ts';
import type { CompanyConfig, Config } from '../config.ts';
import { createHttpClient } from '../http/http-client.ts';
import type { Log } from '../log.ts';
import { createEnetClient, type EnetClient } from '../syspro/enet/enet-client.ts';
import { createSession } from '../syspro/enet/session.ts';
import { createODataClient, type ODataClient } from '../syspro/odata/odata-client.ts';
import { createPurchaseOrderSource } from '../syspro/purchase-orders/purchase-order-source.ts';

// Address, connection and TLS; whatever takes longer is not going to come.
const connectTimeout = 15_000;

/** The e.net service of a company. */
export function enetOf({ syspro }: CompanyConfig): EnetClient {
  const http = createHttpClient({ system: 'SYSPRO e.net', connectTimeout, requestTimeout: syspro.enet.requestTimeout });
  return createEnetClient({ http, baseUrl: syspro.enet.url });
}

/** The OData service of a company. */
export function odataOf(config: Config, { syspro, timeZone }: CompanyConfig): ODataClient {
  const { odata } = syspro;
  const basic = { username: odata.username, password: config.secret(odata.password) };
  const http = createHttpClient({
    system: 'SYSPRO OData',
    connectTimeout,
    requestTimeout: odata.requestTimeout,
    basic,
    ...(odata.caFile && { certificateAuthority: readFileSync(config.path(odata.caFile), 'utf8') }),
  });
  return createODataClient({
    http,
    baseUrl: odata.url,
    company: odata.company,
    pageSize: odata.pageSize,
    basic,
    timeZone,
  });
}

/** The credentials of a company's operator. */
export function credentialsOf(
  config: Config,
  { syspro: { enet } }: CompanyConfig,
): { operator: string; password: string; companyId: string; companyPassword: string } {
  return {
    operator: enet.operator,
    password: config.secret(enet.password),
    companyId: enet.companyId,
    companyPassword: enet.companyPassword ? config.secret(enet.companyPassword) : '',
  };
}

/**
 * Everything of SYSPRO for one company, with the operator's one session.
 * @param mayLogOn asked before each logon; throws when this process may not
 */
export function openSysproCompany(
  config: Config,
  company: CompanyConfig,
  log: Log,
  mayLogOn: () => Promise<void>,
): SysproCompany {
  const enet = enetOf(company);
  const session = createSession({
    enet,
    credentials: credentialsOf(config, company),
    idleLogoffMs: company.syspro.enet.idleLogoff,
    mayLogOn,
    onEvent: (event) => {
      const fields = { company: company.code, operator: company.syspro.enet.operator };
      if ('error' in event) log.warn({ ...fields, code: event.error.code }, `SYSPRO ${event.type}`);
      else log.info(fields, `SYSPRO ${event.type}`);
    },
  });
  return { enet, session, purchaseOrders: createPurchaseOrderSource({ odata: odataOf(config, company), company }) };
}
