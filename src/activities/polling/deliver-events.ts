import { signalWithStartDocument } from '../../temporal/signal-document.ts';
import { markDelivered, undeliveredEvents } from '../../ledger/events.ts';
import type { DocumentDependencies } from '../dependencies.ts';

const batch = 100;
// The step has a minute. Whoever is slow to be told is told by the next.
const patience = 30_000;

/**
 * Tells documents, open or closed, what was written down for them. The command line delivers at once; this delivers what
 * it could not, such as when it was killed in between. A document that is told twice acts once. One that cannot be told keeps neither the
 * others nor the poll waiting: the next tries again. News is not told here, but by sweeps.
 */
export function createDeliverEvents({ config, db, log, client, now }: DocumentDependencies) {
  /** @returns how many were delivered */
  return async function deliverEvents({ company }: { company: string }): Promise<number> {
    const failed: string[] = [];
    let delivered = 0;
    const begun = performance.now();
    for (let more = true; more;) {
      const events = await undeliveredEvents(db, company, batch, failed);
      for (const event of events) {
        if (performance.now() - begun > patience) return delivered;
        try {
          await signalWithStartDocument(client, config, event);
        } catch (error) {
          failed.push(event.id);
          log.error(
            {
              workflowId: event.workflowId,
              kind: event.kind,
              error: error instanceof Error ? error.message : String(error),
            },
            'a document could not be told an event; the next poll tries again',
          );
          continue;
        }
        await markDelivered(db, event.id, now());
        delivered += 1;
      }
      more = events.length === batch;
    }
    return delivered;
  };
}
