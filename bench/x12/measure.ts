/**
 * Measures each work in turn, round by round, so that what else the machine does is shared by all.
 * @returns per work the microseconds of processor time one run takes, its share of the collection of garbage included; a number for each
 * round. Time on the clock would count what other processes do.
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
  const start = process.cpuUsage();
  let [runs, elapsed, batch] = [0, 0, 1];
  do {
    for (let left = batch; left > 0; left -= 1) work();
    runs += batch;
    const { user, system } = process.cpuUsage(start);
    elapsed = user + system;
    // Asking the system for the time takes time itself: not more often than about once in two milliseconds.
    batch = Math.max(1, Math.floor((2000 * runs) / Math.max(elapsed, 1)));
  } while (elapsed < milliseconds * 1000);
  return elapsed / runs;
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Least and most. */
export function spreadOf(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`;
}

/** How many times as long the first takes as the second: the median of the rounds, each compared with its own. */
export function ratioOf(one: readonly number[], other: readonly number[]): number {
  return medianOf(one.map((value, round) => value / (other[round] ?? Infinity)));
}
