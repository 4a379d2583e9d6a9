import type { Session, SessionEvent } from '../enet/sessions.ts';

/** What became of an operator's sessions in a company. */
export type SessionCounters = Record<SessionEvent, number>;

/** What the sandbox was asked since it started, or since the counters were cleared. */
export interface RequestCounters {
  logons: number;
  failedLogons: number;
  logoffs: number;
  /** Sessions that a later logon of the same operator ended. */
  evictions: number;
  /** By operator and company: `EDIBOT A`. */
  sessions: Record<string, SessionCounters>;
  /** Requests by e.net path and, for queries, business object: `query/query PORQRY`. */
  enet: Record<string, number>;
  /** Requests by table. */
  odata: Record<string, number>;
  odataRows: number;
  faults: number;
}

export function createRequestCounters(): RequestCounters {
  return {
    logons: 0,
    failedLogons: 0,
    logoffs: 0,
    evictions: 0,
    sessions: {},
    enet: {},
    odata: {},
    odataRows: 0,
    faults: 0,
  };
}

/** Counts what became of a session under its operator and company. */
export function countSession(counters: RequestCounters, event: SessionEvent, { operator, company }: Session): void {
  const name = `${operator.code} ${company.id}`;
  counters.sessions[name] ??= { logon: 0, logoff: 0, evicted: 0, 'thrown-out': 0, expired: 0, refused: 0 };
  counters.sessions[name][event] += 1;
}

export function increment(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
