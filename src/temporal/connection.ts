import { readFileSync } from 'node:fs';
import type { TLSConfig } from '@temporalio/client';
import type { Config } from '../config.ts';

/** How to reach the Temporal server; good for a client's connection and a worker's. */
export function temporalConnection(config: Config): { address: string; tls?: TLSConfig | true; apiKey?: string } {
  const { address, tls, apiKey } = config.temporal;
  const file = (path: string | undefined): Buffer | undefined =>
    path === undefined ? undefined : readFileSync(config.path(path));
  const crt = file(tls?.certificateFile);
  const key = file(tls?.keyFile);
  return {
    address,
    ...(tls && {
      tls: {
        serverRootCACertificate: file(tls.caFile),
        serverNameOverride: tls.serverName,
        ...(crt && key && { clientCertPair: { crt, key } }),
      },
    }),
    ...(apiKey && { apiKey: config.secret(apiKey), ...(!tls && { tls: true }) }),
  };
}

/** The Temporal UI's page of a workflow, where the configuration says where the UI is. */
export function workflowPage(config: Config, workflowId: string): string | undefined {
  const { ui, namespace } = config.temporal;
  return (
    ui && new URL(`/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}`, ui).href
  );
}
