import { continueAsNew, setCurrentDetails, workflowInfo } from '@temporalio/workflow';
import type { CompanyStream } from '../documents/stream.ts';
import { sysproSteps } from './steps.ts';

export interface BaselineInput extends CompanyStream {
  readonly sysproQueue: string;
  readonly requestedBy: string;
  /** Where an earlier run of the same baseline left off. */
  readonly progress?: BaselineResult & { readonly afterKey: string };
}

export interface BaselineResult {
  readonly found: number;
  readonly marked: number;
}

/** Marks everything older than go-live as before go-live, page by page. Running it again marks what is not marked yet. */
export async function baseline(input: BaselineInput): Promise<BaselineResult> {
  const { company, stream, sysproQueue, requestedBy, progress } = input;
  const steps = sysproSteps(sysproQueue, `Mark a page of old ${stream}`, {});
  let { found, marked } = progress ?? { found: 0, marked: 0 };
  for (let after = progress?.afterKey; ;) {
    const page = await steps.baselinePage({
      company,
      stream,
      requestedBy,
      ...(after !== undefined && { afterKey: after }),
    });
    found += page.found;
    marked += page.marked;
    setCurrentDetails(`${found} found, ${marked} marked`);
    if (page.next === undefined) return { found, marked };
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof baseline>({ ...input, progress: { found, marked, afterKey: page.next } });
    after = page.next;
  }
}
