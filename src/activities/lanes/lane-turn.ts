import { planLane } from '../../documents/lane.ts';
import { undeliveredNews } from '../../ledger/events.ts';
import type { QueueCause } from '../../ledger/holds.ts';
import { openInterchanges, type OpenInterchange } from '../../ledger/interchanges.ts';
import { setsInLane, takeOutOfLane, type SetInLane } from '../../ledger/lanes.ts';
import type { Authorship } from '../../ledger/trail.ts';
import { deliverTogether } from '../delivery.ts';
import type { DocumentDependencies } from '../dependencies.ts';
import { withFailures } from '../failure.ts';
import { causeOfInterchange, separateHeld } from './held-in-lane.ts';
import { queuedFor } from '../documents/queued.ts';
import { sealPlanned } from './seal-interchange.ts';

/** What a lane does next. */
export type LaneStep =
  /** Post this interchange. */
  | { readonly step: 'post'; readonly interchange: number }
  /** Nothing is due for so many milliseconds. */
  | { readonly step: 'wait'; readonly wait: number; readonly sets: number }
  /** The partner is on hold, which somebody ends, or takes nothing for so many milliseconds. */
  | { readonly step: 'held'; readonly why: string; readonly wait?: number; readonly sets: number }
  /** An interchange waits for a person, and those behind it must not overtake it. */
  | { readonly step: 'blocked'; readonly interchange: number; readonly sets: number }
  | { readonly step: 'idle' };

// A plan that does not hold is made anew; one that never holds is left to the next try of the activity, which waits before it.
const plansAtMost = 20;

/**
 * One look into the ledger: tells documents their news, finds an interchange that is to be posted, or seals the next one. Everything a lane
 * knows is in the ledger, so it can be stopped, killed and started again at any time.
 */
export function createLaneTurn(deps: DocumentDependencies) {
  const { db, now } = deps;
  return async function laneTurn({ lane }: { lane: number }): Promise<LaneStep> {
    return withFailures(async () => {
      for (let plans = 0; plans < plansAtMost; plans += 1) {
        await deliverTogether(deps, await undeliveredNews(db, lane));
        const open = await openInterchanges(db, lane);
        const waiting = await setsInLane(db, lane);
        const strict = waiting.some(({ strictlyRising }) => strictlyRising);
        const [oldest] = open;
        if (strict && oldest?.parked) return { step: 'blocked', interchange: oldest.id, sets: waiting.length };
        const by = { at: now(), actor: 'lane' };
        const { next, causes } = await nextToPost(by, open, strict);
        if (next !== undefined) return { step: 'post', interchange: next };
        // Its number was taken before theirs.
        if (strict && causes.length > 0) return held(causes, by.at, waiting.length);
        if (await takeOutAmended(lane, waiting)) continue;

        const separated = await separateHeld(deps, by, lane, waiting);
        if (separated.changed) continue;
        const keptBack = [...causes, ...separated.causes];
        const plan = planLane(separated.free, by.at);
        if (plan.plan === 'nothing')
          return keptBack.length > 0 ? held(keptBack, by.at, waiting.length) : { step: 'idle' };
        if (plan.plan === 'wait') {
          const due = Math.min(plan.until.getTime(), ...keptBack.map(endOf)) - by.at.getTime();
          return { step: 'wait', wait: Math.max(due, 1), sets: waiting.length };
        }
        const byTransmission = new Map(separated.free.map((set) => [set.transmission, set]));
        const groups = plan.groups.map((group) =>
          group.flatMap(({ transmission }) => byTransmission.get(transmission) ?? []),
        );
        const interchange = await sealPlanned(db, by, lane, groups);
        if (interchange !== undefined) return { step: 'post', interchange };
      }
      throw new Error(`no plan of lane ${lane} held, ${plansAtMost} times`);
    });
  };

  /** The first interchange that may be posted, and what keeps those before it back. Where numbers rise strictly none overtakes another. */
  async function nextToPost(
    by: Authorship,
    open: readonly OpenInterchange[],
    strict: boolean,
  ): Promise<{ readonly next?: number; readonly causes: readonly QueueCause[] }> {
    const causes: QueueCause[] = [];
    for (const { id, parked, queued } of open) {
      if (parked) continue;
      // One that was not found held yet is tried: its last attempt may have to be looked up, whatever holds the partner.
      const cause = queued ? await causeOfInterchange(deps, by, id) : undefined;
      if (!cause) return { next: id, causes };
      causes.push(cause);
      if (strict) break;
    }
    return { causes };
  }

  async function takeOutAmended(lane: number, waiting: readonly SetInLane[]): Promise<boolean> {
    const amended = waiting.filter((set) => set.amended);
    for (const set of amended) await takeOutOfLane(db, { at: now(), actor: 'lane' }, lane, set, 'changed');
    return amended.length > 0;
  }
}

/** What ends first says when to look again; a hold ends when somebody says so. */
function held(causes: readonly QueueCause[], at: Date, sets: number): LaneStep {
  const [first] = causes.toSorted((a, b) => endOf(a) - endOf(b)).map((cause) => queuedFor(cause, at));
  const { why = '', wait } = first ?? {};
  return { step: 'held', why, sets, ...(wait !== undefined && { wait }) };
}

function endOf(cause: QueueCause): number {
  return cause.for === 'blackout' ? cause.until.getTime() : Number.MAX_SAFE_INTEGER;
}
