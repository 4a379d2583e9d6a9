/** The time a session goes by. Only simulated time and tests bring one of their own. */
export interface SessionClock {
  /** Milliseconds since whenever; never goes back. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the function it returns is called first. */
  after(ms: number, callback: () => void): () => void;
}

export const systemClock: SessionClock = {
  now: () => performance.now(),
  after(ms, callback) {
    // A session that idles keeps no process alive.
    const timer = setTimeout(callback, ms).unref();
    return () => clearTimeout(timer);
  },
};
