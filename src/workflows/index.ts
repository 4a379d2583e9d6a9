export { documentWorkflow } from './document.ts';
export { pollCycle } from './poll-cycle.ts';
export { checkSession } from './check-session.ts';
