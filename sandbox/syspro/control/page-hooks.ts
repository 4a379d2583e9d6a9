import { z } from 'zod';

/** What is to happen while somebody pages, as `POST /sandbox/between-pages` takes it. */
export const pageHookBody = z.strictObject({
  /** Absent: pages of the table in any company. */
  company: z.string().optional(),
  table: z.string(),
  /** After which page of the table, the first from now on being 1. Pages are OData's and COMFND's alike. */
  afterPage: z.int().min(1).default(1),
  /** After how many pages in succession it is done. */
  times: z.int().min(1).default(1),
  /** A request to the control interface itself: `{"path": "purchase-orders", "body": {"count": 2}}`. */
  action: z.strictObject({
    path: z.string().regex(/^(purchase-orders|sales-orders|invoices|dispatch-notes|suppliers|customers|live)\b/),
    body: z.record(z.string(), z.unknown()).default({}),
  }),
});

export type PageHook = z.output<typeof pageHookBody>;

/** A hook and what it did so far. */
export interface PageHookState extends PageHook {
  /** Pages of the table served since the hook was set. */
  readonly pages: number;
  /** What the control interface answered to each action. */
  readonly results: readonly unknown[];
}

export interface PageHooks {
  add(hook: PageHook): void;
  clear(): void;
  list(): readonly PageHookState[];
  /**
   * Told of each page of rows after it was read and before it is answered, so that what the hooks do lies between this page
   * and the next.
   *
   * @throws Error when an action is refused: the page then fails, and is not quietly unspoilt
   */
  served(company: string, table: string): Promise<void>;
}

/** @param perform makes a POST to the control interface and answers its JSON; throws when it is refused */
export function createPageHooks(perform: (path: string, body: object) => Promise<unknown>): PageHooks {
  let hooks: readonly { readonly hook: PageHook; pages: number; readonly results: unknown[] }[] = [];
  return {
    add: (hook) => void (hooks = [...hooks, { hook, pages: 0, results: [] }]),
    clear: () => void (hooks = []),
    list: () => hooks.map(({ hook, pages, results }) => ({ ...hook, pages, results })),
    async served(company, table) {
      for (const state of hooks) {
        const { hook } = state;
        if (hook.table !== table || (hook.company ?? company) !== company) continue;
        state.pages += 1;
        if (state.pages < hook.afterPage || state.pages >= hook.afterPage + hook.times) continue;
        state.results.push(await perform(hook.action.path, { company, ...hook.action.body }));
      }
    },
  };
}
