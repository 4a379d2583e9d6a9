import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Survey } from '../activities/index.ts';
import { reopenable, type BackfillOrder, type Reopenable } from '../documents/backfill.ts';
import { isLocalDate } from '../documents/local-date.ts';
import type { TallyLine } from '../documents/tally.ts';
import { lastBackfill, type Backfill } from '../ledger/backfills.ts';
import type { BackfillInput, BackfillStatus } from '../workflows/backfill.ts';
import { askedStreams, type AskedStream } from './asked-streams.ts';
import type { CommandContext } from './context.ts';
import { CannotRun, type ExitCode } from './exit-code.ts';
import type { CommandBody } from './program.ts';
import { requireWorker, runToEnd, startOnly } from './run-workflow.ts';
import { countOf, tallyTable } from './tally-table.ts';

interface Options {
  readonly company?: string;
  readonly stream?: string;
  readonly from?: string;
  readonly to?: string;
  readonly rate: string;
  readonly reopen?: string[];
  readonly partner?: string;
  readonly confirm?: boolean;
}

/** `backfill`: forecasts what a window of the past would send, and on confirmation sends it; or talks to a backfill that runs. */
export const backfill: CommandBody<Options> = async (context, options, action) => {
  const streams = askedStreams(context.config, options);
  const [asked] = streams;
  if (!asked || streams.length > 1)
    throw new CannotRun('a backfill is of one stream of one company: name them with --stream and --company');
  switch (action) {
    case undefined:
      return options.confirm ? start(context, asked, orderOf(context, options)) : forecast(context, asked, options);
    case 'status':
      return status(context, asked);
    case 'pause':
    case 'resume':
    case 'cancel':
      return tell(context, asked, action);
    default:
      throw new CannotRun('backfill takes pause, resume, cancel or status, or none of them');
  }
};

const idOf = ({ company, stream }: AskedStream): string => `backfill/${company.code}/${stream}`;

function orderOf({ person }: CommandContext, { from, to, rate, reopen = [], partner }: Options): BackfillOrder {
  if (!isLocalDate(from) || !isLocalDate(to) || from > to)
    throw new CannotRun('--from and --to are the first and the last day, such as 2026-11-01');
  const perMinute = Number(/^(\d+)(?:\/minute)?$/.exec(rate)?.[1]);
  if (!Number.isInteger(perMinute) || perMinute < 1) throw new CannotRun('--rate is documents per minute, such as 60');
  const unknown = reopen.find((one) => !(reopenable as readonly string[]).includes(one));
  if (unknown !== undefined) throw new CannotRun(`--reopen takes ${reopenable.join(' or ')}, not ${unknown}`);
  return {
    from,
    to,
    rate: perMinute,
    reopen: reopen as Reopenable[],
    ...(partner && { partner }),
    requestedBy: person,
  };
}

async function forecast(context: CommandContext, asked: AskedStream, options: Options): Promise<ExitCode> {
  const { say, give } = context;
  const { from, to, reopen, rate, partner } = orderOf(context, options);
  const { company, stream, sysproQueue } = asked;
  const client = await context.temporal();
  await requireWorker(client);
  const of: Survey = {
    purpose: 'backfill',
    company: company.code,
    stream,
    from,
    to,
    reopen,
    ...(partner && { partner }),
  };
  const lines = await runToEnd<TallyLine[]>(client, {
    type: 'survey',
    id: `survey/${idOf(asked)}/${from}/${to}/${reopen.join('+')}/${partner ?? ''}`,
    input: { survey: of, sysproQueue },
    summary: `Forecast a backfill of ${stream} of company ${company.code}`,
  });
  const sent = countOf(lines, 'would-be-sent');
  say(lines.length === 0 ? `SYSPRO has no ${stream} from ${from} to ${to}.` : tallyTable(lines));
  say(
    `${countOf(lines)} found, ${sent} would be sent${sent > 0 ? `, in ${Math.ceil(sent / rate)} minutes or more` : ''}.`,
  );
  if (sent > 0) {
    const anew = `${partner ? ` --partner ${partner}` : ''}${reopen.length > 0 ? ` --reopen ${reopen.join(' ')}` : ''}`;
    say(
      `Nothing was done. To send them: syspro-sterling backfill --stream ${stream} --company ${company.code} --from ${from} --to ${to} --rate ${rate}${anew} --confirm`,
    );
  }
  give({ company: company.code, stream, from, to, reopen, lines, found: countOf(lines), wouldBeSent: sent });
  return 0;
}

async function start(
  { temporal, say, give }: CommandContext,
  asked: AskedStream,
  order: BackfillOrder,
): Promise<ExitCode> {
  const { company, stream, sysproQueue } = asked;
  const client = await temporal();
  await requireWorker(client);
  const input: BackfillInput = { company: company.code, stream, sysproQueue, ...order };
  await startOnly(client, {
    type: 'backfill',
    id: idOf(asked),
    input,
    summary: `Backfill ${stream} of company ${company.code} from ${order.from} to ${order.to}`,
  });
  say(
    `Started, at most ${order.rate} documents a minute. Follow it: syspro-sterling backfill status --stream ${stream} --company ${company.code}`,
  );
  give({ workflowId: idOf(asked), ...order });
  return 0;
}

async function tell(
  { temporal, say, give, person }: CommandContext,
  asked: AskedStream,
  action: 'pause' | 'resume' | 'cancel',
): Promise<ExitCode> {
  const client = await temporal();
  try {
    await client.workflow.getHandle(idOf(asked)).signal(action, { requestedBy: person });
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new CannotRun(`no backfill of ${asked.stream} of company ${asked.company.code} is running`);
  }
  say(`${idOf(asked)}: told to ${action}`);
  give({ workflowId: idOf(asked), action });
  return 0;
}

async function status({ temporal, db, say, give }: CommandContext, asked: AskedStream): Promise<ExitCode> {
  const { company, stream } = asked;
  const last = await lastBackfill(db(), { company: company.code, stream });
  if (!last) throw new CannotRun(`there was no backfill of ${stream} of company ${company.code} yet`);
  const now = last.endedAt ? undefined : await statusOf(await temporal(), idOf(asked));
  say(statusText(last, now));
  give({ ...last, ...now });
  return (last.endedAt ?? now) ? 0 : 1;
}

/** What a running backfill says of itself; undefined when it does not run. */
async function statusOf(client: Client, id: string): Promise<BackfillStatus | undefined> {
  const handle = client.workflow.getHandle(id);
  try {
    if ((await handle.describe()).status.name !== 'RUNNING') return undefined;
    return await handle.query<BackfillStatus>('status');
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function statusText(last: Backfill, now: BackfillStatus | undefined): string {
  const { company, stream, from, to, rate, reopen, partner, requestedBy, requestedAt, endedAt, outcome, counts } = last;
  const claimed = counts['claimed'] ?? 0;
  const state = endedAt
    ? `${outcome}, ${endedAt.toISOString()}`
    : now
      ? `${now.state}, waiting for ${now.waitingFor}`
      : 'ended from outside before it was done; start it again to go on, nothing is sent twice';
  const only = partner ? `; only ${partner}` : '';
  return [
    `Backfill of ${stream} of company ${company}, ${from} to ${to}: ${state}`,
    `  asked for by ${requestedBy}, ${requestedAt.toISOString()}; at most ${rate} a minute${only}${reopen.length > 0 ? `; decided anew: ${reopen.join(', ')}` : ''}`,
    `  ${counts['found'] ?? 0} read, ${claimed} claimed, ${now?.started ?? counts['started'] ?? 0} started`,
  ].join('\n');
}
