import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { createHttpClient } from '../http/http-client.ts';
import { createSterlingClient, type SterlingClient } from '../sterling/sterling-client.ts';

/** The client of the configured Sterling, and how to close its connections. */
export function openSterling(config: Config): { client: SterlingClient; close(): void } {
  const { url, username, password, caFile, connectTimeout, requestTimeout } = config.sterling;
  const http = createHttpClient({
    system: 'Sterling',
    basic: { username, password: config.secret(password) },
    connectTimeout,
    requestTimeout,
    ...(caFile && { certificateAuthority: readFileSync(config.path(caFile), 'utf8') }),
  });
  return { client: createSterlingClient({ http, baseUrl: url }), close: () => http.close() };
}
