/** How much each kind of worker does at once. The benchmark's floor runs with the same. */
export const workerLimits = {
  /** Workflows and ledger steps. 500 cached workflows take about 100 MB; a cycle's documents fit, older ones are replayed. */
  documents: { maxCachedWorkflows: 500 },
  /** OData reads may overlap; the session itself serialises e.net calls. */
  syspro: { maxConcurrentActivityTaskExecutions: 8 },
  /** What we ask of Sterling at a time. */
  sterling: { maxConcurrentActivityTaskExecutions: 16 },
} as const;
