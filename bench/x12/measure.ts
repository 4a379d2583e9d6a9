/**
 * Measures each work in turn, round by round, so that what else the machine does is shared by all.
 * @returns per work the microseconds of one run, a number for each round
 */
export function measureInTurn(
  works: Readonly<Record<string, () => unknown>>,
  rounds: number,
  milliseconds: number,
): Map<string, number[]> {
  const results = new Map<string, number[]>(Object.keys(works).map((name) => [name, []]));
  // The first round is for the compiler and does not count.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, work] of Object.entries(works)) {
      const took = measure(work, milliseconds);
      if (round > 0) results.get(name)?.push(took);
    }
  }
  return results;
}

function measure(work: () => unknown, milliseconds: number): number {
  const start = performance.now();
  let [runs, elapsed] = [0, 0];
  do {
    work();
    runs += 1;
    elapsed = performance.now() - start;
  } while (elapsed < milliseconds);
  return (elapsed * 1000) / runs;
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Least and most. */
export function spreadOf(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
}
