import { signalWithStartDocument } from '../temporal/signal-document.ts';
import { markDelivered, undeliveredEvents } from '../ledger/events.ts';
import type { DocumentDependencies } from './dependencies.ts';

const batch = 100;

/**
 * Tells documents, open or closed, what was written down for them. The command line delivers at once; this delivers what
 * it could not, such as when it was killed in between. A document that is told twice acts once.
 */
export function createDeliverEvents({ config, db, client, now }: DocumentDependencies) {
  return async function deliverEvents({ company }: { company: string }): Promise<number> {
    const events = await undeliveredEvents(db, company, batch);
    for (const event of events) {
      await signalWithStartDocument(client, config, event);
      await markDelivered(db, event.id, now());
    }
    return events.length;
  };
}
