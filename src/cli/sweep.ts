import { transactionSetOf } from '../documents/document-key.ts';
import { countFollowedSince, documentsFollowedSince } from '../ledger/queries.ts';
import { sweepStart } from '../ledger/sweeps.ts';
import { ScheduleMissing, triggerSchedule } from '../temporal/schedules.ts';
import type { SweepResult } from '../workflows/mailbox-sweep.ts';
import type { CommandContext } from './context.ts';
import { remark } from './document-row.ts';
import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

interface Options {
  readonly wait?: boolean;
}

// What is named on the screen and as JSON; the ledger has all.
const named = 200;

/** `sweep`: a sweep of the schedule now, unless one is running. With --wait, what came back. */
export const sweep: CommandBody<Options> = async (context, { wait }) => {
  const { say, give } = context;
  const client = await context.temporal();
  const run = await triggerSchedule(client, 'sweep').catch((error: unknown) => {
    throw error instanceof ScheduleMissing ? new CannotRun(error.message) : error;
  });
  if (run.running) say('A sweep is running already; this is that one.');
  if (!wait) {
    say(`Started: ${run.workflowId}`);
    give({ workflowId: run.workflowId, running: run.running });
    return 0;
  }
  const result = (await client.workflow.getHandle(run.workflowId, run.runId).result()) as SweepResult;
  await report(context, result);
  return result.outcome === 'complete' ? 0 : 1;
};

async function report({ db, say, give }: CommandContext, result: SweepResult): Promise<void> {
  const { counts } = result;
  const since = await sweepStart(db(), result.sweep);
  const documents = await documentsFollowedSince(db(), since, named);
  const stages = await countFollowedSince(db(), since);
  say(outcomeText(result));
  say(
    `Came in: ${counts.taken} messages, with ${counts.answers} answers to documents${counts.unmatched > 0 ? ` and ${counts.unmatched} that match none` : ''}`,
  );
  if (counts.unread + counts.unhandled > 0)
    say(`Tried again by the next sweep: ${counts.unread} that could not be read, ${counts.unhandled} not handled`);
  say(
    `Posted messages looked for: ${counts.watched}${counts.left > 0 ? `, ${counts.left} of them only by the next sweep` : ''}; newly overdue: ${counts.overdue}`,
  );
  say(
    `Documents that are further: ${stages.map(({ stage, count }) => `${count} ${stage}`).join(', ') || 'none'}${documents.length === named ? `; the latest ${named}:` : ''}`,
  );
  if (documents.length > 0)
    say(
      table(
        ['Set', 'Number', 'Partner', 'Stage', 'Mailbox', 'Mailbox entry', 'Remark'],
        documents.map((document) => [
          transactionSetOf[document.key.type],
          document.number,
          document.partner ?? '',
          document.stage ?? '',
          document.mailbox ?? '',
          document.message ?? '',
          remark(document),
        ]),
      ),
    );
  give({ ...result, stages, documents });
}

function outcomeText({ outcome, cause, counts }: SweepResult): string {
  switch (outcome) {
    case 'complete':
      return `Sweep: looked into ${counts.mailboxes} mailboxes.`;
    case 'partial':
      return `Sweep: looked into ${counts.mailboxes} mailboxes, but not into all, or not completely: ${cause}`;
    case 'sterling-unavailable':
      return `Sweep: Sterling could not be reached (${cause}); the next sweep tries again. syspro-sterling ping says what to fix.`;
  }
}
