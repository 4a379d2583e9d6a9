import { stringify } from 'yaml';
import type { z } from 'zod';
import type { configSchema } from '../src/config/schema.ts';
import { databases, roles } from './databases.ts';
import type { StackMemory } from './stack-memory.ts';
import { stackAddress, stackHabits, stackMasters, stackStreams } from './stack-streams.ts';

/** What the sandboxes say of themselves when they are ready. */
export interface SandboxFacts {
  readonly enetUrl: string;
  readonly odataUrl: string;
  /** The base of Sterling's B2B REST API. */
  readonly sterlingUrl: string;
  /** Sterling's certificate authority. */
  readonly sterlingCaFile: string;
  /** The SYSPRO sandbox's own door: raising and editing orders, faults, counters. */
  readonly sysproControlUrl: string;
  /** The Sterling sandbox's own door: what was received, faults, counters. */
  readonly sterlingControlUrl: string;
}

/** The operators and users of the local stack. */
export const stackUsers = { operator: 'EDIBOT', odata: 'EDIBOT', sterling: 'edi_connector' } as const;
/** The company of the sandbox: its code with us, in e.net and in OData's addresses. */
export const stackCompany = 'A';

const GO_LIVE_BEFORE_FIRST_START_MS = 30 * 24 * 60 * 60 * 1000;

const HEADER = `# The local stack's configuration, written anew at each \`npm start\`: a change made here does not last.
# It is an ordinary configuration file. Any command can be pointed at it:
#   npx syspro-sterling list --config .local/syspro-sterling.yaml
#
# usage is production although everything here is a sandbox: test would send every document to the partners' test
# mailboxes, and the stack is there to show what a real day looks like.
`;

/** 30 days before the very first start: the seed has orders on either side of it. */
export function stackGoLive(memory: StackMemory): Date {
  return new Date(Date.parse(memory.firstStart) - GO_LIVE_BEFORE_FIRST_START_MS);
}

/** The configuration file of the local stack. Secrets and folders are named relative to it. */
export function stackConfiguration(memory: StackMemory, sandboxes: SandboxFacts, settle = '1s'): string {
  const secret = (name: string): { file: string } => ({ file: `./secrets/${name}` });
  const configuration: z.input<typeof configSchema> = {
    postgres: {
      host: '127.0.0.1',
      port: memory.ports.postgres,
      database: databases.ledger,
      user: roles.application,
      password: secret('postgres-application'),
      owner: { user: roles.owner, password: secret('postgres-owner') },
    },
    temporal: {
      address: `127.0.0.1:${memory.ports.temporal}`,
      namespace: 'default',
      ui: `http://127.0.0.1:${memory.ports.temporalUi}`,
    },
    sterling: {
      url: sandboxes.sterlingUrl,
      username: stackUsers.sterling,
      password: secret('sterling'),
      caFile: sandboxes.sterlingCaFile,
      // A sandbox answers at once: whoever stops it to see what happens should not wait as long as for a real one.
      connectTimeout: '5s',
      requestTimeout: '20s',
      serverTimeout: '20s',
    },
    partners: './partners',
    masterData: {
      ...stackMasters,
      // Whoever changes something on one side should not wait long to see it on the other.
      every: '1m',
      create: { community: 'EDI_PARTNERS', password: secret('sterling-new-partner'), timeZone: '-05' },
    },
    companies: [
      {
        code: stackCompany,
        name: 'Great Lakes Manufacturing',
        usage: 'production',
        goLive: stackGoLive(memory).toISOString(),
        timeZone: 'America/Chicago',
        syspro: {
          enet: {
            url: sandboxes.enetUrl,
            operator: stackUsers.operator,
            password: secret('syspro-enet'),
            companyId: stackCompany,
          },
          odata: {
            url: sandboxes.odataUrl,
            company: stackCompany,
            username: stackUsers.odata,
            password: secret('syspro-odata'),
          },
          ...stackHabits,
        },
        address: stackAddress,
        // A person looking on should see a document leave within seconds. A real site reads twice a minute apart.
        streams: stackStreams(settle),
      },
    ],
  };
  return HEADER + stringify(configuration);
}
