import { WorkflowNotFoundError } from '@temporalio/client';
import { closeMasterSync, openMasterSync } from '../../ledger/master-data.ts';
import { companyOf } from '../../config.ts';
import { sysproQueue } from '../../temporal/task-queues.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { closedSync } from './closed-sync.ts';
import { mappedPartners, masterSettings } from './partner-state.ts';

/** Which sync, and of which partners; all that are mapped where none are named. */
export interface AskedSync {
  readonly sync: string;
  readonly workflow: string;
  readonly requestedBy: string;
  readonly partners?: readonly string[];
}

/** How a sync begins. */
export type OpenedSync =
  /** Another one is under way: ask again. */
  | { readonly outcome: 'busy' }
  | {
      readonly outcome: 'open';
      /** Where SYSPRO is asked: each company that has partners to be compared. */
      readonly companies: readonly { readonly company: string; readonly sysproQueue: string }[];
      readonly partners: number;
    };

/** Opens a sync, once no other is under way. @throws MASTER-SYNC-CLOSED */
export function createOpenPartnerSync({ config, db, now, profiles, client, log }: DocumentDependencies) {
  return async function openPartnerSync({ sync, workflow, requestedBy, partners }: AskedSync): Promise<OpenedSync> {
    masterSettings(config);
    for (;;) {
      const other = await openMasterSync(db, { id: sync, workflowId: workflow, requestedBy }, now());
      if (other === 'closed') throw closedSync(sync);
      if (!other) break;
      if (await isRunning(other.workflowId, other.id)) return { outcome: 'busy' };
      // Ended from outside: what it wrote is found again, and what it did not is written by this one.
      log.warn({ sync: other.id }, 'a sync of masters did not come to its end');
      await closeMasterSync(db, other.id, { outcome: 'partial', cause: 'ABANDONED', counts: {} }, now());
    }
    const mapped = mappedPartners(await profiles.current(), config).filter(
      ({ code }) => partners === undefined || partners.includes(code),
    );
    const companies = [...new Set(mapped.map(({ masterData }) => masterData.company))];
    return {
      outcome: 'open',
      partners: mapped.length,
      companies: companies.map((company) => ({
        company,
        sysproQueue: sysproQueue(companyOf(config, company).syspro.enet.operator),
      })),
    };
  };

  async function isRunning(workflowId: string, runId: string): Promise<boolean> {
    try {
      return (await client.workflow.getHandle(workflowId, runId).describe()).status.name === 'RUNNING';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
}
