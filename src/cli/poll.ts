import { setTimeout as pause } from 'node:timers/promises';
import { confirmStream } from '../ledger/cycles.ts';
import { countDispositions, documentsOfCycle, type DocumentSummary } from '../ledger/queries.ts';
import { transactionSetOf } from '../documents/document-key.ts';
import { isPosted } from '../documents/stage.ts';
import { typeOfStream } from '../documents/stream.ts';
import { ScheduleMissing, streamSchedules, triggerSchedule, type StreamSchedule } from '../temporal/schedules.ts';
import type { PollCycleResult } from '../workflows/poll-cycle.ts';
import type { CommandContext } from './context.ts';
import { summaryHead, summaryRow } from './document-row.ts';
import { CannotRun } from './exit-code.ts';
import { findingText } from './finding-text.ts';
import { saveInterchanges } from './save-interchanges.ts';
import type { CommandBody } from './program.ts';
import { table } from './table.ts';

interface Options {
  readonly company?: string;
  readonly wait?: boolean;
  readonly deep?: boolean;
  readonly confirm?: boolean;
  readonly save?: string;
}

// An outage of Sterling must not hold the command for ever; the documents go on without it.
const patience = 600_000;

/** `poll [stream]`: a cycle of the stream's schedule, or of every stream's, now, unless one is running. */
export const poll: CommandBody<Options> = async (context, options, stream) => {
  if (options.save !== undefined && !options.wait)
    throw new CannotRun('--save needs --wait: only what was sent can be saved');
  const schedules = streamSchedules(context.config, [options.deep ? 'deep' : 'poll']).filter(
    (one) =>
      (stream === undefined || one.stream === stream) &&
      (options.company === undefined || one.company.code === options.company),
  );
  if (schedules.length === 0)
    throw new CannotRun(`no company has ${stream ? `a stream ${stream}` : 'streams'} in the configuration`);
  // All are read before any is waited for: an invoice may wait for the ship notice of another stream.
  const cycles = await Promise.all(schedules.map((schedule) => pollOne(context, schedule, options)));
  const results = [];
  for (const cycle of cycles) results.push(await outcomeOf(context, cycle, options));
  context.give(results.length === 1 ? results[0]?.result : results.map(({ result }) => result));
  return results.every(({ well }) => well) ? 0 : 1;
};

/** A stream's cycle that has ended. */
interface EndedCycle {
  readonly schedule: StreamSchedule;
  readonly cycle: PollCycleResult;
}

async function pollOne(context: CommandContext, schedule: StreamSchedule, { confirm }: Options): Promise<EndedCycle> {
  const { say, db, person } = context;
  const { company, stream } = schedule;
  if (confirm) await confirmStream(db(), { company: company.code, stream }, person, new Date());
  const client = await context.temporal();
  const run = await triggerSchedule(client, schedule.id).catch((error: unknown) => {
    throw error instanceof ScheduleMissing ? new CannotRun(error.message) : error;
  });
  if (run.running) say(`A cycle of ${schedule.id} is running already; waiting for that one.`);
  const cycle = (await client.workflow.getHandle(run.workflowId, run.runId).result()) as PollCycleResult;
  return { schedule, cycle };
}

/** What a cycle came to, told to the person; with --wait, what became of its documents. */
async function outcomeOf(
  context: CommandContext,
  { schedule, cycle }: EndedCycle,
  { wait, save }: Options,
): Promise<{ readonly result: object; readonly well: boolean }> {
  const { say, db } = context;
  const { stream } = schedule;
  const company = schedule.company.code;
  const complete = cycle.outcome === 'complete';
  say(cycleText(schedule, cycle));
  if (!wait) return { result: { ...cycle, company, stream }, well: complete };
  const documents = await settle(context, cycle.cycle);
  const unsent = await countDispositions(db(), company, typeOfStream[stream]);
  report(context, documents, unsent);
  const sent = documents.filter(({ stage }) => stage !== null && isPosted(stage));
  const saved = save === undefined ? undefined : await saveInterchanges(db(), sent, save);
  if (saved) say(`\nSaved: ${saved.length} interchanges in ${save}`);
  const result = { ...cycle, company, stream, documents, unsent, ...(saved && { saved }) };
  return { result, well: complete && documents.every((document) => isDecided(document, Date.now())) };
}

function cycleText({ id, stream, settings }: StreamSchedule, { outcome, cause, started }: PollCycleResult): string {
  switch (outcome) {
    case 'complete':
      return `${id}: read to the end, ${started} documents started.`;
    case 'source-unavailable':
      return `${id}: SYSPRO could not be read (${cause}); ${started} documents claimed earlier were started. syspro-sterling ping says what to fix.`;
    case 'needs-confirmation':
      return `${id}: stopped: more documents wait than stopAbove (${settings.stopAbove}) allows (${cause}). If that is right: syspro-sterling poll ${stream} --confirm`;
  }
}

/** Waits until each document of the cycle is in its mailbox or waits for a person. */
async function settle({ db, say }: CommandContext, cycle: string): Promise<DocumentSummary[]> {
  const deadline = performance.now() + patience;
  const end = Date.now() + patience;
  let said = -1;
  for (;;) {
    const documents = await documentsOfCycle(db(), cycle);
    const open = documents.filter((document) => !isDecided(document, end)).length;
    if (open === 0 || performance.now() > deadline) return documents;
    if (open !== said) say(`${documents.length - open} of ${documents.length} documents done …`);
    said = open;
    await pause(1_000);
  }
}

/** @param end what leaves with others, or queues, for longer than this is not waited for; nor is a hold */
function isDecided({ stage, attention, leavesBy, queuedFor, queuedUntil }: DocumentSummary, end: number): boolean {
  if (queuedFor === 'hold' || (queuedUntil !== null && queuedUntil.getTime() > end)) return true;
  if (leavesBy !== null && leavesBy.getTime() > end) return true;
  return attention !== null || (stage !== null && (isPosted(stage) || stage === 'cancelled'));
}

function report(
  { say }: CommandContext,
  documents: readonly DocumentSummary[],
  unsent: Awaited<ReturnType<typeof countDispositions>>,
): void {
  const sent = documents.filter(({ stage }) => stage !== null && isPosted(stage));
  const parked = documents.filter(({ attention }) => attention !== null);
  const open = documents.filter((document) => !isDecided(document, Date.now()));
  say(`Sent: ${sent.length}`);
  if (sent.length > 0) {
    say(
      table(
        ['Set', 'Number', 'Partner', 'Interchange', 'Mailbox', 'Mailbox entry'],
        sent.map((d) => [
          transactionSetOf[d.key.type],
          d.number,
          d.partner ?? '',
          String(d.interchange),
          d.mailbox ?? '',
          d.message ?? '',
        ]),
      ),
    );
  }
  say(`\nNot sent: ${parked.length} of this cycle need attention${unsent.length > 0 ? ', and in the ledger:' : ''}`);
  if (unsent.length > 0) {
    say(
      table(
        ['Why not', 'Cause', 'How many', 'For example'],
        unsent.map((row) => [row.disposition, row.cause, String(row.count), row.example]),
      ),
    );
  }
  for (const document of parked) {
    say(`${document.number} (${document.partner ?? document.partyCode}) needs attention:`);
    for (const finding of document.findings) say(`  ${findingText(finding).replaceAll('\n', '\n  ')}`);
  }
  if (open.length > 0) say(`\nStill under way:\n${table(summaryHead, open.map(summaryRow))}`);
}
