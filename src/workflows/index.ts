export { documentWorkflow } from './document.ts';
export { pollCycle } from './poll-cycle.ts';
export { checkSession } from './check-session.ts';
export { reconcile } from './reconcile.ts';
export { survey } from './survey.ts';
export { backfill } from './backfill.ts';
export { baseline } from './baseline.ts';
export { markSent } from './mark-sent.ts';
