import { products, type Behaviour, type Product } from './behaviour.ts';
import { otherCertificate, serverCertificate, type CertificateKind } from './certificates.ts';
import { openClock } from './clock.ts';
import { controlPath } from './control/control-api.ts';
import { createSchema, openDatabase, transaction } from './database.ts';
import { seed } from './seed.ts';
import { createServer } from './server.ts';
import { documentIds } from './store/documents.ts';
import { createTicker, type Ticker, type TickResult } from './ticker.ts';
import { apiPath } from './wire/representation.ts';

export interface SterlingSandboxOptions {
  /** 0: any free one. */
  readonly port: number;
  /** `postgres://…`; everything is kept in its schema `sterling_sandbox`. */
  readonly databaseUrl: string;
  /** Where the certificate authority and the server's certificate are kept. */
  readonly tlsDir: string;
  readonly username: string;
  readonly password: string;
  /** The address to listen on; 127.0.0.1 by default. */
  readonly host?: string;
  /** Names the certificate is made out to besides localhost and 127.0.0.1. */
  readonly names?: readonly string[];
  /** The product and version it behaves as; `6.1` by default. */
  readonly product?: Product;
  /** What of it is to be otherwise. */
  readonly behaviour?: Partial<Behaviour>;
  /** The certificate it shows; the usual one by default. */
  readonly certificate?: CertificateKind;
  /** Milliseconds between two ticks of router and robots; without it there are none but those asked for. */
  readonly tickEvery?: number;
  /** Whether the partners' robots do anything at a tick; they do by default. */
  readonly robots?: boolean;
}

export interface SterlingSandbox {
  /** The API's base: `https://127.0.0.1:N/B2BAPIs/svc/`. */
  readonly url: string;
  /** The certificate a client has to trust. */
  readonly caFile: string;
  /** The control API's base, without a slash at its end. */
  readonly controlUrl: string;
  /** One tick of router and robots. @param at what time it is for it; absent: the clock's */
  tick(at?: Date): Promise<TickResult>;
  /** Lets requests end, then closes connections, server and database. */
  close(): Promise<void>;
}

/** Starts the stand-in for IBM Sterling B2B Integrator, seeding its database if that is new. */
export async function startSterlingSandbox(options: SterlingSandboxOptions): Promise<SterlingSandbox> {
  const { host = '127.0.0.1', names = [], product = '6.1', robots = true, username, password, tlsDir } = options;
  const allNames = ['localhost', '127.0.0.1', ...names];
  const { caFile, ...usual } = await serverCertificate(tlsDir, allNames);
  const certificateOf = async (kind: CertificateKind): Promise<{ cert: string; key: string }> =>
    kind === 'usual' ? usual : otherCertificate(tlsDir, allNames, kind);
  const db = openDatabase(options.databaseUrl);
  let ticker: Ticker | undefined;
  try {
    await transaction(db, async (client) => {
      await createSchema(client);
      await seed(client, username);
    });
    const clock = await openClock(db);
    const newDocumentId = documentIds(Date.now());
    const behaviour = { ...products[product], ...options.behaviour };
    ticker = createTicker({ db, clock, newDocumentId }, robots, (error) => {
      process.stderr.write(`tick: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    });
    const ticking = ticker;
    const app = createServer({
      services: { db, newDocumentId, clock, behaviour, username },
      ticker,
      password,
      certificate: await certificateOf(options.certificate ?? 'usual'),
      certificateOf,
    });
    await app.listen({ host, port: options.port });
    ticking.every(options.tickEvery);
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : options.port;
    const origin = `https://127.0.0.1:${port}`;
    return {
      url: `${origin}${apiPath}`,
      caFile,
      controlUrl: `${origin}${controlPath}`,
      tick: (at) => ticking.tick(at),
      async close() {
        await app.close();
        await ticking.close();
        await db.end();
      },
    };
  } catch (error) {
    await ticker?.close();
    await db.end();
    throw error;
  }
}
