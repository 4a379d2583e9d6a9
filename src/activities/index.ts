import { createBackfillLedger } from './backfill-ledger.ts';
import { createBackfillPage } from './backfill-page.ts';
import { createBaselinePage } from './baseline-page.ts';
import { createCloseSweep } from './close-sweep.ts';
import { createCollectMessages } from './collect-messages.ts';
import { createDeliverEvents } from './deliver-events.ts';
import { createDeliverNews } from './deliver-news.ts';
import type { DocumentDependencies, SterlingDependencies, SysproDependencies } from './dependencies.ts';
import { createFetchDocument } from './fetch-document.ts';
import { createFollowInterchange } from './follow-interchange.ts';
import { createFollowMessages } from './follow-messages.ts';
import { createHandleMessages } from './handle-messages.ts';
import { createLaneTurn } from './lane-turn.ts';
import { createMarkSent } from './mark-sent.ts';
import { createOpenSweep } from './open-sweep.ts';
import { createPartnerSyncLedger, createPartnerSyncSterling, createPartnerSyncSyspro } from './partner-sync/index.ts';
import { createPollCycleLedger } from './poll-cycle-ledger.ts';
import { createPostingStep } from './posting-step.ts';
import { createReadForPreview } from './read-for-preview.ts';
import { createReadStanding } from './read-standing.ts';
import { createReconcileLedger } from './reconcile-ledger.ts';
import { createReconcilePage } from './reconcile-page.ts';
import { createRecordDecision } from './record-decision.ts';
import { createRereadPage } from './reread-page.ts';
import { createScanPage } from './scan-page.ts';
import { createSurveyPage } from './survey-page.ts';
import { createSysproSession } from './syspro-session.ts';
import { createTranslateDocument } from './translate-document.ts';
import { createTransmitDocument } from './transmit-document.ts';
import { createTransmitInterchange } from './transmit-interchange.ts';

export type { UnstartedDocument } from '../ledger/transmissions.ts';
export type { BackfilledPage } from './backfill-page.ts';
export type { FollowedMailbox } from './follow-messages.ts';
export type { MarkUnknownResult } from './mark-sent.ts';
export type { PartnerSyncResult } from './partner-sync/close-partner-sync.ts';
export type { MasterWork } from './partner-sync/compare-masters.ts';
export type { OpenedSync } from './partner-sync/open-partner-sync.ts';
export type { PollHealth, ReconcileResult } from './reconcile-ledger.ts';
export type { Recount } from './reconcile-page.ts';
export type { Survey } from './survey-page.ts';

/** Activities of the `documents` queue: they need the ledger, the profiles and Temporal. */
export function createDocumentActivities(deps: DocumentDependencies) {
  return {
    ...createPollCycleLedger(deps),
    ...createReconcileLedger(deps),
    ...createBackfillLedger(deps),
    deliverEvents: createDeliverEvents(deps),
    deliverNews: createDeliverNews(deps),
    readStanding: createReadStanding(deps),
    ...createCloseSweep(deps),
    translateDocument: createTranslateDocument(deps),
    recordDecision: createRecordDecision(deps),
    followInterchange: createFollowInterchange(deps),
    laneTurn: createLaneTurn(deps),
    ...createPartnerSyncLedger(deps),
    openSweep: createOpenSweep(deps),
    handleMessages: createHandleMessages(deps),
  };
}

/** Activities of an operator's `syspro-…` queue. */
export function createSysproActivities(deps: SysproDependencies) {
  return {
    ...createSysproSession(deps),
    scanPage: createScanPage(deps),
    rereadPage: createRereadPage(deps),
    fetchDocument: createFetchDocument(deps),
    ...createReconcilePage(deps),
    surveyPage: createSurveyPage(deps),
    keepReading: createReadForPreview(deps),
    backfillPage: createBackfillPage(deps),
    baselinePage: createBaselinePage(deps),
    markUnknownSent: createMarkSent(deps),
    ...createPartnerSyncSyspro(deps),
  };
}

/** Activities of the `sterling` queue. */
export function createSterlingActivities(deps: SterlingDependencies) {
  // One for both, so that what it knows of mailboxes and rules is asked for once.
  const step = createPostingStep(deps);
  return {
    transmitDocument: createTransmitDocument(deps, step),
    transmitInterchange: createTransmitInterchange(deps, step),
    collectMessages: createCollectMessages(deps),
    followMessages: createFollowMessages(deps),
    ...createPartnerSyncSterling(deps),
  };
}

export type DocumentActivities = ReturnType<typeof createDocumentActivities>;
export type SysproActivities = ReturnType<typeof createSysproActivities>;

/** Every activity by name, as workflows call them. */
export type Activities = DocumentActivities & SysproActivities & ReturnType<typeof createSterlingActivities>;
