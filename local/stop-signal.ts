const PARENT_CHECK_MS = 1_000;

/**
 * Resolves when the stack is to stop: Ctrl-C, SIGTERM, a closed terminal, or, under npm, when npm is gone (a SIGTERM to
 * npm may end its shell and never reach us). A second signal calls `again`.
 * @param first told why, once
 */
export function stopSignal(first: (reason: string) => void, again: () => void): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (reason: string): void => {
      if (asked) return again();
      asked = true;
      clearInterval(watch);
      first(reason);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => ask(signal === 'SIGINT' ? 'Ctrl-C' : signal));
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.env['npm_lifecycle_event'] !== undefined && process.ppid !== parent) ask('npm is gone');
    }, PARENT_CHECK_MS);
    watch.unref();
  });
}
