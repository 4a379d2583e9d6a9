import type { TallyLine } from '../documents/tally.ts';
import type { BaselineInput, BaselineResult } from '../workflows/baseline.ts';
import type { SurveyInput } from '../workflows/survey.ts';
import { askedStreams, type AskedStream } from './asked-streams.ts';
import type { CommandContext } from './context.ts';
import type { CommandBody } from './program.ts';
import { requireWorker, runToEnd } from './run-workflow.ts';
import { countOf, tallyTable } from './tally-table.ts';

interface Options {
  readonly company?: string;
  readonly stream?: string;
  readonly confirm?: boolean;
}

/** `baseline`: shows what is older than go-live and would be marked so, and on confirmation marks it. */
export const baseline: CommandBody<Options> = async (context, options) => {
  const { config, say, give } = context;
  const streams = askedStreams(config, options);
  await requireWorker(await context.temporal());
  const results = [];
  for (const asked of streams)
    results.push(options.confirm ? await mark(context, asked) : await preview(context, asked));
  give(results);
  const waiting = results.some((result) => 'wouldBeMarked' in result && result.wouldBeMarked > 0);
  if (waiting)
    say('Nothing was marked. To mark them as before go-live, never to be sent by a poll: the same with --confirm.');
  return 0;
};

async function preview(
  { temporal, say }: CommandContext,
  { company, stream, sysproQueue }: AskedStream,
): Promise<{ company: string; stream: string; lines: TallyLine[]; wouldBeMarked: number }> {
  const input: SurveyInput = { survey: { purpose: 'baseline', company: company.code, stream }, sysproQueue };
  const lines = await runToEnd<TallyLine[]>(await temporal(), {
    type: 'survey',
    id: `survey/baseline/${company.code}/${stream}`,
    input,
    summary: `Look at what of ${stream} of company ${company.code} is older than go-live`,
  });
  const wouldBeMarked = countOf(lines, 'would-be-marked');
  const open = lines.reduce((sum, line) => sum + (line.outcome === 'would-be-marked' ? line.open : 0), 0);
  say(
    `${stream} of company ${company.code}: ${countOf(lines)} older than go-live, ${wouldBeMarked} would be marked${open > 0 ? `, ${open} of them open in SYSPRO` : ''}.`,
  );
  if (lines.length > 0) say(tallyTable(lines));
  return { company: company.code, stream, lines, wouldBeMarked };
}

async function mark(
  { temporal, say, person }: CommandContext,
  { company, stream, sysproQueue }: AskedStream,
): Promise<BaselineResult & { company: string; stream: string }> {
  const input: BaselineInput = { company: company.code, stream, sysproQueue, requestedBy: person };
  const { found, marked } = await runToEnd<BaselineResult>(await temporal(), {
    type: 'baseline',
    id: `baseline/${company.code}/${stream}`,
    input,
    summary: `Mark what of ${stream} of company ${company.code} is older than go-live`,
  });
  say(`${stream} of company ${company.code}: ${found} older than go-live, ${marked} marked now.`);
  return { company: company.code, stream, found, marked };
}
