import { readFileSync } from 'node:fs';
import { ConfigInvalid, type Config } from '../config.ts';
import { fileErrorOf } from '../config/secret.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from '../http/http-client.ts';
import { createSterlingClient, type SterlingClient } from '../sterling/sterling-client.ts';

/**
 * The client of the configured Sterling, and how to close its connections.
 * @throws ConfigInvalid when the file of the authority or of the pinned certificate cannot be used
 */
export function openSterling(config: Config): { client: SterlingClient; close(): void } {
  const { url, username, password, caFile, pinnedCertificateFile, connectTimeout, requestTimeout } = config.sterling;
  const http = open(config, {
    system: 'Sterling',
    basic: { username, password: config.secret(password) },
    connectTimeout,
    requestTimeout,
    ...(caFile !== undefined && { certificateAuthority: read(config, 'caFile', caFile) }),
    ...(pinnedCertificateFile !== undefined && {
      pinnedCertificate: read(config, 'pinnedCertificateFile', pinnedCertificateFile),
    }),
  });
  return { client: createSterlingClient({ http, baseUrl: url }), close: () => http.close() };
}

type FileSetting = 'caFile' | 'pinnedCertificateFile';

function read(config: Config, setting: FileSetting, file: string): string {
  try {
    return readFileSync(config.path(file), 'utf8');
  } catch (error) {
    throw unusable(config, setting, `the file ${config.path(file)} cannot be read (${fileErrorOf(error)})`);
  }
}

function open(config: Config, options: HttpClientOptions): HttpClient {
  try {
    return createHttpClient(options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw unusable(config, 'pinnedCertificateFile', error.message);
  }
}

function unusable(config: Config, setting: FileSetting, message: string): ConfigInvalid {
  const fix = 'Name a file of PEM: what a browser or openssl s_client shows of Sterling’s certificate.';
  return new ConfigInvalid([
    { code: 'CONFIG', severity: 'error', record: config.file, field: `sterling.${setting}`, message, fix },
  ]);
}
