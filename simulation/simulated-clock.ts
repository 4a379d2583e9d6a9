/** A clock that stands until it is moved. The sandbox and our activities share one. */
export interface SimulatedClock {
  readonly now: () => Date;
  /** Moves it forward. */
  advance(milliseconds: number): void;
}

export function createSimulatedClock(start: Date): SimulatedClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    advance(milliseconds) {
      if (milliseconds < 0) throw new RangeError('time goes forward');
      at += milliseconds;
    },
  };
}
