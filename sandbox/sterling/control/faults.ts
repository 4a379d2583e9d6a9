import { z } from 'zod';
import { randomNumbers } from './random.ts';

/**
 * Faults in place of an answer: the request is not acted upon.
 * - `500`, `503`: the API's error object; a page of a proxy
 * - `403`, `429`: the API's error object [INF]; neither was ever seen
 * - `401`: as for a wrong password
 * - `html-400`: a 400 whose body is a page
 * - `reset-before`: the connection is closed without an answer
 * - `hang`: no answer, for as long as the client waits
 */
const insteadKinds = ['500', '503', '401', '403', '429', 'html-400', 'reset-before', 'hang'] as const;
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
export type Kind = InsteadKind | AfterKind | (typeof formKinds)[number];

const kinds = [...insteadKinds, ...afterKinds, ...formKinds] as const;

/** Faults that come by chance, the same for a seed and a sequence of requests each time. */
export const randomFaults = z.strictObject({
  seed: z.int(),
  /** How likely a request has one. */
  rate: z.number().min(0).max(1),
  kinds: z.array(z.enum(kinds)).min(1),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  resource: z.string().optional(),
  /** Milliseconds, of `slow`. */
  ms: z.int().min(0).default(200),
});
export type RandomFaults = z.infer<typeof randomFaults>;

/** A fault as it is asked for. */
export const faultRequest = z.strictObject({
  kind: z.enum(kinds),
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
  /** Has requests meet faults by chance from now on, besides those asked for. */
  addRandom(random: RandomFaults): void;
  clear(): void;
  /** The fault a request meets by chance, drawn once for each request; most meet none. */
  draw(target: FaultTarget): Fault | undefined;
  list(): readonly Fault[];
  /** Uses up the fault that was drawn, or else one of the oldest matching fault, where it is of these kinds. */
  take<K extends Kind>(
    target: FaultTarget,
    kinds: readonly K[],
    drawn?: Fault,
  ): (Fault & { readonly kind: K }) | undefined;
  /** How many requests each kind has applied to. */
  applied(): Readonly<Record<string, number>>;
}

export const instead: readonly InsteadKind[] = insteadKinds;
export const afterCommit: readonly AfterKind[] = afterKinds;

export function createFaults(): Faults {
  let pending: Fault[] = [];
  let randoms: (RandomFaults & { readonly next: () => number })[] = [];
  const applied: Record<string, number> = {};
  return {
    add(faults) {
      pending.push(...faults.map((fault) => ({ ...fault })));
    },
    addRandom(random) {
      randoms.push({ ...random, next: randomNumbers(random.seed) });
    },
    clear() {
      pending = [];
      randoms = [];
    },
    draw(target) {
      for (const random of randoms) {
        if (!matches(random, target) || random.next() >= random.rate) continue;
        const kind = random.kinds[Math.floor(random.next() * random.kinds.length)];
        if (kind !== undefined) return { kind, count: 1, ms: random.ms };
      }
      return undefined;
    },
    list: () => pending,
    take<K extends Kind>(target: FaultTarget, kinds: readonly K[], drawn?: Fault) {
      if (drawn !== undefined && drawn.count > 0 && isKind(drawn, kinds)) {
        applied[drawn.kind] = (applied[drawn.kind] ?? 0) + 1;
        drawn.count = 0;
        return drawn;
      }
      // Nearly every request: nothing to look for.
      if (pending.length === 0) return undefined;
      const fault = pending.find((f): f is Fault & { kind: K } => isKind(f, kinds) && matches(f, target));
      if (fault === undefined) return undefined;
      applied[fault.kind] = (applied[fault.kind] ?? 0) + 1;
      fault.count -= 1;
      if (fault.count === 0) pending = pending.filter((f) => f !== fault);
      return fault;
    },
    applied: () => applied,
  };
}

function isKind<K extends Kind>(fault: Fault, kinds: readonly K[]): fault is Fault & { kind: K } {
  return (kinds as readonly Kind[]).includes(fault.kind);
}

function matches(fault: { readonly method?: string; readonly resource?: string }, target: FaultTarget): boolean {
  const { method, resource } = fault;
  if (method !== undefined && method !== target.method) return false;
  return resource === undefined || resource === target.route || resource === target.route.split('/', 1)[0];
}
