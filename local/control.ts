import { randomBytes } from 'node:crypto';
import { createServer, request, type IncomingMessage } from 'node:http';
import { json, text } from 'node:stream/consumers';
import getPort from 'get-port';
import { z } from 'zod';

const order = z.array(z.string());

/** Where the running stack takes orders: a loopback port, with a token only the owner of the run file can read. */
export interface ControlAddress {
  readonly port: number;
  readonly token: string;
}

export interface ControlServer extends ControlAddress {
  close(): void;
}

/**
 * Takes orders for the running stack: the words of a command line in, the text to print out. A handler's error is
 * answered as such. (A loopback port rather than a Unix socket: socket paths are limited to about 100 bytes.)
 */
export async function startControlServer(
  handle: (words: readonly string[]) => Promise<string>,
): Promise<ControlServer> {
  const port = await getPort({ host: '127.0.0.1' });
  const token = randomBytes(24).toString('base64url');
  const server = createServer((message, response) => {
    void (async () => {
      if (message.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401).end();
        return;
      }
      try {
        response.end(await handle(order.parse(await json(message))));
      } catch (error) {
        response.writeHead(400).end(error instanceof Error ? error.message : String(error));
      }
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    token,
    port,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Gives an order to the running stack. @throws Error with the stack's own words when it refuses */
export async function sendOrder(address: ControlAddress, words: readonly string[]): Promise<string> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { authorization: `Bearer ${address.token}` };
    const call = request({ host: '127.0.0.1', port: address.port, method: 'POST', headers }, resolve);
    call.on('error', reject);
    call.end(JSON.stringify(words));
  });
  const said = await text(answer);
  if (answer.statusCode !== 200) throw new Error(said || `HTTP ${answer.statusCode}`);
  return said;
}
