import { createHttpClient } from '../../../src/http/http-client.ts';
import { createEnetClient } from '../../../src/syspro/enet/enet-client.ts';
import type { PartyWriterOptions } from '../../../src/syspro/masters/write-party-record.ts';
import type { SysproSandboxOptions } from '../../../sandbox/syspro/options.ts';
import { startSysproUnderTest, type SysproUnderTest } from '../../sandbox/syspro/syspro-under-test.ts';
import { companyConfig, openSandbox, type SandboxAccess } from '../company-access.ts';

/** A sandbox with little but masters, as our adapters read and write it. */
export interface SandboxMasters {
  readonly under: SysproUnderTest;
  readonly access: SandboxAccess;
  /** To write with, looking by OData. */
  readonly writer: PartyWriterOptions;
  /** Edits, adds or deletes a party as people do. */
  maintain(path: string, body: object): Promise<void>;
  stop(): Promise<void>;
}

export async function startSandboxMasters(options: Partial<SysproSandboxOptions> = {}): Promise<SandboxMasters> {
  const under = await startSysproUnderTest({ orders: 1, invoices: 1, dispatchNotes: 1, ...options });
  const http = createHttpClient({ system: 'SYSPRO', connectTimeout: 5000, requestTimeout: 20_000 });
  const access = openSandbox(under.sandbox, http, { odata: { pageSize: 90 }, enet: { pageSize: 70 } });
  const enet = createEnetClient({ http, baseUrl: under.sandbox.enetUrl });
  const lines = companyConfig().syspro.address;
  return {
    under,
    access,
    writer: { enet, session: access.session, tables: access.odata, lines },
    async maintain(path, body) {
      const answer = await under.control('POST', path, body);
      if (!answer.ok) throw new Error(await answer.text());
    },
    async stop() {
      await access.operator.close();
      http.close();
      await under.stop();
    },
  };
}
