import { planLane } from '../documents/lane.ts';
import { markDelivered, undeliveredNews } from '../ledger/events.ts';
import { openInterchanges } from '../ledger/interchanges.ts';
import { setsInLane, takeOutOfLane, type SetInLane } from '../ledger/lanes.ts';
import { signalWithStartDocument } from '../temporal/signal-document.ts';
import type { DocumentDependencies } from './dependencies.ts';
import { withFailures } from './failure.ts';
import { sealPlanned } from './seal-interchange.ts';

/** What a lane does next. */
export type LaneStep =
  /** Post this interchange. */
  | { readonly step: 'post'; readonly interchange: number }
  /** Nothing is due for so many milliseconds. */
  | { readonly step: 'wait'; readonly wait: number; readonly sets: number }
  /** An interchange waits for a person, and those behind it must not overtake it. */
  | { readonly step: 'blocked'; readonly interchange: number; readonly sets: number }
  | { readonly step: 'idle' };

// A plan that does not hold is made anew; one that never holds is left to the next try of the activity, which waits before it.
const plansAtMost = 20;

// Told side by side; more would be a burst on the server.
const toldAtOnce = 20;

/**
 * One look into the ledger: tells documents their news, finds an interchange that is to be posted, or seals the next one. Everything a lane
 * knows is in the ledger, so it can be stopped, killed and started again at any time.
 */
export function createLaneTurn(deps: DocumentDependencies) {
  const { config, db, client, now } = deps;
  return async function laneTurn({ lane }: { lane: number }): Promise<LaneStep> {
    return withFailures(async () => {
      for (let plans = 0; plans < plansAtMost; plans += 1) {
        await deliver(lane);
        const open = await openInterchanges(db, lane);
        const waiting = await setsInLane(db, lane);
        const strict = waiting.some(({ strictlyRising }) => strictlyRising);
        const [oldest] = open;
        if (strict && oldest?.parked) return { step: 'blocked', interchange: oldest.id, sets: waiting.length };
        const next = open.find(({ parked }) => !parked);
        if (next) return { step: 'post', interchange: next.id };
        if (await takeOutAmended(lane, waiting)) continue;

        const by = { at: now(), actor: 'lane' };
        const plan = planLane(waiting, by.at);
        if (plan.plan === 'nothing') return { step: 'idle' };
        if (plan.plan === 'wait')
          return { step: 'wait', wait: Math.max(plan.until.getTime() - by.at.getTime(), 1), sets: waiting.length };
        const byTransmission = new Map(waiting.map((set) => [set.transmission, set]));
        const groups = plan.groups.map((group) =>
          group.flatMap(({ transmission }) => byTransmission.get(transmission) ?? []),
        );
        const interchange = await sealPlanned(db, by, lane, groups);
        if (interchange !== undefined) return { step: 'post', interchange };
      }
      throw new Error(`no plan of lane ${lane} held, ${plansAtMost} times`);
    });
  };

  async function takeOutAmended(lane: number, waiting: readonly SetInLane[]): Promise<boolean> {
    const amended = waiting.filter((set) => set.amended);
    for (const set of amended) await takeOutOfLane(db, { at: now(), actor: 'lane' }, lane, set, 'changed');
    return amended.length > 0;
  }

  async function deliver(lane: number): Promise<void> {
    const news = await undeliveredNews(db, lane);
    for (let first = 0; first < news.length; first += toldAtOnce)
      await Promise.all(
        news.slice(first, first + toldAtOnce).map(async (event) => {
          await signalWithStartDocument(client, config, event);
          await markDelivered(db, event.id, now());
        }),
      );
  }
}
