import type { Client } from '@temporalio/client';
import type { Config } from '../config.ts';
import type { Database } from '../ledger/database.ts';
import type { Log } from '../log.ts';
import type { PartnerDirectory } from '../partners/directory.ts';
import type { SterlingClient } from '../sterling/sterling-client.ts';
import type { Session } from '../syspro/enet/session.ts';
import type { EnetClient } from '../syspro/enet/enet-client.ts';
import type { EnetAccess } from '../syspro/enet/enet-tables.ts';
import type { ODataTables } from '../syspro/odata/odata-tables.ts';
import type { StreamName } from '../documents/stream.ts';
import type { StreamSource } from '../syspro/document-source.ts';

/** What every activity may need. */
export interface Dependencies {
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  /** The instant, injected so that simulated time can drive activities. Fencing uses the database's clock instead. */
  readonly now: () => Date;
  /** This process, as the ledger and the Temporal UI name it. */
  readonly worker: string;
}

/** The trading partner profiles, as their folder has them now. */
export interface Profiles {
  current(): Promise<PartnerDirectory>;
}

/** SYSPRO as one company, within the operator's session this process holds. */
export interface SysproCompany {
  readonly enet: EnetClient;
  readonly session: Session;
  /** Its tables by either service, and e.net's business objects. */
  readonly access: { readonly odata: ODataTables; readonly enet: EnetAccess };
  /** A configured stream. @throws RangeError for another */
  readonly stream: (name: StreamName) => StreamSource;
}

export interface DocumentDependencies extends Dependencies {
  readonly profiles: Profiles;
  readonly client: Client;
}

export interface SysproDependencies extends Dependencies {
  readonly profiles: Profiles;
  /** The companies this process holds the operator of. @throws RangeError for another */
  readonly company: (code: string) => SysproCompany;
}

export interface SterlingDependencies extends Dependencies {
  readonly profiles: Profiles;
  readonly sterling: SterlingClient;
}
