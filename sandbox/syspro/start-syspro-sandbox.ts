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
import { createPurchaseOrderStore, type PurchaseOrderStore } from './purchase-order-store.ts';
import { calendarDay } from './seed/calendar.ts';
import { seedCompany, type SeedFacts } from './seed/seed-company.ts';

export interface SysproSandbox {
  /** `http://127.0.0.1:N/SYSPROWCFService/Rest` */
  readonly enetUrl: string;
  /** `http://127.0.0.1:N/SYSPRO8Odata/SYSPROOData` */
  readonly odataUrl: string;
  /** `http://127.0.0.1:N/sandbox` */
  readonly controlUrl: string;
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
    const seeds = new Map<string, SeedFacts>();
    const stores = new Map<string, PurchaseOrderStore>();
    for (const { id } of options.companies) {
      const facts = await seedCompany(pool, id, {
        seed: options.seed,
        seededOn: calendarDay(options.now()),
        orders: options.orders,
      });
      seeds.set(id, facts);
      stores.set(id, createPurchaseOrderStore(pool, id, facts.seed, options.now));
    }
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
      stores,
      seeds,
    };
    await app.register(async (scope) => registerEnetRoutes(scope, shared), { prefix: enetPath });
    await app.register(async (scope) => registerODataRoutes(scope, shared), { prefix: odataPath });
    await app.register(async (scope) => registerControlRoutes(scope, shared), { prefix: controlPath });
    await app.listen({ host: options.host, port: options.port });
    const address = app.server.address();
    const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : options.port}`;
    const raising =
      options.raiseEvery === undefined ? undefined : raiseRegularly([...stores.values()], options.raiseEvery);
    return {
      enetUrl: `${base}${enetPath}`,
      odataUrl: `${base}${odataPath}`,
      controlUrl: `${base}${controlPath}`,
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

/** Raises one released order of an EDI partner in each company every `interval` milliseconds. */
function raiseRegularly(stores: readonly PurchaseOrderStore[], interval: number): { stop(): Promise<void> } {
  let raising: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    raising = Promise.all(stores.map((store) => store.raise({}))).catch((error: unknown) => {
      // The database may be away for a moment; the next interval tries again.
      process.stderr.write(
        `the SYSPRO sandbox could not raise an order: ${error instanceof Error ? error.message : String(error)}\n`,
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
