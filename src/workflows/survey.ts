import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Survey } from '../activities/index.ts';
import { tally, type TallyLine } from '../documents/tally.ts';
import { sysproSteps, withinMinutes } from './steps.ts';

export interface SurveyInput {
  readonly survey: Survey;
  readonly sysproQueue: string;
  /** Where an earlier run of the same survey left off. */
  readonly progress?: { readonly lines: readonly TallyLine[]; readonly afterKey: string };
}

/** Counts what a backfill or a baseline would do, by the headers alone, and does nothing. */
export async function survey({ survey: of, sysproQueue, progress }: SurveyInput): Promise<TallyLine[]> {
  const steps = sysproSteps(sysproQueue, `Look at a page of ${of.stream}`, withinMinutes);
  let lines = [...(progress?.lines ?? [])];
  for (let after = progress?.afterKey; ;) {
    const page = await steps.surveyPage({ ...of, ...(after !== undefined && { afterKey: after }) });
    lines = tally([...lines, ...page.lines]);
    if (page.next === undefined) return lines;
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof survey>({ survey: of, sysproQueue, progress: { lines, afterKey: page.next } });
    after = page.next;
  }
}
