import type { Random } from '../seed/random.ts';

/** Up to so many of these, by chance, in their order; what is chosen is taken out. */
export function choose<T>(random: Random, from: T[], count: number): T[] {
  const chosen = new Set<number>();
  const wanted = Math.min(Math.round(count), from.length);
  while (chosen.size < wanted) chosen.add(random.integer(0, from.length - 1));
  const taken = from.filter((_, i) => chosen.has(i));
  const rest = from.filter((_, i) => !chosen.has(i));
  from.splice(0, from.length, ...rest);
  return taken;
}
