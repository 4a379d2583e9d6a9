import { addDays, localDate } from './local-date.ts';
import { offsetAt } from './time-zone.ts';

/** When documents that leave together leave. */
export interface LaneRules {
  /** An interchange of so many sets is full. */
  readonly maxSets: number;
  /** Bytes an interchange of more than one set may have. */
  readonly maxBytes?: number;
  /** `one`: sets of one group key only. `per-type`: a group for each group key. `per-set`: a group for each set. */
  readonly groups: 'one' | 'per-type' | 'per-set';
}

/** A checked set that waits to leave with others. */
export interface WaitingSet {
  readonly transmission: number;
  /** What must be equal for two sets to share an interchange. */
  readonly envelope: string;
  /** What must be equal for two sets to share a group. */
  readonly group: string;
  /** Bytes of the set alone. */
  readonly bytes: number;
  /** Bytes of an interchange and group around it. */
  readonly envelopeBytes: number;
  /** It leaves then at the latest. */
  readonly leavesBy: Date;
  readonly rules: LaneRules;
}

/** What is to be done with the sets that wait. */
export type LanePlan =
  /** These leave now, in these groups. */
  | { readonly plan: 'seal'; readonly groups: readonly (readonly WaitingSet[])[] }
  /** Nothing is due before then. */
  | { readonly plan: 'wait'; readonly until: Date }
  | { readonly plan: 'nothing' };

/**
 * Which sets leave now: those that fill an interchange, or whose time has come together with what may go along. Pure.
 * @param waiting in the order they joined in
 */
export function planLane(waiting: readonly WaitingSet[], now: Date): LanePlan {
  const lots = new Map<string, WaitingSet[]>();
  for (const set of waiting) {
    const key = set.rules.groups === 'one' ? JSON.stringify([set.envelope, set.group]) : set.envelope;
    const lot = lots.get(key);
    if (lot) lot.push(set);
    else lots.set(key, [set]);
  }
  for (const lot of lots.values()) {
    const chosen = fitting(lot);
    const isFull = chosen.length < lot.length || chosen.length >= (lot[0]?.rules.maxSets ?? 1);
    if (isFull || chosen.some(({ leavesBy }) => leavesBy <= now)) return { plan: 'seal', groups: grouped(chosen) };
  }
  const [first] = waiting.map(({ leavesBy }) => leavesBy.getTime()).toSorted((a, b) => a - b);
  return first === undefined ? { plan: 'nothing' } : { plan: 'wait', until: new Date(first) };
}

/** As many from the front as one interchange takes; always the first. */
function fitting(lot: readonly WaitingSet[]): WaitingSet[] {
  const chosen: WaitingSet[] = [];
  const groups = new Set<string>();
  let bytes = 0;
  for (const set of lot) {
    const { maxSets, maxBytes = Infinity, groups: grouping } = set.rules;
    // A further group costs less than another envelope: the estimate is never too small.
    bytes += set.bytes + (grouping === 'per-set' || !groups.has(set.group) ? set.envelopeBytes : 0);
    groups.add(set.group);
    if (chosen.length > 0 && (chosen.length >= maxSets || bytes > maxBytes)) break;
    chosen.push(set);
  }
  return chosen;
}

function grouped(sets: readonly WaitingSet[]): WaitingSet[][] {
  const groups = new Map<string, WaitingSet[]>();
  sets.forEach((set, index) => {
    const key = set.rules.groups === 'per-set' ? String(index) : set.group;
    const group = groups.get(key);
    if (group) group.push(set);
    else groups.set(key, [set]);
  });
  return [...groups.values()];
}

/** When a set that joins at an instant leaves at the latest. Without either limit it leaves at once. */
export function leavesBy(
  { maxAge, cutOff }: { readonly maxAge?: number; readonly cutOff: readonly string[] },
  joinedAt: Date,
  timeZone: string,
): Date {
  const limits = [
    ...(maxAge === undefined ? [] : [joinedAt.getTime() + maxAge]),
    ...(cutOff.length === 0 ? [] : [nextCutOff(cutOff, joinedAt, timeZone).getTime()]),
  ];
  return new Date(limits.length === 0 ? joinedAt : Math.min(...limits));
}

/**
 * The first of some times of day after an instant. A time that the clocks skip comes as much later; of one that comes twice, the first counts.
 * @param times `HH:MM` in the zone
 */
export function nextCutOff(times: readonly string[], after: Date, timeZone: string): Date {
  const today = localDate(after, timeZone);
  const instants = [0, 1, 2].flatMap((days) =>
    times.map((time) => instantOf(addDays(today, days), time, timeZone).getTime()),
  );
  return new Date(Math.min(...instants.filter((instant) => instant > after.getTime())));
}

/** The instant of a day and time in a zone. */
function instantOf(day: string, time: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  // The zone's offsets on either side of any change near it; the earlier instant that shows the time asked for, else the time skipped.
  const offsets = [-86_400_000, 86_400_000].map((away) => offsetAt(asUtc + away, timeZone));
  const candidates = offsets.map((offset) => asUtc - offset).toSorted((a, b) => a - b);
  const exact = candidates.find((instant) => instant + offsetAt(instant, timeZone) === asUtc);
  return new Date(exact ?? Math.max(...candidates));
}
