/** How much each kind of worker does at once. The benchmark's floor runs with the same. */
export const workerLimits = {
  /** Workflows and ledger steps. Documents that only wait for their partner need no place in the cache: they are replayed. */
  documents: { maxCachedWorkflows: 300 },
  /** For one company. OData reads may overlap; the session itself serialises e.net calls. */
  syspro: { maxConcurrentActivityTaskExecutions: 8 },
  /** What we ask of Sterling at a time. */
  sterling: { maxConcurrentActivityTaskExecutions: 16 },
} as const;

/** An operator's worker has room for each of its companies: what one has waiting for the session must not keep the others out. */
export function sysproLimits(companies: number): { readonly maxConcurrentActivityTaskExecutions: number } {
  return { maxConcurrentActivityTaskExecutions: companies * workerLimits.syspro.maxConcurrentActivityTaskExecutions };
}

/**
 * How to start Node for a worker. On a large machine it gives each of a worker's two heaps 128 MB for young objects, which makes
 * a worker half as large again and, as measured, no faster.
 */
export const workerNodeFlags = ['--max-semi-space-size=8'] as const;
