import { z } from 'zod';

/**
 * Faults in place of an answer: the request is not acted upon.
 * - `500`, `503`: the API's error object; a page of a proxy
 * - `401`: as for a wrong password
 * - `html-400`: a 400 whose body is a page
 * - `reset-before`: the connection is closed without an answer
 * - `hang`: no answer, for as long as the client waits
 */
const insteadKinds = ['500', '503', '401', 'html-400', 'reset-before', 'hang'] as const;
/**
 * Faults after a POST, PUT or DELETE has taken effect: whatever the client sees, it is done.
 * - `reset-after-commit`: the connection is closed without an answer
 * - `hang-after-commit`: no answer, for as long as the client waits
 * - `500-after-commit`: a 500
 */
const afterKinds = ['reset-after-commit', 'hang-after-commit', '500-after-commit'] as const;
/**
 * Other forms of an answer that is otherwise right. They are used up by the requests they had an effect on.
 * - `slow`: the request waits `ms` milliseconds before it is acted upon
 * - `status-200`: a create answers 200 and not 201
 * - `string-rows`: `rowsAffected` as text
 * - `misspelt-error`: an error's text in `errorDiscription`
 * - `empty-404`: an empty list answers 404 with an error object
 */
const formKinds = ['slow', 'status-200', 'string-rows', 'misspelt-error', 'empty-404'] as const;

export type InsteadKind = (typeof insteadKinds)[number];
export type AfterKind = (typeof afterKinds)[number];
type Kind = InsteadKind | AfterKind | (typeof formKinds)[number];

/** A fault as it is asked for. */
export const faultRequest = z.strictObject({
  kind: z.enum([...insteadKinds, ...afterKinds, ...formKinds]),
  /** GET, POST, PUT or DELETE; absent: all. */
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  /**
   * `mailboxmessages` for all of a resource, or one of its routes: `mailboxmessages/`, `mailboxmessages/{id}`,
   * `documents/{id}/actions/getpayload`. Absent: all.
   */
  resource: z.string().optional(),
  /** How many matching requests it applies to. */
  count: z.int().min(1).default(1),
  /** Milliseconds, of `slow`. */
  ms: z.int().min(0).default(1000),
});

export type Fault = z.infer<typeof faultRequest>;

/** What of a request faults are matched by. */
export interface FaultTarget {
  readonly method: string;
  /** `mailboxmessages/{id}` */
  readonly route: string;
}

/** The faults still to come. */
export interface Faults {
  add(faults: readonly Fault[]): void;
  clear(): void;
  list(): readonly Fault[];
  /** Uses up one of the oldest matching fault of these kinds. */
  take<K extends Kind>(target: FaultTarget, kinds: readonly K[]): (Fault & { readonly kind: K }) | undefined;
  /** How many requests each kind has applied to. */
  applied(): Readonly<Record<string, number>>;
}

export const instead: readonly InsteadKind[] = insteadKinds;
export const afterCommit: readonly AfterKind[] = afterKinds;

export function createFaults(): Faults {
  let pending: Fault[] = [];
  const applied: Record<string, number> = {};
  return {
    add(faults) {
      pending.push(...faults.map((fault) => ({ ...fault })));
    },
    clear() {
      pending = [];
    },
    list: () => pending,
    take<K extends Kind>(target: FaultTarget, kinds: readonly K[]) {
      // Nearly every request: nothing to look for.
      if (pending.length === 0) return undefined;
      const fault = pending.find((f): f is Fault & { kind: K } => isOneOf(f.kind, kinds) && matches(f, target));
      if (fault === undefined) return undefined;
      applied[fault.kind] = (applied[fault.kind] ?? 0) + 1;
      fault.count -= 1;
      if (fault.count === 0) pending = pending.filter((f) => f !== fault);
      return fault;
    },
    applied: () => applied,
  };
}

function isOneOf<K extends Kind>(kind: Kind, kinds: readonly K[]): kind is K {
  return (kinds as readonly Kind[]).includes(kind);
}

function matches(fault: Fault, target: FaultTarget): boolean {
  if (fault.method !== undefined && fault.method !== target.method) return false;
  return (
    fault.resource === undefined || fault.resource === target.route || fault.resource === target.route.split('/', 1)[0]
  );
}
