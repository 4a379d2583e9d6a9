import type { Client } from '@temporalio/client';
import type { Config } from '../config.ts';
import type { Database } from '../ledger/database.ts';
import { markDelivered, type DocumentEvent } from '../ledger/events.ts';
import { signalWithStartDocument } from '../temporal/signal-document.ts';

/** What delivering an event to its document needs. */
export interface Delivery {
  readonly config: Config;
  readonly db: Database;
  readonly client: Client;
  readonly now: () => Date;
}

// Told side by side; more would be a burst on the server.
const atOnce = 20;

/** Tells a document, open or closed, what was written down for it, and marks that delivered last. A document that is told twice acts once. */
export async function deliverEvent({ config, db, client, now }: Delivery, event: DocumentEvent): Promise<void> {
  await signalWithStartDocument(client, config, event);
  await markDelivered(db, event.id, now());
}

/** Tells several documents, some side by side: their order does not matter. The first that cannot be told ends it. */
export async function deliverTogether(delivery: Delivery, events: readonly DocumentEvent[]): Promise<void> {
  for (let first = 0; first < events.length; first += atOnce)
    await Promise.all(events.slice(first, first + atOnce).map((event) => deliverEvent(delivery, event)));
}
