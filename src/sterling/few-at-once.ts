/** Enough to be quick with sixty partners, few enough not to crowd out the posts of a running worker. */
const atOnce = 4;

/** Runs requests, a few at once, and keeps their order. The first that throws is thrown, when those under way have ended. */
export async function fewAtOnce<T>(requests: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  const queue = requests.entries();
  // One iterator for all of them: each takes the next request when it is done with the last.
  const work = async (): Promise<void> => {
    for (const [index, request] of queue) results[index] = await request();
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, work));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return results;
}
