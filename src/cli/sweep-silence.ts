/** So many intervals may go by without a sweep that ends: one is skipped while another runs, and one may take long. */
const intervals = 4;

/**
 * That no sweep has ended for long, in words; undefined where one has, or where sweeps are paused.
 * @param sweep.every milliseconds
 * @param ended when the latest ended; undefined where none has
 */
export function silence(
  { every, paused }: { readonly every: number; readonly paused: boolean },
  ended: Date | undefined,
  now: Date,
): string | undefined {
  if (paused) return undefined;
  if (ended === undefined) return 'no sweep has ended yet, so nothing is known of what partners answered and took';
  const minutes = Math.round((now.getTime() - ended.getTime()) / 60_000);
  if (now.getTime() - ended.getTime() <= intervals * every) return undefined;
  return `no sweep has ended since ${ended.toISOString()} (${minutes} minutes; one is due every ${Math.round(every / 60_000)}), so nothing is known of what partners answered and took since`;
}
