import { createBackfillLedger } from './polling/backfill-ledger.ts';
import { createBackfillPage } from './polling/backfill-page.ts';
import { createBaselinePage } from './polling/baseline-page.ts';
import { createCloseSweep } from './sweep/close-sweep.ts';
import { createCollectMessages } from './sweep/collect-messages.ts';
import { createDeliverEvents } from './polling/deliver-events.ts';
import { createDeliverNews } from './sweep/deliver-news.ts';
import type { DocumentDependencies, SterlingDependencies, SysproDependencies } from './dependencies.ts';
import { createFetchDocument } from './documents/fetch-document.ts';
import { createFollowInterchange } from './documents/follow-interchange.ts';
import { createFollowMessages } from './sweep/follow-messages.ts';
import { createHandleMessages } from './sweep/handle-messages.ts';
import { createLaneTurn } from './lanes/lane-turn.ts';
import { createMarkSent } from './polling/mark-sent.ts';
import { createOpenSweep } from './sweep/open-sweep.ts';
import { createPartnerSyncLedger, createPartnerSyncSterling, createPartnerSyncSyspro } from './partner-sync/index.ts';
import { createPollCycleLedger } from './polling/poll-cycle-ledger.ts';
import { createPostingStep } from './documents/posting-step.ts';
import { createReadForPreview } from './documents/read-for-preview.ts';
import { createReadStanding } from './documents/read-standing.ts';
import { createReconcileLedger } from './polling/reconcile-ledger.ts';
import { createReconcilePage } from './polling/reconcile-page.ts';
import { createRecordDecision } from './documents/record-decision.ts';
import { createRereadPage } from './polling/reread-page.ts';
import { createScanPage } from './polling/scan-page.ts';
import { createSurveyPage } from './polling/survey-page.ts';
import { createSysproSession } from './syspro-session.ts';
import { createTranslateDocument } from './documents/translate-document.ts';
import { createTransmitDocument } from './documents/transmit-document.ts';
import { createTransmitInterchange } from './lanes/transmit-interchange.ts';

export type { UnstartedDocument } from '../ledger/transmissions.ts';
export type { BackfilledPage } from './polling/backfill-page.ts';
export type { FollowedMailbox } from './sweep/follow-messages.ts';
export type { MarkUnknownResult } from './polling/mark-sent.ts';
export type { PartnerSyncResult } from './partner-sync/close-partner-sync.ts';
export type { MasterWork } from './partner-sync/compare-masters.ts';
export type { OpenedSync } from './partner-sync/open-partner-sync.ts';
export type { PollHealth, ReconcileResult } from './polling/reconcile-ledger.ts';
export type { Recount } from './polling/reconcile-page.ts';
export type { Survey } from './polling/survey-page.ts';

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
