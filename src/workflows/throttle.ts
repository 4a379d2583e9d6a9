/** What was spent at an instant, in milliseconds since 1970. */
export interface Spent {
  readonly at: number;
  readonly count: number;
}

const minute = 60_000;

/** Lets no more than so many through in any minute. Pure: the workflow tells it the time. */
export class Throttle {
  readonly #perMinute: number;
  #spent: Spent[];

  constructor(perMinute: number, spent: readonly Spent[] = []) {
    this.#perMinute = perMinute;
    this.#spent = [...spent];
  }

  /** What counts still, for whoever goes on with it. */
  get spent(): readonly Spent[] {
    return this.#spent;
  }

  spend(count: number, now: number): void {
    if (count > 0) this.#spent.push({ at: now, count });
  }

  /** Milliseconds until so many may pass; 0: now. A number above the rate never may. */
  waitFor(count: number, now: number): number {
    this.#spent = this.#spent.filter(({ at }) => at > now - minute);
    let left = this.#perMinute - this.#spent.reduce((sum, one) => sum + one.count, 0);
    if (left >= count) return 0;
    for (const one of this.#spent) {
      left += one.count;
      if (left >= count) return Math.max(one.at + minute - now, 1);
    }
    return minute;
  }
}
