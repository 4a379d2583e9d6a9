import { createDeliverEvents } from './deliver-events.ts';
import type { DocumentDependencies, SterlingDependencies, SysproDependencies } from './dependencies.ts';
import { createFetchDocument } from './fetch-document.ts';
import { createPollCycleLedger } from './poll-cycle-ledger.ts';
import { createRecordDecision } from './record-decision.ts';
import { createRereadPage } from './reread-page.ts';
import { createScanPage } from './scan-page.ts';
import { createSysproSession } from './syspro-session.ts';
import { createTranslateDocument } from './translate-document.ts';
import { createTransmitDocument } from './transmit-document.ts';

export type { UnstartedDocument } from '../ledger/transmissions.ts';

/** Activities of the `documents` queue: they need the ledger, the profiles and Temporal. */
export function createDocumentActivities(deps: DocumentDependencies) {
  return {
    ...createPollCycleLedger(deps),
    deliverEvents: createDeliverEvents(deps),
    translateDocument: createTranslateDocument(deps),
    recordDecision: createRecordDecision(deps),
  };
}

/** Activities of an operator's `syspro-…` queue. */
export function createSysproActivities(deps: SysproDependencies) {
  return {
    ...createSysproSession(deps),
    scanPage: createScanPage(deps),
    rereadPage: createRereadPage(deps),
    fetchDocument: createFetchDocument(deps),
  };
}

/** Activities of the `sterling` queue. */
export function createSterlingActivities(deps: SterlingDependencies) {
  return { transmitDocument: createTransmitDocument(deps) };
}

/** Every activity by name, as workflows call them. */
export type Activities = ReturnType<typeof createDocumentActivities> &
  ReturnType<typeof createSysproActivities> &
  ReturnType<typeof createSterlingActivities>;
