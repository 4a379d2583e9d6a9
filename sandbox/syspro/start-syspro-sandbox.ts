import Fastify from 'fastify';
import { controlPath, registerControlRoutes } from './control/control-routes.ts';
import { createFaults } from './control/faults.ts';
import { createPageHooks } from './control/page-hooks.ts';
import { countSession, createRequestCounters } from './control/request-counters.ts';
import { openDatabase } from './database.ts';
import { enetPath, registerEnetRoutes } from './enet/enet-routes.ts';
import { createSessions } from './enet/sessions.ts';
import { odataPath, registerODataRoutes } from './odata/odata-routes.ts';
import { resolveOptions, type SysproSandboxOptions } from './options.ts';
import type { DayReport, DaySpec } from './day-life.ts';
import { openCompany, type SandboxCompanyState } from './sandbox-company.ts';

export interface SysproSandbox {
  /** `http://127.0.0.1:N/SYSPROWCFService/Rest` */
  readonly enetUrl: string;
  /** `http://127.0.0.1:N/SYSPRO8Odata/SYSPROOData` */
  readonly odataUrl: string;
  /** `http://127.0.0.1:N/sandbox` */
  readonly controlUrl: string;
  /** Lives one day of a company, by default the first: see {@link DaySpec}. */
  live(spec: DaySpec & { readonly company?: string }): Promise<DayReport>;
  close(): Promise<void>;
}

/** Starts a SYSPRO stand-in on 127.0.0.1, with data made at the first start on its database and found again at later ones. */
export async function startSysproSandbox(given: SysproSandboxOptions): Promise<SysproSandbox> {
  const options = resolveOptions(given);
  const pool = openDatabase(options.databaseUrl);
  const app = Fastify({
    routerOptions: { caseSensitive: false },
    // Beyond e.net's own limit, so that it is e.net's answer that clients see.
    http: { maxHeaderSize: 256 * 1024 },
    forceCloseConnections: true,
  });
  try {
    const companies = new Map<string, SandboxCompanyState>();
    for (const company of options.companies) companies.set(company.id, await openCompany(pool, options, company));
    const counters = createRequestCounters();
    const shared = {
      pool,
      options,
      counters,
      faults: createFaults(() => (counters.faults += 1)),
      sessions: createSessions(options, (event, session) => countSession(counters, event, session)),
      pageHooks: createPageHooks(async (path, body) => {
        const answer = await app.inject({ method: 'POST', url: `${controlPath}/${path}`, payload: body });
        if (answer.statusCode >= 300) throw new Error(`between pages, ${path} was refused: ${answer.body}`);
        return answer.json<unknown>();
      }),
      companies,
    };
    await app.register(async (scope) => registerEnetRoutes(scope, shared), { prefix: enetPath });
    await app.register(async (scope) => registerODataRoutes(scope, shared), { prefix: odataPath });
    await app.register(async (scope) => registerControlRoutes(scope, shared), { prefix: controlPath });
    await app.listen({ host: options.host, port: options.port });
    const address = app.server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`;
    const raising =
      options.raiseEvery === undefined ? undefined : raiseRegularly([...companies.values()], options.raiseEvery);
    return {
      enetUrl: `${base}${enetPath}`,
      odataUrl: `${base}${odataPath}`,
      controlUrl: `${base}${controlPath}`,
      async live({ company = options.companies[0]?.id ?? '', ...spec }) {
        const found = companies.get(company);
        if (found === undefined) throw new RangeError(`there is no company ${company}`);
        return found.live(spec);
      },
      async close() {
        await raising?.stop();
        await app.close();
        await pool.end();
      },
    };
  } catch (error) {
    await app.close();
    await pool.end();
    throw error;
  }
}

/**
 * Raises one released order of an EDI partner in each company every `interval` milliseconds, and with every third of them
 * a dispatch note and the invoice that bills it.
 */
function raiseRegularly(companies: readonly SandboxCompanyState[], interval: number): { stop(): Promise<void> } {
  let raising: Promise<unknown> = Promise.resolve();
  let ticks = 0;
  const raiseIn = async ({ stores }: SandboxCompanyState, sales: boolean): Promise<void> => {
    await stores.purchaseOrders.raise({});
    if (sales) await stores.invoices.raise({ kind: 'billed', ediOnly: true });
  };
  const timer = setInterval(() => {
    ticks += 1;
    const sales = ticks % 3 === 0;
    raising = Promise.all(companies.map((company) => raiseIn(company, sales))).catch((error: unknown) => {
      // The database may be away for a moment; the next interval tries again.
      process.stderr.write(
        `the SYSPRO sandbox could not raise a record: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    });
  }, interval);
  return {
    async stop() {
      clearInterval(timer);
      await raising;
    },
  };
}
