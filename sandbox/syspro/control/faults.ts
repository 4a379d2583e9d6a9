import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

export type FaultTarget = 'enet' | 'odata';

/** What befalls the next requests, as `POST /sandbox/faults` takes it. */
export const faultBody = z.strictObject({
  kind: z.enum(['slow', 'fail500', 'html', 'reset', 'reset-after', 'truncated', 'evict', 'licence']),
  /** Absent: both services. */
  target: z.enum(['enet', 'odata']).optional(),
  /** Only requests to this e.net path, in any case: `Logon`, `Query/Query`. */
  path: z.string().optional(),
  /** Only requests of this business object; `COMFCH` and `COMBRW` are those of Query/Fetch and Query/Browse. */
  businessObject: z.string().optional(),
  /** Only requests of this table, by OData, COMFND or COMFCH. */
  table: z.string().optional(),
  /** How many requests it befalls. */
  count: z.int().min(1).default(1),
  /** How many requests that it would fit it lets pass first. */
  after: z.int().min(0).default(0),
  /** Milliseconds, for `slow`. */
  delay: z.int().min(0).default(1000),
  /** For `truncated`: whether Content-Length tells the length of the cut body, or of the whole one, the connection then breaking off. */
  announced: z.enum(['cut', 'whole']).default('cut'),
});

export type Fault = z.output<typeof faultBody>;

/** A request as far as faults tell requests apart. */
export interface FaultableRequest {
  readonly target: FaultTarget;
  /** The e.net path; empty for OData. */
  readonly path: string;
  readonly businessObject: string;
  readonly table: string;
  /** Ends the session the request is made with; absent where it has none. */
  readonly evict: (() => void) | undefined;
  /** Answers that the licence does not suffice; absent where the real service never says so. */
  readonly refuse: (() => FastifyReply) | undefined;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** Applies the first fault that fits. True: the request has been dealt with. */
  apply(request: FastifyRequest, reply: FastifyReply, facts: FaultableRequest): Promise<boolean>;
  /** What becomes of the finished answer to a request: for the faults that befall it only then. */
  spoil(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown;
}

/** @param onFault told of each fault that befell a request */
export function createFaults(onFault: () => void): Faults {
  let faults: readonly Fault[] = [];
  const spoiling = new WeakMap<FastifyRequest, Fault>();

  /** The fault that befalls a request. Every fault that fits counts it, so `after` counts requests and not what else befell them. */
  const take = (facts: FaultableRequest): Fault | undefined => {
    let taken: Fault | undefined;
    faults = faults.flatMap((fault) => {
      if (!fits(fault, facts)) return [fault];
      if (fault.after > 0) return [{ ...fault, after: fault.after - 1 }];
      if (taken !== undefined) return [fault];
      taken = fault;
      return fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : [];
    });
    return taken;
  };

  return {
    add: (fault) => void (faults = [...faults, fault]),
    clear: () => void (faults = []),
    list: () => faults,
    async apply(request, reply, facts) {
      const fault = take(facts);
      if (fault === undefined) return false;
      onFault();
      switch (fault.kind) {
        case 'slow':
          await delay(fault.delay);
          return false;
        case 'evict':
          facts.evict?.();
          return false;
        case 'reset-after':
        case 'truncated':
          spoiling.set(request, fault);
          return false;
        case 'licence':
          await facts.refuse?.();
          return true;
        case 'reset':
          reply.hijack();
          request.raw.socket.resetAndDestroy();
          return true;
        case 'fail500':
          await reply.code(500).type('text/html').send(page('500 - Internal server error.'));
          return true;
        case 'html':
          await reply.code(200).type('text/html').send(page('This site is being maintained.'));
          return true;
      }
    },
    spoil(request, reply, payload) {
      const fault = spoiling.get(request);
      if (fault === undefined) return payload;
      if (fault.kind === 'reset-after') {
        request.raw.socket.resetAndDestroy();
        return payload;
      }
      const whole = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '');
      const cut = whole.subarray(0, Math.floor(whole.length / 2));
      reply.header('content-length', fault.announced === 'cut' ? cut.length : whole.length);
      return fault.announced === 'cut' ? cut : Readable.from(brokenOff(cut));
    },
  };
}

function fits(fault: Fault, facts: FaultableRequest): boolean {
  if (fault.kind === 'evict' && facts.evict === undefined) return false;
  if (fault.kind === 'licence' && facts.refuse === undefined) return false;
  return (
    (fault.target === undefined || fault.target === facts.target) &&
    (fault.path === undefined || fault.path.toLowerCase() === facts.path.toLowerCase()) &&
    (fault.businessObject === undefined || fault.businessObject.toUpperCase() === facts.businessObject.toUpperCase()) &&
    (fault.table === undefined || fault.table === facts.table)
  );
}

async function* brokenOff(cut: Buffer): AsyncGenerator<Buffer> {
  yield cut;
  // Fastify destroys the connection of an answer whose stream fails half way.
  throw new Error('the fault `truncated` broke this answer off');
}

function page(heading: string): string {
  return `<html><body><h1>${heading}</h1></body></html>`;
}
