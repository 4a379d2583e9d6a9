import { controlPath } from './control/control-api.ts';
import { serverCertificate } from './certificates.ts';
import { createSchema, openDatabase, transaction } from './database.ts';
import { seed } from './seed.ts';
import { createServer } from './server.ts';
import { documentIds } from './store/documents.ts';
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
  /** The status of a create's answer; 201 by default. */
  readonly createStatus?: 200 | 201;
}

export interface SterlingSandbox {
  /** The API's base: `https://127.0.0.1:N/B2BAPIs/svc/`. */
  readonly url: string;
  /** The certificate a client has to trust. */
  readonly caFile: string;
  /** The control API's base, without a slash at its end. */
  readonly controlUrl: string;
  /** Lets requests end, then closes connections, server and database. */
  close(): Promise<void>;
}

/** Starts the stand-in for IBM Sterling B2B Integrator, seeding its database if that is new. */
export async function startSterlingSandbox(options: SterlingSandboxOptions): Promise<SterlingSandbox> {
  const { host = '127.0.0.1', names = [], createStatus = 201, username, password } = options;
  const { caFile, ...certificate } = await serverCertificate(options.tlsDir, ['localhost', '127.0.0.1', ...names]);
  const db = openDatabase(options.databaseUrl);
  try {
    await transaction(db, async (client) => {
      await createSchema(client);
      await seed(client, username);
    });
    const services = { db, newDocumentId: documentIds(Date.now()), createStatus };
    const app = createServer({ services, username, password, certificate });
    await app.listen({ host, port: options.port });
    const address = app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : options.port;
    const origin = `https://127.0.0.1:${port}`;
    return {
      url: `${origin}${apiPath}`,
      caFile,
      controlUrl: `${origin}${controlPath}`,
      async close() {
        await app.close();
        await db.end();
      },
    };
  } catch (error) {
    await db.end();
    throw error;
  }
}
