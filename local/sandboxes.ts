import { join } from 'node:path';
import type { StackPaths } from './paths.ts';
import type { SecretName, StackSecret } from './secrets.ts';
import { stackUsers, type SandboxFacts } from './stack-config.ts';
import type { StackMemory } from './stack-memory.ts';

export interface SandboxStart {
  readonly port: number;
  readonly database: string;
  readonly paths: StackPaths;
  readonly secrets: Readonly<Record<SecretName, StackSecret>>;
  readonly raiseEvery?: string;
  /** How often Sterling's rules are evaluated and the partners' robots act, such as `5s`; absent: never. */
  readonly tickEvery?: string;
}

type Announcement = Readonly<Record<string, unknown>> | undefined;

/** The command line of a sandbox, from `node` on. */
export function sandboxArguments(name: 'syspro' | 'sterling', start: SandboxStart): string[] {
  const { port, database, paths, secrets } = start;
  const common = [`sandbox/${name}/main.ts`, '--port', String(port), '--database', database];
  if (name === 'sterling') {
    const user = ['--username', stackUsers.sterling, '--password-file', secrets.sterling.file];
    return [...common, '--tls', paths.tls, ...user, '--tick', start.tickEvery ?? 'off'];
  }
  return [
    ...common,
    '--operator',
    stackUsers.operator,
    '--operator-password-file',
    secrets['syspro-enet'].file,
    '--odata-password-file',
    secrets['syspro-odata'].file,
    ...(start.raiseEvery === undefined ? [] : ['--raise-every', start.raiseEvery]),
  ];
}

/** Where the sandboxes are, as they announced it when they were ready. */
export function sandboxFacts(
  memory: StackMemory,
  paths: StackPaths,
  syspro: Announcement,
  sterling: Announcement,
): SandboxFacts {
  const said = (announcement: Announcement, name: string, usual: string): string => {
    const value = announcement?.[name];
    return typeof value === 'string' ? value : usual;
  };
  return {
    enetUrl: said(syspro, 'enet', `http://127.0.0.1:${memory.ports.syspro}/SYSPROWCFService/Rest`),
    odataUrl: said(syspro, 'odata', `http://127.0.0.1:${memory.ports.syspro}/SYSPRO8Odata/SYSPROOData`),
    sterlingUrl: said(sterling, 'url', `https://localhost:${memory.ports.sterling}/B2BAPIs/svc/`),
    sterlingCaFile: said(sterling, 'ca', join(paths.tls, 'ca.pem')),
    sysproControlUrl: said(syspro, 'control', `http://127.0.0.1:${memory.ports.syspro}/sandbox`),
    sterlingControlUrl: said(sterling, 'control', `https://localhost:${memory.ports.sterling}/sandbox`),
  };
}
