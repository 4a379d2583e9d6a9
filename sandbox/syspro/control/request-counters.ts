/** What the sandbox was asked since it started, or since the counters were cleared. */
export interface RequestCounters {
  logons: number;
  failedLogons: number;
  logoffs: number;
  /** Sessions that a later logon of the same operator ended. */
  evictions: number;
  /** Requests by e.net path and, for queries, business object: `query/query PORQRY`. */
  enet: Record<string, number>;
  /** Requests by table. */
  odata: Record<string, number>;
  odataRows: number;
  faults: number;
}

export function createRequestCounters(): RequestCounters {
  return { logons: 0, failedLogons: 0, logoffs: 0, evictions: 0, enet: {}, odata: {}, odataRows: 0, faults: 0 };
}

export function increment(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
