import { log, proxyActivities, setCurrentDetails, sleep, workflowInfo } from '@temporalio/workflow';
import type { Activities, MasterWork, OpenedSync, PartnerSyncResult } from '../activities/index.ts';
import { heartbeatTimeout } from '../temporal/heartbeat.ts';
import { sterlingQueue } from '../temporal/task-queues.ts';
import { causeOf, ledgerSteps, sysproSteps, withinMinutes } from './steps.ts';

export interface PartnerSyncInput {
  /** Who asks; absent: the schedule. */
  readonly requestedBy?: string;
  /** Only these partners, by their codes. Absent: all that are mapped. */
  readonly partners?: readonly string[];
}

type Reachable = Extract<OpenedSync, { outcome: 'open' }>;

// Partners that are written side by side.
const atOnce = 10;

/**
 * Compares the master data of both sides with what was agreed, carries over what one side may tell the other, and puts the rest before a
 * person. An outage of a side is an outcome: the next turn tries again. No party data passes through here: steps are given codes, and
 * leave values in the ledger.
 */
export async function partnerSync({
  requestedBy = 'schedule',
  partners,
}: PartnerSyncInput): Promise<PartnerSyncResult> {
  const { firstExecutionRunId: sync, workflowId: workflow } = workflowInfo();
  const asked = { sync, workflow, requestedBy, ...(partners && { partners }) };
  const ledger = ledgerSteps();
  let opened = await ledger.openPartnerSync(asked);
  // Two at once would each see half of what the other writes.
  while (opened.outcome === 'busy') {
    await sleep('5s');
    opened = await ledger.openPartnerSync(asked);
  }
  const counts: Record<string, number> = { partners: opened.partners };
  const sterling = await readSterling(sync, counts);
  if (sterling !== undefined) {
    // The step needs the ledger as well.
    const outcome = /^(STERLING-|TIMED-OUT$)/.test(sterling) ? 'sterling-unavailable' : 'partial';
    return close({ sync, outcome, cause: sterling, counts });
  }
  const unread = await readCompanies(sync, opened);
  const { work, counts: compared, cause } = await ledger.compareMasters({ sync, ...(partners && { partners }) });
  Object.assign(counts, compared, await carryOver(sync, work));
  if (unread.length > 0 && unread.length === opened.companies.length)
    return close({ sync, outcome: 'syspro-unavailable', cause: unread[0] ?? 'UNKNOWN', counts });
  const why = unread[0] ?? cause ?? (counts['failed'] ? 'MASTER-WRITE-FAILED' : undefined);
  return close({ sync, outcome: why === undefined ? 'complete' : 'partial', ...(why && { cause: why }), counts });
}

async function readSterling(sync: string, counts: Record<string, number>): Promise<string | undefined> {
  try {
    const { unmapped } = await sterlingSteps('Read trading partners').readSterlingMasters({ sync });
    counts['unmapped'] = unmapped;
    return undefined;
  } catch (error) {
    return causeOrThrow(error, { sync });
  }
}

/** The causes of those companies whose masters could not be read. */
async function readCompanies(sync: string, { companies }: Reachable): Promise<string[]> {
  const causes = await Promise.all(
    companies.map(async ({ company, sysproQueue }) => {
      const steps = sysproSteps(sysproQueue, `Read masters of company ${company}`, withinMinutes);
      try {
        await steps.readSysproMasters({ sync, company });
        return undefined;
      } catch (error) {
        return causeOrThrow(error, { sync, company });
      }
    }),
  );
  return causes.filter((cause) => cause !== undefined);
}

async function carryOver(sync: string, work: readonly MasterWork[]): Promise<Record<string, number>> {
  const done = { toSterling: 0, toSyspro: 0, refused: 0, made: 0, failed: 0 };
  for (let first = 0; first < work.length; first += atOnce)
    await Promise.all(
      work.slice(first, first + atOnce).map(async ({ partner, sysproQueue, create, toSterling, toSyspro }) => {
        const steps = sterlingSteps(`Write ${partner} to Sterling`);
        try {
          if (create) done.made += (await steps.makeTradingPartner({ sync, partner })).made ? 1 : 0;
          if (toSterling > 0) {
            const { written, refused } = await steps.writeSterlingMaster({ sync, partner });
            done.toSterling += written;
            done.refused += refused;
          }
          if (toSyspro > 0) {
            const syspro = sysproSteps(sysproQueue, `Write ${partner} to SYSPRO`, withinMinutes);
            const { written, refused } = await syspro.writeSysproMaster({ sync, partner });
            done.toSyspro += written;
            done.refused += refused;
          }
        } catch (error) {
          causeOrThrow(error, { sync, partner });
          done.failed += 1;
        }
      }),
    );
  return done;
}

async function close(result: PartnerSyncResult): Promise<PartnerSyncResult> {
  await ledgerSteps().closePartnerSync(result);
  const { outcome, cause, counts } = result;
  setCurrentDetails(
    `${outcome}${cause ? ` (${cause})` : ''}: ${counts['compared'] ?? 0} partners compared, ${counts['asked'] ?? 0} differences for a person`,
  );
  return result;
}

function causeOrThrow(error: unknown, about: object): string {
  const cause = causeOf(error);
  if (cause === undefined) throw error;
  log.warn('a step of the comparison of masters could not be done; the next turn tries again', {
    ...about,
    code: cause,
  });
  return cause;
}

function sterlingSteps(
  summary: string,
): Pick<Activities, 'readSterlingMasters' | 'writeSterlingMaster' | 'makeTradingPartner'> {
  return proxyActivities<Activities>({
    taskQueue: sterlingQueue,
    summary,
    // A write is a handful of requests, each of which may take Sterling its two minutes.
    startToCloseTimeout: '10m',
    scheduleToCloseTimeout: '20m',
    heartbeatTimeout,
    retry: { initialInterval: '2s', maximumAttempts: 3 },
  });
}
