import { undeliveredDocumentNews } from '../../ledger/events.ts';
import { deliverEvent } from '../delivery.ts';
import type { DocumentDependencies } from '../dependencies.ts';

const batch = 200;
const atOnce = 8;

/** What a batch of news came to. */
export interface DeliveredNews {
  readonly delivered: number;
  /** What could not be delivered; it is tried again by the next sweep. */
  readonly failed: number;
  /** Where to go on; absent when there is no more. */
  readonly next?: string;
}

/**
 * Tells documents of all companies, open or closed, that the ledger has news of them. One that cannot be told keeps nobody else waiting.
 */
export function createDeliverNews(deps: DocumentDependencies) {
  const { db, log } = deps;
  return async function deliverNews({ after }: { after: string }): Promise<DeliveredNews> {
    const events = await undeliveredDocumentNews(db, after, batch);
    let failed = 0;
    for (let first = 0; first < events.length; first += atOnce) {
      await Promise.all(
        events.slice(first, first + atOnce).map(async (event) => {
          try {
            await deliverEvent(deps, event);
          } catch (error) {
            failed += 1;
            log.error(
              { workflowId: event.workflowId, error: error instanceof Error ? error.message : String(error) },
              'a document could not be told its news; the next sweep tries again',
            );
          }
        }),
      );
    }
    const last = events.at(-1);
    return {
      delivered: events.length - failed,
      failed,
      ...(last && events.length === batch && { next: last.id }),
    };
  };
}
