import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';

export type FaultTarget = 'enet' | 'odata';

/** What befalls the next requests. */
export interface Fault {
  readonly kind: 'slow' | 'fail500' | 'reset';
  /** Absent: both. */
  readonly target?: FaultTarget;
  /** How many requests it befalls. */
  readonly count: number;
  /** Milliseconds, for `slow`. */
  readonly delay?: number;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  list(): readonly Fault[];
  /** Applies the first fault that fits. True: the request has been dealt with. */
  apply(target: FaultTarget, request: FastifyRequest, reply: FastifyReply): Promise<boolean>;
}

/** @param onFault told of each fault that befell a request */
export function createFaults(onFault: () => void): Faults {
  let faults: readonly Fault[] = [];
  return {
    add: (fault) => void (faults = [...faults, fault]),
    clear: () => void (faults = []),
    list: () => faults,
    async apply(target, request, reply) {
      const fault = faults.find((candidate) => candidate.target === undefined || candidate.target === target);
      if (fault === undefined) return false;
      faults = faults.flatMap((other) =>
        other !== fault ? [other] : fault.count > 1 ? [{ ...fault, count: fault.count - 1 }] : [],
      );
      onFault();
      if (fault.kind === 'slow') {
        await delay(fault.delay ?? 1000);
        return false;
      }
      if (fault.kind === 'reset') {
        reply.hijack();
        request.raw.socket.resetAndDestroy();
      } else {
        await reply.code(500).type('text/html').send('<html><body><h1>500 - Internal server error.</h1></body></html>');
      }
      return true;
    },
  };
}
