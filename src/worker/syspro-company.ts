import { readFileSync } from 'node:fs';
import type { SysproCompany } from '../activities/dependencies.ts';
import type { CompanyConfig, Config } from '../config.ts';
import { streamNames, type StreamName } from '../documents/stream.ts';
import { createHttpClient } from '../http/http-client.ts';
import type { StreamSource } from '../syspro/document-source.ts';
import { createEnetClient, type EnetClient, type EnetCredentials } from '../syspro/enet/enet-client.ts';
import { createEnetTables, type EnetQuery } from '../syspro/enet/enet-tables.ts';
import type { Session } from '../syspro/enet/session.ts';
import {
  basicAuthentication,
  sessionAuthentication,
  type ODataAuthentication,
} from '../syspro/odata/odata-authentication.ts';
import { createODataTables, type ODataTables } from '../syspro/odata/odata-tables.ts';
import { openStreamSource } from '../syspro/stream-source.ts';

// Address, connection and TLS; whatever takes longer is not going to come.
const connectTimeout = 15_000;

/** The e.net service of a company. */
export function enetOf({ syspro }: CompanyConfig): EnetClient {
  const http = createHttpClient({ system: 'SYSPRO e.net', connectTimeout, requestTimeout: syspro.enet.requestTimeout });
  return createEnetClient({ http, baseUrl: syspro.enet.url });
}

/** The credentials a company's operator logs on to it with. */
export function credentialsOf(config: Config, { syspro: { enet } }: CompanyConfig): EnetCredentials {
  return {
    operator: enet.operator,
    password: config.secret(enet.password),
    companyId: enet.companyId,
    companyPassword: enet.companyPassword ? config.secret(enet.companyPassword) : '',
  };
}

/** A company's tables by OData. With `authentication: session` every request runs in the operator's session. */
export function odataOf(config: Config, { syspro, timeZone }: CompanyConfig, session: Session): ODataTables {
  const { odata } = syspro;
  const http = createHttpClient({
    system: 'SYSPRO OData',
    connectTimeout,
    requestTimeout: odata.requestTimeout,
    ...(odata.caFile && { certificateAuthority: readFileSync(config.path(odata.caFile), 'utf8') }),
  });
  return createODataTables({
    http,
    baseUrl: odata.url,
    company: odata.company,
    pageSize: odata.pageSize,
    authentication: authenticationOf(config, odata, session),
    timeZone,
  });
}

function authenticationOf(
  config: Config,
  { authentication, username, password, sessionHeader }: CompanyConfig['syspro']['odata'],
  session: Session,
): ODataAuthentication {
  // The configuration refuses Basic without a name and a password.
  if (authentication === 'session' || username === undefined || password === undefined)
    return sessionAuthentication((call, signal) => session.use(call, signal), sessionHeader);
  return basicAuthentication(username, config.secret(password));
}

/** Everything of SYSPRO for one company, within its operator's session. Connects to nothing yet. */
export function openSysproCompany(config: Config, company: CompanyConfig, session: Session): SysproCompany {
  const enet = enetOf(company);
  const query: EnetQuery = (businessObject, xmlIn, signal) =>
    session.use((token, either) => enet.query(token, businessObject, xmlIn, either), signal);
  const access = {
    odata: odataOf(config, company, session),
    enet: { query, tables: createEnetTables({ query, blankDate: company.syspro.enet.blankDate }) },
  };
  const streams = new Map<StreamName, StreamSource>(
    streamNames
      .filter((name) => company.streams[name] !== undefined)
      .map((name) => [name, openStreamSource(company, name, access)]),
  );
  return {
    enet,
    session,
    access,
    stream(name) {
      const stream = streams.get(name);
      if (!stream) throw new RangeError(`company ${company.code} has no stream ${name}`);
      return stream;
    },
  };
}
