import type { ReconcileResult } from '../activities/index.ts';
import { fates } from '../documents/fate.ts';
import type { GapCause } from '../documents/gap.ts';
import { isLocalDate } from '../documents/local-date.ts';
import { readGaps, type Gap } from '../ledger/reconciliation-gaps.ts';
import type { ReconcileInput } from '../workflows/reconcile.ts';
import { askedStreams, type AskedStream } from './asked-streams.ts';
import type { CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { requireWorker, runToEnd } from './run-workflow.ts';
import { table } from './table.ts';

interface Options {
  readonly company?: string;
  readonly stream?: string;
  readonly since?: string;
}

// What is named on the screen and as JSON; the ledger has all.
const named = 1_000;

/** `reconcile`: recounts SYSPRO's keys against the ledger, and names what is missing. */
export const reconcile: CommandBody<Options> = async (context, options) => {
  const { config, say, give } = context;
  if (options.since !== undefined && !isLocalDate(options.since))
    throw new CannotRun('--since is a day, such as 2026-11-01');
  const client = await context.temporal();
  const streams = askedStreams(config, options);
  await requireWorker(client);
  say('Counting. What the ledger has not is looked at again after the next poll, which may take some minutes.');
  // Side by side: where one waits for the next poll, the others count on.
  const results = await Promise.all(streams.map((asked) => recount(context, asked, options.since)));
  for (const result of results) say(reportOf(result, options.since));
  give(results);
  const codes = results.map(codeOf);
  return codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0;
};

type Recounted = ReconcileResult & { readonly gaps: readonly Gap[] };

async function recount(
  { temporal, db, person }: CommandContext,
  { company, stream, sysproQueue }: AskedStream,
  since: string | undefined,
): Promise<Recounted> {
  const input: ReconcileInput = {
    company: company.code,
    stream,
    sysproQueue,
    requestedBy: person,
    ...(since !== undefined && { since }),
  };
  const result = await runToEnd<ReconcileResult>(await temporal(), {
    type: 'reconcile',
    id: `reconcile/${company.code}/${stream}`,
    input,
    summary: `Recount ${stream} of company ${company.code}`,
  });
  return { ...result, gaps: result.outcome === 'complete' ? await readGaps(db(), result.reconciliation, named) : [] };
}

function codeOf({ outcome, missing, polls, standing }: ReconcileResult): ExitCode {
  if (outcome !== 'complete') return 2;
  return missing > 0 || !polls.alive || standing.count > 0 ? 1 : 0;
}

function reportOf(result: Recounted, asked: string | undefined): string {
  const { company, stream, outcome, cause, since, found, accounted, missing, tooNew, gone, counts, gaps } = result;
  const head = `${stream} of company ${company}, since ${since}`;
  if (outcome !== 'complete')
    return `${head}: could not be counted, because SYSPRO could not be read (${cause}). syspro-sterling ping says what to fix.`;
  const lines = [`${head}: ${found} found, ${accounted} accounted for${missing > 0 ? `, ${missing} MISSING` : ''}`];
  if (asked !== undefined && asked !== since)
    lines.push(`  (A recount since ${since} was running already; this is its result.)`);
  const became = fates.flatMap((fate) => (counts[fate] ? [`${words[fate] ?? fate} ${counts[fate]}`] : []));
  if (became.length > 0) lines.push(`  ${became.join(', ')}`);
  if (tooNew > 0) lines.push(`  ${tooNew} newer than the last poll; the next one reads them`);
  if (gone > 0) lines.push(`  ${gone} documents of the ledger are in SYSPRO no more`);
  if (gaps.length > 0) lines.push(gapTable(gaps));
  if (missing > gaps.length)
    lines.push(`  and more; the ledger has them all (reconciliation ${result.reconciliation})`);
  if (missing > 0) lines.push(remedyOf(result));
  lines.push(...pollsText(result), ...standingText(result));
  return lines.join('\n');
}

const words: Readonly<Record<string, string>> = {
  'being-sent': 'being sent',
  'not-edi': 'not EDI',
  'before-go-live': 'before go-live',
  'sent-otherwise': 'sent otherwise',
};

const reasons: Readonly<Record<GapCause, string>> = {
  'TOO-NEW': 'newer than the last poll',
  'NEVER-POLLED': 'this stream was never polled to the end',
  'NO-DATE': 'has no readable date, so only a deep poll reads it',
  'OUT-OF-REACH': 'dated before the overlap of the deep polls, and closed: no poll reads it',
  'BEFORE-OVERLAP': 'dated before the overlap: only a deep poll reads it',
  'NOT-POLLED': 'entered or back-dated since the last complete poll',
  'POLL-MISSED': 'a complete poll has run since and did not record it',
  'LEDGER-INCOMPLETE': 'the ledger has the document, but neither a send nor a reason for none',
};

function gapTable(gaps: readonly Gap[]): string {
  return table(
    ['', 'Number', 'Key', 'Party', 'Dated', 'Status', 'Would be', 'Why'],
    gaps.map((gap) => [
      gap.state === 'missing' ? 'MISSING' : 'new',
      gap.number,
      gap.key,
      gap.partner ? `${gap.partyCode} (${gap.partner})` : gap.partyCode,
      gap.date ?? '',
      gap.status,
      gap.outlook,
      `${gap.cause}: ${reasons[gap.cause]}`,
    ]),
  );
}

/** What is wrong with the polls themselves. */
function pollsText({ company, stream, polls: { alive, schedule, lastComplete, last } }: ReconcileResult): string[] {
  const lines: string[] = [];
  if (!alive) {
    const how = last
      ? `; the last one began ${last.startedAt} and ${last.outcome ? `was ${last.outcome}${last.cause ? ` (${last.cause})` : ''}` : 'has not ended'}`
      : '';
    lines.push(
      `  POLLS DO NOT COMPLETE: ${lastComplete ? `the last complete one ended ${lastComplete}` : 'none was ever complete'}${how}`,
    );
  }
  if (schedule !== 'running') {
    const [state, action] = schedule === 'paused' ? ['is paused', 'resume'] : ['is not there', 'apply'];
    lines.push(
      `  The schedule of the polls ${state}: syspro-sterling schedule ${action} ${stream} --company ${company}`,
    );
  }
  return lines;
}

function standingText({ standing: { count, since } }: ReconcileResult): string[] {
  if (count === 0) return [];
  return [
    `  ${count} of those being sent STAND STILL, the first since ${since}: claimed more than a day ago, or waiting for poll --confirm. syspro-sterling list --stage discovered (and translated, posting) shows them`,
  ];
}

function remedyOf({ company, stream, gaps }: Recounted): string {
  const dates = gaps.flatMap(({ state, date }) => (state === 'missing' && date ? [date] : [])).toSorted();
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined)
    return `  To have them read: syspro-sterling poll ${stream} --company ${company} --deep`;
  return `  To have them read: syspro-sterling backfill --stream ${stream} --company ${company} --from ${first} --to ${last}`;
}
