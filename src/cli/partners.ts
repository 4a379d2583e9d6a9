import { CannotRun } from './exit-code.ts';
import type { CommandBody } from './program.ts';

/** What the actions of `partners` are given on the command line, as commander names it. Each reads its own. */
export interface PartnersOptions {
  readonly offline?: boolean;
  readonly dryRun?: boolean;
  readonly reason?: string;
  readonly by?: string;
  readonly take?: string;
}

/** An action of `partners`: a body of its own, given what follows the action. */
export type PartnersAction = CommandBody<PartnersOptions>;

/** Every action, loaded when it is run. */
const actions: Readonly<Record<string, () => Promise<PartnersAction>>> = {
  list: async () => (await import('./partners/list.ts')).listPartners,
  check: async () => (await import('./partners/check.ts')).checkPartners,
  hold: async () => (await import('./partners/hold.ts')).holdPartner,
  release: async () => (await import('./partners/release.ts')).releasePartner,
  sync: async () => (await import('./partners/sync.ts')).syncPartners,
  conflicts: async () => (await import('./partners/conflicts.ts')).partnerConflicts,
  settle: async () => (await import('./partners/settle.ts')).settleConflict,
  confirm: async () => (await import('./partners/confirm.ts')).confirmPartner,
  provision: async () => (await import('./partners/provision.ts')).provisionPartners,
};

/** `partners <action> [subject] [type]`: one file of src/cli/partners/ for each action. */
export const partners: PartnersAction = async (context, options, action = '', ...args) => {
  const load = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (load === undefined) throw new CannotRun(`partners takes ${orList(Object.keys(actions))}`);
  return (await load())(context, options, ...args);
};

function orList(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
